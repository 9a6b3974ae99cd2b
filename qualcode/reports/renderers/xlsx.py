"""A workbook: one sheet per grid, with typed cells; no text in it is ever run.

It is made in memory, since a temporary file would leave interview text behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qualcode.errors import UsageError
from qualcode.i18n import say
from qualcode.reports.document import Document, Figure, Grid, Heading, Paragraph, Quote, Value
from qualcode.reports.figures.png import png, size
from qualcode.reports.renderers.cells import (
    first_sentence,
    human,
    is_number,
    rounded,
    sourced,
    title,
    visible,
)
from qualcode.reports.renderers.monospace import breadth

_ROWS = 1_048_576
_CHARACTERS, _NAME, _MARGIN = 32_767, 31, 200
_EXACT = 10**15
_NARROW, _BROAD, _PAGE = 8, 60, 100
_A4 = 9
_DPI, _WIDTH, _ROW, _DESCRIPTION = 192, 1_200, 20, 255  # pixels of a sheet; letters of alt text
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = "history"
_REMARK = {"bold": True, "font_color": "#8A5300"}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class _Book:
    """The workbook, how its cells look, and what every sheet repeats."""

    file: Workbook
    notice: str
    taken: set[str]
    strong: Format
    title: Format
    running: Format
    plain: Format
    quote: Format
    remark: Format
    wrapped: Format

    def sheet(self, name: str, *, wrapped: bool = False) -> Worksheet:
        """A new sheet under that name, or one like it that is free and allowed, the notice above
        it, `wrapped` in its first column or running on beside it."""
        sheet = self.file.add_worksheet(_free(name, self.taken))
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        if self.notice:
            marked = _cut(first_sentence(self.notice), _MARGIN).replace("&", "&&")
            sheet.set_header(f"&C{marked}")
            sheet.set_footer(f"&C{marked}")
            sheet.write_string(0, 0, self.notice, self.wrapped if wrapped else self.remark)
        return sheet


def render(document: Document) -> bytes:
    """The whole document as an XLSX file."""
    stream = BytesIO()
    grids = [block for block in document.leaves if isinstance(block, Grid)]
    with Workbook(stream, _OPTIONS) as file:
        book = _opened(file, document)
        if not grids or any(isinstance(block, Paragraph | Quote) for block in document.leaves):
            _write_words(book, document)
        figures = [block for block in document.leaves if isinstance(block, Figure)]
        if figures:
            _write_pictures(book, figures)
        for grid, heading in _headed(document):
            alone = grids == [grid] and document.title and _units(grid.caption) > _NAME
            name = document.title if alone else grid.caption or heading or document.title
            if visible(name).casefold() in book.taken and heading:
                name = f"{heading} {name}"
            _write_grid(book, grid, name)
    return stream.getvalue()


def _headed(document: Document) -> Iterator[tuple[Grid, str]]:
    """Every grid with the chapter that it stands in."""
    heading = ""
    for block in document.leaves:
        match block:
            case Heading(text, depth) if depth <= 2:
                heading = text
            case Grid():
                yield block, heading


def _opened(file: Workbook, document: Document) -> _Book:
    notice = visible(document.notice)
    file.set_properties(
        {"title": visible(document.title), "comments": notice, "created": datetime(1980, 1, 1)}
    )
    return _Book(
        file,
        notice,
        taken={_RESERVED},
        strong=file.add_format({"bold": True, "valign": "top", "text_wrap": True}),
        title=file.add_format({"bold": True, "font_size": 16}),
        running=file.add_format({"valign": "top", "text_wrap": True}),
        plain=file.add_format({"valign": "top"}),
        quote=file.add_format({"italic": True, "indent": 1, "valign": "top", "text_wrap": True}),
        remark=file.add_format(_REMARK),
        wrapped=file.add_format({**_REMARK, "text_wrap": True}),
    )


def _write_words(book: _Book, document: Document) -> None:
    """Everything that is not a grid, one block under the other."""
    sheet = book.sheet(say("Report"), wrapped=True)
    sheet.set_column(0, 0, _PAGE)
    for row, (text, look) in enumerate(_words(book, document), start=bool(book.notice)):
        sheet.write_string(row, 0, _fitting(text), look)


def _words(book: _Book, document: Document) -> Iterator[tuple[str, Format]]:
    yield document.title, book.title
    for block in document.leaves:
        match block:
            case Heading(text):
                yield text, book.strong
            case Paragraph(text):
                yield text, book.running
            case Quote(text, source):
                yield text, book.quote
                yield f"— {sourced(source, document.notice)}", book.quote
            case Figure() | Grid():
                pass


def _write_pictures(book: _Book, figures: Sequence[Figure]) -> None:
    """Pictures, one below the other, each under its caption and with its words."""
    sheet = book.sheet(say("Pictures"), wrapped=True)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _PAGE)
    row = 2 if book.notice else 0
    for number, figure in enumerate(figures, 1):
        wide, high = size(figure.svg)
        scale = min(1, _WIDTH / wide)
        sheet.write_string(row, 0, _fitting(figure.caption), book.strong)
        sheet.write_string(row + 1, 0, _fitting(figure.alt), book.running)
        sheet.insert_image(
            row + 2, 0, f"{number}.png",
            {
                "image_data": BytesIO(png(figure.svg, dpi=_DPI)),
                "description": _cut(visible(figure.alt), _DESCRIPTION),
                "x_scale": scale, "y_scale": scale,
            },
        )  # fmt: skip
        row += ceil(high * scale / _ROW) + 5


def _write_grid(book: _Book, grid: Grid, name: str) -> None:
    top = 1 if book.notice else 0
    bottom = top + len(grid.rows)
    if bottom >= _ROWS:
        raise UsageError(
            "{rows} rows are more than a sheet holds",
            advice="ask for csv or json",
            rows=len(grid.rows),
        )
    sheet = book.sheet(name)
    sheet.set_landscape()
    if grid.columns:  # the notice runs on beyond it, and stands in the header of each page
        sheet.print_area(0, 0, bottom, len(grid.columns) - 1)
    sheet.repeat_rows(0, top)
    sheet.freeze_panes(top + 1, 1 if len(grid.columns) > 1 else 0)
    if grid.columns and grid.rows:
        sheet.autofilter(top, 0, bottom, len(grid.columns) - 1)
    for at, column in enumerate(grid.columns):
        cells = [_cell(row[at], closed=column.closed) for row in grid.rows]
        header = _fitting(title(column))
        sheet.set_column(at, at, _breadth(header, cells))
        sheet.write_string(top, at, header, book.strong)
        for row, cell in enumerate(cells, start=top + 1):
            _write_cell(book, sheet, row, at, cell)


def _cell(value: Value, *, closed: bool) -> _Cell:
    """What the cell holds; a number with more digits than a sheet can keep becomes text."""
    kept = rounded(value)
    if is_number(kept) and abs(kept) < _EXACT:
        return kept
    return _fitting(human(kept, closed=closed)) or None


def _write_cell(book: _Book, sheet: Worksheet, row: int, at: int, cell: _Cell) -> None:
    match cell:
        case None:
            pass
        case str():
            long = "\n" in cell or breadth(cell) > _BROAD
            sheet.write_string(row, at, cell, book.running if long else book.plain)
        case _:
            sheet.write_number(row, at, cell, book.plain)


def _breadth(header: str, cells: list[_Cell]) -> int:
    """The width of a column; the header needs room for its filter's arrow."""
    lines = (line for cell in cells if cell is not None for line in str(cell).split("\n"))
    widest = max(breadth(header) + 3, *map(breadth, lines), 0)
    return min(max(widest, _NARROW), _BROAD)


def _free(wish: str, taken: set[str]) -> str:
    """A name that a sheet may have and none has yet; Excel does not tell capitals apart."""
    name = _NOT_IN_NAMES.sub(" ", visible(wish)).strip(" '") or say("Table")
    for number in count(1):
        ending = f" ({number})" if number > 1 else ""
        found = _whole_words(name, _NAME - len(ending)).rstrip(" '") + ending
        if found.casefold() not in taken:
            break
    taken.add(found.casefold())
    return found


def _fitting(text: str) -> str:
    """The text as a cell can hold it; what had to be left off is said at its end."""
    shown = visible(text)
    if _units(shown) <= _CHARACTERS:
        return shown
    remark = say(" … (cut: a cell of a workbook holds no more)")
    return _cut(shown, _CHARACTERS - _units(remark)) + remark


def _cut(text: str, units: int) -> str:
    """The start of the text, as long as Excel counts: in UTF-16."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _whole_words(text: str, units: int) -> str:
    """The start of the text, cut between two words where it has any."""
    start = _cut(text, units)
    if start == text or text[len(start)] == " ":
        return start
    return start.rpartition(" ")[0] or start


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
