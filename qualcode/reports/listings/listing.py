"""What all listings share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qualcode.i18n import say
from qualcode.reports.document import Column, Document, Grid, Value


def listing(
    title: str, columns: Sequence[Column], rows: Iterable[tuple[Value, ...]], notice: str
) -> Document:
    """A document of one grid under a title, which is a template."""
    return Document(say(title), (Grid(tuple(columns), tuple(rows)),), notice)


def arranged(document: Document, first: Sequence[str]) -> Document:
    """A listing with the columns of those keys in front, and without those that hold nothing."""
    grid = document.grid
    if grid is None:
        return document
    keys = [column.key for column in grid.columns]
    order = [*map(keys.index, first), *(at for at, key in enumerate(keys) if key not in first)]
    held = [
        at for at in order if at == order[0] or any(r[at] not in (None, "", ()) for r in grid.rows)
    ]
    columns = tuple(grid.columns[at] for at in held)
    rows = tuple(tuple(row[at] for at in held) for row in grid.rows)
    new = Grid(columns, rows, grid.caption)
    blocks = tuple(new if block is grid else block for block in document.blocks)
    return replace(document, blocks=blocks)
