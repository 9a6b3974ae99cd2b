"""Groups of sources set against each other, theme by theme, after Farmer et al. (2006).

Adapted from methods to groups of sources; a verdict is a proposal that a person decides on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from qualcode.analysis.standing import Standing
from qualcode.analysis.subjects import Subject
from qualcode.analysis.triangulation import Row

Pair = Literal[
    "agreement", "partial-agreement", "silence", "dissonance", "both-silent", "not-assessable"
]
PAIRS: tuple[Pair, ...] = get_args(Pair)
MOST = 6  # groups in a table; beyond, nobody can read it


@dataclass(frozen=True, slots=True)
class Group:
    """What one group says of one theme: the ways it stands to it, and the sub-codes it uses."""

    standings: frozenset[Standing] = frozenset()
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """One theme: a verdict for each pair of groups, in the order of the pairs."""

    theme: str
    pairs: tuple[Pair, ...]

    @property
    def totals(self) -> Mapping[Pair, int]:
        """How many pairs have each verdict."""
        return Counter(self.pairs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups that are compared, those left out because there are too many, and the themes."""

    groups: tuple[str, ...]
    left_out: tuple[str, ...]
    themes: tuple[Compared, ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of groups, as the verdicts come."""
        return tuple(combinations(self.groups, 2))


def pair(one: Group, other: Group, *, below: bool, agreement: float = 0.5) -> Pair:
    """The verdict on two groups; `below` says whether the theme has codes below it.

    Groups agree where they stand alike and share at least `agreement` of their sub-codes (Jaccard).
    Without codes below, or where neither uses any, that cannot be told.
    """
    if not (one.standings or other.standings):
        return "both-silent"
    if not (one.standings and other.standings):
        return "silence"
    if _opposed(one.standings | other.standings):
        return "dissonance"
    together, either = one.codes & other.codes, one.codes | other.codes
    if not (below and either):
        return "not-assessable"
    alike = len(together) >= agreement * len(either)
    return "agreement" if alike and not _one_qualifies(one, other) else "partial-agreement"


def _opposed(standings: frozenset[Standing]) -> bool:
    denied = standings & {Standing.DENY, Standing.MIXED}
    return Standing.MIXED in standings or bool(
        denied and standings & {Standing.AFFIRM, Standing.QUALIFY}
    )


def _one_qualifies(one: Group, other: Group) -> bool:
    only = frozenset({Standing.QUALIFY})
    return (one.standings == only) != (other.standings == only)


def compare(
    rows: Sequence[Row],
    subjects: Sequence[Subject],
    group_of: Mapping[str, str],
    parents: frozenset[str],
    agreement: float = 0.5,
) -> Comparison:
    """Every theme, for every two groups of informants; at most `MOST` groups, the largest first.

    `group_of` is by informant, without those whose group is unknown; `parents` are the paths that
    have codes below them. Sub-codes are those directly below the theme.
    """
    sizes = Counter(group_of.values())
    ranked = sorted(sizes, key=lambda group: (-sizes[group], group))
    groups = sorted(ranked[:MOST])
    compared = tuple(
        Compared(
            row.id,
            tuple(
                pair(said[one], said[other], below=row.id in parents, agreement=agreement)
                for one, other in combinations(groups, 2)
            ),
        )
        for row, subject in zip(rows, subjects, strict=True)
        for said in (_said(row, subject, groups, group_of),)
    )
    return Comparison(tuple(groups), tuple(sorted(ranked[MOST:])), compared)


def _said(
    row: Row, subject: Subject, groups: Sequence[str], group_of: Mapping[str, str]
) -> dict[str, Group]:
    standings: dict[str, set[Standing]] = {group: set() for group in groups}
    codes: dict[str, set[str]] = {group: set() for group in groups}
    for one in row.sources:
        if one.kind == "informant" and group_of.get(one.id) in standings:
            standings[group_of[one.id]].add(one.stance)
    speaking = {one.id for one in row.sources if one.kind == "informant"}
    at = len(row.id) + 1
    for said in subject.said:
        group = group_of.get(said.source, "")
        if said.source in speaking and group in codes and len(said.code) > at:
            codes[group].add(said.code[at:].partition("/")[0])
    return {g: Group(frozenset(standings[g]), frozenset(codes[g])) for g in groups}
