"""A grid as columns of text under each other, each row on one line where there is room.

Where there is not, long texts are wrapped, and columns that still do not fit come in a further
part below, under the first column once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from qualcode.reports.document import Grid
from qualcode.reports.renderers.cells import human, numeric, title
from qualcode.reports.renderers.monospace import breadth, flat, padded, wrap

_GAP = "  "
_READABLE = 24


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in one column, how wide that is, and how narrow it may become."""

    header: str
    cells: tuple[str, ...]
    number: bool
    size: int
    least: int


def table(grid: Grid, width: int | None) -> str:
    """The grid under its header; in several parts where `width` cells do not hold it."""
    columns = _columns(grid, width)
    parts = [columns] if width is None else _parts(columns, width)
    return "\n\n".join("\n".join(_part(part, width)) for part in parts)


def _columns(grid: Grid, width: int | None) -> list[_Column]:
    columns = []
    for at, (column, number) in enumerate(zip(grid.columns, numeric(grid), strict=True)):
        header = flat(title(column))
        cells = tuple(flat(human(row[at], closed=column.closed)) for row in grid.rows)
        size = max(map(breadth, (header, *cells)))
        least = size if width is None else _least(header, cells, size, width)
        columns.append(_Column(header, cells, number, size, least))
    return columns


def _least(header: str, cells: tuple[str, ...], size: int, width: int) -> int:
    """How narrow the column may become: no word is broken, and a text stays readable."""
    longest = max((breadth(word) for text in (header, *cells) for word in text.split()), default=0)
    return min(size, max(longest, _READABLE), (width - len(_GAP)) // 2)


def _parts(columns: Sequence[_Column], width: int) -> list[list[_Column]]:
    parts: list[list[_Column]] = [list(columns[:1])]
    for column in columns[1:]:
        wider = [*parts[-1], column]
        if len(wider) > 2 and sum(each.least for each in wider) > _room(wider, width):
            parts.append([columns[0], column])
        else:
            parts[-1] = wider
    return parts


def _part(columns: list[_Column], width: int | None) -> list[str]:
    sizes = [column.size for column in columns] if width is None else _sizes(columns, width)
    rows = [
        [column.header for column in columns],
        ["─" * size for size in sizes],
        *zip(*(column.cells for column in columns), strict=True),
    ]
    right = [column.number for column in columns]
    return [line for row in rows for line in _lines(row, sizes, right)]


def _sizes(columns: list[_Column], width: int) -> list[int]:
    """How wide each column is; where the room is short, the widest give way first."""
    for limit in range(max((column.size for column in columns), default=0), 0, -1):
        sizes = [min(column.size, max(limit, column.least)) for column in columns]
        if sum(sizes) <= _room(columns, width):
            return sizes
    return [column.least for column in columns]


def _room(columns: list[_Column], width: int) -> int:
    return width - len(_GAP) * (len(columns) - 1)


def _lines(row: Sequence[str], sizes: list[int], right: list[bool]) -> list[str]:
    cells = [wrap(cell, size) for cell, size in zip(row, sizes, strict=True)]
    return [
        _GAP.join(map(padded, line, sizes, right)).rstrip()
        for line in zip_longest(*cells, fillvalue="")
    ]
