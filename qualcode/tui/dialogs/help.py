"""Every command with its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.i18n import mark, say
from qualcode.tui.commands import COMMANDS, PLACES, named


class Help(ModalScreen[None]):
    """The keys, and how to select."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark", "dismiss", show=False)
    ]

    def compose(self) -> ComposeResult:
        """A table of all commands."""
        hints = (
            mark("Select with shift and the arrows, or with the mouse; double click takes a word."),
            mark(
                "Triple click takes a sentence; ctrl and a click move an edge of the passage here."
            ),
            mark(
                "Keys 1 to 9 apply codes: one that is used takes the first free key and keeps it;"
                " 0 pins one, which takes the key of another if none is free."
            ),
            mark("The palette (ctrl+p) finds any command."),
        )
        lines = [Content(say(hint)) for hint in hints]
        for place, title in PLACES.items():
            lines += [Content(""), Content.styled(say(title), "bold")]
            lines += [
                Content.assemble((f"{named(each.keys):<16}", "bold"), say(each.title))
                for each in COMMANDS
                if each.place == place
            ]
        with VerticalScroll(classes="dialog help"):
            yield Static(Content("\n").join(lines))
