"""The history: every step, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

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


def last_change(connection: Connection) -> tuple[int, int]:
    """The number of the last step and when it was made; of a new project 0, and when it was."""
    last = select(StepRow.number, StepRow.at).order_by(StepRow.number.desc()).limit(1)
    for number, at in connection.execute(last):
        return number, at
    return 0, connection.execute(select(ProjectRow.created_at)).scalar_one()


def why(connection: Connection, number: int) -> str:
    """What a step is called."""
    return connection.execute(select(StepRow.why).where(StepRow.number == number)).scalar_one()
