"""I(S): the largest set of sources of which no two may have their word from the same place.

The definition is this project's own; `qualcode.analysis.witness` has its rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.crowd import largest_in_crowd
from qualcode.analysis.referral import Forest
from qualcode.analysis.witness import ALL_DIMENSIONS, DIMENSIONS, Mark, Witness, mark

__all__ = ["ALL_DIMENSIONS", "DIMENSIONS", "Independent", "Witness", "independent"]

_EXACT = 20


@dataclass(frozen=True, slots=True)
class Independent:
    """A largest independent set; `at_least` where a larger one could not be ruled out."""

    size: int
    ids: tuple[str, ...]
    at_least: bool = False


def independent(
    witnesses: Sequence[Witness], forest: Forest, dimensions: frozenset[str] = DIMENSIONS
) -> Independent:
    """The first largest independent set in the order given, exact up to 20 eligible witnesses.

    Beyond, it is a matching of branches with organisations, exact where nothing but branch,
    organisation, issuer and occasion decides; seeds in a tree of several branches are settled
    first, taken where that costs nothing, and the set is the first one beside them.
    """
    if not dimensions <= ALL_DIMENSIONS:
        raise ValueError(f"no dimensions of independence: {sorted(dimensions - ALL_DIMENSIONS)}")
    able = [witness for witness in witnesses if witness.eligible]
    if len(able) <= _EXACT:
        chosen = _first_largest([mark(witness, forest, dimensions) for witness in able])
        return Independent(len(chosen), tuple(able[at].id for at in chosen))
    chosen, at_least = largest_in_crowd(able, forest, dimensions)
    return Independent(len(chosen), tuple(able[at].id for at in chosen), at_least)


def _first_largest(marks: Sequence[Mark]) -> list[int]:
    """Takes each in turn that some largest set has beside those already taken."""
    clashes = [sum(1 << at for at in _others(marks, of)) for of in range(len(marks))]
    sizes: dict[int, int] = {0: 0}
    pool = (1 << len(marks)) - 1
    wanted = _size(pool, clashes, sizes)
    chosen: list[int] = []
    for at, rivals in enumerate(clashes):
        if not pool >> at & 1:
            continue
        pool ^= 1 << at
        if _size(pool & ~rivals, clashes, sizes) == wanted - len(chosen) - 1:
            pool &= ~rivals
            chosen.append(at)
    return chosen


def _others(marks: Sequence[Mark], of: int) -> Iterator[int]:
    return (at for at, other in enumerate(marks) if at != of and marks[of].clashes(other))


def _size(pool: int, clashes: Sequence[int], sizes: dict[int, int]) -> int:
    """The size of the largest set within `pool`, a bit for each witness; `sizes` is the memory."""
    if pool not in sizes:
        ties = {at: (clashes[at] & pool).bit_count() for at in _bits(pool)}
        most = max(ties, key=ties.__getitem__)
        if ties[most] < 2:
            sizes[pool] = len(ties) - sum(ties.values()) // 2
        else:
            without = _size(pool & ~(1 << most), clashes, sizes)
            sizes[pool] = max(
                without, 1 + _size(pool & ~(1 << most | clashes[most]), clashes, sizes)
            )
    return sizes[pool]


def _bits(pool: int) -> Iterator[int]:
    return (at for at in range(pool.bit_length()) if pool >> at & 1)
