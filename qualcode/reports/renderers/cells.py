"""How one value reads, whatever the format around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import TypeGuard

from qualcode.i18n import mark, say
from qualcode.reports.document import Column, Grid, Value

_PLACES = 4
_YES, _NO = mark("yes"), mark("no")
_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SENTENCE = re.compile(r"[^\n]*?[.!?](?=\s|$)|[^\n]+")


def title(column: Column) -> str:
    """What people read above the column."""
    return column.title if column.verbatim else say(column.title)


def human(value: Value, *, closed: bool = False) -> str:
    """The value in the reader's language; words of a `closed` list are translated."""
    return _spelled(value, say, closed=closed, space=" ")


def plain(value: Value) -> str:
    """The value for a program: nothing translated, lists split by a bare `;`."""
    return _spelled(value, str, closed=False, space="")


def rounded(value: Value) -> Value:
    """The value with no more digits than are printed; what is not a finite number is nothing."""
    match value:
        case float():
            return round(value, _PLACES) + 0.0 if isfinite(value) else None
        case str() | int() | None:
            return value
        case tuple():
            return tuple(rounded(item) for item in value)
        case _:
            return {key: rounded(item) for key, item in value.items()}


def is_number(value: Value) -> TypeGuard[int | float]:
    """Whether the value counts or measures; yes and no do not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def numeric(grid: Grid) -> tuple[bool, ...]:
    """For each column, whether it holds numbers and nothing else."""
    found = []
    for at in range(len(grid.columns)):
        held = [row[at] for row in grid.rows if row[at] is not None]
        found.append(bool(held) and all(map(is_number, held)))
    return tuple(found)


def visible(text: str) -> str:
    """The text with every kind of line break as `\\n`, and control characters as U+FFFD."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _BREAK.sub("\n", text))


def first_sentence(text: str) -> str:
    """The text up to its first full stop."""
    found = _SENTENCE.match(text.strip())
    return found[0].strip() if found else ""


def sourced(source: str, notice: str) -> str:
    """Whose words a quote holds, with the notice that has to go wherever it is copied."""
    return " · ".join(filter(None, (source, first_sentence(notice))))


def _spelled(value: Value, tongue: Callable[[str], str], *, closed: bool, space: str) -> str:
    def spell(value: Value, between: str) -> str:
        match value:
            case None:
                return ""
            case bool():
                return tongue(_YES if value else _NO)
            case int() | float():
                return _digits(value)
            case str():
                return tongue(value) if closed else value
            case tuple():
                return between.join(spell(item, f",{space}") for item in value)
            case _:
                pairs = ((key, spell(item, f",{space}")) for key, item in value.items())
                return between.join(f"{key}:{space}{item}" for key, item in pairs)

    return spell(value, f";{space}")


def _digits(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    if not isfinite(value):
        return ""
    return f"{round(value, _PLACES) + 0.0:.{_PLACES}f}".rstrip("0").rstrip(".")
