"""Taking words out of the history for good: the images it keeps, and the reasons of steps.

It stands outside of the journal, since nothing of it may be undone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from qualcode.store.rows import KEYS_AT_ONCE, Image, chunks
from qualcode.store.tables import ChangeRow, StepRow

_CHANGES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """The images that one change of a step keeps of the rows of a table, before and as they are
    now."""

    step: int
    noun: str
    before: list[Image]
    now: list[Image]


def past(connection: Connection) -> Iterator[tuple[int, str, list[Image]]]:
    """Step, table and images of every change that keeps any, the oldest first."""
    for change in _changes(connection):
        held, images = _unpacked(change)
        if held:
            yield change.step, change.noun, images


def clean_images(connection: Connection, cleaned: Callable[[str, Image], Image]) -> Iterator[Kept]:
    """Let every image be what `cleaned` makes of it, by table and image; gives all of them."""
    for change in _changes(connection):
        held, before = _unpacked(change)
        if not held:
            continue
        now = [cleaned(change.noun, image) for image in before]
        if now != before:
            held["rows"] = [list(image.values()) for image in now]
            words = json.dumps(held, ensure_ascii=False)
            connection.execute(
                update(ChangeRow).where(ChangeRow.key == change.key).values(images=words)
            )
        yield Kept(change.step, change.noun, before, now)


def clean_reasons(connection: Connection, clean: Callable[[str], str]) -> set[int]:
    """Let every step's reason be what `clean` makes of it; gives the steps whose changed."""
    changed: set[int] = set()
    for number, why in connection.execute(select(StepRow.number, StepRow.why)).all():
        reason = clean(why)
        if reason != why:
            changed.add(number)
            connection.execute(update(StepRow).where(StepRow.number == number).values(why=reason))
    return changed


def put_in(connection: Connection, touched: Callable[[str], Collection[int]]) -> Iterator[int]:
    """The steps that put in, as a range of keys, any of the `touched` rows of a table."""
    ranges = select(ChangeRow.step, ChangeRow.noun, ChangeRow.first, ChangeRow.last).where(
        ChangeRow.first.is_not(None)
    )
    for step, noun, first, last in connection.execute(ranges):
        if any((first or 0) <= key <= (last or 0) for key in touched(noun)):
            yield step


def mark_erased(connection: Connection, steps: Collection[int]) -> None:
    """Say of steps that something of them was erased, so that none is undone."""
    for some in chunks(sorted(steps), KEYS_AT_ONCE):
        connection.execute(update(StepRow).where(StepRow.number.in_(some)).values(erased=1))


def _changes(connection: Connection) -> Iterator[Any]:
    """All changes by key, some at a time: they may be altered meanwhile, and may be many."""
    columns = select(ChangeRow.key, ChangeRow.step, ChangeRow.noun, ChangeRow.images)
    last = 0
    while True:
        some = connection.execute(
            columns.where(ChangeRow.key > last).order_by(ChangeRow.key).limit(_CHANGES_AT_ONCE)
        ).all()
        yield from some
        if not some:
            return
        last = some[-1].key


def _unpacked(change: Any) -> tuple[dict[str, Any], list[Image]]:
    """What a change keeps, and its images; nothing where it keeps none."""
    held = json.loads(change.images or "{}")
    if "rows" not in held:
        return {}, []
    return held, [dict(zip(held["columns"], row, strict=True)) for row in held["rows"]]
