"""What the journal keeps of a step: entries, with whole rows as they were."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.store import engine
from qualcode.store.rows import Image
from qualcode.store.tables import ChangeRow, Recorded

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it

Entry = tuple[str, str, int | None, int | None, str | None]


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to which rows of a table, and what is needed to undo it.

    `images` are whole rows as they were (update, delete), or the keys put back (insert by an
    undo). `left` is the step number that each row carries after the change.
    """

    noun: str
    deed: str
    first: int | None = None
    last: int | None = None
    images: tuple[Image, ...] = ()
    left: tuple[int, ...] = ()


def content_of(entries: Iterable[Entry]) -> str:
    """The hash of what a step did, from its entries in the journal."""
    content = hashlib.sha256()
    for *what, images in entries:
        content.update(json.dumps(what).encode())
        content.update((images or "").encode())
    return content.hexdigest()


def packed(change: Change, columns: Sequence[str], rows: Sequence[object]) -> str:
    """A change as the journal keeps it; of rows put in, their hash."""
    held: dict[str, object] = {}
    if change.images:
        held["columns"] = list(change.images[0])
        held["rows"] = [list(image.values()) for image in change.images]
        held["left"] = change.left
    if rows:
        whole = json.dumps((columns, rows), ensure_ascii=False).encode("utf-8", "replace")
        if b"\\u0000" in whole and _NUL.search(whole):  # SQLite would take it, PostgreSQL does not
            raise engine.no_text()
        held["put in"] = hashlib.sha256(whole).hexdigest()
    return json.dumps(held, ensure_ascii=False)


def unpacked(
    noun: str, deed: str, first: int | None, last: int | None, images: str | None
) -> Change:
    """A change that the journal keeps."""
    held = json.loads(images or "{}")
    if "rows" not in held:
        return Change(noun, deed, first, last)
    rows = tuple(dict(zip(held["columns"], row, strict=True)) for row in held["rows"])
    return Change(noun, deed, first, last, rows, tuple(held["left"]))


def past_images(connection: Connection, row: type[Recorded]) -> Iterator[tuple[int, Image]]:
    """Every image that is kept of the rows of a table, with the step that changed it or took it
    out, the oldest first."""
    kept = connection.execute(
        select(ChangeRow.step, ChangeRow.noun, ChangeRow.deed, ChangeRow.images)
        .where(ChangeRow.noun == row.__tablename__, ChangeRow.deed != "insert")
        .order_by(ChangeRow.key)
    )
    for step, noun, deed, images in kept:
        for image in unpacked(noun, deed, None, None, images).images:
            yield step, image
