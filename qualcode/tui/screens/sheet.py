"""A table of anything: what a report shows, on the screen, with a way back to the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import DataTable, Footer, Static

from qualcode.i18n import say
from qualcode.reports.document import Document, Grid, Value
from qualcode.reports.renderers import cells, registry
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.working import WorkingScreen
from qualcode.workflows.files import write_file

_WIDEST = 44  # a cell; what is longer is read where the row leads, or in an export


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row leads to: a transcript, and a character in it."""

    transcript: str
    offset: int = 0


class Sheet(WorkingScreen):
    """Shows the first grid of a document; enter goes where a row leads, `E` exports it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sheet")]

    def __init__(
        self, make: Callable[[], Document], lead: Callable[[Grid, int, int], Place | None]
    ) -> None:
        super().__init__()
        self._make = make
        self._lead = lead
        self._document: Document | None = None

    def compose(self) -> ComposeResult:
        """A title, the table, and the keys."""
        yield Static(id="title")
        yield Static(id="notice", classes="gone")
        yield DataTable(zebra_stripes=True, cursor_type="cell")
        yield Footer()

    def on_mount(self) -> None:
        """Fetch what is to be shown."""
        self.reload()

    def reload(self) -> None:
        """Read anew what is shown."""
        self.start(self._make, self._fill)

    def _fill(self, document: Document) -> None:
        self._document = document
        self.query_one("#title", Static).update(Content(document.title))
        notice = self.query_one("#notice", Static)
        notice.set_class(not document.notice, "gone")
        notice.update(Content(document.notice.split("\n")[0]))
        table = self.query_one(DataTable)
        table.clear(columns=True)
        grid = document.grid
        if grid is None:
            return
        for column in grid.columns:
            title = cells.title(column)
            table.add_column(Text(title), key=column.key)
        table.fixed_columns = 1
        for row in grid.rows:
            table.add_row(*(_cell(grid, at, value) for at, value in enumerate(row)))
        table.focus()

    @on(DataTable.CellSelected)
    def _chosen(self, event: DataTable.CellSelected) -> None:
        grid = self._document.grid if self._document else None
        place = self._lead(grid, *event.coordinate) if grid else None
        if place is not None:
            self.bench.go(place.transcript, place.offset)

    def action_back(self) -> None:
        """Back to the text."""
        self.app.pop_screen()

    def action_export(self) -> None:
        """Ask for a file and write what is shown to it."""
        if self._document is not None:
            name = f"{self._document.title.lower().replace(' ', '-')}.html"
            question = say("Write to which file? (txt, csv, xlsx, md, json, html)")
            self.app.push_screen(Line(question, value=name), self._export)

    def _export(self, name: str | None) -> None:
        document = self._document
        if not name or document is None:
            return
        path = Path(name)

        def _write() -> str:
            write_file(path, registry.render(document, registry.form_of(path)))
            return str(path)

        self.start(_write, lambda where: self.notify(say("written: {path}", path=where)))


def _cell(grid: Grid, at: int, value: Value) -> Text:
    words = cells.human(value, closed=grid.columns[at].closed)
    return Text(words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…")
