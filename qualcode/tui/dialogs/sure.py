"""Show what would happen, and ask whether to do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from qualcode.i18n import say


class Sure(ModalScreen[bool]):
    """Whether to go on; false where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", show=False)]

    def __init__(self, question: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The question, what would happen, and a button."""
        with Vertical(classes="dialog"):
            yield Label(Content.styled(self._question, "bold"))
            yield Static(Content("\n".join(self._lines)))
            yield Button(say("Do it (enter), or leave it (escape)"), variant="primary")

    def on_mount(self) -> None:
        """Enter goes on."""
        self.query_one(Button).focus()

    def on_button_pressed(self) -> None:
        """Go on."""
        self.dismiss(True)
