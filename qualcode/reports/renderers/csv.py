"""CSV: the first grid, for programs; a cell that a spreadsheet would run is made harmless.

Spreadsheets take a cell beginning with `= + - @`, a tab or a carriage return for a formula.
Such a text gets an apostrophe in front, a quotation that begins with a dash included: one odd
character is better than a formula that runs on a supervisor's machine. Numbers are left alone,
and so is a single sign, which is no formula. `unguard` takes the apostrophe away again, so
that what qualcode writes it reads back unchanged. Only the start of a cell is guarded: a
program told to split at another separator than the comma sees other cells.
"""

from __future__ import annotations

import csv
import re

from qualcode.reports.document import Document, Grid, Value
from qualcode.reports.renderers.cells import first_sentence, is_number, plain

_FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?")
_END = "\r\n"


def guard(text: str) -> str:
    """The text as a spreadsheet may be given it: an apostrophe before what looks like a formula."""
    return f"'{text}" if _looks_like_formula(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text[:1] == "'" and _looks_like_formula(text[1:]) else text


def render(document: Document) -> str:
    """The first grid, its keys as the header; nothing where there is no grid."""
    grid = document.grid
    if grid is None:
        return ""
    lines = _table(grid, first_sentence(document.notice))
    writer = csv.writer(_Echo(), lineterminator=_END)
    return "".join(f"{writer.writerow(line).removesuffix(_END)}\n" for line in lines)


class _Echo:
    """Hands each written line back to the caller.

    With `\\n` as its terminator the writer leaves a lone `\\r` unquoted, which breaks the row;
    so it writes the standard's line ends, and they are changed line by line.
    """

    def write(self, line: str) -> str:
        return line


def _table(grid: Grid, notice: str) -> list[list[str]]:
    last = [notice] if notice else []
    header = [guard(column.key) for column in grid.columns] + ["notice"] * len(last)
    return [header, *([*map(_cell, row), *last] for row in grid.rows)]


def _cell(value: Value) -> str:
    text = plain(value)
    return text if is_number(value) else guard(text)


def _looks_like_formula(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)
