"""Bringing transcripts in, and looking at them."""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from qualcode.analysis.alignment import Edit
from qualcode.errors import NotFoundError, NothingCameInError, Problem, RefusedError, problem
from qualcode.exchange import csvtable
from qualcode.model.lists import Scope
from qualcode.model.pseudonyms import Pseudonymised
from qualcode.model.transcript import SourceKind
from qualcode.model.views import DoubtfulView, Fate, FileView, TextView, TranscriptView
from qualcode.readers import patterns, turns
from qualcode.readers.gathering import Found, gather
from qualcode.store import history, informants, revisions, settings, speakers, transcripts
from qualcode.store.closest import closest
from qualcode.store.project import Project
from qualcode.store.transcripts import Stored
from qualcode.workflows import pseudonyms, revealing, revision
from qualcode.workflows.codings import Codings
from qualcode.workflows.nobodies import nobodies, strangers
from qualcode.workflows.outcome import Outcome, Progress, Wrong, quiet
from qualcode.workflows.quoting import Quoting
from qualcode.workflows.revision import Revised
from qualcode.workflows.settings import reporting
from qualcode.workflows.transcript_intake import ABOUT_COLUMNS, Intake, Shelf, about_rows, read
from qualcode.workflows.values import a_date, of_list, one_of

CHANGED = tuple(column for column in ABOUT_COLUMNS if column != "informant")


