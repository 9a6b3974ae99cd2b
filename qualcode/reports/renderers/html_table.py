"""A grid as an HTML table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from math import ceil

from qualcode.i18n import say
from qualcode.reports.document import Column, Grid, Value
from qualcode.reports.renderers.cells import first_sentence, human, is_number, numeric, title
from qualcode.reports.renderers.markup import classes, inert
from qualcode.reports.renderers.tones import TONES

_SHADES = 5
_SHORT, _HEAD, _LONG = 24, 40, 60


@dataclass(frozen=True, slots=True)
class _Look:
    """How the cells of one column are drawn; numbers are shaded up to `top`, if there is one."""

    column: Column
    name: str
    heads_row: bool
    top: float


def table(grid: Grid, at: str, notice: str, anchors: Mapping[str, str]) -> str:
    """The grid as a table that scrolls in its own box and can be sorted by its header; a row that
    opens a part leads to it."""
    looks = _looks(grid)
    header = "".join(
        f'<th scope="col"{classes(look.name, _own(look.column))}>{inert(title(look.column))}</th>'
        for look in looks
    )
    caption = _caption(grid.caption, first_sentence(notice))
    name = f'aria-labelledby="c{at}"' if caption else f'aria-label="{inert(say("Table"))}"'
    return "\n".join(
        (
            f'<div class="table" role="region" tabindex="0" {name}>\n<table>',
            *([f'<caption><span id="c{at}">{caption}</span></caption>'] if caption else []),
            f"<thead>\n<tr>{header}</tr>\n</thead>\n<tbody>",
            *(
                _row(row, looks, anchors.get(opened, ""))
                for row, opened in zip(grid.rows, chain(grid.opens, repeat("")), strict=False)
            ),
            "</tbody>\n</table>\n</div>",
        )
    )


def _caption(caption: str, notice: str) -> str:
    marked = f'<span class="notice">{inert(notice)}</span>' if notice else ""
    return " ".join(filter(None, (inert(caption), marked)))


def _row(row: tuple[Value, ...], looks: list[_Look], anchor: str) -> str:
    cells = (
        _cell(value, look, anchor if at == 0 else "")
        for at, (value, look) in enumerate(zip(row, looks, strict=True))
    )
    return f"<tr>{''.join(cells)}</tr>"


def _cell(value: Value, look: _Look, anchor: str) -> str:
    shown = inert(human(value, closed=look.column.closed))
    if anchor:
        shown = f'<a href="#{anchor}">{shown}</a>'
    if look.heads_row:
        return f'<th scope="row"{classes(look.name)}>{shown}</th>'
    if look.column.closed and isinstance(value, str) and value in TONES:
        shown = f'<span class="badge {TONES[value]}">{shown}</span>'
    return f"<td{classes(look.name, _shade(value, look.top))}>{shown}</td>"


def _shade(value: Value, top: float) -> str:
    if not top or not is_number(value):
        return ""
    return f"shade{ceil(_SHADES * value / top)}" if value > 0 else "zero"


def _looks(grid: Grid) -> list[_Look]:
    numbers = numeric(grid)
    shaded = _shaded(grid, numbers)
    top = _largest(grid, shaded)
    looks = []
    for at, column in enumerate(grid.columns):
        longest = max((len(human(row[at], closed=column.closed)) for row in grid.rows), default=0)
        heads = at == 0 and longest <= _HEAD and len(grid.columns) > 1
        name = "number" if numbers[at] else _texture(longest, _HEAD if heads else _SHORT)
        looks.append(_Look(column, name, heads, top if at in shaded else 0))
    return looks


def _own(column: Column) -> str:
    return "own" if column.verbatim and len(column.title) <= _SHORT else ""


def _texture(longest: int, short: int) -> str:
    if longest <= short:
        return "short"
    return "long" if longest > _LONG else "medium"


def _shaded(grid: Grid, numbers: tuple[bool, ...]) -> list[int]:
    """The columns that make up a matrix: several of the user's own, beside nothing but numbers."""
    own = [at for at, column in enumerate(grid.columns) if column.verbatim and numbers[at]]
    others = range(1, len(numbers))
    countable = all(numbers[at] or all(row[at] is None for row in grid.rows) for at in others)
    return own if countable and len(own) > 1 else []


def _largest(grid: Grid, columns: list[int]) -> float:
    found = [value for row in grid.rows for at in columns if is_number(value := row[at])]
    return max(found, default=0)
