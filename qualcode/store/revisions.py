"""Revisions of a transcript's text, and where its passages stand in each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from qualcode.errors import NotFoundError
from qualcode.model.lists import Placed
from qualcode.model.span import Span
from qualcode.model.transcript import Transcript
from qualcode.store import transcripts
from qualcode.store.journal import Step
from qualcode.store.tables import (
    CoderRow,
    CodingRow,
    PassageRow,
    PlacementRow,
    RevisionRow,
    TranscriptRow,
)
from qualcode.store.transcripts import Text, Voices

NOBODY = 0
"""The voice of a lost passage: nobody is heard there, so that it counts in no analysis."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a passage stands: its number, the key of a revision, and the span in that."""

    passage: int
    revision: int
    span: Span
    voice: int
    state: Placed
    settled_by: int | None


def passages(connection: Connection, transcript: int) -> list[Standing]:
    """Where all passages of a transcript stand, the lost ones where they stood last."""
    found = select(
        PassageRow.key, PassageRow.revision, PassageRow.start, PassageRow.end, PassageRow.voice,
        PassageRow.state, PassageRow.settled_by,
    ).where(PassageRow.transcript == transcript).order_by(PassageRow.key)  # fmt: skip
    return [_standing(*row) for row in connection.execute(found)]


def _standing(
    passage: int, revision: int, start: int, end: int, voice: int, state: str, by: int | None
) -> Standing:
    return Standing(passage, revision, Span(start, end), voice, Placed(state), by)


def add(step: Step, text: Text, made: Transcript, file: str) -> Text:
    """Let `made` be the text of a transcript from now on; the one that was stays beside it."""
    last = step.connection.execute(
        select(RevisionRow.number)
        .where(RevisionRow.transcript == text.key)
        .order_by(RevisionRow.number.desc())
    ).scalars()
    step.update(RevisionRow, text.revision, current=0)
    row = transcripts.revision_row(text.key, next(last) + 1, made, file)
    step.insert(RevisionRow, transcripts.REVISION, [row])
    return transcripts.text_of(step.connection, text.key)


def place(step: Step, before: Sequence[Standing], now: Sequence[Standing]) -> None:
    """Let passages stand where they are `now` found; where they stood `before` is kept, once."""
    step.insert(
        PlacementRow,
        ("passage", "revision", "start", "end", "voice", "state", "settled_by"),
        [
            (
                old.passage, old.revision, old.span.start, old.span.end, old.voice,
                old.state.value, old.settled_by,
            )
            for old in before
            if old.state is not Placed.LOST
        ],
    )  # fmt: skip
    step.update_many(PassageRow, {each.passage: _values(each) for each in now})
    heard = {new.passage: new.voice for old, new in zip(before, now, strict=True)
             if new.voice != old.voice}  # fmt: skip
    speak(step, heard)


def _values(at: Standing) -> dict[str, object]:
    return {
        "revision": at.revision, "start": at.span.start, "end": at.span.end, "voice": at.voice,
        "state": at.state.value, "settled_by": at.settled_by,
    }  # fmt: skip


def speak(step: Step, heard: Mapping[int, int]) -> None:
    """Say on the codings who speaks in their passages, given as passage → voice."""
    voices: dict[int, dict[str, object]] = {}
    numbers = list(heard)
    for at in range(0, len(numbers), 500):
        found = select(CodingRow.key, CodingRow.passage).where(
            CodingRow.passage.in_(numbers[at : at + 500])
        )
        for key, passage in step.connection.execute(found):
            voices[key] = {"voice": heard[passage]}
    step.update_many(CodingRow, voices)


def settle(step: Step, passage: int, *, text: Text | None = None, span: Span | None = None) -> None:
    """Let a passage stand as it is, or at a span of the current text; the coder looked at it."""
    if text is None or span is None:
        step.update(PassageRow, passage, settled_by=step.by)
        return
    voice = Voices(step, text.key).at(text.key, text.speakers.of(span))
    at = Standing(passage, text.revision, span, voice, Placed.MOVED, step.by)
    step.update(PassageRow, passage, **_values(at))
    speak(step, {passage: voice})


