"""What tests do at the desk, in a word each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot
from textual.widgets import Static

from qualcode import Study, open_project
from qualcode.model.span import Span
from qualcode.tui.app import Workbench
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import TALK

_T = TypeVar("_T")


def desk_view(pilot: Pilot[str]) -> TextView:
    """The text on the desk."""
    app = pilot.app
    assert isinstance(app, Workbench)
    return app.desk.view


def chosen(pilot: Pilot[str]) -> str:
    """The words that are selected."""
    view = desk_view(pilot)
    return view.selection.of(view.text) if view.selection else ""


async def select(pilot: Pilot[str], words: str) -> None:
    """Select some words of the talk."""
    start = TALK.index(words)
    desk_view(pilot).select(Span(start, start + len(words)))
    await pilot.pause()


def said(pilot: Pilot[str], pane: str) -> str:
    """What a strip or a pane of the desk says; empty where it is not shown."""
    app = pilot.app
    assert isinstance(app, Workbench)
    shown = app.desk.query_one(f"#{pane}", Static)
    return str(shown.render()) if shown.display else ""


def spot(view: TextView, offset: int) -> tuple[int, int]:
    """Where on the view a character stands."""
    layout = view._layout
    row = layout.row_of(offset) - view.scroll_offset.y
    return view._gutter + layout.column_of(offset), row


def asked(path: Path, question: Callable[[Study], _T]) -> _T:
    """What another program reads from the project while the workbench is open."""
    with open_project(path) as study:
        return question(study)
