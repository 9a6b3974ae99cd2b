"""A table of anything: what a report shows, on the screen, with a way back to the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from qualcode.i18n import say
from qualcode.reports.document import Column, Document, Grid, Value
from qualcode.reports.renderers import cells
from qualcode.tui.commands import bindings
from qualcode.tui.looks import shown
from qualcode.tui.screens.export import exporting
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.keys import Keys
from qualcode.tui.widgets.table import Table
from qualcode.workflows.study import Study

_T = TypeVar("_T")
_WIDEST = 44  # a cell; what is longer is read beside it, where the row leads, or in an export
_MOST = 2_000  # rows on the screen at once; a filter finds the others
_ROOM_FOR_BOTH = 100  # columns of the terminal from which on the pane beside the table is shown


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row leads to: a transcript, and a character in it."""

    transcript: str
    offset: int = 0


class Sheet(WorkingScreen, Generic[_T]):
    """Shows the first grid of a document, with the thing behind each row beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sheet")]

    def __init__(self) -> None:
        super().__init__()
        self.document: Document | None = None
        self.things: Sequence[_T] = ()
        self._rows: list[int] = []
        self._sorted: tuple[str, bool] | None = None
        self._grouped = ""

    # What a table of something says

    def read(self, study: Study) -> tuple[Document, Sequence[_T]]:
        """What to show, and the thing behind each row; called on the working thread."""
        raise NotImplementedError

    def cell(self, column: Column, at: int, value: Value) -> Text:
        """How a cell looks; `at` is its row in the grid."""
        del at
        words = shown(cells.human(value, closed=column.closed))
        return Text(words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…")

    def beside(self, thing: _T) -> Content | None:
        """What is known of the thing of a row; None where there is nothing to add."""
        del thing
        return None

    def chosen(self, thing: _T, column: Column) -> None:
        """Enter, or a click, on a cell."""

    # The screen

    def compose(self) -> ComposeResult:
        """A title, the table and what stands beside it, and the keys."""
        yield Static(id="title")
        yield Static(id="notice", classes="gone")
        yield Input(id="filter", classes="gone", placeholder=say("only rows with these words"))
        with Horizontal():
            yield Table(zebra_stripes=True, cursor_type="cell")
            with VerticalScroll(id="about", classes="gone", can_focus=False):
                yield Static()
        yield Hint()
        yield Keys()

    def on_mount(self) -> None:
        """Fetch what is to be shown."""
        self.query_one(DataTable).focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())
        self.reload()

    def on_resize(self) -> None:
        """The pane beside the table, as there is room."""
        self._tell()

    def reload(self) -> None:
        """Read anew what is shown."""
        study = self.bench.study
        self.start(lambda: self.read(study), self._fill)

    @property
    def grid(self) -> Grid | None:
        """The table that is shown."""
        return self.document.grid if self.document else None

    @property
    def thing(self) -> _T | None:
        """The thing of the row under the cursor."""
        at = self.query_one(DataTable).cursor_row
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        return None if row is None or row >= len(self.things) else self.things[row]

    def _fill(self, found: tuple[Document, Sequence[_T]]) -> None:
        self.document, self.things = found
        document = self.document
        notice = self.query_one("#notice", Static)
        notice.set_class(not document.notice, "gone")
        notice.update(Content(shown(cells.first_sentence(document.notice))))
        self._draw()

    def _draw(self) -> None:
        """The rows that fit the filter, in the order asked for; the cursor stays."""
        table = self.query_one(DataTable)
        grid = self.grid
        if grid is None:
            return
        here = table.cursor_coordinate
        self._rows = self._in_order(grid, self._fitting(grid))
        table.clear(columns=True)
        rows = [
            [*map(self.cell, grid.columns, [at] * len(grid.columns), grid.rows[at])]
            for at in self._rows[:_MOST]
        ]
        for number, column in enumerate(grid.columns):
            header = self._header(column)
            # said outright: a table that is drawn while a dialog lies on it measures no cell
            width = max((row[number].cell_len for row in rows), default=0)
            table.add_column(header, key=column.key, width=max(width, header.cell_len))
        table.fixed_columns = 1
        for at, row in zip(self._rows, rows, strict=False):
            table.add_row(*row, key=str(at))
        table.move_cursor(row=here.row, column=here.column)
        self._entitle(grid)
        self._tell()

    def _header(self, column: Column) -> Text:
        key, down = self._sorted or ("", False)
        sign = (" ▼" if down else " ▲") if key == column.key else ""
        return Text(shown(cells.title(column)) + sign)

    def _entitle(self, grid: Grid) -> None:
        document = self.document
        if document is None:
            return
        parts = [(document.title, "bold")]
        if len(self._rows) != len(grid.rows):
            part = say("{shown} of {all}", shown=len(self._rows), all=len(grid.rows))
            parts.append((f"  {part}", "dim"))
        else:
            parts.append((f"  {len(grid.rows)}", "dim"))
        if len(self._rows) > _MOST:
            rest = say("the first {count}; a filter finds the others", count=_MOST)
            parts.append((f"  {rest}", "dim"))
        groups = self._groups(grid)
        if groups:
            parts.append((f"   {shown(groups)}", "bold"))
        if grid.caption:
            parts.append((f"   {shown(grid.caption)}", "dim"))
        self.query_one("#title", Static).update(Content.assemble(*parts))

    def _fitting(self, grid: Grid) -> list[int]:
        wanted = self.query_one("#filter", Input).value.casefold().split()
        return [at for at, row in enumerate(grid.rows) if _fits(grid, row, wanted)]

    def _in_order(self, grid: Grid, rows: list[int]) -> list[int]:
        if self._sorted is None:
            return rows
        key, down = self._sorted
        at = next((n for n, column in enumerate(grid.columns) if column.key == key), None)
        if at is None:
            return rows
        known = [row for row in rows if grid.rows[row][at] not in (None, "", ())]
        known.sort(key=lambda row: _rank(grid.rows[row][at]), reverse=down)
        return known + [row for row in rows if grid.rows[row][at] in (None, "", ())]

    def _tell(self) -> None:
        pane = self.query_one("#about")
        thing = self.thing
        content = None if thing is None else self.beside(thing)
        pane.set_class(content is None or self.app.size.width < _ROOM_FOR_BOTH, "gone")
        if content is not None:
            pane.query_one(Static).update(content)

    @on(DataTable.CellHighlighted)
    def _moved(self) -> None:
        self._tell()

    @on(DataTable.CellSelected)
    def _selected(self, event: DataTable.CellSelected) -> None:
        grid, thing = self.grid, self.thing
        if grid is not None and thing is not None:
            self.chosen(thing, grid.columns[event.coordinate.column])

    @on(DataTable.HeaderSelected)
    def _headed(self, event: DataTable.HeaderSelected) -> None:
        self._sort(event.column_index)

    # What can be done with any table

    def action_back(self) -> None:
        """All rows again, or back to the screen before."""
        if self.query_one("#filter", Input).has_class("gone"):
            super().action_back()
            return
        self.query_one("#filter", Input).value = ""
        self.query_one("#filter").add_class("gone")
        self.query_one(DataTable).focus()

    def action_filter(self) -> None:
        """Ask for words, and show only rows that hold them all."""
        self.query_one("#filter").remove_class("gone")
        self.query_one("#filter").focus()

    @on(Input.Changed, "#filter")
    def _narrowed(self) -> None:
        self._draw()

    @on(Input.Submitted, "#filter")
    def _narrow_enough(self) -> None:
        self.query_one(DataTable).focus()

    def action_sort(self) -> None:
        """Sort by the column under the cursor, the other way round, or not at all."""
        self._sort(self.query_one(DataTable).cursor_column)

    def _sort(self, column: int) -> None:
        grid = self.grid
        if grid is None:
            return
        key = grid.columns[column].key
        turned = {None: (key, False), (key, False): (key, True), (key, True): None}
        self._sorted = turned.get(self._sorted, (key, False))
        self._draw()

    def group(self, key: str) -> None:
        """Put rows together that have the same in a column, and count them; the same column once
        more leaves it off."""
        self._grouped = "" if key == self._grouped else key
        self._sorted = (key, False) if self._grouped else None
        self._draw()

    def _groups(self, grid: Grid) -> str:
        """How many rows each group has, those without a value last."""
        at = next((n for n, c in enumerate(grid.columns) if c.key == self._grouped), None)
        if at is None:
            return ""
        column = grid.columns[at]
        names = [cells.human(grid.rows[row][at], closed=column.closed) for row in self._rows]
        return " · ".join(f"{name or '–'} {n}" for name, n in Counter(names).items())

    def action_export(self) -> None:
        """Ask for a file and write what is shown to it."""
        if self.document is not None:
            exporting(self, self._as_shown(self.document))

    def _as_shown(self, document: Document) -> Document:
        """The document with the rows, and their order, that the screen has."""
        grid = self.grid
        if grid is None or self._rows == list(range(len(grid.rows))):
            return document
        some = replace(grid, rows=tuple(grid.rows[at] for at in self._rows))
        return Document(document.title, (some,), document.notice)


class Listing(Sheet[tuple[Value, ...]]):
    """A plain list: enter goes where a row leads."""

    def __init__(self, make: Callable[[Study], Document]) -> None:
        super().__init__()
        self._make = make

    def read(self, study: Study) -> tuple[Document, Sequence[tuple[Value, ...]]]:
        """The document; its rows are what it lists."""
        document = self._make(study)
        return document, document.grid.rows if document.grid else ()

    def chosen(self, thing: tuple[Value, ...], column: Column) -> None:
        """Go to the transcript and the character that the row names."""
        del column
        place = _place(self.grid, thing)
        if place is not None:
            self.bench.go(place.transcript, place.offset)


def _place(grid: Grid | None, row: tuple[Value, ...]) -> Place | None:
    keys = [column.key for column in grid.columns] if grid else []
    if "transcript" not in keys or "start" not in keys:
        return None
    start = row[keys.index("start")]
    return Place(str(row[keys.index("transcript")]), start if isinstance(start, int) else 0)


def _fits(grid: Grid, row: tuple[Value, ...], wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    said = " ".join(
        cells.human(value, closed=column.closed)
        for column, value in zip(grid.columns, row, strict=True)
    ).casefold()
    return all(word in said for word in wanted)


def _rank(value: Value) -> tuple[int, float, str]:
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, cells.human(value).casefold()
