"""A large independent set among many witnesses, by matching branches with organisations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.analysis.referral import Forest
from qualcode.analysis.seeds import Row, matched
from qualcode.analysis.witness import Mark, Token, Witness, mark, placeless

_ROUNDS = 4
_CLIQUES = ("origin", "sitting", "parent", "standpoint")


def largest_in_crowd(
    witnesses: Sequence[Witness], forest: Forest, dimensions: frozenset[str]
) -> tuple[list[int], bool]:
    """The places of a large independent set, and whether a larger one cannot be ruled out."""
    rows = list(_rows(witnesses, forest, dimensions))
    if not rows:
        return [0], False
    found, ceiling = matched(rows)
    marks = {at: mark(witnesses[at], forest, dimensions) for at in found}
    if len(_sound(found, marks)) < len(found):
        marks = {row.at: mark(witnesses[row.at], forest, dimensions) for row in rows}
        ceiling = min(ceiling, _fewest_cliques(marks.values()))
        found = _repaired(found, ceiling, rows, marks)
    return (found if len(found) > 1 else [0]), len(found) < ceiling


def _rows(
    witnesses: Sequence[Witness], forest: Forest, dimensions: frozenset[str]
) -> Iterator[Row]:
    """Every witness that can stand beside another; an end that is unknown is like no other."""
    numbers: dict[Token, int] = {}
    for at, witness in enumerate(witnesses):
        if placeless(witness, forest, dimensions):
            continue
        left = right = -1 - at
        tree, seed = "", False
        if witness.kind == "observation":
            left = _number(("occasion", *witness.occasion), numbers)
        elif witness.organisation and (witness.kind == "document" or "organisation" in dimensions):
            right = _number(("organisation", witness.organisation), numbers)
        if witness.kind == "informant" and "branch" in dimensions:
            tree, branch = forest.seed(witness.id) or "", forest.branch(witness.id)
            seed = bool(tree) and branch is None
            left = _number(("branch", branch), numbers) if branch else left
        yield Row(at, left, right, tree, seed)


def _number(token: Token, numbers: dict[Token, int]) -> int:
    return numbers.setdefault(token, len(numbers))


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


def _repaired(
    found: Sequence[int], ceiling: int, rows: Sequence[Row], marks: Mapping[int, Mark]
) -> list[int]:
    """Matches again without those that clash for a reason which a matching does not know."""
    everyone = [row.at for row in rows]
    tries = [sorted(_sound(everyone, marks))]
    for _ in range(_ROUNDS):
        sound = _sound(found, marks)
        tries.append(sorted(_sound([*sound, *everyone], marks)))
        if len(sound) == len(found) or len(tries[-1]) == ceiling:
            break
        clashing = set(found).difference(sound)
        rows = [row for row in rows if row.at not in clashing]
        found, _smaller = matched(rows)
    return min(tries, key=lambda places: (-len(places), places))


def _fewest_cliques(marks: Iterable[Mark]) -> int:
    """A size that no set exceeds: of all with one origin (sitting, ...) only one can count."""
    sizes = dict.fromkeys(_CLIQUES, 0)
    seen: set[Token] = set()
    for each in marks:
        tokens = {token[0]: token for token in each.shuns if token[0] in sizes}
        for kind in _CLIQUES:
            sizes[kind] += kind not in tokens or tokens[kind] not in seen
        seen.update(tokens.values())
    return min(sizes.values())
