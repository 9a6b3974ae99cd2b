"""Bodies that people belong to and that issue documents."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from qualcode.store.journal import Step
from qualcode.store.tables import OrganisationRow


def keys_at(step: Step, names: Iterable[str]) -> dict[str, int]:
    """Keys of the organisations of those names, new ones put in."""
    known = dict(step.connection.execute(select(OrganisationRow.name, OrganisationRow.key)).all())
    return {
        name: known[name] if name in known else step.add(OrganisationRow, name=name, parent=None)
        for name in sorted(names)
    }


def key_or_none(step: Step, name: str) -> int | None:
    """The key of the organisation of that name, put in where it is new; None without a name."""
    return keys_at(step, {name})[name] if name else None


def put_parent(step: Step, key: int, parent: int) -> bool:
    """Say which body another belongs to; tells whether that is news."""
    return step.update(OrganisationRow, key, parent=parent)


def parents(connection: Connection) -> dict[str, str]:
    """Parent organisation by the name of the organisation; empty where none is known."""
    rows = connection.execute(
        select(OrganisationRow.key, OrganisationRow.name, OrganisationRow.parent)
    ).all()
    names = {key: name for key, name, _ in rows}
    return {name: names.get(parent, "") if parent else "" for _, name, parent in rows}
