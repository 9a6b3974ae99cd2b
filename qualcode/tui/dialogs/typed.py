"""Say what would be destroyed for good, and do it only where its name is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from qualcode.i18n import say
from qualcode.tui.dialogs.dialog import Dialog
from qualcode.tui.looks import shown


class Typed(Dialog[bool]):
    """A question that is answered with yes by typing `word`; `lines` say what would happen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", show=False)]

    def __init__(self, question: str, word: str, lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._word = word
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The question, what would happen, and a line for the word."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Label(Content(shown(self._question)))
            yield Static(Content("\n".join(map(shown, self._lines))))
            yield Input()
            yield Static(
                say("type {word} and enter: do it   escape: no", word=self._word), classes="hint"
            )

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.value.strip() == self._word:
            self.dismiss(True)
