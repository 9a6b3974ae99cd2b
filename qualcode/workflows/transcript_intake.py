"""Transcripts from files, and what a table says of them, into the project."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

from qualcode.errors import InputError, Problem, QualcodeError, problem
from qualcode.exchange import csvtable
from qualcode.model.transcript import SourceKind
from qualcode.model.views import About
from qualcode.readers import registry
from qualcode.readers.reading import Reading
from qualcode.store import transcripts
from qualcode.store.journal import Step
from qualcode.workflows.outcome import Wrong
from qualcode.workflows.values import a_date, of_list

ABOUT_COLUMNS = (
    "kind", "informant", "organisation", "date", "place", "mode", "language", "duration",
)  # fmt: skip
_FILES_AT_ONCE = 100


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

    def __init__(self, step: Step, said: Mapping[str, str], rows: dict[str, csvtable.Row]) -> None:
        self._step = step
        self._said = said
        self._about = About(**{**said, "kind": SourceKind(said.get("kind", SourceKind.INTERVIEW))})  # type: ignore[arg-type]
        self._rows = rows
        self._there = {each.id: each for each in transcripts.listed(step.connection)}
        self._from: dict[str, Path] = {}
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

    def take(self, path: Path) -> None:
        """Read one file; what is wrong with it is a problem, and the others still come in."""
        try:
            reading = registry.read(path)
        except QualcodeError as failure:
            self.problems.append(
                Problem(str(path), failure.message, failure.advice, tuple(failure.facts.items()))
            )
        else:
            self._accept(path, reading)
        if len(self._waiting) >= _FILES_AT_ONCE:
            self.put()

    def _accept(self, path: Path, reading: Reading) -> None:
        id_ = reading.transcript.id
        twin = self._from.get(id_)
        there = self._there.get(id_)
        if twin is not None:
            if not _same_file(twin, path):
                self.problems.append(
                    problem(
                        str(path),
                        "{twin} has the same name, {id}, so this one was left out",
                        advice="rename one of the two",
                        twin=twin,
                        id=id_,
                    )
                )
        elif there is None:
            self._from[id_] = path
            self._waiting.append((reading, self._about, path.name))
            self.problems += reading.problems
        elif there.sha256 == transcripts.digest(reading.transcript.text):
            self._from[id_] = path
            self._same.add(id_)
            if transcripts.say_about(self._step, there.key, self._said):
                self._changed.add(id_)
        else:
            self.problems.append(
                problem(
                    str(path),
                    "{id} (from {file}) is there already with other words and was left as it is",
                    advice="give the file another name, or remove the transcript first",
                    id=id_,
                    file=there.file,
                )
            )

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
