"""Ask for one line."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from qualcode.tui.dialogs.dialog import Dialog
from qualcode.tui.dialogs.early import typed


class Line(Dialog[str | None]):
    """One line of words; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: str, *, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog line"):
            yield Label(Content(self._question))
            yield Input(self._value)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    async def on_key(self, event: events.Key) -> None:
        """Take what was typed before the line was there."""
        await typed(self.query_one(Input), event)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Say nothing."""
        self.dismiss(None)
