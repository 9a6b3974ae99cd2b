"""Where words of people stand: in which texts, past ones too, and in which other rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select, true

from qualcode.model.transcript import Turn
from qualcode.store import transcripts
from qualcode.store.forgetting import past
from qualcode.store.rows import Image, images_where, table_of
from qualcode.store.tables import RECORDED, TranscriptRow
from qualcode.store.turns import unpacked


@dataclass(frozen=True, slots=True)
class Held:
    """A revision, or one that only the journal still holds."""

    key: int
    transcript: int
    guid: str
    sha256: str
    text: str
    turns: tuple[Turn, ...]
    labels: tuple[str, ...]
    current: bool


def held(connection: Connection, of: Collection[int] | None = None) -> list[Held]:
    """All revisions of some transcripts; of all, removed ones included, unless told which."""
    found: dict[int, tuple[Image, bool]] = {}
    for _, noun, images in past(connection):
        if noun == "revision":
            found.update({image["key"]: (image, False) for image in images if len(image) > 1})
    for image in images_where(connection, table_of("revision"), true()):
        found[image["key"]] = image, bool(image["current"])
    return [
        Held(
            key, row["transcript"], row["guid"], row["sha256"], row["text"],
            unpacked(row["turns"]), tuple(json.loads(row["labels"])), current,
        )
        for key, (row, current) in sorted(found.items())
        if of is None or row["transcript"] in of
    ]  # fmt: skip


def interviewers(connection: Connection, transcript: int) -> list[str]:
    """Whom somebody said to ask in a transcript."""
    found = select(TranscriptRow.interviewer).where(TranscriptRow.key == transcript)
    return [
        label.strip()
        for label in connection.execute(found).scalar_one().split(";")
        if label.strip()
    ]


def others(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Where, in which column and what: every text that there is now, but for older revisions."""
    ids = {key: id_ for id_, key in transcripts.keys(connection).items()}
    for noun in ("coder", "round", *(row.__tablename__ for row in RECORDED)):
        table = table_of(noun)
        for image in images_where(connection, table, true()):
            if noun == "revision":
                if image["current"]:
                    yield ids[image["transcript"]], "text", image["text"]
                continue
            where = f"{noun.replace('_', ' ')} {image.get('id') or image['key']}"
            for column, value in image.items():
                if isinstance(value, str) and value and column != "guid":
                    yield where, column, value
