"""Transcripts from files, and what a table says of them, into the project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualcode.errors import InputError, Problem, QualcodeError, problem
from qualcode.exchange import csvtable
from qualcode.model.transcript import SourceKind, Transcript
from qualcode.model.views import About, Fate
from qualcode.readers import turns
from qualcode.readers.gathering import Found
from qualcode.readers.reading import Reading
from qualcode.store import transcripts
from qualcode.store.journal import Step
from qualcode.store.transcripts import Stored
from qualcode.workflows.outcome import Wrong
from qualcode.workflows.values import a_date, of_list

ABOUT_COLUMNS = (
    "kind", "informant", "organisation", "date", "place", "mode", "language", "duration", "media",
)  # fmt: skip
_FILES_AT_ONCE = 100


def read(file: Found, problems: list[Problem], pattern: str = "") -> Reading | None:
    """What a reader makes of `file`; where there is nothing to be had, that is a problem.

    Turns begin as `pattern` says, where the text has any that do.
    """
    try:
        reading = file.read()
    except QualcodeError as failure:
        facts = tuple(failure.facts.items())
        problems.append(Problem(str(file.path), failure.message, failure.advice, facts))
        return None
    made = reading.transcript
    found = turns.by_pattern(made.text, pattern) if pattern else ()
    if pattern and not found and not made.turns:
        problems.append(
            problem(
                str(file.path),
                "no turn in it begins as {pattern} says",
                advice="look at it with --dry-run",
                pattern=pattern,
            )
        )
    return replace(reading, transcript=replace(made, turns=found)) if found else reading


class Shelf:
    """The transcripts that are there already, and those that come in now."""

    def __init__(self, there: Iterable[Stored]) -> None:
        self._there = {each.id: each for each in there}
        self._from: dict[str, Path] = {}

    def key(self, id_: str) -> int:
        """The key of a transcript that was there already."""
        return self._there[id_].key

    def put(self, path: Path, transcript: Transcript) -> tuple[Fate, tuple[Problem, ...]]:
        """What happens to the transcript in the file at `path`, and why it is left out."""
        id_ = transcript.id
        twin = self._from.get(id_)
        there = self._there.get(id_)
        if twin is not None:
            told = () if _same_file(twin, path) else (_twins(path, twin, id_),)
            return Fate.TWIN, told
        if there is None:
            self._from[id_] = path
            return Fate.NEW, ()
        if there.sha256 == transcripts.digest(transcript.text):
            self._from[id_] = path
            return Fate.SAME, ()
        return Fate.CHANGED, (_changed(path, there),)


def _twins(path: Path, twin: Path, id_: str) -> Problem:
    return problem(
        str(path),
        "{twin} has the same name, {id}, so this one was left out",
        advice="rename one of the two",
        twin=twin,
        id=id_,
    )


def _changed(path: Path, there: Stored) -> Problem:
    return problem(
        str(path),
        "{id} (from {file}) is there already with other words and was left as it is",
        advice="take the new words with: qualcode transcripts revise {id} {path}",
        id=there.id,
        file=there.file,
        path=path,
    )


def about_rows(path: Path, wrong: Wrong) -> tuple[dict[str, csvtable.Row], tuple[Problem, ...]]:
    """The rows of a table by the transcript that they are about, and what was odd about it."""
    table = csvtable.read(path, required=("transcript",), optional=ABOUT_COLUMNS)
    rows: dict[str, csvtable.Row] = {}
    for row in table.rows:
        name = row["transcript"].strip()
        with wrong.at(row, "transcript"):
            if not name:
                raise InputError("there is no transcript", advice="name one in every row")
            if name in rows:
                raise InputError(
                    "{id} is already in row {line}",
                    advice="keep one of the two",
                    id=name,
                    line=rows[name].line,
                )
            rows[name] = row
    return rows, table.problems


class Intake:
    """Files on their way into one step, some at a time, so that memory stays flat."""

    def __init__(
        self, step: Step, said: Mapping[str, str], rows: dict[str, csvtable.Row], pattern: str
    ) -> None:
        self._step = step
        self._pattern = pattern
        self._said = said
        known: dict[str, Any] = {**said}
        known["kind"] = SourceKind(said.get("kind", SourceKind.INTERVIEW))
        self._about = About(**known)
        self._rows = rows
        self._shelf = Shelf(transcripts.listed(step.connection))
        self._waiting: list[tuple[Reading, About, str]] = []
        self.problems: list[Problem] = []
        self._new: set[str] = set()
        self._changed: set[str] = set()
        self._same: set[str] = set()

    @property
    def read(self) -> Set[str]:
        """The transcripts whose files came in, now or before."""
        return self._new | self._same

    @property
    def new(self) -> int:
        """How many were not there."""
        return len(self._new)

    @property
    def changed(self) -> int:
        """Of how many that were there something else is known."""
        return len(self._changed - self._new)

    @property
    def same(self) -> int:
        """How many that were there are as before."""
        return len(self._same - self._changed)

    def take(self, file: Found) -> None:
        """Read one file; what is wrong with it is a problem, and the others still come in."""
        reading = read(file, self.problems, self._pattern)
        if reading is None:
            return
        id_ = reading.transcript.id
        fate, told = self._shelf.put(file.path, reading.transcript)
        self.problems += told
        if fate is Fate.NEW:
            self._waiting.append((reading, self._about, file.path.name))
            self.problems += reading.problems
        elif fate is Fate.SAME:
            self._same.add(id_)
            if transcripts.say_about(self._step, self._shelf.key(id_), self._said):
                self._changed.add(id_)
        if len(self._waiting) >= _FILES_AT_ONCE:
            self.put()

    def put(self) -> None:
        """Write what is waiting."""
        if not self._waiting:
            return
        found = [(reading.transcript, about, file) for reading, about, file in self._waiting]
        self._waiting = []
        self._new |= set(transcripts.add_many(self._step, found))

    def tell_about(self, wrong: Wrong) -> None:
        """Say of each transcript what the table says of it."""
        known = transcripts.keys(self._step.connection)
        for name, row in self._rows.items():
            id_ = name if name in known else Path(name).stem
            with wrong.at(row, "transcript"):
                key = transcripts.key_of(self._step.connection, id_)
            values = _about_values(row, wrong)
            if wrong.has(row):
                continue
            if transcripts.say_about(self._step, key, values):
                self._changed.add(id_)


def _about_values(row: csvtable.Row, wrong: Wrong) -> dict[str, str]:
    values = {column: row[column] for column in ABOUT_COLUMNS}
    if values["kind"]:
        with wrong.at(row, "kind"):
            values["kind"] = of_list(SourceKind, values["kind"], "kind of transcript")
    if values["date"]:
        with wrong.at(row, "date"):
            values["date"] = a_date(values["date"], "date")
    return values


def _same_file(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
