"""What every screen can do: start a workflow off the screen's own thread, and show what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual import events, on
from textual.notifications import SeverityLevel
from textual.screen import Screen

from qualcode.errors import QualcodeError
from qualcode.i18n import say, sentence
from qualcode.tui.commands import menu, named
from qualcode.tui.dialogs.choice import Key, OneKey
from qualcode.tui.looks import RIGHT, shown

if TYPE_CHECKING:
    from qualcode.tui.app import Workbench
    from qualcode.tui.dialogs.form import Field
    from qualcode.workflows.outcome import Outcome

_T = TypeVar("_T")


class WorkingScreen(Screen[None]):
    """A screen that starts workflows; they run one after the other, in the order of the keys."""

    @property
    def bench(self) -> Workbench:
        """The program that this is a screen of."""
        return cast("Workbench", self.app)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something; what looks like markup in it is somebody's words."""
        super().notify(
            shown(message), title=title, severity=severity, timeout=timeout, markup=markup
        )

    def on_key(self, event: events.Key) -> None:
        """Tell through which screen a key came."""
        self.bench.through[id(event)] = self

    def start(
        self,
        work: Callable[[], _T],
        then: Callable[[_T], object] | None = None,
        otherwise: Callable[[], object] | None = None,
    ) -> None:
        """Do something with the project; `then` gets what came of it, or an apology is shown.

        `otherwise` comes after the apology.
        """
        future = self.bench.hands.submit(work)
        future.add_done_callback(partial(self._came, self.bench, then, otherwise))

    def _came(
        self,
        bench: Workbench,
        then: Callable[[Any], object] | None,
        otherwise: Callable[[], object] | None,
        future: Future[Any],
    ) -> None:
        if not bench.is_running:
            return
        if current_thread() is main_thread():  # it was done before anybody could wait for it
            bench.call_later(self._show, then, otherwise, future)
        else:
            bench.call_from_thread(self._show, then, otherwise, future)

    def _show(
        self,
        then: Callable[[Any], object] | None,
        otherwise: Callable[[], object] | None,
        future: Future[Any],
    ) -> None:
        failure = future.exception()
        if failure is None:
            try:
                if then is not None:
                    then(future.result())
            except Exception as ours:  # the work is done, and the screen can go on
                self.bench.unexpected(ours)
        elif isinstance(failure, QualcodeError) and not self.bench.is_open:
            self.bench.cannot_open(failure)
        elif isinstance(failure, QualcodeError):
            self.apologise(failure)
            if otherwise is not None:
                otherwise()
        else:
            self.bench.unexpected(failure)
            if otherwise is not None:
                otherwise()

    def ask(
        self, title: str, fields: Sequence[Field], work: Callable[[dict[str, str]], object]
    ) -> None:
        """Ask for values and do `work` with those that were changed, then read anew.

        Where they are refused it asks again, with what was typed.
        """
        from qualcode.tui.dialogs.form import Form  # with the first form

        def _again(values: dict[str, str]) -> None:
            typed = [replace(field, value=values[field.key]) for field in fields]
            self.app.push_screen(Form(title, typed), _answered)

        def _answered(values: dict[str, str] | None) -> None:
            before = {field.key: field.value for field in fields}
            changed = {k: v for k, v in (values or {}).items() if v != before[k]}
            if values is not None and changed:
                self.start(lambda: work(changed), lambda _: self.reload(), partial(_again, values))

        self.app.push_screen(Form(title, fields), _answered)

    def apologise(self, failure: QualcodeError) -> None:
        """Say what could not be done, and what to do about it."""
        said = sentence(failure.message, failure.advice, failure.facts)
        self.notify(said, severity="warning", markup=False)

    def action_undo(self) -> None:
        """Take back the last step, and say which it was."""
        history = self.bench.study.history
        self.start(lambda: history.why(history.undo().numbers[0]), self._undone)

    def action_redo(self) -> None:
        """Do again what was undone last, and say what it was."""
        history = self.bench.study.history
        self.start(lambda: history.why(history.redo().numbers[0]), self._redone)

    def _undone(self, why: str) -> None:
        self.notify(say("undone: {why}", why=why), markup=False)
        self.reload()

    def _redone(self, why: str) -> None:
        self.notify(say("done again: {why}", why=why), markup=False)
        self.reload()

    @on(events.Click)
    def _right_clicked(self, event: events.Click) -> None:
        if event.button == RIGHT:
            self.action_menu()

    def action_menu(self) -> None:
        """A list of what can be done here, to click on: for whom keys are not at hand."""
        active = {each.binding.id or "" for each in self.active_bindings.values()}
        choices = [
            Key(named(command.keys.split(",")[0]), command.action, command.title)
            for command in menu(active)
        ]

        def _do(action: str | None) -> None:
            if action is not None:
                self.app.call_later(self.app.run_action, action, self)

        if choices:
            self.app.push_screen(OneKey(say("What is to be done here?"), choices), _do)

    def reload(self) -> None:
        """Read anew what is shown."""

    def tell(self, outcome: Outcome) -> None:
        """Say what a verb could not do."""
        for problem in outcome.problems:
            said = sentence(problem.message, problem.advice, dict(problem.facts))
            self.notify(said, severity="warning", markup=False)

    def action_back(self) -> None:
        """Back to what lies below."""
        self.app.pop_screen()
        if isinstance(self.app.screen, WorkingScreen):
            self.app.screen.reload()
