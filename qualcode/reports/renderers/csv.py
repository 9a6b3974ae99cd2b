"""CSV: the first grid, for programs; a cell that a spreadsheet would run is made harmless.

Only the start of a cell is guarded: a program told to split at another separator than the comma
sees other cells. What qualcode writes it reads back unchanged.
"""

from __future__ import annotations

import csv

from qualcode.exchange.csvtable import guard
from qualcode.reports.document import Document, Grid, Value
from qualcode.reports.renderers.cells import first_sentence, is_number, plain

_END = "\r\n"


def render(document: Document) -> str:
    """The first grid, its keys as the header; nothing where there is no grid."""
    grid = document.grid
    if grid is None:
        return ""
    lines = _table(grid, document.filter, first_sentence(document.notice))
    writer = csv.writer(_Echo(), lineterminator=_END)
    return "".join(f"{writer.writerow(line).removesuffix(_END)}\n" for line in lines)


class _Echo:
    """Hands each written line back to the caller.

    With `\\n` as its terminator the writer leaves a lone `\\r` unquoted, which breaks the row;
    so it writes the standard's line ends, and they are changed line by line.
    """

    def write(self, line: str) -> str:
        return line


def _table(grid: Grid, filter_: str, notice: str) -> list[list[str]]:
    last = {key: words for key, words in (("filter", filter_), ("notice", notice)) if words}
    header = [*(guard(column.key) for column in grid.columns), *last]
    return [header, *([*map(_cell, row), *map(guard, last.values())] for row in grid.rows)]


def _cell(value: Value) -> str:
    text = plain(value)
    return text if is_number(value) else guard(text)
