"""What is shown while the terminal is too small for anything else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.i18n import say

LEAST = Size(40, 10)


class TooSmall(ModalScreen[None]):
    """Keeps keys away from what cannot be seen; goes by itself once there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "app.quit", show=False)]

    def compose(self) -> ComposeResult:
        """A sentence."""
        yield Static(
            say(
                "This terminal is too small: make it {width} by {height} or more. Nothing is lost.",
                width=LEAST.width, height=LEAST.height,
            )
        )  # fmt: skip
