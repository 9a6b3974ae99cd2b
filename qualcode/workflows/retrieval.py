"""Retrieval: the passages of a theme, or of a claim, with the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualcode.model.lineage import EVERYBODY
from qualcode.model.views import CodingView, EvidenceView, RetrievedView
from qualcode.store import codebook, codings, transcripts
from qualcode.store.codings import Coding
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.store.readings import Voice
from qualcode.store.transcripts import Text
from qualcode.workflows.lineage import Listened, listened
from qualcode.workflows.seating import seated
from qualcode.workflows.settings import reporting

_AROUND = 120  # characters before a passage and after it


def retrieved(
    project: Project, theme: str, *, by: str = "", column: str = ""
) -> list[RetrievedView]:
    """Every coding at a theme and below it, in reading order, with the words around it.

    With `by`, as in a matrix, only what counts there: in its `column`, or in any of its columns.
    """
    with project.reading() as connection:
        book = codebook.book(connection)
        listening = listened(connection, EVERYBODY)
        conditions = codings.matching(codes=[e.key for e in book.below(book.find(theme))])
        if by:
            conditions.append(reporting(connection).counting.condition)
            conditions += codings.matching(voices=_voices(connection, listening, by, column))
        paths = {key: entry.code.path for key, entry in book.by_key.items()}
        found = _views(codings.listed(connection, *conditions), paths, listening.voices)
        return list(_in_place(connection, found))


def tied(project: Project, evidence: Sequence[EvidenceView]) -> list[RetrievedView]:
    """Evidence with the words around it; its claim stands where a code would."""
    views = (
        CodingView(
            e.number, e.transcript, e.claim, e.coder, e.start, e.end, "", e.stance, e.note, "",
            e.sources,
        )
        for e in evidence
    )  # fmt: skip
    with project.reading() as connection:
        return list(_in_place(connection, views))


def _voices(connection: Connection, listening: Listened, by: str, column: str) -> list[int]:
    seating = seated(connection, by, listening)
    wanted = {column} if column else set(seating.columns)
    return [number for number, voice in listening.voices.items() if wanted & set(seating.of(voice))]


def _views(
    found: Iterable[Coding], paths: dict[int, str], heard: dict[int, Voice]
) -> Iterator[CodingView]:
    for c in found:
        voice = heard.get(c.voice)
        yield CodingView(
            c.number, c.transcript, paths[c.code], c.coder, c.span.start, c.span.end, "",
            c.stance, c.note, c.round, voice.sources if voice else (), c.passage,
        )  # fmt: skip


def _in_place(connection: Connection, found: Iterable[CodingView]) -> Iterator[RetrievedView]:
    text: Text | None = None
    for view in found:
        if text is None or text.id != view.transcript:
            text = transcripts.text(connection, view.transcript)
        start, end = view.start, view.end
        yield RetrievedView(
            replace(view, quote=text.text[start:end]),
            text.text.count("\n", 0, start) + 1,
            _tail(text.text[max(0, start - _AROUND) : start], cut=start > _AROUND),
            _head(text.text[end : end + _AROUND], cut=end + _AROUND < len(text.text)),
        )


def _tail(words: str, *, cut: bool) -> str:
    """The end of some words, from a whole word on."""
    return words.partition(" ")[2] if cut else words


def _head(words: str, *, cut: bool) -> str:
    """The start of some words, up to a whole word."""
    return words.rpartition(" ")[0] if cut else words
