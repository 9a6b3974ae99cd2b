"""What all dialogs are."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

_T = TypeVar("_T")


class Dialog(ModalScreen[_T]):
    """A question over a screen, which is answered once."""

    def dismiss(self, result: _T | None = None) -> AwaitComplete:
        """Answer; what comes after that, as from a key that is held down, answers nothing more."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
