"""The workbench as a program."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from qualcode.errors import QualcodeError
from qualcode.i18n import say, sentence
from qualcode.model.lists import FIRST_ROUND
from qualcode.store import glance
from qualcode.tui import commands, sentences
from qualcode.tui.dialogs.help import Help
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.desk import Desk

if TYPE_CHECKING:
    from qualcode.store.glance import Glance
    from qualcode.workflows.study import Study


class Workbench(App[str]):
    """Opens a study and shows it; ends with a sentence if it cannot be opened."""

    CSS_PATH = "app.tcss"
    TITLE = "qualcode"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("anywhere")]

    study: Study

    def __init__(self, where: str, coder: str | None = None) -> None:
        super().__init__()
        self._where = where
        self.sub_title = where.rpartition("/")[2].partition("?")[0]
        self._coder = coder
        self._opened = False
        self.phrase = ""
        self.round = FIRST_ROUND
        self.hands = ThreadPoolExecutor(1, thread_name_prefix="qualcode")
        gc.disable()  # while all that is made is kept; a third of the first frame was collecting

    def on_mount(self) -> None:
        """Paint, then show the first text, and only then begin the heavy imports."""
        self.set_keymap(commands.keymap(_keys_file()))
        self.call_after_refresh(self.desk.start, partial(glance.first, self._where), self._glimpse)

    def get_default_screen(self) -> Screen[None]:
        """The desk: no empty screen is drawn before it."""
        return Desk()

    def _glimpse(self, seen: Glance | None) -> None:
        if seen is not None:
            self.desk.glimpse(seen)
        self.call_after_refresh(self.desk.start, self._open, self._start)

    def _open(self) -> str | None:
        from qualcode.workflows.study import open_project

        study = open_project(self._where, coder=self._coder)
        found = [transcript.id for transcript in study.transcripts.list()]
        study.coder  # noqa: B018 - read once, off the screen's thread
        self.study = study
        self._opened = True
        return next(iter(found), None)

    def _start(self, transcript: str | None) -> None:
        if transcript is None:
            self.notify(say("no transcripts yet; bring some in: qualcode transcripts import FILES"))
        else:
            self.go(transcript)
        self.desk.start(lambda: None, lambda _: self.call_after_refresh(self._warm))

    def _warm(self) -> None:
        """Load what the first sentence needs, once the text is on the screen."""
        self._collect()
        self.hands.submit(sentences.warm)

    def _collect(self) -> None:
        """Collect garbage again, but never look through what was loaded until now."""
        gc.freeze()
        gc.enable()

    def on_unmount(self) -> None:
        """Finish what is under way, then let go of the project."""
        self._collect()
        self.hands.shutdown(wait=True)
        if self._opened:
            self.study.close()

    @property
    def desk(self) -> Desk:
        """The desk, whatever lies on it."""
        return next(screen for screen in self.screen_stack if isinstance(screen, Desk))

    def go(self, transcript: str, offset: int | None = None) -> None:
        """Show a place in a transcript."""
        while not isinstance(self.screen, Desk):
            self.pop_screen()
        self.desk.open(transcript, offset)

    def unexpected(self, failure: BaseException) -> None:
        """An error that is ours: the work so far is kept, and that is said."""
        said = say("something unexpected went wrong; what was recorded is kept")
        self.notify(f"{said} ({type(failure).__name__})", severity="error", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether the project has been opened."""
        return self._opened

    def cannot_open(self, failure: QualcodeError) -> None:
        """End with a sentence, where the project cannot be opened."""
        said = sentence(failure.message, failure.advice, failure.facts)
        self.exit(message=f"qualcode: {said}", return_code=1)

    def action_sheet(self, name: str) -> None:
        """Show a table of something."""
        if not self._opened:
            return
        from qualcode.tui import sheets

        while not isinstance(self.screen, Desk):
            self.pop_screen()
        self.push_screen(sheets.sheet(name, self.study))

    def action_second(self, name: str) -> None:
        """Show a screen of the second cycle."""
        if not self._opened:
            return
        from qualcode.tui import second

        while not isinstance(self.screen, Desk):
            self.pop_screen()
        self.push_screen(second.screen(name))

    def action_find(self) -> None:
        """Ask for a phrase and show where it stands."""
        self.push_screen(Line(say("Find which words?")), self._found)

    def _found(self, phrase: str | None) -> None:
        if phrase and self._opened:
            self.phrase = phrase
            from qualcode.tui import sheets

            self.push_screen(sheets.hits(self.study, phrase))

    def action_help(self) -> None:
        """Every command with its keys."""
        self.push_screen(Help())

    def action_light_or_dark(self) -> None:
        """Go from a dark theme to a light one, or back."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the same table as the keys, as far as it has a meaning on this screen."""
        here = {active.binding.id for active in screen.active_bindings.values()}
        for command in commands.COMMANDS:
            if command.id in here:
                title = say(command.title)
                yield SystemCommand(title, command.keys, partial(self._do, command.action))

    async def _do(self, action: str) -> None:
        await self.screen.run_action(action)


def _keys_file() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", Path.home())) / "qualcode" / "keys.toml"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "qualcode/keys.toml"
