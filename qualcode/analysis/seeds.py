"""The largest matching when a seed stands either for its whole tree or for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.matching import Matching, first_largest, rights_of

_SEEDS = 12

Choice = tuple[bool, ...]
"""For the first trees with a rival seed, whether the seed stands for the whole tree."""


@dataclass(frozen=True, slots=True)
class Row:
    """A witness as an edge: the branch and the organisation, by number, that it takes.

    `at` is its place among all; `tree` is empty for what stands in no tree.
    """

    at: int
    left: int
    right: int
    tree: str = ""
    seed: bool = False


@dataclass(frozen=True, slots=True)
class _Tree:
    """A tree whose seed and several branches support: either the seed or they can count."""

    seed: Row
    rest: tuple[Row, ...]

    def rows(self, seed_stands: bool | None) -> Sequence[Row]:
        """Undecided, the seed counts as one of the first branch, so that nothing is lost."""
        if seed_stands is None:
            return (replace(self.seed, left=self.rest[0].left), *self.rest)
        return (self.seed,) if seed_stands else self.rest


def matched(rows: Iterable[Row]) -> tuple[list[int], int]:
    """The places of a largest matching, and a size that none exceeds.

    Seeds stand where that costs nothing, the first ones first; given that, it is the first of its
    size. With more than 12 rival seeds either all of them stand or none.
    """
    common, trees = _plan(rows)
    choice, ceiling = _choice(common, trees)
    picked = sorted(_picked(common, trees, choice), key=lambda row: row.at)
    found = [picked[place].at for place in first_largest([(r.left, r.right) for r in picked])]
    return found, len(found) if ceiling is None else ceiling


def _plan(rows: Iterable[Row]) -> tuple[list[Row], list[_Tree]]:
    """What stands in any case, and the trees where the seed is a rival of several branches."""
    families: dict[str, list[Row]] = {}
    for row in rows:
        families.setdefault(row.tree, []).append(row)
    common = families.pop("", [])
    trees: list[_Tree] = []
    for family in families.values():
        seed = next((row for row in family if row.seed), None)
        rest = tuple(row for row in family if not row.seed)
        if seed and len({row.left for row in rest}) > 1:
            trees.append(_Tree(seed, rest))
            continue
        common += rest
        if seed:
            common.append(replace(seed, left=rest[0].left) if rest else seed)
    return common, trees


def _picked(common: Sequence[Row], trees: Sequence[_Tree], choice: Choice) -> Iterator[Row]:
    yield from common
    for tree, seed_stands in zip(trees, choice, strict=True):
        yield from tree.rows(seed_stands)


def _choice(common: Sequence[Row], trees: Sequence[_Tree]) -> tuple[Choice, int | None]:
    """Which seeds stand, and the ceiling where this is not known to be the best choice."""
    if not trees:
        return (), None
    sizes = _Sizes(common, trees)
    extremes = ((True,) * len(trees), (False,) * len(trees))
    if len(trees) > _SEEDS:
        return max(extremes, key=sizes.of), sizes.of(())
    return _best(sizes, len(trees), max(map(sizes.of, extremes))), None


def _best(sizes: _Sizes, trees: int, reached: int) -> Choice:
    """Branch and bound: no decision makes the matching larger than it is while undecided."""
    best: Choice = ()
    floor = reached - 1
    waiting: list[Choice] = [()]
    while waiting:
        choice = waiting.pop()
        size = sizes.of(choice)
        if size <= floor:
            continue
        if len(choice) == trees:
            best, floor = choice, size
        else:
            waiting += [(*choice, False), (*choice, True)]
    return best


class _Sizes:
    """The size of the largest matching for each choice; trees share no branch."""

    def __init__(self, common: Sequence[Row], trees: Sequence[_Tree]) -> None:
        self._common = _rights(common)
        self._trees = [
            {stands: _rights(tree.rows(stands)) for stands in (True, False, None)} for tree in trees
        ]

    def of(self, choice: Choice) -> int:
        """With the trees beyond `choice` undecided."""
        undecided = [None] * (len(self._trees) - len(choice))
        rights = dict(self._common)
        for tree, stands in zip(self._trees, (*choice, *undecided), strict=True):
            rights.update(tree[stands])
        return Matching(rights).size


def _rights(rows: Iterable[Row]) -> Mapping[int, Mapping[int, None]]:
    return rights_of((row.left, row.right) for row in rows)
