"""The tour: one line below the text, that goes on as the things it names are done."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import mark, say
from qualcode.tui.commands import keys_of

OFFER = mark(
    "First time here? {key} shows you round; it takes a minute, and you can go on reading."
)
STEPS = (
    ("sentence", mark("{key} selects the next sentence.")),
    ("code", mark("{key} codes it: type a part of a code's name, then enter.")),
    ("undo", mark("{key} takes it back. Everything can be undone, and nothing needs saving.")),
    ("triangulation", mark("{key} shows which claims stand, on whose word, in whose words.")),
    ("back", mark("{key} goes back to the text.")),
    ("matrix", mark("{key} sets themes against informants; enter shows what is behind a cell.")),
    ("help", mark("{key} lists every key. That is the tour: good coding.")),
)
"""What to do, by the id of its command, and what it is good for."""


def told(step: int) -> str:
    """The line of a step, counted from 0."""
    command, words = STEPS[step]
    return f"{step + 1}/{len(STEPS)}  {say(words, key=keys_of(command))}"


class Hint(Static):
    """The line itself; it takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__(id="hint", classes="gone")

    def on_mount(self) -> None:
        """Follow what the workbench has to say."""
        self.watch(self.app, "hint", self._tell)

    def _tell(self, words: str) -> None:
        self.set_class(not words, "gone")
        self.update(Content(words))
