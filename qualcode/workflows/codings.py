"""Coding: one passage by hand, or a whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from qualcode.errors import NotFoundError, Problem, QualcodeError, problem
from qualcode.exchange import csvtable
from qualcode.exchange.csvtable import Row
from qualcode.model.codebook import CodeKind
from qualcode.model.lineage import EVERYBODY, Lineage
from qualcode.model.lists import Stance
from qualcode.model.transcript import SourceKind
from qualcode.model.views import CodingView
from qualcode.store import codebook, codings, informants, people, readings, revisions, transcripts
from qualcode.store.codebook import Book, Entry
from qualcode.store.codings import Coding, NewCoding, Place
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.store.transcripts import Text, Voices
from qualcode.workflows.codebook import coined
from qualcode.workflows.lineage import listened
from qualcode.workflows.outcome import Outcome, Progress, Wrong, quiet
from qualcode.workflows.places import Places, Rounds, place
from qualcode.workflows.values import of_list

COLUMNS = ("coder", "start", "end", "quote", "stance", "note", "round")


_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Codings:
    """The verbs on codings."""

    project: Project
    coder: str

    def code(
        self,
        transcript: str,
        codes: Sequence[str],
        *,
        quote: str = "",
        start: str = "",
        end: str = "",
        stance: str = "",
        note: str = "",
        round_: str = "",
        new: Sequence[str] = (),
    ) -> Outcome:
        """Put codes on one passage, found by its words or by start and end.

        `new` are names of further codes, which are made in the same step where there is none.
        """
        named = (*codes, *new)
        why = f"code {', '.join(named)} in {transcript}"
        with self.project.writing(by=self.coder, why=why) as step:
            text = transcripts.text(step.connection, transcript)
            made_up = [coined(step, name) for name in new]
            book = codebook.book(step.connection)
            span = place(text, start=start, end=end, quote=quote)
            rounds = Rounds(step)
            voice = Voices(step, text.key).at(text.key, text.speakers.of(span))
            at = Place(text.key, text.revision, step.by, span, voice)
            wanted = [
                NewCoding(at, entry.key, rounds.at(round_), stance_of(entry, stance), note)
                for entry in (*map(book.find, codes), *made_up)
            ]
            made = codings.put(step, wanted)
            problems = tuple(_repeated(step, transcript, named, wanted, made, given=stance))
        numbers = tuple(number for number in made if number is not None)
        return Outcome(step.made, len(numbers), numbers=numbers, problems=problems)

    def uncode(self, number: int) -> Outcome:
        """Take one coding off its passage."""
        with self.project.writing(by=self.coder, why=f"uncode {number}") as step:
            held = codings.one(step.connection, number)
            path = codebook.book(step.connection).by_key[held.code].code.path
            step.why += f": {path} in {held.transcript}"
            codings.remove(step, [number])
        return Outcome(step.made, changed=1)

    def keep(self, numbers: Sequence[int]) -> Outcome:
        """Let codings stand under what their codes mean now."""
        with self.project.writing(by=self.coder, why="keep codings") as step:
            codings.keep(step, numbers)
        return Outcome(step.made, changed=len(numbers), numbers=tuple(numbers))

    def recode(
        self, number: int, code: str = "", *, stance: str = "", note: str | None = None
    ) -> Outcome:
        """Put another code in the place of one, or change its stance or note."""
        with self.project.writing(by=self.coder, why=f"recode {number}") as step:
            held = codings.one(step.connection, number)
            book = codebook.book(step.connection)
            step.why += f": {book.by_key[held.code].code.path} in {held.transcript}"
            if code:
                entry = book.find(code)
                codings.recode(step, number, entry.key)
                step.why += f" to {entry.code.path}"
            if stance:
                taken = of_list(Stance, stance, "stance")
                codings.change(step, number, stance=taken.value)
                step.why += f", {held.stance} to {taken}"
            if note is not None:
                codings.change(step, number, note=note)
        return Outcome(step.made, changed=1, numbers=(held.number,))

    def import_table(
        self, path: Path, *, keep_going: bool = False, progress: Progress = quiet
    ) -> Outcome:
        """Take in codings from a CSV with `transcript` and `code`, and a quote or start and end."""
        stream = csvtable.streamed(path, required=("transcript", "code"), optional=COLUMNS)
        wrong = Wrong(stream.file)
        made: list[int] = []
        twice: list[Problem] = []
        with self.project.writing(by=self.coder, why=f"import codings {path.name}") as step:
            coding = _Coding(step)
            for some in _chunks(stream.rows):
                rows, wanted = coding.wanted(some, wrong)
                if keep_going or not wrong.problems:
                    numbers = codings.put(step, wanted)
                    made += [number for number in numbers if number is not None]
                    twice += _twice(step, rows, wanted, numbers)
                progress(len(made) + len(twice), 0)
            wrong.insist(keep_going=keep_going, told=stream.problems)
        return Outcome(
            step.made,
            new=len(made),
            same=len(twice),
            numbers=tuple(made),
            problems=(*stream.problems, *wrong.problems, *twice),
        )

    def list(
        self,
        *,
        code: str = "",
        informant: str = "",
        transcript: str = "",
        coder: str = "",
        lineage: Lineage = EVERYBODY,
        round_: str = "",
        revision: int | None = None,
    ) -> list[CodingView]:
        """Codings in reading order: of a code and all below it, of an informant, and so on.

        A round that nothing was coded in has none. With `revision`, the number of one of
        `transcript`, they are listed as they stood in that.
        """
        with self.project.reading() as connection:
            book = codebook.book(connection)
            heard = readings.voices(connection)
            conditions = codings.matching(
                codes=[e.key for e in book.below(book.find(code))] if code else None,
                voices=_heard(connection, heard, informant) if informant else None,
                transcript=transcripts.key_of(connection, transcript) if transcript else None,
                coder=_coder(connection, coder) if coder else None,
                round_=people.rounds(connection).get(round_, 0) if round_ else None,
            )
            found = codings.listed(connection, *conditions, lost=revision is not None)
            if lineage:
                within = listened(connection, lineage).voices
                found = (coding for coding in found if coding.voice in within)
            if revision is not None:
                return _then(connection, transcript, revision, found, book, heard)
            return list(_listed(connection, found, book, heard))

    def show(
        self, numbers: Sequence[int] | None = None, *, passages: Sequence[int] | None = None
    ) -> tuple[CodingView, ...]:
        """Those of some numbers, or on some passages, in reading order."""
        with self.project.reading() as connection:
            conditions = codings.matching(numbers=numbers, passages=passages)
            found = [*codings.listed(connection, *conditions)]
            heard = readings.voices(connection, {coding.voice for coding in found})
            return tuple(_listed(connection, found, codebook.book(connection), heard))


def unheard(made: Sequence[CodingView]) -> tuple[Problem, ...]:
    """A problem where codings stand on words that are no source's, such as the interviewer's."""
    places = dict.fromkeys((each.transcript, each.start, each.end) for each in made
                           if not each.sources)  # fmt: skip
    return tuple(
        problem(
            transcript,
            "no source speaks from {start} to {end}, so that coding counts for nobody",
            advice="code an informant's words, or say who speaks there",
            start=start,
            end=end,
        )
        for transcript, start, end in places
    )


class _Coding:
    """Rows of a table on their way to becoming codings, in one step."""

    def __init__(self, step: Step) -> None:
        self._book = codebook.book(step.connection)
        self._found: dict[str, Entry] = {}
        self._places = Places(step, step.by)
        self._rounds = Rounds(step)

    def wanted(self, rows: Sequence[Row], wrong: Wrong) -> tuple[list[Row], list[NewCoding]]:
        """The rows that are sound and what they ask for, in the order of the table.

        They are looked at transcript by transcript, so that one text is in memory at a time.
        """
        wanted: dict[int, NewCoding] = {}
        named = [row["transcript"] for row in rows]
        for at in sorted(range(len(rows)), key=named.__getitem__):
            row = rows[at]
            try:
                entry = self._entry(row["code"])
                place = self._places.of(row)
                stance = stance_of(entry, row["stance"])
                round_ = self._rounds.at(row["round"])
            except QualcodeError:
                self._explain(row, wrong)
                continue
            wanted[at] = NewCoding(place, entry.key, round_, stance, row["note"])
        in_order = sorted(wanted)
        return [rows[at] for at in in_order], [wanted[at] for at in in_order]

    def _entry(self, called: str) -> Entry:
        return self._found.get(called) or self._found.setdefault(called, self._book.find(called))

    def _explain(self, row: Row, wrong: Wrong) -> None:
        """Go over a row that failed once more, cell by cell, to say all that is wrong with it."""
        self._places.explain(row, wrong)
        with wrong.at(row, "code"):
            entry = self._book.find(row["code"])
        if not wrong.has_cell(row, "code"):
            with wrong.at(row, "stance"):
                stance_of(entry, row["stance"])
        with wrong.at(row, "round"):
            self._rounds.at(row["round"])


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield some


def _repeated(
    step: Step,
    transcript: str,
    codes: Sequence[str],
    wanted: Sequence[NewCoding],
    made: Sequence[int | None],
    *,
    given: str,
) -> Iterator[Problem]:
    """What is coded so already, and how to give it another stance if one was `given`."""
    for code, each, number in zip(codes, wanted, made, strict=True):
        if number is not None:
            continue
        ((there, stance),) = codings.held(step.connection, [each])
        if given.strip() and stance != each.stance:
            yield problem(
                transcript, "that passage has the code {code} already, with the stance {stance}",
                advice="qualcode recode {number} --stance {other} changes it",
                code=code, stance=stance, number=there, other=each.stance,
            )  # fmt: skip
        else:
            yield problem(transcript, "that passage has the code {code} already", code=code)


def _twice(
    step: Step, rows: Sequence[Row], wanted: Sequence[NewCoding], numbers: Sequence[int | None]
) -> Iterator[Problem]:
    """The rows that were left out; a row that says no stance says nothing else."""
    again = [
        (row, each)
        for row, each, number in zip(rows, wanted, numbers, strict=True)
        if number is None
    ]
    there = codings.held(step.connection, [each for _, each in again])
    for (row, each), (number, stance) in zip(again, there, strict=True):
        if row["stance"] and stance != each.stance:
            yield row.wrong(
                "stance",
                "the passage has that code from that coder already, with the stance {stance};"
                " left out",
                advice="qualcode recode {number} --stance {other} changes it",
                stance=stance,
                number=number,
                other=each.stance,
            )
        else:
            yield row.wrong("code", "the passage has that code from that coder already; left out")


def _listed(
    connection: Connection,
    found: Iterable[Coding],
    book: Book,
    heard: Mapping[int, readings.Voice],
    text: Text | None = None,
) -> Iterator[CodingView]:
    for c in found:
        if text is None or text.id != c.transcript:
            text = transcripts.text(connection, c.transcript)
        voice = heard.get(c.voice)
        yield CodingView(
            c.number, c.transcript, book.by_key[c.code].code.path, c.coder, c.span.start,
            c.span.end, c.span.of(text.text), c.stance, c.note, c.round,
            voice.sources if voice else (), c.passage,
        )  # fmt: skip


def _then(
    connection: Connection,
    transcript: str,
    number: int,
    found: Iterable[Coding],
    book: Book,
    heard: Mapping[int, readings.Voice],
) -> list[CodingView]:
    """Codings as they stood in an earlier revision of their transcript."""
    text = revisions.text(connection, transcripts.key_of(connection, transcript), number)
    stood = revisions.spans_in(connection, text.revision)
    then = [
        replace(coding, span=stood[coding.passage].span, voice=stood[coding.passage].voice)
        for coding in found
        if coding.passage in stood
    ]
    then.sort(key=lambda coding: (coding.span, coding.number))
    return list(_listed(connection, then, book, heard, text))


def _heard(
    connection: Connection, heard: Mapping[int, readings.Voice], informant: str
) -> list[int]:
    informants.key_of(connection, informant)
    return [
        voice
        for voice, who in heard.items()
        if who.kind is SourceKind.INTERVIEW and informant in who.sources
    ]


def _coder(connection: Connection, name: str) -> int:
    known = people.coders(connection)
    if name not in known:
        raise NotFoundError(
            "there is no coder {name}", advice="known: {known}", name=name, known=", ".join(known)
        )
    return known[name]


def stance_of(entry: Entry, given: str) -> str:
    """The stance as given; else a passage affirms a statement and mentions a topic."""
    if given.strip():
        return of_list(Stance, given, "stance").value
    return (Stance.AFFIRM if entry.code.kind is CodeKind.STATEMENT else Stance.MENTION).value
