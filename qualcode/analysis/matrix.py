"""The theme matrix: how much of each theme is in each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

Cells = Literal["segments", "sources", "presence"]

Group = tuple[str, int, int]
"""The path of a code, the number of a voice, and how many codings the two share."""

Cell = int | float | tuple[str, ...]
"""A count, a share between 0 and 1, or quotes."""

Counts = tuple[int, tuple[int, ...]]
"""A total, and a value for each column."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A theme, with a value for each column; codings or sources of two columns count once in all.

    For presence the total is the number of columns in which the theme is present.
    """

    path: str
    total: Cell
    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows in the order of the themes asked for, their values in the order of the columns."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def theme_matrix(
    paths: Sequence[str],
    columns: Sequence[str],
    groups: Iterable[Group],
    columns_of: Mapping[int, tuple[str, ...]],
    sources_of: Mapping[int, tuple[str, ...]],
    cells: Cells = "segments",
) -> Matrix:
    """Count the codings, or the distinct sources, at each theme and below it.

    A voice is who is heard in a passage: `sources_of` gives its sources, `columns_of` one column
    for all of them or one for each, in their order, empty for none. What is in none of the
    `columns` counts nowhere. The work grows with the groups times the depth of their codes.
    """
    by_code: dict[str, list[tuple[int, int]]] = {}
    for code, voice, codings in groups:
        by_code.setdefault(code, []).append((voice, codings))
    found: dict[str, Counter[int]] = {path: Counter() for path in paths}
    for code, voices in by_code.items():
        for path in _lineage(code):
            if path in found:
                here = found[path]
                for voice, codings in voices:
                    here[voice] += codings
    at = {column: place for place, column in enumerate(columns)}
    count = _counter(cells, at, columns_of, sources_of)
    return Matrix(tuple(columns), tuple(MatrixRow(path, *count(found[path])) for path in paths))


def _lineage(path: str) -> Iterator[str]:
    """The code and those above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _counter(
    cells: Cells,
    at: Mapping[str, int],
    columns_of: Mapping[int, tuple[str, ...]],
    sources_of: Mapping[int, tuple[str, ...]],
) -> Callable[[Counter[int]], Counts]:
    """What makes a total and values of the codings of each voice."""
    if cells == "sources":
        seats = {
            voice: _seats(columns, sources_of[voice], at) for voice, columns in columns_of.items()
        }
        return partial(_sources, seats, len(at))
    places = {
        voice: {at[column] for column in columns if column in at}
        for voice, columns in columns_of.items()
    }
    if cells == "segments":
        return partial(_segments, places, len(at))
    if cells == "presence":
        return partial(_presence, places, len(at))
    raise ValueError(f"no kind of cells: {cells}")


def _seats(
    columns: tuple[str, ...], sources: tuple[str, ...], at: Mapping[str, int]
) -> list[tuple[int, str]]:
    """In which column each source is counted."""
    if not columns:
        return []
    if len(columns) == 1:
        columns *= len(sources)
    return [(at[col], src) for col, src in zip(columns, sources, strict=True) if col in at]


def _segments(places: Mapping[int, set[int]], width: int, codings: Counter[int]) -> Counts:
    total, values = 0, [0] * width
    for voice, count in codings.items():
        mine = places.get(voice, ())
        total += count if mine else 0
        for place in mine:
            values[place] += count
    return total, tuple(values)


def _presence(places: Mapping[int, set[int]], width: int, codings: Counter[int]) -> Counts:
    _, values = _segments(places, width, codings)
    return sum(map(bool, values)), tuple(int(value > 0) for value in values)


def _sources(
    seats: Mapping[int, Sequence[tuple[int, str]]], width: int, codings: Counter[int]
) -> Counts:
    heard = {seat for voice, count in codings.items() if count for seat in seats.get(voice, ())}
    in_each = Counter(place for place, _ in heard)
    return len({source for _, source in heard}), tuple(in_each[place] for place in range(width))
