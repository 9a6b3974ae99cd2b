"""Every command with its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.keys import format_key
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.i18n import say
from qualcode.tui.commands import COMMANDS, PLACES


class Help(ModalScreen[None]):
    """The keys, and how to select."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark", "dismiss", show=False)
    ]

    def compose(self) -> ComposeResult:
        """A table of all commands."""
        lines = [
            say("Select with shift and the arrows, or with the mouse; double click takes a word."),
            say(
                "Triple click takes a sentence; ctrl and a click move an edge of the passage here."
            ),
            say("Keys 1 to 9 apply the codes that are pinned or used last; 0 pins one."),
            say("The palette (ctrl+p) finds any command."),
        ]
        for place, title in PLACES.items():
            here = [command for command in COMMANDS if command.place == place]
            lines += ["", say(title)]
            lines += [f"  {_named(command.keys):<16} {say(command.title)}" for command in here]
        with VerticalScroll(classes="dialog help"):
            yield Static(Content("\n".join(lines)))


def _named(keys: str) -> str:
    return " ".join(map(format_key, keys.split(",")))
