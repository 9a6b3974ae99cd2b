"""Choose one of a few things with one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from qualcode.i18n import say
from qualcode.tui.dialogs.dialog import Dialog


@dataclass(frozen=True, slots=True)
class Key:
    """A letter, what it stands for, and how that is called."""

    letter: str
    value: str
    title: str


class OneKey(Dialog[str | None]):
    """A few choices, each with its letter; gives the value, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: str, keys: Sequence[Key]) -> None:
        super().__init__()
        self._question = question
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The question and the choices."""
        with Vertical(classes="dialog keys"):
            yield Label(Content(self._question))
            yield OptionList(*(Option(labelled(key)) for key in self._keys))

    def on_mount(self) -> None:
        """Choose at once."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Take what has that letter."""
        for key in self._keys:
            if event.character == key.letter:
                event.stop()
                self.dismiss(key.value)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._keys[event.option_index].value)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def labelled(key: Key) -> Content:
    """A choice with its letter before it."""
    return Content.assemble((f" {key.letter} ", "bold reverse"), " ", say(key.title))
