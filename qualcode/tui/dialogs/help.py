"""Every command with its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.i18n import say
from qualcode.tui.commands import COMMANDS, PLACES

_KEYS = {
    "full_stop": ".",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


class Help(ModalScreen[None]):
    """The keys, and how to select."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark", "dismiss", show=False)
    ]

    def compose(self) -> ComposeResult:
        """A table of all commands."""
        lines = [
            say("Select with shift and the arrows, or with the mouse; double click takes a word."),
            say("Keys 1 to 9 apply the codes used last. The palette (ctrl+p) finds any command."),
        ]
        for place, title in PLACES.items():
            here = [command for command in COMMANDS if command.place == place]
            lines += ["", say(title)]
            lines += [f"  {_named(command.keys):<16} {say(command.title)}" for command in here]
        with VerticalScroll(classes="dialog help"):
            yield Static(Content("\n".join(lines)))


def _named(keys: str) -> str:
    return " ".join(_KEYS.get(key, key) for key in keys.split(","))
