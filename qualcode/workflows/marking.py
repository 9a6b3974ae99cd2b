"""Marking: a passage by itself, to be coded later; its edges; and which are key quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import InputError, problem
from qualcode.model.span import Span
from qualcode.model.views import PlaceView
from qualcode.store import codebook, codings, passages, readings, transcripts
from qualcode.store.codings import Place
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.passages import Passage
from qualcode.store.project import Project
from qualcode.store.transcripts import Text, Voices
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.places import place


@dataclass(frozen=True, slots=True)
class Marking:
    """The verbs on passages by themselves."""

    project: Project
    coder: str

    def mark(
        self,
        transcript: str,
        *,
        quote: str = "",
        start: str = "",
        end: str = "",
        key_quote: bool = False,
    ) -> Outcome:
        """Mark a passage without a code, found by its words or by start and end; or as a key
        quote, where it may be there already."""
        with self.project.writing(by=self.coder, why=f"mark {transcript}") as step:
            text = transcripts.text(step.connection, transcript)
            span = place(text, start=start, end=end, quote=quote)
            at = Place(text.key, text.revision, step.by, span, _voice(step, text, span))
            number, new = passages.mark(step, at)
            if key_quote:
                passages.star(step, number, key_quote=True)
        if step.made is None:
            known = problem(
                transcript, "that passage is marked already, as {number}", number=number
            )
            return Outcome(same=1, numbers=(number,), problems=(known,))
        return Outcome(step.made, new=int(new), changed=int(not new), numbers=(number,))

    def unmark(self, number: int) -> Outcome:
        """Take out a passage that carries neither a code nor evidence."""
        with self.project.writing(by=self.coder, why=f"unmark {number}") as step:
            passages.remove(step, passages.one(step.connection, number).number)
        return Outcome(step.made, changed=1)

    def star(self, number: int, *, key_quote: bool = True) -> Outcome:
        """Say whether a passage is a key quote."""
        why = f"key quote {number}" if key_quote else f"no key quote {number}"
        with self.project.writing(by=self.coder, why=why) as step:
            passages.star(step, passages.one(step.connection, number).number, key_quote=key_quote)
        return Outcome(step.made, changed=int(step.made is not None), numbers=(number,))

    def translate(self, number: int, words: str, *, by: str = "") -> Outcome:
        """Give a passage a translation, made `by` somebody, else by this coder; no words take it
        out."""
        with self.project.writing(by=self.coder, why=f"translate passage {number}") as step:
            passage = passages.one(step.connection, number)
            passages.translate(step, passage.number, words.strip(), by.strip() or self.coder)
        return Outcome(step.made, changed=int(step.made is not None), numbers=(number,))

    def move(self, number: int, *, start: str, end: str) -> Outcome:
        """Move the edges of a passage, for all that it carries."""
        with self.project.writing(by=self.coder, why=f"move passage {number}") as step:
            passage = passages.one(step.connection, number)
            text, span = _moved(step, passage, start, end)
            passages.move(step, number, span, _voice(step, text, span))
        return Outcome(step.made, changed=int(step.made is not None), numbers=(number,))

    def move_coding(self, number: int, *, start: str, end: str) -> Outcome:
        """Move the edges for one coding only, which leaves the others of its passage behind."""
        with self.project.writing(by=self.coder, why=f"move coding {number}") as step:
            coding = codings.one(step.connection, number)
            passage = passages.one(step.connection, coding.passage)
            text, span = _moved(step, passage, start, end)
            at = Place(text.key, text.revision, passage.coder_key, span, _voice(step, text, span))
            passages.move_one(step, coding, at)
        return Outcome(step.made, changed=int(step.made is not None), numbers=(number,))

    def list(
        self, *, transcript: str = "", uncoded: bool = False, key_quotes: bool = False
    ) -> list[PlaceView]:
        """Passages in reading order: of a transcript, those without a code, the key quotes."""
        with self.project.reading() as connection:
            key = transcripts.key_of(connection, transcript) if transcript else None
            coded = passages.codes(connection, transcript=key)
            found = [
                p
                for p in passages.listed(connection, transcript=key)
                if not (uncoded and p.number in coded) and (p.key_quote or not key_quotes)
            ]
            return _viewed(connection, found, coded, readings.voices(connection))

    def show(self, numbers: Sequence[int]) -> Sequence[PlaceView]:
        """Those of some numbers that there are, in reading order."""
        with self.project.reading() as connection:
            found = passages.listed(connection, numbers=numbers)
            coded = passages.codes(connection, numbers=numbers)
            heard = readings.voices(connection, {p.voice for p in found})
            return _viewed(connection, found, coded, heard)


def _viewed(
    connection: Connection,
    found: Sequence[Passage],
    coded: Mapping[int, Sequence[int]],
    heard: Mapping[int, readings.Voice],
) -> list[PlaceView]:
    book = codebook.book(connection)
    translated = passages.translations(connection, numbers=[p.number for p in found])
    texts: dict[int, Text] = {}
    viewed: list[PlaceView] = []
    for p in found:
        if p.transcript_key not in texts:
            texts = {p.transcript_key: transcripts.text(connection, p.transcript)}
        voice = heard.get(p.voice)
        paths = tuple(book.by_key[code].code.path for code in coded.get(p.number, ()))
        viewed.append(
            PlaceView(
                p.number, p.transcript, p.coder, p.span.start, p.span.end,
                p.span.of(texts[p.transcript_key].text), p.key_quote, paths,
                voice.sources if voice else (), *translated.get(p.number, ("", "")),
            )
        )  # fmt: skip
    return viewed


def _voice(step: Step, text: Text, span: Span) -> int:
    return Voices(step, text.key).at(text.key, text.speakers.of(span))


def _moved(step: Step, passage: Passage, start: str, end: str) -> tuple[Text, Span]:
    """The text of a passage and where it is to stand; an edge that is not given stays."""
    if not (start or end):
        raise InputError("there is neither a start nor an end", advice="give the edge to move")
    text = transcripts.text(step.connection, passage.transcript)
    first = start or str(passage.span.start)
    last = end or str(passage.span.end)
    return text, place(text, start=first, end=last)
