"""The history: every step, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qualcode.store.tables import CoderRow, ProjectRow, StepRow


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One line of the history; `when` is in milliseconds since 1970, UTC."""

    number: int
    when: int
    by: str
    why: str
    undone: bool
    erased: bool


def listed(connection: Connection) -> Iterator[LoggedStep]:
    """All steps, the first one first."""
    found = connection.execute(
        select(
            StepRow.number, StepRow.at, CoderRow.name, StepRow.why, StepRow.state, StepRow.erased
        )
        .join(CoderRow, CoderRow.key == StepRow.by)
        .order_by(StepRow.number)
    )
    for number, at, by, why, state, erased in found:
        yield LoggedStep(number, at, by, why, state != "done", bool(erased))


def last_change(connection: Connection) -> int:
    """When the last step was made, or the project itself where there is none yet."""
    at = connection.execute(select(func.max(StepRow.at))).scalar_one_or_none()
    return at or connection.execute(select(ProjectRow.created_at)).scalar_one()
