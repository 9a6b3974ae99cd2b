"""Say what would happen, and ask whether to do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, Static

from qualcode.i18n import say
from qualcode.tui.dialogs.dialog import Dialog
from qualcode.tui.looks import shown


class Sure(Dialog[bool]):
    """A question that enter answers with yes and escape with no; `lines` say what would happen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", show=False),
        Binding("escape,n", "dismiss(False)", show=False),
    ]

    def __init__(self, question: str, lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The question, what would happen, and the keys that answer it."""
        with Vertical(classes="dialog"):
            yield Label(Content(shown(self._question)))
            if self._lines:
                yield Static(Content("\n".join(map(shown, self._lines))))
            yield Static(say("enter: yes   escape: no"), classes="hint")
