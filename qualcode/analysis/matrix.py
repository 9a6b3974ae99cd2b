"""The theme matrix: how much of each theme is in each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import add, itemgetter
from typing import Literal

Cells = Literal["segments", "sources", "presence"]

Group = tuple[str, int, int]
"""The path of a code, the number of a voice, and how many codings the two share."""

Cell = int | float | tuple[str, ...]
"""A count, a share between 0 and 1, or quotes."""

Counts = tuple[int, list[int]]
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
    """The rows in the order of the themes asked for, their values in the order of the columns;
    `coders` are those whose codings it was made of."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    coders: tuple[str, ...] = ()


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
    at = {column: place for place, column in enumerate(columns)}
    if cells == "sources":
        counts = _sources(paths, groups, _seats(at, columns_of, sources_of), len(at))
    elif cells in ("segments", "presence"):
        counts = _segments(paths, groups, _places(at, columns_of), len(at))
    else:
        raise ValueError(f"no kind of cells: {cells}")
    if cells == "presence":
        counts = ((sum(map(bool, values)), [int(v > 0) for v in values]) for _, values in counts)
    rows = zip(paths, counts, strict=True)
    return Matrix(tuple(columns), tuple(MatrixRow(p, total, tuple(v)) for p, (total, v) in rows))


def _lineage(path: str) -> Iterator[str]:
    """The code and those above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _places(
    at: Mapping[str, int], columns_of: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[int, ...]]:
    """In which columns each voice is counted, each once."""
    return {
        voice: tuple({at[column] for column in columns if column in at})
        for voice, columns in columns_of.items()
    }


def _segments(
    paths: Sequence[str],
    groups: Iterable[Group],
    places: Mapping[int, tuple[int, ...]],
    width: int,
) -> Iterator[Counts]:
    """Codings add up: those of a code are counted once, and its sums carried up."""
    own: dict[str, tuple[int, list[int]]] = {}
    for code, group in groupby(groups, key=itemgetter(0)):
        total, values = own.setdefault(code, (0, [0] * width))
        for _, voice, codings in group:
            mine = places.get(voice, ())
            for place in mine:
                values[place] += codings
            total += codings if mine else 0
        own[code] = total, values
    sums = {path: (0, [0] * width) for path in paths}
    for code, (total, values) in own.items():
        for path in _lineage(code):
            if path in sums:
                above, sum_ = sums[path]
                sums[path] = above + total, list(map(add, sum_, values))
    return (sums[path] for path in paths)


def _seats(
    at: Mapping[str, int],
    columns_of: Mapping[int, tuple[str, ...]],
    sources_of: Mapping[int, tuple[str, ...]],
) -> dict[int, set[tuple[int, str]]]:
    """In which column each source of a voice is counted."""
    seats: dict[int, set[tuple[int, str]]] = {}
    for voice, columns in columns_of.items():
        sources = sources_of[voice]
        each = columns * len(sources) if len(columns) == 1 else columns
        pairs = zip(each, sources, strict=True)
        seats[voice] = {(at[column], source) for column, source in pairs if column in at}
    return seats


def _sources(
    paths: Sequence[str],
    groups: Iterable[Group],
    seats: Mapping[int, set[tuple[int, str]]],
    width: int,
) -> Iterator[Counts]:
    """Sources do not add up: whoever speaks of two codes below a theme speaks of it once."""
    heard: dict[str, set[tuple[int, str]]] = {path: set() for path in paths}
    for code, voice, codings in groups:
        for path in _lineage(code) if codings else ():
            if path in heard:
                heard[path] |= seats.get(voice, set())
    for path in paths:
        in_each = Counter(place for place, _ in heard[path])
        total = len({source for _, source in heard[path]})
        yield total, [in_each[place] for place in range(width)]
