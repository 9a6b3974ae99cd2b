"""The theme matrix: themes by informant, transcript, or whatever is known of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from qualcode.analysis.matrix import Cells, Matrix, MatrixRow, theme_matrix
from qualcode.analysis.words import Spoken, counted, total
from qualcode.model.lineage import EVERYBODY, Lineage
from qualcode.model.span import Span
from qualcode.model.transcript import SourceKind
from qualcode.store import codebook, informants, readings, speakers, transcripts
from qualcode.store.codebook import Book
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.store.readings import Voice
from qualcode.store.transcripts import Stored, Text
from qualcode.workflows.lineage import listened
from qualcode.workflows.quoting import Quoting
from qualcode.workflows.seating import Seating, seated
from qualcode.workflows.settings import Reporting, reporting
from qualcode.workflows.values import one_of

CELLS = ("segments", "sources", "presence", "words", "quotes")


def matrix(
    project: Project,
    *,
    by: str = "informant",
    cells: str = "segments",
    within: str = "",
    lineage: Lineage = EVERYBODY,
) -> Matrix:
    """The theme matrix, over the reporting coders and rounds.

    `by` is one of `groups.BY` or an attribute of informants; `cells` is segments, sources,
    presence, words (the share of a column's own words that lie under the theme) or quotes. `within`
    leaves a theme and those below it, `lineage` a part of the referral trees.
    """
    one_of(cells, CELLS, "kind of cells")
    with project.reading() as connection:
        settings = reporting(connection)
        book = codebook.book(connection)
        listening = listened(connection, lineage)
        heard = listening.voices
        seating = seated(connection, by, listening)
        wanted = {e.code.path for e in book.below(book.find(within))} if within else None
        if cells in ("words", "quotes"):
            make = _shares if cells == "words" else _quotes
            rows = tuple(make(connection, settings, book, heard, seating))
        else:
            rows = _counts(connection, settings, book, heard, seating, cast(Cells, cells))
    kept = rows if wanted is None else tuple(row for row in rows if row.path in wanted)
    return Matrix(seating.columns, kept, settings.coders)


def _counts(
    connection: Connection,
    settings: Reporting,
    book: Book,
    heard: Mapping[int, Voice],
    seating: Seating,
    cells: Cells,
) -> tuple[MatrixRow, ...]:
    paths = {key: entry.code.path for key, entry in book.by_key.items()}
    groups = (
        (paths[code], voice, count)
        for code, voice, count in readings.coding_counts(connection, settings.counting)
    )
    seats = {number: seating.of(voice) for number, voice in heard.items()}
    sources = {number: voice.sources for number, voice in heard.items()}
    found = theme_matrix(book.paths, seating.columns, groups, seats, sources, cells)
    return found.rows


def passages_by_source(connection: Connection) -> dict[str, dict[tuple[bool, str], int]]:
    """Codings at each theme and below it, by source: whether it is a text, and its id."""
    book = codebook.book(connection)
    heard = readings.voices(connection)
    found: dict[str, dict[tuple[bool, str], int]] = {path: {} for path in book.paths}
    for code, voice, count in readings.coding_counts(connection, reporting(connection).counting):
        if voice not in heard:
            continue
        text = heard[voice].kind is not SourceKind.INTERVIEW
        path = book.by_key[code].code.path
        while path:
            for source in heard[voice].sources:
                at = text, source
                found[path][at] = found[path].get(at, 0) + count
            path = path.rpartition("/")[0]
    return found


def _spans(
    connection: Connection, settings: Reporting, book: Book
) -> Iterator[tuple[str, dict[int, list[tuple[int, Span]]]]]:
    """Per theme, what is coded at it or below: by transcript, (voice, span) in reading order."""
    by_code: dict[int, dict[int, dict[Span, int]]] = {}
    for coded in readings.spans(connection, settings.counting):
        inside = by_code.setdefault(coded.code, {}).setdefault(coded.transcript, {})
        inside[Span(coded.start, coded.end)] = coded.voice
    for entry in book.entries:
        spans: dict[int, dict[Span, int]] = {}
        for below in book.below(entry):
            for transcript, inside in by_code.get(below.key, {}).items():
                spans.setdefault(transcript, {}).update(inside)
        yield (
            entry.code.path,
            {t: [(v, s) for s, v in sorted(inside.items())] for t, inside in spans.items()},
        )


def _quotes(
    connection: Connection,
    settings: Reporting,
    book: Book,
    heard: Mapping[int, Voice],
    seating: Seating,
) -> Iterator[MatrixRow]:
    texts = {text.key: text.text for text in transcripts.texts(connection)}
    at = {column: place for place, column in enumerate(seating.columns)}
    quoting = Quoting.of(connection)
    for theme, spans in _spans(connection, settings, book):
        cells: list[list[str]] = [[] for _ in seating.columns]
        total_ = 0
        for transcript, inside in sorted(spans.items()):
            for voice, span in inside:
                seats = seating.of(heard[voice]) if voice in heard else ()
                places = {at[seat] for seat in seats if seat in at}
                total_ += bool(places)
                for place in places:
                    words = span.of(texts[transcript])
                    cells[place].append(quoting.shown(words, heard[voice].sources))
        yield MatrixRow(theme, total_, tuple(map(tuple, cells)))


def _shares(
    connection: Connection,
    settings: Reporting,
    book: Book,
    _heard: Mapping[int, Voice],
    seating: Seating,
) -> Iterator[MatrixRow]:
    spoken = _spoken(connection, seating)
    in_all = [sum(total(s, column) for s in spoken.values()) for column in seating.columns]
    for theme, spans in _spans(connection, settings, book):
        under = [0] * len(seating.columns)
        for transcript, inside in spans.items():
            for place, column in enumerate(seating.columns):
                if column in spoken[transcript].columns:
                    own = [span for _, span in inside]
                    under[place] += counted(spoken[transcript], column, own)
        values = tuple(_share(u, a) for u, a in zip(under, in_all, strict=True))
        yield MatrixRow(theme, _share(sum(under), sum(in_all)), values)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _spoken(connection: Connection, seating: Seating) -> dict[int, Spoken]:
    """Every text, with the words that are each column's own."""
    who = transcripts.speakers_of(connection)
    people = {person.key: person.id for person in informants.listed(connection)}
    about = {stored.key: stored for stored in transcripts.listed(connection)}
    return {
        text.key: Spoken(
            text.text,
            _own_words(text, about[text.key], who.get(text.key, {}), people, seating),
        )
        for text in transcripts.texts(connection)
    }


def _own_words(
    text: Text,
    stored: Stored,
    who: Mapping[str, Sequence[tuple[int, str]]],
    people: Mapping[int, str],
    seating: Seating,
) -> dict[str, tuple[Span, ...]]:
    own: dict[str, list[Span]] = {}
    whole = Span(0, len(text.text)) if text.text else None
    stretches = [(turn.label, turn.span) for turn in text.turns] or ([("", whole)] if whole else [])
    for label, span in stretches:
        found = who.get(speakers.folded(label), ())
        interview = stored.about.kind is SourceKind.INTERVIEW
        sources = tuple(people[k] for k, _ in found if k in people) if interview else (text.id,)
        asking = interview and any(how == "interviewer" for _, how in found)
        for seat in set(seating.of(Voice(text.id, stored.about.kind, sources, asking))) - {""}:
            own.setdefault(seat, []).append(span)
    return {seat: tuple(spans) for seat, spans in own.items()}
