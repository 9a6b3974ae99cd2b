"""The keys at the foot of a screen."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_LAST = 2  # undo and help, which always show


class Keys(Footer):
    """As many keys as fit, each with its whole word; the menu and the help have the others."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._width = 0

    def compose(self) -> ComposeResult:
        """The first ones, and undo and help."""
        self._width = self.app.size.width
        found = [key for key in super().compose() if isinstance(key, FooterKey)]
        first, last = found[:-_LAST], found[-_LAST:]
        room = self._width - sum(map(_width, last))
        for key in first:
            room -= _width(key)
            if room < 0:
                break
            yield key
        yield from last

    async def on_resize(self, event: events.Resize) -> None:
        """Others fit now."""
        if event.size.width != self._width:
            await self.recompose()


def _width(key: FooterKey) -> int:
    """The cells it takes: the key between blanks, its word, and a blank."""
    return cell_len(key.key_display) + cell_len(key.description) + 3