@dataclass(frozen=True, slots=True)
class Transcripts:
    """The verbs on transcripts."""

    project: Project
    coder: str

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        about: Mapping[str, str] = MappingProxyType({}),
        table: Path | None = None,
        pattern: str = "",
        keep_going: bool = False,
        progress: Progress = quiet,
        stopped: Callable[[], bool] = bool,
    ) -> Outcome:
        """Take in every file that can be read, in one step; folders are searched.

        `about` (by the columns of the table, and `interviewer`) holds for every file, `table` (a
        CSV with a column `transcript`) for each by its id. Turns begin as `pattern` says, else as
        the setting `turns` does, where a text has any that do. Once `stopped` says so, what has
        been read is kept and the rest left. A file that is there already with the same words counts
        as in, and what is said of it is taken. `NothingCameInError` if nothing came in.
        """
        wrong = Wrong(table.name if table else "")
        rows, told = about_rows(table, wrong) if table else ({}, ())
        said = _said(about)
        pattern = self._pattern(pattern)
        with ExitStack() as opened:
            files, problems = gather(paths, opened)
            with self.project.writing(by=self.coder, why="import transcripts") as step:
                intake = Intake(step, said, rows, pattern)
                halted = False
                for done, file in enumerate(files):
                    halted = stopped()
                    if halted:
                        problems.append(_stopped(len(files) - done))
                        break
                    progress(done, len(files))
                    intake.take(file)
                intake.put()
                intake.tell_about(wrong)
                wrong.insist(keep_going=keep_going or halted, told=told)
                step.why = _why(intake.read, table)
        found = [*problems, *told, *intake.problems, *wrong.problems]
        if paths and not intake.read:
            raise NothingCameInError(found)
        with self.project.reading() as connection:
            found += strangers(connection, {said.get("informant", ""), *_informants_in(rows)})
            found += nobodies(connection, intake.read)
        return Outcome(step.made, intake.new, intake.changed, intake.same, problems=tuple(found))

    def preview(
        self, paths: Sequence[Path], *, pattern: str = ""
    ) -> tuple[list[FileView], list[Problem]]:
        """What `import_files` would make of each file, and what it would tell; nothing changes."""
        pattern = self._pattern(pattern)
        with ExitStack() as opened, self.project.reading() as connection:
            files, problems = gather(paths, opened)
            shelf = Shelf(transcripts.listed(connection))
            foreseen = speakers.foreseer(connection, self.project.real_names(connection))
            ids = {key: id_ for id_, key in informants.keys(connection).items()}
            views = [
                _whose(_previewed(file, shelf, problems, pattern), foreseen, ids) for file in files
            ]
        if paths and not any(view.fate in (Fate.NEW, Fate.SAME, Fate.CHANGED) for view in views):
            raise NothingCameInError(problems)
        return views, problems

    def _pattern(self, asked: str) -> str:
        """What turns begin with: as asked for, else as set for the project, else nothing."""
        if asked.strip():
            return patterns.check(asked)
        with self.project.reading() as connection:
            return settings.settings(connection).get("turns", "")

    def list(self) -> list[TranscriptView]:
        """All transcripts, by id."""
        with self.project.reading() as connection:
            progress = transcripts.progress(connection)
            who = transcripts.speakers_of(connection)
            ids = {key: id_ for id_, key in informants.keys(connection).items()}
            lost: dict[str, list[str]] = {}
            for id_, label, _ in speakers.unmatched(connection):
                lost.setdefault(id_, []).append(label)
            consents = informants.consents(connection)
            agreed = {id_: consents.get(key, "") for key, id_ in ids.items()}
            further = transcripts.attributes(connection)
            return [
                _listed(
                    stored, who.get(stored.key, {}), ids, lost.get(stored.id, ()), progress, agreed,
                    further.get(stored.key, {}),
                )
                for stored in transcripts.listed(connection)
            ]  # fmt: skip

    def show(self, id_: str, *, revision: int | None = None, leaving: bool = False) -> TextView:
        """A transcript with its text, and who each turn is; in an older revision where asked.

        `leaving` says that it is written to a file: `RefusedError` where somebody speaks in it
        whose consent is recorded and does not cover sharing.
        """
        with self.project.reading() as connection:
            text = transcripts.text(connection, id_)
            if revision is not None:
                text = revisions.text(connection, text.key, revision)
            stored = next(s for s in transcripts.listed(connection) if s.id == id_)
            ids = {key: name for name, key in informants.keys(connection).items()}
            who = transcripts.speakers_of(connection).get(text.key, {})
            quoting = Quoting.of(connection)
        turns = tuple(
            (turn, _informants(who.get(speakers.folded(turn.label), []), ids))
            for turn in text.turns
        )
        speaking = sorted({person for _, people in turns for person in people})
        unwilling = quoting.lacking(speaking, Scope.SHARE) if leaving else []
        if unwilling:
            raise RefusedError(
                "{ids} did not consent to their interview being shared",
                advice="qualcode informants consent ID --scope quote,share records another answer",
                ids=", ".join(unwilling),
            )
        number = stored.revision_number if revision is None else revision
        return TextView(id_, stored.about, number, text.text, turns)

    def export(self, id_: str, *, by: str = "") -> bytes:
        """A coded transcript as a Word file, with the codes of all coders, or `by` one of them.

        `RefusedError` as in `show` of what is leaving.
        """
        from qualcode.reports.coded_transcript import coded_transcript  # heavy

        shown = self.show(id_, leaving=True)
        codings = Codings(self.project, self.coder).list(transcript=id_, coder=by)
        with self.project.reading() as connection:
            notice = reporting(connection).notice
            _, when = history.last_change(connection)
        return coded_transcript(shown, codings, notice=notice, when=when)

    def change(self, id_: str, **values: str) -> Outcome:
        """Change what is known of a transcript, empty included; names as the columns of `--about`.

        A name that is no column, and is not nearly one, is a further attribute, such as a tag.
        `media` is a recording: a path, from the project's folder where it is not a whole one.
        """
        further = {name: value.strip() for name, value in values.items() if name not in CHANGED}
        for name in further:
            if not name or closest(name, ABOUT_COLUMNS):
                one_of(name, CHANGED, "column")
        checked = {name: value for name, value in values.items() if name in CHANGED}
        if "kind" in values:
            checked["kind"] = of_list(SourceKind, values["kind"], "kind of transcript").value
        if values.get("date"):
            checked["date"] = a_date(values["date"], "date")
        with self.project.writing(by=self.coder, why=f"change transcript {id_}") as step:
            key = transcripts.key_of(step.connection, id_)
            transcripts.change(step, key, checked)
            transcripts.put_attributes(step, key, further)
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

    def revise(
        self,
        id_: str,
        text: str | Path,
        *,
        edits: Sequence[Edit] | None = None,
        dry_run: bool = False,
        why: str = "",
    ) -> Revised:
        """Let a text, or the words of a file, be those of a transcript from now on, and place all
        that stands in it anew; see `qualcode.workflows.revision.revise`."""
        return revision.revise(
            self.project, self.coder, id_, text, edits=edits, dry_run=dry_run, why=why
        )

    def edit(self, id_: str, edits: Sequence[Edit], *, dry_run: bool = False) -> Revised:
        """Change the text of a transcript in known places, so that nothing has to be guessed;
        edits are in order and count in the current text."""
        return revision.revise(self.project, self.coder, id_, "", edits=edits, dry_run=dry_run)

    def doubtful(self, id_: str = "", *, settled: bool = False) -> builtins.list[DoubtfulView]:
        """The passages that a revision moved, changed, made uncertain or lost, and that nobody has
        settled; with `settled` those too that somebody did."""
        return revision.doubtful(self.project, id_, settled=settled)

    def lost(self, id_: str = "") -> tuple[Problem, ...]:
        """What is to be told of passages that are lost, and so count in no analysis."""
        return revision.lost(self.project, id_)

    def settle(self, passage: int, *, start: str = "", end: str = "", quote: str = "") -> Outcome:
        """Let a passage stand as it does now, or where it is said to in the current text."""
        return revision.settle(self.project, self.coder, passage, start=start, end=end, quote=quote)

    def drop(self, passage: int) -> Outcome:
        """Take a passage out that is to be settled, with all that it carries."""
        return revision.drop(self.project, self.coder, passage)

    def pseudonymise(
        self, ids: Sequence[str] = (), lists: Sequence[Path] = (), *, dry_run: bool = False
    ) -> tuple[Pseudonymised, tuple[Problem, ...]]:
        """Replace what tells who people are, for good; see
        `qualcode.workflows.pseudonyms.pseudonymise`."""
        return pseudonyms.pseudonymise(self.project, self.coder, ids, lists, dry_run=dry_run)

    def reveal(self, id_: str, to: Path) -> tuple[int, tuple[Problem, ...]]:
        """Write a transcript's text as it was before pseudonyms to a file; see
        `qualcode.workflows.revealing.reveal`."""
        return revealing.reveal(self.project, id_, to)

    def remove(self, id_: str) -> Outcome:
        """Take a transcript out, with its passages and all that hangs on them."""
        with self.project.writing(by=self.coder, why=f"remove transcript {id_}") as step:
            transcripts.remove(step, transcripts.key_of(step.connection, id_))
        return Outcome(step.number, changed=1)


