"""Codings as the text view draws them: which lie where, and in which lane of the margin."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, pairwise

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
    """All marks of a text, each with a number of its own. Those of a row are found by bucket:
    however long one mark is, it costs the rows elsewhere nothing."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._all = sorted(marks, key=_place)
        self._buckets: dict[int, list[Mark]] = {}
        for mark in self._all:
            for bucket in _over(mark.start, mark.end):
                self._buckets.setdefault(bucket, []).append(mark)

    @property
    def all(self) -> tuple[Mark, ...]:
        """The marks in reading order."""
        return tuple(self._all)

    def add(self, mark: Mark) -> None:
        """Put in one more."""
        insort(self._all, mark, key=_place)
        for bucket in _over(mark.start, mark.end):
            self._buckets.setdefault(bucket, []).append(mark)

    def remove(self, mark: Mark) -> None:
        """Take out the one with this number and place."""
        found = self._all.pop(bisect_left(self._all, _place(mark), key=_place))
        for bucket in _over(mark.start, mark.end):
            self._buckets[bucket].remove(found)

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with `start`..`end`, in reading order."""
        end = max(end, start + 1)
        found = {
            mark.number: mark
            for bucket in _over(start, end)
            for mark in self._buckets.get(bucket, ())
            if mark.start < end and mark.end > start
        }
        return sorted(found.values(), key=_place)

    def at(self, offset: int) -> list[Mark]:
        """The marks over one character."""
        return self.within(offset, offset + 1)


def _place(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, mark.number


def _over(start: int, end: int) -> range:
    return range(start // _BUCKET, (end - 1) // _BUCKET + 1)


class Lanes:
    """A lane of the margin for each mark, such that no two in one lane meet on a row."""

    def __init__(self, marks: Marks, layout: Layout) -> None:
        self._marks, self._layout = marks, layout
        self._lanes: dict[int, int] = {}
        self.count = 0
        self._sweep()

    def _sweep(self) -> None:
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        row_of = self._layout.row_of
        for mark in self._marks.all:
            first, last = row_of(mark.start), row_of(mark.end - 1)
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            if free:
                lane = heappop(free)
            else:
                lane, self.count = self.count, self.count + 1
            heappush(busy, (last, lane))
            self._lanes[mark.number] = lane

    def of(self, mark: Mark) -> int:
        """The lane of a mark."""
        return self._lanes[mark.number]

    def add(self, mark: Mark) -> None:
        """Give a mark that was put in the first lane that is free on its rows; the others stay."""
        start, _ = self._layout.bounds(self._layout.row_of(mark.start))
        _, end = self._layout.bounds(self._layout.row_of(mark.end - 1))
        meeting = self._marks.within(start, end + 1)
        taken = {self._lanes[each.number] for each in meeting if each.number in self._lanes}
        lane = next(lane for lane in count() if lane not in taken)
        self._lanes[mark.number] = lane
        self.count = max(self.count, lane + 1)

    def remove(self, mark: Mark) -> None:
        """Free the lane of a mark."""
        del self._lanes[mark.number]


def stretches(marks: Sequence[Mark], start: int, end: int) -> Iterator[tuple[int, int, list[Mark]]]:
    """Cut `start`..`end` where marks begin and end; each piece with the marks over it."""
    cuts = {start, end}
    for mark in marks:
        cuts.update(edge for edge in (mark.start, mark.end) if start < edge < end)
    edges = sorted(cuts)
    for first, last in pairwise(edges):
        yield first, last, [m for m in marks if m.start < last and m.end > first]
