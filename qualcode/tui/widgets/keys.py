"""The keys at the foot of a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from qualcode.i18n import say

_LAST = ("screen.undo", "back", "help", "quit")
"""What shows on every screen, in this order, by action."""
_TABLES = ("filter", "sort", "export")
"""What every table has: it comes after what only this one has."""


class Keys(Footer):
    """As many keys as fit, each with its whole word; where some do not, the help has more."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._width = 0

    def compose(self) -> ComposeResult:
        """The first ones of the screen, and those that show everywhere."""
        self._width = self.app.size.width
        found = [key for key in super().compose() if isinstance(key, FooterKey)]
        last = sorted((k for k in found if k.action in _LAST), key=lambda k: _LAST.index(k.action))
        own = [key for key in found if key not in last]
        yield from self._fitting(sorted(own, key=lambda k: k.action in _TABLES), last)

    def _fitting(self, own: Sequence[FooterKey], last: Sequence[FooterKey]) -> Iterator[FooterKey]:
        shown = len(own)
        while shown and sum(map(_width, (*own[:shown], *last))) > self._width:
            shown -= 1
            for key in last:
                if key.action == "help":
                    key.description = say("more")
        yield from own[:shown]
        yield from last

    async def on_resize(self, event: events.Resize) -> None:
        """Others fit now."""
        if event.size.width != self._width:
            await self.recompose()


def _width(key: FooterKey) -> int:
    """The cells it takes: the key between blanks, its word, and a blank."""
    return cell_len(key.key_display) + cell_len(key.description) + 3
