"""The orders that dates leave open: interviews of one day, or of no known day, may change places.

A date is a year, a month or a day, or empty: `2022-10` may lie before or after `2022-10-12`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import prod

MOST = 5_040
"""How many orders are tried: those of seven interviews on one day."""

_LONGEST = 64  # an open stretch of more interviews has too many orders, or takes too long


def orders(dates: Sequence[str], most: int = MOST) -> Iterator[tuple[int, ...]] | None:
    """Every order of places in `dates` that the dates allow, or None where there are too many.

    What is tied stands in the order given in the first of them.
    """
    stretches: list[list[tuple[int, ...]]] = []
    for stretch in _open(dates):
        if len(stretch) > _LONGEST:
            return None
        stretches.append(list(islice(_allowed(stretch, dates), most + 1)))
        if prod(map(len, stretches)) > most:
            return None
    return (tuple(at for part in parts for at in part) for parts in product(*stretches))


def in_order(dates: Sequence[str]) -> list[int]:
    """The places in `dates` by date, those without one last, ties in the order given."""
    return sorted(range(len(dates)), key=lambda at: (not dates[at], dates[at]))


def _before(date: str, other: str) -> bool:
    """Whether that day certainly came before the other."""
    return "" not in (date, other) and date < other and not other.startswith(date)


def _open(dates: Sequence[str]) -> list[list[int]]:
    """The shortest stretches whose order is settled among each other, if not inside."""
    stretches: list[list[int]] = []
    for at in in_order(dates):
        joined = [at]
        while stretches and not all(_before(dates[one], dates[at]) for one in stretches[-1]):
            joined = [*stretches.pop(), *joined]
        stretches.append(joined)
    return stretches


def _allowed(stretch: Sequence[int], dates: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """The orders of one stretch, the one given first."""
    if not stretch:
        yield ()
    for at in stretch:
        if not any(_before(dates[other], dates[at]) for other in stretch):
            rest = [other for other in stretch if other != at]
            for behind in _allowed(rest, dates):
                yield at, *behind
