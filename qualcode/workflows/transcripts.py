"""Bringing transcripts in, and looking at them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import (
    InputError,
    NotFoundError,
    NothingCameInError,
    Problem,
    QualcodeError,
    problem,
)
from qualcode.exchange import csvtable
from qualcode.model.transcript import SourceKind
from qualcode.model.views import About, TextView, TranscriptView
from qualcode.readers import registry
from qualcode.readers.reading import Reading
from qualcode.store import informants, speakers, transcripts
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.store.transcripts import Stored
from qualcode.workflows.outcome import Outcome, Progress, Wrong, quiet
from qualcode.workflows.values import a_date, of_list, one_of

ABOUT_COLUMNS = (
    "kind", "informant", "organisation", "date", "place", "mode", "language", "duration", "media",
)  # fmt: skip
CHANGED = tuple(column for column in ABOUT_COLUMNS if column != "informant")
_FILES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Transcripts:
    """The verbs on transcripts."""

    project: Project
    coder: str

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        about: About | None = None,
        table: Path | None = None,
        keep_going: bool = False,
        progress: Progress = quiet,
        stopped: Callable[[], bool] = bool,
    ) -> Outcome:
        """Take in every file that can be read, in one step; folders are searched.

        `about` holds for every new file, `table` (a CSV with a column `transcript`) for each by
        its id. Once `stopped` says so, what has been read is kept and the rest left. A file that
        is there already with the same words counts as in. `NothingCameInError` if nothing did.
        """
        files, problems = _files(paths)
        wrong = Wrong(table.name if table else "")
        rows, told = _about_rows(table, wrong) if table else ({}, ())
        count = len(files) or len(rows)
        with self.project.writing(by=self.coder, why=f"import {count} transcripts") as step:
            intake = _Intake(step, about or About(), rows)
            halted = False
            for done, path in enumerate(files):
                halted = stopped()
                if halted:
                    problems.append(_stopped(len(files) - done))
                    break
                progress(done, len(files))
                intake.take(path)
            intake.put()
            intake.tell_about(wrong)
            wrong.insist(keep_going=keep_going or halted)
        found = [*problems, *told, *intake.problems, *wrong.problems]
        if files and not intake.new and not intake.same:
            raise NothingCameInError(found)
        with self.project.reading() as connection:
            found += nobodies(connection, intake.ids)
        return Outcome(step.made, intake.new, intake.changed, intake.same, problems=tuple(found))

    def list(self) -> list[TranscriptView]:
        """All transcripts, by id."""
        with self.project.reading() as connection:
            progress = transcripts.progress(connection)
            who = transcripts.speakers_of(connection)
            ids = {key: id_ for id_, key in informants.keys(connection).items()}
            consents = informants.consents(connection)
            agreed = {id_: consents.get(key, "") for key, id_ in ids.items()}
            further = transcripts.attributes(connection)
            return [
                _listed(
                    stored, who.get(stored.key, {}), ids, progress, agreed,
                    further.get(stored.key, {}),
                )
                for stored in transcripts.listed(connection)
            ]  # fmt: skip

    def show(self, id_: str) -> TextView:
        """A transcript with its text, and who each turn is."""
        with self.project.reading() as connection:
            text = transcripts.text(connection, id_)
            stored = next(s for s in transcripts.listed(connection) if s.id == id_)
            ids = {key: name for name, key in informants.keys(connection).items()}
            who = transcripts.speakers_of(connection).get(text.key, {})
        turns = tuple(
            (turn, _informants(who.get(speakers.folded(turn.label), []), ids))
            for turn in text.turns
        )
        return TextView(id_, stored.about, stored.revision_number, text.text, turns)

    def change(self, id_: str, **values: str) -> Outcome:
        """Change what is known of a transcript, empty included; names as the columns of `--about`.

        `media` is a recording: a path, from the project's folder where it is not a whole one.
        """
        for name in values:
            one_of(name, CHANGED, "column")
        checked = dict(values)
        if "kind" in values:
            checked["kind"] = of_list(SourceKind, values["kind"], "kind of transcript").value
        if values.get("date"):
            checked["date"] = a_date(values["date"], "date")
        with self.project.writing(by=self.coder, why=f"change transcript {id_}") as step:
            transcripts.change(step, transcripts.key_of(step.connection, id_), checked)
        return Outcome(step.made, changed=1)

    def media(self, id_: str) -> Path:
        """The recording of a transcript; `NotFoundError` where none is linked, or it is gone."""
        with self.project.reading() as connection:
            key = transcripts.key_of(connection, id_)
            stored = next(s for s in transcripts.listed(connection) if s.key == key)
        if not stored.about.media:
            raise NotFoundError(
                "no recording is linked to {id}",
                advice="link one in the table of transcripts, or in a table with --about",
                id=id_,
            )
        path = self.project.folder / Path(stored.about.media).expanduser()
        if not path.is_file():
            raise NotFoundError(
                "the recording of {id} is not at {path}",
                advice="put it there, or link it anew",
                id=id_,
                path=path,
            )
        return path

    def remove(self, id_: str) -> Outcome:
        """Take a transcript out, with its passages and all that hangs on them."""
        with self.project.writing(by=self.coder, why=f"remove transcript {id_}") as step:
            transcripts.remove(step, transcripts.key_of(step.connection, id_))
        return Outcome(step.number, changed=1)


def _stopped(left: int) -> Problem:
    return problem(
        "transcripts import",
        "it was stopped, and {left} files were not read",
        advice="run it again and it goes on from there",
        left=left,
    )


def _listed(
    stored: Stored,
    who: dict[str, list[tuple[int, str]]],
    ids: dict[int, str],
    progress: dict[int, transcripts.Progress],
    agreed: dict[str, str],
    attributes: dict[str, str],
) -> TranscriptView:
    heard = sorted({ids[key] for found in who.values() for key, _ in found if key in ids})
    lost = sorted(label for label, found in who.items() if found[0][1] == "nobody")
    coded = progress.get(stored.key, transcripts.Progress())
    return TranscriptView(
        stored.id, stored.about, stored.length, tuple(heard), tuple(lost), coded.passages,
        coded.codings, round(coded.covered / stored.length, 4) if stored.length else 0.0,
        tuple(dict.fromkeys(agreed[id_] for id_ in heard if agreed[id_])), attributes,
    )  # fmt: skip


def _informants(found: Iterable[tuple[int, str]], ids: dict[int, str]) -> tuple[str, ...]:
    return tuple(ids[key] for key, _ in found if key in ids)


def _files(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The files to read, and those that a folder holds but no reader knows."""
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for inside in sorted(p for p in path.rglob("*") if p.is_file()):
            if inside.name.startswith("."):
                continue
            if registry.readable(inside):
                files.append(inside)
            else:
                problems.append(
                    problem(
                        str(inside), "its ending is not one that can be read, so it was left out"
                    )
                )
    return files, problems


