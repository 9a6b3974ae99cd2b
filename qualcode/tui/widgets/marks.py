"""Codings as the text view draws them: which lie where, and in which lane of the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from qualcode.tui.widgets.layout import Layout

_BUCKET = 512


@dataclass(frozen=True, slots=True)
class Mark:
    """A coded stretch: `initial` and `colour` stand for its code in the margin."""

    number: int
    start: int
    end: int
    initial: str
    colour: str


class Marks:
    """All marks of a text. Those of a row are found by bucket: however long one mark is, it costs
    the rows elsewhere nothing."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.all = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number)))
        self._buckets: dict[int, list[int]] = {}
        for at, mark in enumerate(self.all):
            for bucket in range(mark.start // _BUCKET, (mark.end - 1) // _BUCKET + 1):
                self._buckets.setdefault(bucket, []).append(at)

    def within(self, start: int, end: int) -> list[int]:
        """Which marks share a character with `start`..`end`, in reading order."""
        found: dict[int, None] = {}
        for bucket in range(start // _BUCKET, max(start, end - 1) // _BUCKET + 1):
            for at in self._buckets.get(bucket, ()):
                mark = self.all[at]
                if mark.start < max(end, start + 1) and mark.end > start:
                    found[at] = None
        return sorted(found)

    def at(self, offset: int) -> list[Mark]:
        """The marks over one character."""
        return [self.all[at] for at in self.within(offset, offset + 1)]

    def lanes(self, layout: Layout) -> tuple[list[int], int]:
        """A lane for each mark, such that no two in one lane meet on a row; and how many there
        are."""
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        lanes: list[int] = []
        count = 0
        for mark in self.all:
            first, last = layout.row_of(mark.start), layout.row_of(mark.end - 1)
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            if free:
                lane = heappop(free)
            else:
                lane, count = count, count + 1
            heappush(busy, (last, lane))
            lanes.append(lane)
        return lanes, count


def stretches(marks: Sequence[Mark], start: int, end: int) -> Iterator[tuple[int, int, list[Mark]]]:
    """Cut `start`..`end` where marks begin and end; each piece with the marks over it."""
    cuts = {start, end}
    for mark in marks:
        cuts.update(edge for edge in (mark.start, mark.end) if start < edge < end)
    edges = sorted(cuts)
    for first, last in pairwise(edges):
        yield first, last, [m for m in marks if m.start < last and m.end > first]
