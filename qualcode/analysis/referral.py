"""Who led to whom, and how much that ties them together.

Definitions of wave, branch, B, gatekeeper and the effective number of independent sources follow
the methods note: snowball data as a Gaussian Markov process indexed by the referral tree, whose
correlation falls as rho to the number of referral steps, estimated by generalised least squares
(Rohe, arXiv 1505.05461; Roch & Rohe 2018, PNAS 115(41)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

_NOBODY = -1


@dataclass(frozen=True, slots=True)
class Person:
    """Someone interviewed or named, with the one person who first named them.

    Without `referred_by` a person is a seed, or, where not even that is `known`, of unknown
    referrer. `date` is an ISO date or empty.
    """

    id: str
    referred_by: str | None
    known: bool = True
    date: str = ""


@dataclass(frozen=True, slots=True)
class Forest:
    """The referral trees of a study; `order` is depth first, people of unknown branch at the end.

    Siblings and roots come by date, missing dates last, then by id. The other fields go by position
    in `order` and hold positions, `_at` those of the people in trees. An id that nobody has is of
    unknown branch too.
    """

    order: tuple[str, ...]
    _at: Mapping[str, int]
    _up: tuple[int, ...]
    _wave: tuple[int, ...]
    _end: tuple[int, ...]
    _root: tuple[int, ...]
    _limb: tuple[int, ...]

    @classmethod
    def of(cls, people: Iterable[Person]) -> Forest:
        """The forest of these people, in whatever order they come."""
        ranked = sorted(people, key=lambda person: (not person.date, person.date, person.id))
        children = _children(ranked)
        tops = [person for person in ranked if person.referred_by is None]
        roots = [person.id for person in tops if person.known or children[person.id]]
        lone = [person.id for person in tops if not (person.known or children[person.id])]
        order, up = _depth_first(roots, children)
        if len(order) + len(lone) < len(ranked):
            circling = sorted(set(children) - set(order) - set(lone))
            raise ValueError(f"referrals go in a circle: {', '.join(circling[:5])}")
        wave, root, limb = _from_the_roots(up)
        at = {person: position for position, person in enumerate(order)}
        return cls((*order, *lone), at, up, wave, _ends(up), root, limb)

    def unknown(self, person: str) -> bool:
        """Whether it is not known who led to this person."""
        return person not in self._at

    def is_seed(self, person: str) -> bool:
        """Whether this person stands at the root of a tree."""
        return self.wave(person) == 0

    def wave(self, person: str) -> int | None:
        """The referral steps from the seed."""
        return None if self.unknown(person) else self._wave[self._at[person]]

    def seed(self, person: str) -> str | None:
        """The root of this person's tree."""
        return None if self.unknown(person) else self.order[self._root[self._at[person]]]

    def referrer(self, person: str) -> str | None:
        """Who first named this person."""
        up = _NOBODY if self.unknown(person) else self._up[self._at[person]]
        return None if up == _NOBODY else self.order[up]

    def branch(self, person: str) -> str | None:
        """The ancestor whom the seed named, the person included; a seed has none."""
        if self.unknown(person):
            return None
        limb = self._limb[self._at[person]]
        return None if limb == _NOBODY else self.order[limb]

    def descendants(self, person: str) -> tuple[str, ...]:
        """Everybody who was reached through this person, in the order of the tree."""
        if self.unknown(person):
            return ()
        at = self._at[person]
        return self.order[at + 1 : self._end[at]]

    def ancestor(self, people: Iterable[str]) -> str | None:
        """The last person through whom all of them were reached, who may be one of them."""
        everyone = list(people)
        positions = self._placed(everyone)
        if not positions or len(positions) < len(everyone):
            return None
        first, last = min(positions), max(positions)
        while first != _NOBODY and not first <= last < self._end[first]:
            first = self._up[first]
        return None if first == _NOBODY else self.order[first]

    def branches(self, people: Iterable[str]) -> int:
        """B: over trees, the distinct branches; a seed adds none to a tree that has one."""
        placed = self._placed(people)
        limbs = {self._limb[at] for at in placed} - {_NOBODY}
        bare = {self._root[at] for at in placed} - {self._root[at] for at in limbs}
        return len(limbs) + len(bare)

    def n_eff(self, people: Iterable[str], rho: Fraction | float) -> float:
        """1'R⁻¹1 with R = rho^steps: the effective number of independent sources.

        Between 1 and the number of people; nobody must be of unknown branch, `rho` lies in [0, 1).
        """
        return self.n_effs(people, (rho,))[0]

    def n_effs(self, people: Iterable[str], rhos: Iterable[Fraction | float]) -> tuple[float, ...]:
        """The same for each rho, in one walk up the tree."""
        observed: set[int] = set()
        for person in people:
            if self.unknown(person):
                raise ValueError(f"nobody knows who led to {person}")
            observed.add(self._at[person])
        paths = self._paths(observed)
        where = {at: place for place, at in enumerate(paths)}
        above = [where.get(self._up[at], _NOBODY) for at in paths]
        seen = [at in observed for at in paths]
        return tuple(_information(above, seen, _correlation(rho)) for rho in rhos)

    def kish(self, people: Iterable[str], rho: Fraction | float) -> float:
        """n²/ΣR with R = rho^steps, Kish's effective size: by the mean correlation of those people.

        Shown beside `n_eff`, since it falls where a further source only agrees. Between 1 and the
        number of people; nobody must be of unknown branch, and there must be somebody.
        """
        observed = {self._at[person] for person in people}
        paths = self._paths(observed)
        near = {at: float(at in observed) for at in paths}  # Σ rho^steps to all observed below
        total = float(len(observed))
        for at in reversed(paths):
            parent = self._up[at]
            if parent != _NOBODY:
                heard = rho * near[at]
                total += 2 * near[parent] * heard
                near[parent] += heard
        return len(observed) ** 2 / total

    def diversity(self, people: Iterable[str]) -> int:
        """PD (Faith 1992) with edges of one, that of the seed included: how many people stand on
        the paths from these to their seeds. It measures coverage, not independence."""
        return len(self._paths(self._placed(people)))

    def _placed(self, people: Iterable[str]) -> list[int]:
        return [self._at[person] for person in people if person in self._at]

    def _paths(self, positions: Iterable[int]) -> list[int]:
        """Everybody between these people and their seeds, parents first."""
        found: set[int] = set()
        for position in positions:
            at = position
            while at != _NOBODY and at not in found:
                found.add(at)
                at = self._up[at]
        return sorted(found)


