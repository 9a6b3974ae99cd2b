"""The table of a sheet."""

from __future__ import annotations

from textual import events
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from qualcode.tui.looks import RIGHT


class Table(DataTable[object]):
    """A table in which the right button goes to a cell without choosing it."""

    async def on_click(self, event: events.Click) -> None:
        """Leave what else a right click does to the screen."""
        if event.button != RIGHT:
            return
        event.prevent_default()
        meta = event.style.meta
        if meta.get("row", -1) >= 0 and meta.get("column", -1) >= 0:
            self.cursor_coordinate = Coordinate(meta["row"], meta["column"])
