"""A largest independent set among many witnesses, by matching branches with organisations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.matching import first_largest, largest
from qualcode.analysis.referral import Forest
from qualcode.analysis.witness import Mark, Token, Witness, mark, placeless

_SEEDS = 12
_ROUNDS = 8
_CLIQUES = ("origin", "sitting", "parent", "standpoint")

Choice = tuple[bool, ...]
"""For the first trees with a rival seed, whether the seed stands for the whole tree."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A witness as an edge: the branch and the organisation (by number) that it takes.

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

    seed: _Row
    rest: tuple[_Row, ...]

    def rows(self, seed_stands: bool | None) -> Sequence[_Row]:
        """Undecided, the seed counts as one of the first branch, so that nothing is lost."""
        if seed_stands is None:
            return (replace(self.seed, left=self.rest[0].left), *self.rest)
        return (self.seed,) if seed_stands else self.rest


def largest_in_crowd(
    witnesses: Sequence[Witness], forest: Forest, dimensions: frozenset[str]
) -> tuple[list[int], bool]:
    """The places of a large independent set, and whether a larger one cannot be ruled out."""
    rows = list(_rows(witnesses, forest, dimensions))
    if not rows:
        return [0], False
    found, ceiling = _matched(rows)
    marks = {at: mark(witnesses[at], forest, dimensions) for at in found}
    if len(_sound(found, marks)) < len(found):
        marks = {row.at: mark(witnesses[row.at], forest, dimensions) for row in rows}
        ceiling = min(ceiling, _fewest_cliques(marks.values()))
        found = _repaired(rows, marks)
    return (found if len(found) > 1 else [0]), len(found) < ceiling


def _rows(
    witnesses: Sequence[Witness], forest: Forest, dimensions: frozenset[str]
) -> Iterator[_Row]:
    """Every witness that can stand beside another; what is unknown is an end of its own."""
    numbers: dict[Token, int] = {}
    for at, witness in enumerate(witnesses):
        if placeless(witness, forest, dimensions):
            continue
        alone = ("alone", str(at))
        left: Token = alone
        right: Token = alone
        tree, seed = "", False
        if witness.kind == "observation":
            left = ("occasion", *witness.occasion)
        elif witness.organisation and (witness.kind == "document" or "organisation" in dimensions):
            right = ("organisation", witness.organisation)
        if witness.kind == "informant" and "branch" in dimensions:
            tree, branch = forest.seed(witness.id) or "", forest.branch(witness.id)
            seed = bool(tree) and branch is None
            left = ("branch", branch) if branch else alone
        yield _Row(at, _number(left, numbers), _number(right, numbers), tree, seed)


def _number(token: Token, numbers: dict[Token, int]) -> int:
    return numbers.setdefault(token, len(numbers))


def _matched(rows: Iterable[_Row]) -> tuple[list[int], int]:
    """The places of the first largest matching, and a size that no independent set exceeds."""
    common, trees = _plan(rows)
    choice, ceiling = _choice(common, trees)
    picked = sorted(_picked(common, trees, choice), key=lambda row: row.at)
    found = [picked[place].at for place in first_largest([(r.left, r.right) for r in picked])]
    return found, len(found) if ceiling is None else ceiling


def _plan(rows: Iterable[_Row]) -> tuple[list[_Row], list[_Tree]]:
    """What stands in any case, and the trees where the seed is a rival of several branches."""
    families: dict[str, list[_Row]] = {}
    for row in rows:
        families.setdefault(row.tree, []).append(row)
    common = families.pop("", [])
    trees: list[_Tree] = []
    for family in families.values():
        seed = next((row for row in family if row.seed), None)
        rest = tuple(row for row in family if not row.seed)
        branches = {row.left for row in rest}
        if seed and len(branches) > 1:
            trees.append(_Tree(seed, rest))
            continue
        common += rest
        if seed:
            common.append(replace(seed, left=rest[0].left) if rest else seed)
    return common, trees


def _choice(common: Sequence[_Row], trees: Sequence[_Tree]) -> tuple[Choice, int | None]:
    """Which seeds stand, and the ceiling where this is not known to be the best choice.

    Branch and bound: with the rest undecided, the matching is never smaller than with it decided.
    """

    def size(choice: Choice) -> int:
        return largest((row.left, row.right) for row in _picked(common, trees, choice))

    if not trees:
        return (), None
    extremes = ((True,) * len(trees), (False,) * len(trees))
    if len(trees) > _SEEDS:
        return max(extremes, key=size), size(())
    best: Choice = ()
    floor = max(map(size, extremes)) - 1
    waiting: list[Choice] = [()]
    while waiting:
        choice = waiting.pop()
        most = size(choice)
        if most <= floor:
            continue
        if len(choice) == len(trees):
            best, floor = choice, most
        else:
            waiting += [(*choice, False), (*choice, True)]
    return best, None


def _picked(common: Sequence[_Row], trees: Sequence[_Tree], choice: Choice) -> Iterator[_Row]:
    yield from common
    for place, tree in enumerate(trees):
        yield from tree.rows(choice[place] if place < len(choice) else None)


def _sound(order: Iterable[int], marks: Mapping[int, Mark]) -> list[int]:
    """The places, in order, that clash with none before them."""
    held: set[Token] = set()
    shunned: set[Token] = set()
    sound: list[int] = []
    for at in dict.fromkeys(order):
        if marks[at].shuns.isdisjoint(held) and marks[at].holds.isdisjoint(shunned):
            sound.append(at)
            held |= marks[at].holds
            shunned |= marks[at].shuns
    return sound


def _repaired(rows: Sequence[_Row], marks: Mapping[int, Mark]) -> list[int]:
    """Matches again without what clashes for a reason that a matching does not know."""
    everyone = [row.at for row in rows]
    tries = [_sound(everyone, marks)]
    for _ in range(_ROUNDS):
        found, _ceiling = _matched(rows)
        sound = _sound(found, marks)
        tries.append(_sound([*sound, *everyone], marks))
        if len(sound) == len(found):
            break
        clashing = set(found).difference(sound)
        rows = [row for row in rows if row.at not in clashing]
    return min((sorted(places) for places in tries), key=lambda places: (-len(places), places))


def _fewest_cliques(marks: Iterable[Mark]) -> int:
    """A size that no independent set exceeds: of those who share one origin only one counts, &c."""
    tokens = [mark.shuns for mark in marks]
    sizes = []
    for kind in _CLIQUES:
        shared = [[token for token in shuns if token[0] == kind] for shuns in tokens]
        sizes.append(len({held[0] for held in shared if held}) + sum(not held for held in shared))
    return min(sizes)
