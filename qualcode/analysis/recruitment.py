"""How people were found: trees and branches, who came of it, and what each branch alone brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.referral import Forest
from qualcode.model.lists import Status
from qualcode.model.views import InformantView


@dataclass(frozen=True, slots=True)
class Branch:
    """All people to whom one person led whom a seed named, that person included.

    A seed is a branch of its own here, so that it is seen what goes with it. `waves` is the deepest
    wave; `only` are themes that nobody outside spoke of.
    """

    id: str
    seed: str
    people: tuple[str, ...]
    interviewed: int
    waves: int
    organisations: int
    themes: int
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A further referral beside the tree; `across` joins two branches, or two trees."""

    referrer: str
    informant: str
    across: bool


@dataclass(frozen=True, slots=True)
class Recruitment:
    """`seeds` are the roots of the trees, `unknown` those of whom it is not known who led to them:
    who named somebody all the same is a root. `reached` counts people by wave (None: unknown) and
    status, `channels` those whom somebody led to by how they were approached."""

    seeds: tuple[str, ...]
    branches: tuple[Branch, ...]
    extra: tuple[Edge, ...]
    unknown: tuple[str, ...]
    reached: Mapping[int | None, Mapping[Status, int]]
    channels: Mapping[str, int]


def recruitment(
    people: Sequence[InformantView], forest: Forest, themes: Mapping[str, Collection[str]]
) -> Recruitment:
    """How the `people`, in the order of the tree, were found; `themes` names who speaks of each."""
    inside: dict[str, list[InformantView]] = {}
    for person in people:
        if person.wave is not None:
            inside.setdefault(person.branch or person.id, []).append(person)
    by_source: dict[str, set[str]] = {}
    for theme, sources in themes.items():
        for source in sources:
            by_source.setdefault(source, set()).add(theme)
    said = {
        branch: set[str]().union(*(by_source.get(each.id, ()) for each in members))
        for branch, members in inside.items()
    }
    reached: dict[int | None, Counter[Status]] = {}
    for wave in sorted({p.wave for p in people}, key=lambda wave: (wave is None, wave or 0)):
        reached[wave] = Counter(person.status for person in people if person.wave == wave)
    return Recruitment(
        tuple(dict.fromkeys(person.tree for person in people if person.tree)),
        tuple(_branch(branch, members, said[branch], themes) for branch, members in inside.items()),
        tuple(
            Edge(referrer, person.id, _apart(forest, referrer, person.id))
            for person in people
            for referrer in person.referred_by
            if referrer != forest.referrer(person.id)
        ),
        tuple(person.id for person in people if not (person.seed or forest.referrer(person.id))),
        reached,
        Counter(person.channel for person in people if person.referred_by),
    )


def _branch(
    id_: str,
    members: Sequence[InformantView],
    said: Collection[str],
    themes: Mapping[str, Collection[str]],
) -> Branch:
    ids = tuple(person.id for person in members)
    return Branch(
        id_,
        members[0].tree or id_,
        ids,
        sum(person.heard for person in members),
        max(person.wave or 0 for person in members),
        len({person.organisation for person in members} - {""}),
        len(said),
        tuple(sorted(theme for theme in said if set(themes[theme]) <= set(ids))),
    )


def _apart(forest: Forest, one: str, other: str) -> bool:
    """Whether two people are of different trees, or of different branches of one."""
    seeds = forest.seed(one), forest.seed(other)
    branches = forest.branch(one), forest.branch(other)
    return seeds[0] != seeds[1] or (None not in branches and branches[0] != branches[1])
