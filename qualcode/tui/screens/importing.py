"""Bringing files in: what would be made of them, then the import itself, which can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.errors import NothingCameInError, Problem, QualcodeError
from qualcode.i18n import place, say, sentence
from qualcode.model.views import FileView
from qualcode.reports.listings import speaking
from qualcode.tui.commands import bindings
from qualcode.tui.looks import shown
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.widgets.keys import Keys
from qualcode.workflows.outcome import Outcome

_MOST = 500  # files shown; of more the import itself tells
_LOOK = 0.2  # seconds between two looks at how far it is


class Importing(WorkingScreen):
    """The files in a place and their fate; enter takes them in, escape stops or leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("importing")]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._can_take = False
        self._at_work = False
        self._stop = Event()
        self._far = (0, 0)

    def compose(self) -> ComposeResult:
        """Where it is, and what would be made of it."""
        yield Static(Content(shown(str(self._path))), id="title")
        with VerticalScroll():
            yield Static(say("reading"), id="plan")
        yield Keys()

    def on_mount(self) -> None:
        """Read the files, without taking anything in."""
        self.query_one(VerticalScroll).focus()
        self.set_interval(_LOOK, self._tell_far)
        preview = self.bench.study.transcripts.preview
        self.start(lambda: preview([self._path]), self._planned)

    def on_unmount(self) -> None:
        """Whoever quits stops it; what has been read is kept."""
        self._stop.set()

    def apologise(self, failure: QualcodeError) -> None:
        """Say what is wrong with each file, where nothing would come in."""
        super().apologise(failure)
        self._at_work = False
        if isinstance(failure, NothingCameInError):
            self._show_plan((), failure.problems)

    def action_take(self) -> None:
        """Take in what is shown."""
        if not self._can_take or self._at_work:
            return
        self._at_work = True
        work = partial(
            self.bench.study.transcripts.import_files, [self._path],
            progress=self._came_to, stopped=self._stop.is_set,
        )  # fmt: skip
        self.start(work, self._done)

    def action_back(self) -> None:
        """Stop, where it is under way, else leave everything as it was."""
        if self._at_work:
            self._stop.set()
        else:
            super().action_back()

    def _planned(self, found: tuple[list[FileView], list[Problem]]) -> None:
        self._can_take = True
        self._show_plan(*found)

    def _show_plan(self, files: Sequence[FileView], problems: Sequence[Problem]) -> None:
        lines = [_told(file) for file in files[:_MOST]]
        if len(files) > _MOST:
            lines.append(Content(say("and {count} more files", count=len(files) - _MOST)))
        lines += [Content(""), *map(_wrong, problems[:_MOST])]
        self.query_one("#plan", Static).update(Content("\n").join(lines))

    def _came_to(self, done: int, of: int) -> None:
        # Called from the working thread; the screen looks at it by itself.
        self._far = (done, of)

    def _tell_far(self) -> None:
        if self._at_work:
            done, of = self._far
            said = say("reading {done} of {of}; escape stops and keeps what was read",
                       done=done, of=of)  # fmt: skip
            self.query_one("#title", Static).update(Content(said))

    def _done(self, outcome: Outcome) -> None:
        self._at_work = False
        self.tell(outcome)
        self.notify(say("{new} new, {same} already there", new=outcome.new, same=outcome.same))
        super().action_back()


def _told(file: FileView) -> Content:
    """A file in one line: what happens to it, how many turns, who speaks."""
    said = say("{turns} turns", turns=len(file.turns)) if file.text else ""
    who = ", ".join(speaking(file)) or (
        say("looks like {pattern}", pattern=file.pattern) if file.pattern else ""
    )
    further = [Content.styled(f"  {shown(part)}", "dim") for part in (said, who) if part]
    return Content.assemble((shown(file.id), "bold"), f"  {say(file.fate.value)}", *further)


def _wrong(problem: Problem) -> Content:
    said = sentence(problem.message, problem.advice, dict(problem.facts))
    return Content(shown(f"! {place(problem.where)}: {said}"))
