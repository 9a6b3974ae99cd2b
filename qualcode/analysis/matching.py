"""The largest matching in a bipartite graph, the first of its kind."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence

Edge = tuple[int, int]


def first_largest(edges: Sequence[Edge]) -> list[int]:
    """The places in `edges` of a largest matching, the first one in the order of `edges`."""
    first: dict[Edge, int] = {}
    for place, edge in enumerate(edges):
        first.setdefault(edge, place)
    matching = Matching(rights_of(first))
    chosen: list[int] = []
    for (left, right), place in first.items():
        if len(chosen) == matching.size:
            break
        if matching.settle(left, right):
            chosen.append(place)
    return chosen


def rights_of(edges: Iterable[Edge]) -> dict[int, dict[int, None]]:
    """The right ends that each left end can have, in the order of the edges."""
    rights: dict[int, dict[int, None]] = {}
    for left, right in edges:
        rights.setdefault(left, {})[right] = None
    return rights


class Matching:
    """A largest matching by augmenting paths, whose edges can then be settled one by one."""

    def __init__(self, rights: Mapping[int, Collection[int]]) -> None:
        self._rights = rights
        self._right_of: dict[int, int] = {}
        self._left_of: dict[int, int] = {}
        self._settled_left: set[int] = set()
        self._settled_right: set[int] = set()
        self._grow()

    @property
    def size(self) -> int:
        """How many edges it has."""
        return len(self._right_of)

    def settle(self, left: int, right: int) -> bool:
        """Keep this edge for good, if a largest matching has it beside those already kept."""
        if left in self._settled_left or right in self._settled_right:
            return False
        other_right, other_left = self._right_of.get(left), self._left_of.get(right)
        self._settled_left.add(left)
        self._settled_right.add(right)
        if other_right == right:
            return True
        self._exchange(left, right, other_left, other_right)
        if other_left is None or other_right is None or self._mend():
            return True
        self._settled_left.remove(left)
        self._settled_right.remove(right)
        self._pair(left, other_right)
        self._pair(other_left, right)
        return False

    def _exchange(
        self, left: int, right: int, other_left: int | None, other_right: int | None
    ) -> None:
        if other_left is not None:
            del self._right_of[other_left]
        if other_right is not None:
            del self._left_of[other_right]
        self._pair(left, right)

    def _mend(self) -> bool:
        """One edge more without touching those that are settled."""
        free = [left for left in self._rights if left not in self._right_of]
        return self._augment(free, set(self._settled_right))

    def _grow(self) -> None:
        for left, rights in self._rights.items():
            for right in rights:
                if right not in self._left_of:
                    self._pair(left, right)
                    break
        barren: set[int] = set()
        for left in self._rights:
            if left not in self._right_of:
                self._augment([left], barren)

    def _augment(self, starts: Iterable[int], barred: set[int]) -> bool:
        """Flip one alternating path from `starts`; without any, what was searched is barred too."""
        reached: dict[int, int] = {}
        waiting = deque(starts)
        while waiting:
            left = waiting.popleft()
            for right in self._rights[left]:
                if right in reached or right in barred:
                    continue
                reached[right] = left
                if right not in self._left_of:
                    self._flip(right, reached)
                    return True
                waiting.append(self._left_of[right])
        barred.update(reached)
        return False

    def _flip(self, end: int, reached: Mapping[int, int]) -> None:
        right: int | None = end
        while right is not None:
            left = reached[right]
            before = self._right_of.get(left)
            self._pair(left, right)
            right = before

    def _pair(self, left: int, right: int) -> None:
        self._right_of[left] = right
        self._left_of[right] = left