def _previewed(
    file: Found, shelf: Shelf, problems: builtins.list[Problem], pattern: str
) -> FileView:
    reading = read(file, problems, pattern)
    if reading is None:
        return FileView(str(file.path), file.path.stem, Fate.REFUSED)
    made = reading.transcript
    fate, told = shelf.put(file.path, made)
    problems += told or reading.problems
    speakers = Counter(turn.label for turn in made.turns)
    passed = turns.passed_over(made.text, speakers)
    return FileView(
        str(file.path),
        made.id,
        fate,
        made.text,
        made.turns,
        tuple(speakers.items()),
        passed=passed,
        pattern="" if made.turns else patterns.proposed(made.text),
    )


def _whose(
    view: FileView,
    foreseen: Callable[[str, Sequence[str]], builtins.list[tuple[int, ...]]],
    ids: Mapping[int, str],
) -> FileView:
    labels = [label for label, _ in view.speakers]
    if not labels or labels == [""]:
        return view
    who = tuple(tuple(ids[key] for key in keys) for keys in foreseen(view.id, labels))
    return replace(view, who=who)


def _said(about: Mapping[str, str]) -> dict[str, str]:
    """What is said of every file, checked."""
    said = {name: value.strip() for name, value in about.items() if value.strip()}
    if "kind" in said:
        said["kind"] = of_list(SourceKind, said["kind"], "kind of transcript")
    if "date" in said:
        said["date"] = a_date(said["date"], "date")
    return said


def _why(read: Collection[str], table: Path | None) -> str:
    """What the history calls it; a table alone tells only about transcripts."""
    if not read and table:
        return f"import about transcripts {table.name}"
    if len(read) == 1:
        return f"import transcript {next(iter(read))}"
    return f"import {len(read)} transcripts"


def _informants_in(rows: Mapping[str, csvtable.Row]) -> set[str]:
    return {row["informant"] for row in rows.values()}


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
    lost: Iterable[str],
    progress: dict[int, transcripts.Progress],
    agreed: dict[str, str],
    attributes: dict[str, str],
) -> TranscriptView:
    heard = sorted({ids[key] for found in who.values() for key, _ in found if key in ids})
    coded = progress.get(stored.key, transcripts.Progress())
    return TranscriptView(
        stored.id, stored.about, stored.length, tuple(heard), tuple(lost), coded.passages,
        coded.codings, round(coded.covered / stored.length, 4) if stored.length else 0.0,
        tuple(dict.fromkeys(agreed[id_] for id_ in heard if agreed[id_])), attributes,
    )  # fmt: skip


def _informants(found: Iterable[tuple[int, str]], ids: dict[int, str]) -> tuple[str, ...]:
    return tuple(ids[key] for key, _ in found if key in ids)