def _about_rows(path: Path, wrong: Wrong) -> tuple[dict[str, csvtable.Row], tuple[Problem, ...]]:
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


class _Intake:
    """Files on their way into one step, some at a time, so that memory stays flat."""

    def __init__(self, step: Step, about: About, rows: dict[str, csvtable.Row]) -> None:
        self._step = step
        self._about = about
        self._rows = rows
        self._there = {each.id: each for each in transcripts.listed(step.connection)}
        self._from: dict[str, Path] = {}
        self._waiting: list[tuple[Reading, About, str]] = []
        self.problems: list[Problem] = []
        self.ids: set[str] = set()
        self.new = self.same = self.changed = 0

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
            self.ids.add(id_)
            self.same += 1
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
        self.ids |= set(transcripts.add_many(self._step, found))
        self.new += len(found)

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
            changed = transcripts.say_about(self._step, key, values)
            if changed and id_ not in self._from:
                self.changed += 1


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


def nobodies(connection: Connection, ids: Collection[str] | None = None) -> list[Problem]:
    """A problem for every speaker label that is nobody, of some transcripts or of all."""
    found: list[Problem] = []
    for id_, label in speakers.unmatched(connection):
        if ids is not None and id_ not in ids:
            continue
        if label:
            found.append(
                problem(
                    id_,
                    "the speaker {label} is no informant and no interviewer",
                    advice="import the informants, or name who asks with --interviewer",
                    label=label,
                )
            )
        else:
            found.append(
                problem(
                    id_,
                    "it has no speakers and belongs to no informant",
                    advice="name the informant with --informant, or in a table with --about",
                )
            )
    return found
