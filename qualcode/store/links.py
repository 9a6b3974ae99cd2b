"""Links between passages."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.errors import NotFoundError
from qualcode.store.journal import Step
from qualcode.store.tables import PassageLinkRow


def listed(connection: Connection) -> list[tuple[int, int, int, str]]:
    """Every link: (number, passage, the other passage, kind), the oldest first."""
    found = connection.execute(
        select(
            PassageLinkRow.key, PassageLinkRow.passage, PassageLinkRow.other, PassageLinkRow.kind
        ).order_by(PassageLinkRow.key)
    )
    return [(key, passage, other, kind) for key, passage, other, kind in found]


def put(step: Step, passage: int, other: int, kind: str) -> int | None:
    """Link two passages; gives the number of the link, None where it is there already."""
    known = {tuple(link) for _, *link in listed(step.connection)}
    if (passage, other, kind) in known:
        return None
    return step.add(PassageLinkRow, passage=passage, other=other, kind=kind)


def remove(step: Step, number: int) -> None:
    """Take a link out."""
    if not step.delete(PassageLinkRow, [number]):
        raise NotFoundError("there is no link {number}", number=number)
