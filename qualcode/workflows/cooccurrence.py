"""Co-occurrence: which codes come together, and in the words of how many sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from qualcode.analysis.cooccurrence import Cooccurrence, Mark, Stretch
from qualcode.analysis.cooccurrence import cooccurrence as counted
from qualcode.errors import UsageError
from qualcode.model.lineage import EVERYBODY, Lineage
from qualcode.model.span import Span
from qualcode.store import codebook, readings, transcripts
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.store.readings import Listening
from qualcode.store.transcripts import Text
from qualcode.workflows.lineage import Listened, listened
from qualcode.workflows.settings import reporting
from qualcode.workflows.values import one_of

UNITS = ("passage", "turn", "paragraph", "transcript")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")


def cooccurrence(
    project: Project,
    *,
    unit: str = "passage",
    within: int | None = None,
    lineage: Lineage = EVERYBODY,
) -> Cooccurrence:
    """Which codes come together in a `unit`, over the reporting coders and rounds.

    Passages come together if they overlap or, with `within`, if at most so many characters lie
    between them. A paragraph is what stands between blank lines or, in a text without any, a
    line. What only an interviewer says counts for nobody.
    """
    one_of(unit, UNITS, "unit")
    if within is not None and (unit != "passage" or within < 0):
        raise UsageError(
            "only passages can be within a distance, of 0 characters or more",
            advice="leave --unit out",
        )
    with project.reading() as connection:
        book = codebook.book(connection)
        number = {entry.key: at for at, entry in enumerate(book.entries)}
        listening = listened(connection, lineage)
        heard = {key: voice.sources for key, voice in listening.voices.items() if voice.sources}
        marks = _marks(connection, number, heard)
        if unit in ("passage", "transcript"):
            whole = None if unit == "passage" else [(0, _WHOLE)]
            texts: Iterator[tuple[Sequence[Mark], Sequence[Stretch] | None]] = (
                (found, whole) for found in marks.values()
            )
        else:
            texts = _by_stretch(connection, marks, unit, listening)
        return counted(texts, heard, book.paths, within)


_WHOLE = 1 << 62  # past the end of any text


def _marks(
    connection: Connection, number: Mapping[int, int], heard: Mapping[int, tuple[str, ...]]
) -> dict[int, list[Mark]]:
    """What is coded in the words of any source, by transcript."""
    found = readings.spans(connection, reporting(connection).counting)
    return {
        transcript: [(c.start, c.end, number[c.code], c.voice) for c in coded if c.voice in heard]
        for transcript, coded in groupby(found, key=attrgetter("transcript"))
    }


def _by_stretch(
    connection: Connection, marks: Mapping[int, list[Mark]], unit: str, listening: Listened
) -> Iterator[tuple[list[Mark], list[Stretch]]]:
    """The marks of each text with those of its turns or paragraphs in which a source is heard."""
    whose = Listening(connection)
    for text in transcripts.texts(connection):
        if text.key in marks:
            spans = _turns(text) if unit == "turn" else _paragraphs(text.text)
            heard = [(s.start, s.end) for s in spans if listening.to(whose.sources(text, s))]
            yield marks[text.key], heard


def _turns(text: Text) -> list[Span]:
    """The turns; a text without any is one."""
    whole = [Span(0, len(text.text))] if text.text else []
    return [turn.span for turn in text.turns] or whole


def _paragraphs(text: str) -> Iterator[Span]:
    end = 0
    for gap in (_BLANK if _BLANK.search(text.strip()) else _LINE).finditer(text):
        if gap.start() > end:
            yield Span(end, gap.start())
        end = gap.end()
    if end < len(text):
        yield Span(end, len(text))
