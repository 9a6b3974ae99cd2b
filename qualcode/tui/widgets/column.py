"""A column of the board: codes under a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.tui.looks import shown


@dataclass(frozen=True, slots=True)
class Card:
    """A code on the board."""

    path: str
    name: str
    colour: str
    codings: int


class Column(OptionList):
    """Shows codes; says when one is dragged out of it with the mouse."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Column { width: 34; height: 1fr; border: round $foreground 20%; background: $surface;
             border-title-color: $foreground; }
    Column:focus { border: round $primary; }
    """

    @dataclass
    class Grabbed(Message):
        """The mouse went down on a code of this column."""

        column: Column
        path: str

    def __init__(self) -> None:
        super().__init__()
        self.theme: int | None = None
        self._paths: tuple[str, ...] = ()

    def show(
        self, theme: int | None, title: str, subtitle: str, idea: str, cards: Sequence[Card]
    ) -> None:
        """Show the codes of a theme, below its central idea; or those of none."""
        self.theme = theme
        path = self.path
        at = self._paths.index(path) if path in self._paths else 0
        self._paths = tuple(card.path for card in cards)
        self.border_title = Content(shown(title))
        self.border_subtitle = Content(subtitle)
        self.clear_options()
        if idea:
            self.add_options([Option(Content.styled(shown(idea), "italic"), disabled=True), None])
        self.add_options([Option(_face(card), id=card.path) for card in cards])
        if cards:
            here = path if path in self._paths else self._paths[min(at, len(cards) - 1)]
            self.point_at(here)

    @property
    def path(self) -> str:
        """The path of the code under the cursor; empty where there is none."""
        at = self.highlighted
        return "" if at is None else self.get_option_at_index(at).id or ""

    def point_at(self, path: str) -> None:
        """Put the cursor on a code, if it is here."""
        if path in self._paths:
            self.highlighted = self.get_option_index(path)

    async def _on_click(self, event: events.Click) -> None:
        """A click points at a code; it does not yet choose it."""
        event.prevent_default()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A code may be about to be dragged."""
        at = event.style.meta.get("option")
        path = self.get_option_at_index(at).id if isinstance(at, int) else None
        if path:
            self.highlighted = at
            self.post_message(self.Grabbed(self, path))


def _face(card: Card) -> Content:
    count = f" {card.codings}" if card.codings else ""
    return Content.assemble(("■ ", card.colour or "dim"), shown(card.name), (count, "bold"))
