"""Where the characters of a text stand on a screen of some width.

Offsets are code points of the text, columns are terminal cells; one function measures for
wrapping, for the cursor and for the mouse, so that none of the three can disagree.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

from rich.cells import split_graphemes

TAB = 4
_PLAIN = re.compile("[\x20-\x7e\xa1-\xac\xae-\u02ff\u0391-\u0482\u048a-\u052f\u2010-\u2027]*")

Cluster = tuple[int, int, int]
"""Offset at which it starts, offset at which it ends, and how many cells it takes."""


def clusters(text: str, start: int, end: int) -> Iterator[Cluster]:
    """What a reader takes for one character each, from `start` to `end` of `text`."""
    part = text[start:end]
    if _PLAIN.fullmatch(part):
        for at in range(start, end):
            yield at, at + 1, 1
        return
    for first, last, width in split_graphemes(part)[0]:
        word = part[first:last]
        cells = TAB if word == "\t" else width or 1
        yield start + first, start + last, cells


class Layout:
    """The rows of a text wrapped at `width` cells, between words where it can be."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(2, width)
        self.starts = array("I")
        self.lines = array("I")
        self._wrap()

    def _wrap(self) -> None:
        text, starts, lines = self.text, self.starts, self.lines
        at, number, length = 0, 0, len(self.text)
        while at <= length:
            end = text.find("\n", at)
            end = length if end < 0 else end
            if end - at <= self.width and _PLAIN.fullmatch(text, at, end):
                starts.append(at)
                lines.append(number)
            else:
                for start in self._rows_of(at, end):
                    starts.append(start)
                    lines.append(number)
            at, number = end + 1, number + 1

    def _rows_of(self, at: int, end: int) -> Iterator[int]:
        if _PLAIN.fullmatch(self.text, at, end):
            yield from self._plain_rows(at, end)
        else:
            yield from self._measured_rows(at, end)

    def _plain_rows(self, at: int, end: int) -> Iterator[int]:
        yield at
        while end - at > self.width:
            cut = self.text.rfind(" ", at + 1, at + self.width + 1)
            at = cut + 1 if cut >= 0 else at + self.width
            if at >= end:
                return
            yield at

    def _measured_rows(self, at: int, end: int) -> Iterator[int]:
        yield at
        column, row, space, after = 0, at, -1, 0
        for start, stop, cells in clusters(self.text, at, end):
            while column + cells > self.width and start > row:
                row, column = (space, column - after) if space > row else (start, 0)
                yield row
            column += cells
            if self.text[start] == " ":
                space, after = stop, column

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """The row on which the character at `offset` stands."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def bounds(self, row: int) -> tuple[int, int]:
        """From where to where a row goes, without its line end."""
        start = self.starts[row]
        if row + 1 >= len(self.starts):
            return start, len(self.text)
        end = self.starts[row + 1]
        return (start, end - 1) if self.lines[row + 1] != self.lines[row] else (start, end)

    def is_first(self, row: int) -> bool:
        """Whether a line of the text starts on this row."""
        return row == 0 or self.lines[row] != self.lines[row - 1]

    def clusters(self, row: int) -> Iterator[Cluster]:
        """The clusters of a row."""
        return clusters(self.text, *self.bounds(row))

    def column_of(self, offset: int) -> int:
        """The column of the character at `offset`, in its row."""
        column = 0
        for start, stop, cells in self.clusters(self.row_of(offset)):
            if start <= offset < stop or start > offset:
                break
            column += cells
        return column

    def offset_at(self, row: int, column: int) -> int:
        """The offset of what stands at a column of a row; the row's end beyond it."""
        row = min(max(0, row), len(self) - 1)
        at = 0
        start, end = self.bounds(row)
        for first, _, cells in clusters(self.text, start, end):
            if at + cells > column:
                return first
            at += cells
        last = row + 1 < len(self) and self.lines[row + 1] == self.lines[row]
        return max(start, end - 1) if last else end

    def snapped(self, offset: int, *, forward: bool) -> int:
        """The next place, from `offset` on, at which no cluster is cut."""
        for start, stop, _ in self.clusters(self.row_of(offset)):
            if start < offset < stop:
                return stop if forward else start
        return offset