def _children(people: Sequence[Person]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {person.id: [] for person in people}
    if len(children) < len(people):
        raise ValueError("two people have the same id")
    for person in people:
        if person.referred_by is None:
            continue
        if person.referred_by not in children:
            raise ValueError(f"{person.id} was referred by nobody known: {person.referred_by}")
        children[person.referred_by].append(person.id)
    return children


def _depth_first(
    roots: Sequence[str], children: Mapping[str, Sequence[str]]
) -> tuple[list[str], tuple[int, ...]]:
    """The people as a reader of the tree meets them, and the position of the parent of each."""
    order: list[str] = []
    up: list[int] = []
    waiting = [(root, _NOBODY) for root in reversed(roots)]
    while waiting:
        person, parent = waiting.pop()
        waiting += [(child, len(order)) for child in reversed(children[person])]
        order.append(person)
        up.append(parent)
    return order, tuple(up)


def _from_the_roots(
    up: Sequence[int],
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Wave, seed and branch of each position; parents come before their children."""
    wave: list[int] = []
    root: list[int] = []
    limb: list[int] = []
    for at, parent in enumerate(up):
        wave.append(0 if parent == _NOBODY else wave[parent] + 1)
        root.append(at if parent == _NOBODY else root[parent])
        limb.append(_NOBODY if parent == _NOBODY else at if wave[at] == 1 else limb[parent])
    return tuple(wave), tuple(root), tuple(limb)


def _ends(up: Sequence[int]) -> tuple[int, ...]:
    """The position after the last descendant of each position."""
    ends = [at + 1 for at in range(len(up))]
    for at in reversed(range(len(up))):
        if up[at] != _NOBODY:
            ends[up[at]] = max(ends[up[at]], ends[at])
    return tuple(ends)


def _correlation(rho: Fraction | float) -> float:
    if not 0 <= rho < 1:
        raise ValueError(f"rho must be at least 0 and below 1: {rho}")
    return float(rho)


def _information(above: Sequence[int], observed: Sequence[bool], rho: float) -> float:
    """What the observed say about the common mean mu, in units of one independent source.

    Each person is x = mu + rho (x of the parent - mu) + noise, with variance 1 everywhere. From the
    leaves up, a person hears from each child the quadratic form a x² + 2 b x mu + c mu² in their
    value x (twice the negative log-likelihood; terms linear in mu say nothing about precision).
    The observed pass on c and the edge's own form, the others the form with x integrated out.
    """
    a, b, c = ([0.0] * len(above) for _ in range(3))
    edge = 1 - rho * rho
    step = 1 - rho
    total = 0.0
    for at in reversed(range(len(above))):
        parent = above[at]
        if parent == _NOBODY:
            total += c[at] + (1.0 if observed[at] else _integrated(a[at], b[at]))
        elif observed[at]:
            a[parent] += rho * rho / edge
            b[parent] += rho / (1 + rho)
            c[parent] += c[at] + step / (1 + rho)
        else:
            scale = 1 + edge * a[at]
            a[parent] += rho * rho * a[at] / scale
            b[parent] += rho * (step * a[at] + b[at]) / scale
            c[parent] += c[at] + (step * (step * a[at] + 2 * b[at]) - edge * b[at] ** 2) / scale
    return total


def _integrated(a: float, b: float) -> float:
    """What an unseen seed's children say about mu through the seed."""
    return (a + 2 * b - b * b) / (1 + a)