def drop(step: Step, passage: int) -> None:
    """Take a passage out, with its codings and all else that hangs on it."""
    step.delete(PassageRow, [passage])


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A passage that is not sure to stand where it should; `was` is where it stood for sure."""

    number: int
    transcript: str
    coder: str
    now: Standing
    was: Standing


def doubtful(
    connection: Connection, *, transcript: int | None = None, settled: bool = False
) -> list[Doubtful]:
    """The passages that nobody has settled since a revision moved, changed or lost them, in
    reading order; with `settled` those that somebody did, too."""
    found = (
        select(
            PassageRow.key, TranscriptRow.id, CoderRow.name, PassageRow.revision, PassageRow.start,
            PassageRow.end, PassageRow.voice, PassageRow.state, PassageRow.settled_by,
        )
        .join(TranscriptRow, TranscriptRow.key == PassageRow.transcript)
        .join(CoderRow, CoderRow.key == PassageRow.coder)
        .where(PassageRow.state != Placed.EXACT.value)
        .order_by(TranscriptRow.id, PassageRow.start, PassageRow.end, PassageRow.key)
    )  # fmt: skip
    if transcript is not None:
        found = found.where(PassageRow.transcript == transcript)
    if not settled:
        found = found.where(PassageRow.settled_by.is_(None))
    rows = connection.execute(found).all()
    before = _sure(connection, [row.key for row in rows])
    listed: list[Doubtful] = []
    for number, id_, coder, revision, start, end, voice, state, by in rows:
        now = _standing(number, revision, start, end, voice, state, by)
        listed.append(Doubtful(number, id_, coder, now, before.get(number, now)))
    return listed


def one(connection: Connection, number: int) -> Doubtful:
    """The passage of that number that is, or was, to be settled."""
    for each in doubtful(connection, settled=True):
        if each.number == number:
            return each
    raise NotFoundError(
        "passage {number} is not to be settled",
        advice="qualcode transcripts settle shows what is",
        number=number,
    )


def _sure(connection: Connection, numbers: Sequence[int]) -> dict[int, Standing]:
    """Where each of some passages stood last for sure, in a revision before the current one."""
    sure: dict[int, Standing] = {}
    for at in range(0, len(numbers), 500):
        found = (
            select(
                PlacementRow.passage, PlacementRow.revision, PlacementRow.start, PlacementRow.end,
                PlacementRow.voice, PlacementRow.state, PlacementRow.settled_by,
            )
            .where(PlacementRow.passage.in_(numbers[at : at + 500]))
            .order_by(PlacementRow.key)
        )  # fmt: skip
        for row in connection.execute(found):
            each = _standing(*row)
            if each.state is Placed.EXACT or each.settled_by is not None:
                sure[each.passage] = each
            else:
                sure.setdefault(each.passage, each)
    return sure


def lost(connection: Connection) -> dict[str, int]:
    """How many passages are lost, by transcript, and not accepted as such."""
    found = connection.execute(
        select(TranscriptRow.id, PassageRow.key)
        .join(TranscriptRow, TranscriptRow.key == PassageRow.transcript)
        .where(PassageRow.state == Placed.LOST.value, PassageRow.settled_by.is_(None))
        .order_by(TranscriptRow.id)
    )
    counted: dict[str, int] = {}
    for id_, _ in found:
        counted[id_] = counted.get(id_, 0) + 1
    return counted


def text(connection: Connection, transcript: int, number: int) -> Text:
    """The text of a transcript in the revision of that number."""
    found = connection.execute(
        select(TranscriptRow.key, TranscriptRow.id, RevisionRow.key, RevisionRow.text,
               RevisionRow.turns)
        .join(RevisionRow, RevisionRow.transcript == TranscriptRow.key)
        .where(and_(TranscriptRow.key == transcript, RevisionRow.number == number))
    ).first()  # fmt: skip
    if found is None:
        raise NotFoundError(
            "there is no revision {number} of it",
            advice="its first one has the number 1",
            number=number,
        )
    return Text(*found)


def words(connection: Connection, revisions: set[int]) -> dict[int, str]:
    """The texts of some revisions, by their keys."""
    found = select(RevisionRow.key, RevisionRow.text).where(RevisionRow.key.in_(sorted(revisions)))
    return dict(connection.execute(found).all())


def spans_in(connection: Connection, revision: int) -> dict[int, Standing]:
    """Where passages stand, or stood, in a revision, by their numbers."""
    rows = [
        *connection.execute(
            select(
                PlacementRow.passage, PlacementRow.revision, PlacementRow.start, PlacementRow.end,
                PlacementRow.voice, PlacementRow.state, PlacementRow.settled_by,
            ).where(PlacementRow.revision == revision)
        ),
        *connection.execute(
            select(
                PassageRow.key, PassageRow.revision, PassageRow.start, PassageRow.end,
                PassageRow.voice, PassageRow.state, PassageRow.settled_by,
            ).where(PassageRow.revision == revision, PassageRow.state != Placed.LOST.value)
        ),
    ]  # fmt: skip
    return {row[0]: _standing(*row) for row in rows}
