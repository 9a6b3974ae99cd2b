"""Every command with its keys, the place at hand first; narrowed down by typing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from qualcode.i18n import mark, say
from qualcode.tui.commands import COMMANDS, PLACES, Command, named
from qualcode.tui.dialogs.dialog import Dialog

_HINTS = (
    mark("Select with shift and the arrows, or with the mouse; double click takes a word."),
    mark("Triple click takes a sentence; ctrl and a click move an edge of the passage here."),
    mark("A right click shows what can be done where the mouse is."),
    mark(
        "Keys 1 to 9 apply codes: one that is used takes the first free key and keeps it;"
        " 0 pins one, which takes the key of another if none is free."
    ),
    mark("The palette (ctrl+p) finds any command."),
)


class Help(Dialog[None]):
    """The keys, and how to select."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1", "leave", show=False, priority=True),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """A line to type in, and what fits."""
        with Vertical(classes="dialog help"):
            yield Input(placeholder=say("type a word: a place, or what you want to do"))
            with VerticalScroll(can_focus=False):
                yield Static()

    def on_mount(self) -> None:
        """Show all, and type at once."""
        self.query_one(Input).focus()
        self._tell("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._tell(event.value)

    def _tell(self, typed: str) -> None:
        wanted = typed.casefold().split()
        lines = [Content(say(hint)) for hint in _HINTS if not wanted or _has(say(hint), wanted)]
        for place in self._places():
            lines += self._section(place, wanted)
        self.query_one(Static).update(Content("\n").join(lines or [Content(say("nothing fits"))]))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _places(self) -> list[str]:
        """Where one is comes first, then the other places."""
        below = self.app.screen_stack[-2].active_bindings.values()
        here = {each.binding.id for each in below}
        at_hand = {command.place for command in COMMANDS if command.id in here} - {"anywhere"}
        return sorted(PLACES, key=lambda place: place not in at_hand)

    def _section(self, place: str, wanted: list[str]) -> Iterator[Content]:
        """A place with its commands: all where its own name is wanted, else those that fit."""
        title = say(PLACES[place])
        found = [
            command
            for command in COMMANDS
            if command.place == place and _has(f"{title} {_words(command)}", wanted)
        ]
        if found:
            yield Content("")
            yield Content.styled(title, "bold")
            for command in found:
                yield Content.assemble((f"{named(command.keys):<16}", "bold"), say(command.title))

    def action_move(self, by: int) -> None:
        """Go up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        """Back to work."""
        self.dismiss(None)


def _words(command: Command) -> str:
    """What a command can be found by: its keys, its title, its word in the footer."""
    footer = say(command.footer) if command.footer else ""
    return f"{named(command.keys)} {say(command.title)} {footer}"


def _has(said: str, wanted: list[str]) -> bool:
    folded = said.casefold()
    return all(word in folded for word in wanted)
