"""From what a person writes, a quote or two numbers, to a place in a transcript."""

from __future__ import annotations

import re
import unicodedata

from qualcode.errors import InputError
from qualcode.exchange.csvtable import Row
from qualcode.model.span import Span
from qualcode.store import people, transcripts
from qualcode.store.codings import Place
from qualcode.store.journal import Step
from qualcode.store.transcripts import Text, Voices
from qualcode.workflows.outcome import Wrong

_DIGITS = 12


def place(text: Text, *, start: str = "", end: str = "", quote: str = "") -> Span:
    """The span from `start` to `end`, or where `quote` stands; where both are given they agree."""
    if start.strip() or end.strip():
        span = _between(text, start, end)
        if quote.strip() and _loose(span.of(text.text)) != _loose(quote):
            raise InputError(
                "the quote is not what stands at {start}:{end} of {id}",
                advice="correct the numbers, or leave them out and the quote finds the place",
                start=span.start,
                end=span.end,
                id=text.id,
            )
        return span
    if not quote.strip():
        raise InputError("there is neither a quote nor a start and an end", advice="give one")
    return _found(text, _normal(quote.strip()))


def _between(text: Text, start: str, end: str) -> Span:
    if not (_is_number(start) and _is_number(end)):
        raise InputError(
            "start and end must both be whole numbers, counted in characters from 0",
            advice="found {start} and {end}",
            start=start.strip() or "nothing",
            end=end.strip() or "nothing",
        )
    first, last = int(start), int(end)
    if first >= last:
        raise InputError(
            "{start}:{end} holds nothing",
            advice="the start must come before the end",
            start=first,
            end=last,
        )
    if last > len(text.text):
        raise InputError(
            "{start}:{end} lies outside of {id}, which has {length} characters",
            advice="both must lie within the text",
            start=first,
            end=last,
            id=text.id,
            length=len(text.text),
        )
    return Span(first, last)


def _is_number(given: str) -> bool:
    bare = given.strip()
    return bare.isascii() and bare.isdigit() and len(bare) <= _DIGITS


def _found(text: Text, quote: str) -> Span:
    at = text.text.find(quote)
    if at >= 0 and text.text.find(quote, at + 1) < 0:
        return Span(at, at + len(quote))
    pattern = r"\s+".join(map(re.escape, quote.split()))
    hits = [hit.span() for hit in re.finditer(f"(?={pattern})", text.text)]
    if len(hits) > 1:
        raise InputError(
            "the quote stands {count} times in {id}: {places}",
            advice="make it longer, or say which with --span (in a table: start and end)",
            count=len(hits),
            id=text.id,
            places=_places(text.text, pattern),
        )
    hit = re.search(pattern, text.text)
    if hit is None:
        raise InputError(
            "the quote is not in {id}",
            advice="copy it from the transcript, word for word",
            id=text.id,
        )
    return Span(*hit.span())


def _places(text: str, pattern: str) -> str:
    """Where it stands, as spans; the first few."""
    spans = [f"{at}:{at + len(hit)}" for at, hit in _overlapping(text, pattern)]
    return ", ".join(spans[:5]) + (" …" if len(spans) > 5 else "")


def _overlapping(text: str, pattern: str) -> list[tuple[int, str]]:
    return [(hit.start(), hit[1]) for hit in re.finditer(f"(?=({pattern}))", text)]


def _normal(words: str) -> str:
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))


def _loose(words: str) -> str:
    return " ".join(_normal(words).split())


class Places:
    """Places that the rows of a table name; reads one text at a time, so ask transcript by
    transcript."""

    def __init__(self, step: Step, coder: int) -> None:
        self._step = step
        self._coder = coder
        self._transcripts = transcripts.keys(step.connection)
        self._coders = people.coders(step.connection)
        self._text: Text | None = None
        self._voices = Voices(step)

    def of(self, row: Row) -> Place:
        """The place that a row names by its quote, or by start and end."""
        text = self._text_of(row["transcript"])
        span = place(text, start=row["start"], end=row["end"], quote=row["quote"])
        voice = self._voices.at(text.key, text.speakers.of(span))
        return Place(text.key, text.revision, self._coder_of(row["coder"]), span, voice)

    def explain(self, row: Row, wrong: Wrong) -> None:
        """Say what is wrong with the place of a row, if anything is."""
        with wrong.at(row, "transcript"):
            self._text_of(row["transcript"])
        with wrong.at(row, "coder"):
            self._coder_of(row["coder"])
        if not (wrong.has_cell(row, "transcript") or wrong.has_cell(row, "coder")):
            with wrong.at(row, "start, end" if row["start"] else "quote"):
                self.of(row)

    def _text_of(self, id_: str) -> Text:
        if self._text is None or self._text.id != id_:
            if id_ not in self._transcripts:
                transcripts.key_of(self._step.connection, id_)
            self._text = transcripts.text_of(self._step.connection, self._transcripts[id_])
        return self._text

    def _coder_of(self, name: str) -> int:
        if not name:
            return self._coder
        if name not in self._coders:
            self._coders[name] = people.coder_at(self._step, name)
        return self._coders[name]


class Rounds:
    """Keys of rounds by name; the first round where none is named."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._known = people.rounds(step.connection)
        self._first = people.first_round(step.connection)

    def at(self, name: str) -> int:
        """The key of that round, made known where the name is new."""
        called = name or self._first
        if called not in self._known:
            self._known[called] = people.round_at(self._step, called)
        return self._known[called]
