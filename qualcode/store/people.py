"""Coders and rounds: known from the first use of their name, and never forgotten."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from qualcode.errors import InputError
from qualcode.store.journal import Step
from qualcode.store.rows import new_guids
from qualcode.store.tables import CoderRow, CodingRow, RoundRow


def coders(connection: Connection) -> dict[str, int]:
    """Keys of the coders by name, the project's first coder first."""
    return dict(connection.execute(_CODERS).all())


def rounds(connection: Connection) -> dict[str, int]:
    """Keys of the rounds by name, the first round first."""
    return dict(connection.execute(_ROUNDS).all())


def first_round(connection: Connection) -> str:
    """The name of the round that is meant where none is named: the first that holds codings, since
    a table may come in under names of its own, or else the first."""
    found = connection.execute(_FIRST_CODED).scalar_one_or_none()
    return found or next(iter(rounds(connection)))


_CODERS = select(CoderRow.name, CoderRow.key).order_by(CoderRow.key)
_ROUNDS = select(RoundRow.name, RoundRow.key).order_by(RoundRow.key)
_FIRST_CODED = (
    select(RoundRow.name)
    .where(select(CodingRow.key).where(CodingRow.round == RoundRow.key).exists())
    .order_by(RoundRow.key)
    .limit(1)
)


def new_coder(connection: Connection, name: str, at: int) -> int:
    """A coder who was not known before; gives the key."""
    _listable(name)
    known = coders(connection)
    key = max(known.values(), default=0) + 1
    role = "coder" if known else "owner"
    connection.execute(
        insert(CoderRow).values(key=key, guid=new_guids(1)[0], name=name, role=role, created_at=at)
    )
    return key


def coder_at(step: Step, name: str) -> int:
    """The key of the coder called `name`, made known where the name is new."""
    known = coders(step.connection)
    if name in known:
        return known[name]
    step.newcomers = True
    return new_coder(step.connection, name, step.at)


def round_at(step: Step, name: str) -> int:
    """The key of the round called `name`, made known where the name is new."""
    known = rounds(step.connection)
    if name in known:
        return known[name]
    return new_round(step.connection, name, step.at)


def new_round(connection: Connection, name: str, at: int) -> int:
    """A round that was not known before; gives the key."""
    _listable(name)
    key = max(rounds(connection).values(), default=0) + 1
    kind = "first" if key == 1 else "recoding"
    connection.execute(
        insert(RoundRow).values(key=key, guid=new_guids(1)[0], name=name, kind=kind, created_at=at)
    )
    return key


def _listable(name: str) -> None:
    """Refuse a name that no list of names could hold."""
    if ";" in name:
        raise InputError(
            "{name} cannot be the name of a coder or a round",
            advice="leave the semicolon out: it stands between the names of a list",
            name=name,
        )
