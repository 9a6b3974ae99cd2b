"""Memos: dated notes on anything in the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.errors import NotFoundError
from qualcode.store.journal import Step
from qualcode.store.tables import (
    ClaimRow,
    CoderRow,
    InformantRow,
    MemoRow,
    TranscriptRow,
)

ABOUT = ("transcript", "informant", "code", "claim", "passage", "coding", "theme")


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo; `about` names what it is on, ("", "") for the project; a code is its key."""

    number: int
    kind: str
    date: str
    coder: str
    about: tuple[str, str]
    text: str


def add(step: Step, *, kind: str, date: str, text: str, about: str, key: int | None) -> int:
    """Write a memo on the thing of the sort `about` with that key; gives its number."""
    on: dict[str, int | None] = dict.fromkeys(ABOUT)
    if about:
        on[about] = key
    return step.add(MemoRow, kind=kind, date=date, text=text, **on)


def change(step: Step, number: int, **values: str) -> None:
    """Put other words, another kind or another day in a memo; what it is on stays."""
    if step.connection.execute(select(MemoRow.key).where(MemoRow.key == number)).first() is None:
        raise missing(number)
    step.update(MemoRow, number, **values)


def remove(step: Step, number: int) -> None:
    """Take a memo out."""
    if not step.delete(MemoRow, [number]):
        raise missing(number)


def missing(number: int) -> NotFoundError:
    """What says that no memo has that number."""
    return NotFoundError(
        "there is no memo {number}", advice="qualcode memo list shows the numbers", number=number
    )


def listed(connection: Connection) -> Iterator[Memo]:
    """All memos, the oldest first."""
    found = connection.execute(
        select(
            MemoRow.key, MemoRow.kind, MemoRow.date, CoderRow.name, MemoRow.text,
            TranscriptRow.id, InformantRow.id, MemoRow.code, ClaimRow.id, MemoRow.passage,
            MemoRow.coding, MemoRow.theme,
        )
        .join(CoderRow, CoderRow.key == MemoRow.created_by)
        .outerjoin(TranscriptRow, TranscriptRow.key == MemoRow.transcript)
        .outerjoin(InformantRow, InformantRow.key == MemoRow.informant)
        .outerjoin(ClaimRow, ClaimRow.key == MemoRow.claim)
        .order_by(MemoRow.date, MemoRow.key)
    )  # fmt: skip
    for number, kind, date, coder, text, *things in found:
        named = (
            (sort, str(thing))
            for sort, thing in zip(ABOUT, things, strict=True)
            if thing is not None
        )
        yield Memo(number, kind, date, coder, next(named, ("", "")), text)
