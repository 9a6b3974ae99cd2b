"""Sets of small numbers as the bits of an integer, for counting many of them quickly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def members(bits: int) -> Iterator[int]:
    """The numbers in a set, the smallest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class Tally:
    """How many of the sets added hold each number.

    The counts stand upright: slice i holds bit i of every count, so that adding a set is an
    addition with carry over all its numbers at once, two operations on average.
    """

    def __init__(self) -> None:
        self._slices: list[int] = []

    def add(self, bits: int) -> None:
        """Count every number of a set once more."""
        for at, held in enumerate(self._slices):
            if not bits:
                return
            self._slices[at] = held ^ bits
            bits &= held
        if bits:
            self._slices.append(bits)

    def __getitem__(self, number: int) -> int:
        return sum((held >> number & 1) << at for at, held in enumerate(self._slices))


class Ranges:
    """The union of any stretch of a row of sets, in steps that grow with its logarithm."""

    def __init__(self, row: Sequence[int]) -> None:
        self._size = len(row)
        self._tree = [0] * self._size + list(row)
        for at in reversed(range(1, self._size)):
            self._tree[at] = self._tree[2 * at] | self._tree[2 * at + 1]

    def union(self, first: int, last: int) -> int:
        """The union of the sets from `first` up to, not including, `last`."""
        found = 0
        first, last = first + self._size, last + self._size
        while first < last:
            if first & 1:
                found |= self._tree[first]
                first += 1
            if last & 1:
                last -= 1
                found |= self._tree[last]
            first, last = first >> 1, last >> 1
        return found
