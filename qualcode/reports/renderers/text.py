"""Plain text for terminals: columns stand under each other, each row on one line.

A line break inside a cell shows as `⏎`. Control characters, escape sequences and changes of
writing direction in somebody's words never reach the terminal.
"""

from __future__ import annotations

import re

from qualcode.reports.document import Block, Document, Grid, Heading, Paragraph, Quote
from qualcode.reports.renderers.cells import (
    first_sentence,
    human,
    numeric,
    sourced,
    title,
    visible,
)
from qualcode.reports.renderers.monospace import breadth, padded, wrap

_GAP = "  "
_NARROWEST = 10
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")

_Line = tuple[str, ...]


def render(document: Document, width: int | None = None) -> str:
    """The whole document; lines are wrapped to `width` cells where a number is given."""
    blocks = [_underlined(document.title, "═")] if document.title else []
    if document.notice:
        blocks.append(_running(document.notice, width))
    blocks += [_block(block, document.notice, width) for block in document.blocks]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block, notice: str, width: int | None) -> str:
    match block:
        case Heading(text, depth):
            return _underlined(text, "─") if depth <= 2 else _flat(text)
        case Paragraph(text):
            return _running(text, width)
        case Quote(text, source):
            room = width and width - 2
            said = f"{_running(text, room)}\n{_running(f'— {sourced(source, notice)}', room)}"
            return "\n".join(f"│ {line}".rstrip() for line in said.split("\n"))
        case Grid():
            around = (block.caption, *_table(block, width), first_sentence(notice))
            return "\n".join(line for line in around if line)


def _underlined(text: str, stroke: str) -> str:
    line = _flat(text)
    return f"{line}\n{stroke * breadth(line)}"


def _running(text: str, width: int | None) -> str:
    lines = _clean(text).split("\n")
    if width is None:
        return "\n".join(lines)
    return "\n".join(part for line in lines for part in wrap(line, max(width, _NARROWEST)))


def _table(grid: Grid, width: int | None) -> list[str]:
    header = tuple(_flat(title(column)) for column in grid.columns)
    rows = [
        tuple(
            _flat(human(value, closed=column.closed))
            for column, value in zip(grid.columns, row, strict=True)
        )
        for row in grid.rows
    ]
    right = numeric(grid)
    sizes = _sizes(header, rows, right, width)
    rule = tuple("─" * size for size in sizes)
    return [
        line
        for row in (header, rule, *rows)
        for line in _lines(row, sizes, right, wrapped=width is not None)
    ]


def _sizes(
    header: _Line, rows: list[_Line], numbers: tuple[bool, ...], width: int | None
) -> list[int]:
    """How wide each column is; where the room is short the widest give way, numbers never."""
    held = [max(map(breadth, column), default=0) for column in zip(*rows, strict=True)]
    held = held or [0] * len(header)
    sizes = [max(breadth(name), size) for name, size in zip(header, held, strict=True)]
    room = None if width is None else width - len(_GAP) * (len(sizes) - 1)
    if room is None or sum(sizes) <= room:
        return sizes
    least = [size if number else _NARROWEST for size, number in zip(held, numbers, strict=True)]
    for limit in range(max(sizes), 0, -1):
        fitted = [min(size, max(limit, low)) for size, low in zip(sizes, least, strict=True)]
        if sum(fitted) <= room:
            break
    return fitted


def _lines(row: _Line, sizes: list[int], right: tuple[bool, ...], *, wrapped: bool) -> list[str]:
    cells = [wrap(cell, size) for cell, size in zip(row, sizes, strict=True)] if wrapped else []
    height = max(map(len, cells), default=1)
    parts = [[*cell, *[""] * (height - len(cell))] for cell in cells] or [[cell] for cell in row]
    return [
        _GAP.join(
            padded(part, size, right=at_right)
            for part, size, at_right in zip(line, sizes, right, strict=True)
        ).rstrip()
        for line in zip(*parts, strict=True)
    ]


def _flat(text: str) -> str:
    return _clean(text).replace("\t", " ").replace("\n", " ⏎ ").rstrip()


def _clean(text: str) -> str:
    return _TURNED.sub("\N{REPLACEMENT CHARACTER}", visible(text))
