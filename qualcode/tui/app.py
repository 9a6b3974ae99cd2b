"""The workbench as a program."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.screen import Screen

from qualcode.errors import QualcodeError, logged, state_folder
from qualcode.i18n import say, sentence
from qualcode.model.lists import FIRST_ROUND
from qualcode.store import glance
from qualcode.tui import commands, sentences, tour
from qualcode.tui.dialogs.help import Help
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Picked, Picker
from qualcode.tui.dialogs.small import LEAST, TooSmall
from qualcode.tui.hand import Hand
from qualcode.tui.looks import DARK, LIGHT
from qualcode.tui.memory import Left, Memory
from qualcode.tui.screens.desk import Desk

if TYPE_CHECKING:
    from qualcode.store.glance import Glance
    from qualcode.workflows.study import Study


class Workbench(App[str]):
    """Opens a study and shows it; ends with a sentence if it cannot be opened."""

    CSS_PATH = "app.tcss"
    TITLE = "qualcode"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("anywhere")]

    hint: reactive[str] = reactive("")

    study: Study

    def __init__(self, where: str, coder: str | None = None) -> None:
        super().__init__()
        self._memory = Memory(state_folder() / "workbench.json")
        self._tour: int | None = None
        self._where = where
        self.sub_title = where.rpartition("/")[2].partition("?")[0]
        self._coder = coder
        self._opened = False
        self.phrase = ""
        self.round = FIRST_ROUND
        self.through: dict[int, Screen[None]] = {}
        self.hands = ThreadPoolExecutor(1, thread_name_prefix="qualcode")
        gc.disable()  # while all that is made is kept; a third of the first frame was collecting

    def on_mount(self) -> None:
        """Paint, then show the text left last, and only then begin the heavy imports."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = LIGHT.name if self._memory.theme == LIGHT.name else DARK.name
        self.set_keymap(commands.keymap(_keys_file()))
        left = self._memory.left(self._where, self._coder or "")
        look = partial(glance.first, self._where, left.transcript if left else "")
        self.call_after_refresh(self.desk.start, look, partial(self._glimpse, left))

    def get_default_screen(self) -> Screen[None]:
        """The desk: no empty screen is drawn before it."""
        return Desk()

    def _glimpse(self, left: Left | None, seen: Glance | None) -> None:
        if seen is not None:
            same = left is not None and left.transcript == seen.transcript
            self.desk.glimpse(seen, left.offset if left and same else 0)
        self.call_after_refresh(self.desk.start, self._open, self._start)

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is no room for anything."""
        small = event.size.width < LEAST.width or event.size.height < LEAST.height
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def _open(self) -> tuple[Left | None, bool]:
        from qualcode.workflows.study import open_project

        study = open_project(self._where, coder=self._coder)
        found = [transcript.id for transcript in study.transcripts.list()]
        left = self._memory.left(self._where, study.coder)
        self.study = study
        self._opened = True
        if left is not None and left.transcript in found:
            return left, bool(study.notice)
        return (Left(found[0]) if found else None), bool(study.notice)

    def _start(self, found: tuple[Left | None, bool]) -> None:
        left, demonstration = found
        if hasattr(signal, "SIGHUP"):  # the terminal was closed, or the line to it broke
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._hung_up)
        if left is None:
            to, bring = commands.keys_of("transcripts"), commands.keys_of("import")
            self.notify(say("no transcripts yet; to bring some in, press {to}, then {bring}",
                            to=to, bring=bring))  # fmt: skip
        else:
            self.desk.recent, self.desk.hand = list(left.recent), Hand(left.keys)
            self.go(left.transcript, left.offset or None)
            if demonstration and self._memory.first_time():
                self.hint = say(tour.OFFER, key=commands.keys_of("tour"))
        self.desk.start(lambda: None, lambda _: self.call_after_refresh(self._warm))

    def _warm(self) -> None:
        """Load what the first sentence needs, once the text is on the screen."""
        self._collect()
        self.hands.submit(sentences.warm)

    def _collect(self) -> None:
        """Collect garbage again, but never look through what was loaded until now."""
        gc.freeze()
        gc.enable()

    def leave(self) -> None:
        """Remember where the coder is, for the next time."""
        place = self.desk.place if self._opened else None
        if place is not None:
            left = Left(*place, tuple(self.desk.recent), self.desk.hand.paths)
            self._memory.leave(self._where, self.study.coder, left)

    def _hung_up(self) -> None:
        self.leave()
        self.exit()

    async def action_quit(self) -> None:
        """Remember the place, and end."""
        self.leave()
        await super().action_quit()

    async def on_key(self, event: events.Key) -> None:
        """Hand a key on that came in one go with the one that opened what is shown now: it was
        meant for that."""
        screen = self.through.pop(id(event), None)
        if screen is not None and screen is not self.screen:
            event.stop()
            event.prevent_default()
            await self.on_event(events.Key(event.key, event.character))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; the tour goes on where it asked for the same. Where it fails,
        the next key may do better."""
        try:
            done = await super().run_action(action, default_namespace, namespaces)
        except Exception as failure:
            self.unexpected(failure)
            return True
        if self._tour is not None and action == commands.action_of(tour.STEPS[self._tour][0]):
            self._go_on(self._tour + 1)
        return done

    def action_tour(self) -> None:
        """Begin the tour, or end it."""
        self._go_on(0 if self._tour is None else len(tour.STEPS))

    def _go_on(self, step: int) -> None:
        self._tour = step if step < len(tour.STEPS) else None
        self.hint = "" if self._tour is None else tour.told(step)

    def action_backup(self) -> None:
        """Ask where to keep a copy of the project, and keep it."""

        def _keep(name: str | None) -> None:
            if name:
                keep = self.study.history.backup
                self.desk.start(lambda: keep(Path(name)), _kept)

        def _kept(path: Path) -> None:
            self.notify(say("written: {path}", path=path), markup=False)

        if self._opened:
            copy = f"{self.study.project.where}.backup"
            self.push_screen(Line(say("Keep a copy in which file?"), value=copy), _keep)

    def on_unmount(self) -> None:
        """Finish what is under way, then let go of the project."""
        self._collect()
        self.hands.shutdown(wait=True)
        if hasattr(signal, "SIGHUP"):
            asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
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
        self.notify(_apology(failure), severity="error", markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """An error that leaves a part of the screen dead: end with a sentence, and the place is
        remembered. Textual has no public way to say how that is shown; its own way, a traceback
        with values, would put what people said on the screen."""
        if self._exception is not None:
            logged(error)
            return
        with suppress(Exception):  # what failed may be what it asks
            self.leave()
        ending = _EndingError(f"qualcode: {_apology(error)}")
        ending.__cause__ = error
        super()._handle_exception(ending)

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
        self.push_screen(sheets.SHEETS[name]())

    def action_passages(self) -> None:
        """Ask for a code and show its passages, those of the code here first."""
        if not self._opened:
            return
        from qualcode.tui.screens.retrieval import Retrieval

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                path = picked.key
                self.push_screen(Retrieval(path, lambda study: study.retrieve(path)))

        self.push_screen(Picker(say("Passages of which code?"), self.desk.choices_here()), _chosen)

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

            self.push_screen(sheets.hits(phrase))

    def action_help(self) -> None:
        """Every command with its keys."""
        self.push_screen(Help())

    def action_light_or_dark(self) -> None:
        """Go from a dark theme to a light one, or back."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
        self._memory.theme = self.theme

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the same table as the keys, as far as it has a meaning on this screen."""
        here = {active.binding.id for active in screen.active_bindings.values()}
        for command in commands.COMMANDS:
            if command.id in here:
                title, keys = say(command.title), commands.named(command.keys)
                yield SystemCommand(title, keys, partial(self._do, command.action))

    async def _do(self, action: str) -> None:
        await self.screen.run_action(action)


class _EndingError(Exception):
    """An unexpected error as it is told: Textual prints `__rich__` in the place of a traceback."""

    def __rich__(self) -> Text:
        return Text(str(self))


def _apology(failure: BaseException) -> str:
    said = say("something unexpected went wrong; what was recorded is kept")
    log = logged(failure)
    return said if log is None else f"{said}; {say('what failed is in {log}', log=log)}"


def _keys_file() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", Path.home())) / "qualcode" / "keys.toml"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "qualcode/keys.toml"
