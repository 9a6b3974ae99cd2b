"""The screens of the second cycle, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.tui.screens.board import Board
from qualcode.tui.screens.doubts import Doubts
from qualcode.tui.screens.queue import Queue
from qualcode.tui.screens.versions import Versions
from qualcode.tui.screens.working import WorkingScreen

_SCREENS: Mapping[str, Callable[[], WorkingScreen]] = {
    "board": Board,
    "versions": Versions,
    "queue": Queue,
    "doubts": Doubts,
}


def screen(name: str) -> WorkingScreen:
    """The screen of that name."""
    return _SCREENS[name]()
