"""Passages by themselves: marking one, moving its edges, and what they carry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from qualcode.errors import NotFoundError, RefusedError
from qualcode.model.span import Span
from qualcode.store.codings import STANDING, Coding, Place, bare, passages_at
from qualcode.store.journal import Step
from qualcode.store.tables import (
    CoderRow,
    CodingRow,
    EvidenceRow,
    PassageRow,
    TranscriptRow,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as people see it; `coder` is a name, `revision` and `transcript_key` are keys."""

    number: int
    transcript_key: int
    transcript: str
    revision: int
    coder_key: int
    coder: str
    span: Span
    voice: int
    key_quote: bool


def listed(
    connection: Connection,
    *,
    transcript: int | None = None,
    numbers: Sequence[int] | None = None,
) -> list[Passage]:
    """The passages of a transcript, or those of some numbers, or all, that stand in the current
    text; in reading order."""
    found = (
        select(
            PassageRow.key, PassageRow.transcript, TranscriptRow.id, PassageRow.revision,
            PassageRow.coder, CoderRow.name, PassageRow.start, PassageRow.end, PassageRow.voice,
            PassageRow.key_quote,
        )
        .join(TranscriptRow, TranscriptRow.key == PassageRow.transcript)
        .join(CoderRow, CoderRow.key == PassageRow.coder)
        .where(STANDING)
        .order_by(PassageRow.transcript, PassageRow.start, PassageRow.end, PassageRow.key)
    )  # fmt: skip
    if transcript is not None:
        found = found.where(PassageRow.transcript == transcript)
    if numbers is not None:
        found = found.where(PassageRow.key.in_(numbers))
    listing: list[Passage] = []
    for number, key, id_, revision, coder, name, start, end, *rest in connection.execute(found):
        voice, key_quote = rest
        span = Span(start, end)
        passage = Passage(number, key, id_, revision, coder, name, span, voice, bool(key_quote))
        listing.append(passage)
    return listing


def one(connection: Connection, number: int) -> Passage:
    """The passage of that number."""
    for found in listed(connection, numbers=[number]):
        return found
    raise NotFoundError(
        "there is no passage {number}",
        advice="qualcode passage list shows the numbers",
        number=number,
    )


def codes(
    connection: Connection,
    *,
    transcript: int | None = None,
    numbers: Sequence[int] | None = None,
) -> dict[int, list[int]]:
    """The keys of the codes on each passage: of a transcript, of some numbers, or of all."""
    found = (
        select(CodingRow.passage, CodingRow.code)
        .join(PassageRow, PassageRow.key == CodingRow.passage)
        .order_by(CodingRow.key)
    )
    if transcript is not None:
        found = found.where(PassageRow.transcript == transcript)
    if numbers is not None:
        found = found.where(CodingRow.passage.in_(numbers))
    on: dict[int, list[int]] = {}
    for passage, code in connection.execute(found):
        on.setdefault(passage, []).append(code)
    return on


def translations(
    connection: Connection, *, numbers: Sequence[int] | None = None
) -> dict[int, tuple[str, str]]:
    """The translation of each passage that has one, or of some numbers, with who made it."""
    found = select(PassageRow.key, PassageRow.translation).where(PassageRow.translation != "")
    if numbers is not None:
        found = found.where(PassageRow.key.in_(numbers))
    held = ((key, json.loads(packed)) for key, packed in connection.execute(found))
    return {key: (words, translator) for key, (words, translator) in held}


def translate(step: Step, number: int, words: str, translator: str) -> None:
    """Give a passage a translation and who made it, or none where there are no words."""
    packed = json.dumps([words, translator], ensure_ascii=False) if words else ""
    step.update(PassageRow, number, translation=packed)


def key_quotes(connection: Connection) -> frozenset[int]:
    """The numbers of the passages that are key quotes."""
    starred = select(PassageRow.key).where(PassageRow.key_quote == 1)
    return frozenset(connection.execute(starred).scalars())


def mark(step: Step, place: Place) -> tuple[int, bool]:
    """The passage at a place, put in where there is none; gives its number and whether it is
    new."""
    before = step.last(PassageRow.__tablename__)
    (number,) = passages_at(step, [place])
    return number, number > before


def star(step: Step, number: int, *, key_quote: bool) -> None:
    """Say whether a passage is a key quote."""
    step.update(PassageRow, number, key_quote=int(key_quote))


def move(step: Step, number: int, span: Span, voice: int) -> None:
    """Let a passage stand elsewhere, with all that it carries; `voice` speaks there.

    Whoever moves it has looked at it, so that a revision has left nothing to settle.
    """
    place = {"start": span.start, "end": span.end, "voice": voice}
    if step.update(PassageRow, number, **place):
        step.update(PassageRow, number, settled_by=step.by)
    held = select(CodingRow.key).where(CodingRow.passage == number)
    keys = step.connection.execute(held).scalars().all()
    step.update_many(CodingRow, {key: {"voice": voice} for key in keys})


def move_one(step: Step, coding: Coding, place: Place) -> None:
    """Let one coding stand elsewhere and leave the others of its passage; a passage that then
    carries nothing goes."""
    (passage,) = passages_at(step, [place])
    if passage == coding.passage:
        return
    mine = aliased(CodingRow)
    twin = (
        select(CodingRow.key)
        .join(mine, mine.key == coding.number)
        .where(
            CodingRow.passage == passage,
            CodingRow.code == mine.code,
            CodingRow.round == mine.round,
            CodingRow.layer == mine.layer,
        )
    )
    if step.connection.execute(twin).first() is not None:
        raise RefusedError(
            "the passage there has that code already",
            advice="take coding {number} off instead",
            number=coding.number,
        )
    step.update(CodingRow, coding.number, passage=passage, voice=place.voice)
    step.delete(PassageRow, bare(step.connection, {coding.passage}))


def remove(step: Step, number: int) -> None:
    """Take out a passage that carries neither a code nor evidence."""
    for column in (CodingRow.passage, EvidenceRow.passage):
        held = step.connection.execute(select(column).where(column == number)).first()
        if held is not None:
            raise RefusedError(
                "passage {number} carries codes or evidence",
                advice="take those off first; the passage goes with the last of them",
                number=number,
            )
    step.delete(PassageRow, [number])
