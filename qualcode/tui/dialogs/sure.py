"""Ask before what takes a lot away."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualcode.i18n import say
from qualcode.tui.looks import shown


class Sure(ModalScreen[bool]):
    """A question that enter answers with yes and escape with no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", show=False),
        Binding("escape,n", "answer(False)", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and the keys that answer it."""
        with Vertical(classes="dialog"):
            yield Label(Content(shown(self._question)))
            yield Static(say("enter: yes   escape: no"), classes="hint")

    def action_answer(self, sure: bool) -> None:
        """Yes or no."""
        self.dismiss(sure)
