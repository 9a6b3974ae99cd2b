"""The sources on one side of a claim or a theme, and what holds of them together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from qualcode.analysis.independence import Independent, independent
from qualcode.analysis.referral import Forest
from qualcode.analysis.standing import DISSENT, SUPPORT, Standing, opinion
from qualcode.analysis.subjects import By, Said, Source, Subject
from qualcode.analysis.witness import Mark, Witness, mark
from qualcode.model.lists import LINKED_BASES, Stance

RHOS = (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3))
"""The band of correlations between neighbours; it cannot be estimated from a dozen interviews."""

SUPPORTING = frozenset({Stance.AFFIRM, Stance.QUALIFY})
DENYING = frozenset({Stance.DENY})
ANY = frozenset(Stance)


@dataclass(frozen=True, slots=True)
class Heard:
    """A source with its standing, and the readings of the coder whose reading stands."""

    source: Source
    standing: Standing
    readings: tuple[Said, ...]
    denied_below: bool = False
    coders_differ: bool = False


Key = tuple[bool, str]
"""What tells sources apart: whether it is a text that speaks for itself, and the id."""


def key(source: Source) -> Key:
    """A document may have the id of an informant."""
    return source.kind != "informant", source.id


def heard(
    subject: Subject, sources: Mapping[Key, Source], coders: Mapping[str, int]
) -> list[Heard]:
    """Whom the reporting coders heard on the subject, in the order of `sources`.

    `coders` gives the rank of each reporting coder. Where those who coded a source there differ,
    the reading of the first stands; not having coded is no difference.
    """
    found: dict[Key, dict[int, list[Said]]] = {}
    for said in subject.said:
        rank = coders.get(said.coder)
        if rank is not None:
            found.setdefault(_whose(said, sources), {}).setdefault(rank, []).append(said)
    if unlisted := found.keys() - sources.keys():
        names = ", ".join(sorted(name for _, name in unlisted))
        raise ValueError(f"{subject.id}: not among the sources: {names}")
    return [_one(source, found[at], subject.by) for at, source in sources.items() if at in found]


def ranks(coders: Sequence[str]) -> dict[str, int]:
    """The rank of each reporting coder, the first being the one whose reading stands."""
    return {coder: rank for rank, coder in reversed(list(enumerate(coders)))}


def _whose(said: Said, sources: Mapping[Key, Source]) -> Key:
    """Where a text and an informant share an id, the text speaks only in itself."""
    text, informant = (True, said.source), (False, said.source)
    if informant in sources and not (said.transcript == said.source and text in sources):
        return informant
    return text


def _one(source: Source, by_coder: Mapping[int, list[Said]], by: By) -> Heard:
    readings = tuple(by_coder[min(by_coder)])
    if by == "coverage":
        return Heard(source, Standing.MENTION, readings)
    ranked = sorted(by_coder)
    opinions = [opinion(by_coder[rank], code_by_code=by == "stance") for rank in ranked]
    standing, differ = opinions[0].standing, len({each.standing for each in opinions}) > 1
    return Heard(source, standing, readings, opinions[0].denied_below, differ)


@dataclass(frozen=True)
class Side:
    """Those who support, or who deny; `stances` are those of the readings that put them there."""

    heard: tuple[Heard, ...]
    stances: frozenset[Stance]
    forest: Forest
    dimensions: frozenset[str]

    @property
    def size(self) -> int:
        """k, the number of distinct sources."""
        return len(self.heard)

    @cached_property
    def informants(self) -> tuple[str, ...]:
        """The ids of the informants among them."""
        return tuple(one.source.id for one in self.heard if one.source.kind == "informant")

    @property
    def only_informants(self) -> bool:
        """Whether neither a document nor an observation is among them."""
        return len(self.informants) == self.size

    @cached_property
    def branch_unknown(self) -> bool:
        """Whether it is not known who led to one of the informants."""
        return any(map(self.forest.unknown, self.informants))

    @property
    def organisation_unknown(self) -> bool:
        """Whether the organisation of an informant or a document is not known."""
        return any(
            not one.source.organisation
            for one in self.heard
            if one.source.kind in ("informant", "document")
        )

    @property
    def one_tree(self) -> bool:
        """Whether all are informants to whom one seed led."""
        seeds = set(map(self.forest.seed, self.informants))
        return self.only_informants and len(seeds) == 1 and None not in seeds

    @property
    def branches(self) -> int:
        """B, over the informants to whom it is known who led."""
        return self.forest.branches(self.informants)

    @property
    def one_branch(self) -> bool:
        """Whether all are informants of one branch."""
        return self.only_informants and not self.branch_unknown and self.branches == 1

    @property
    def organisations(self) -> int:
        """G, the distinct organisations and issuers that are known."""
        return len({one.source.organisation for one in self.heard} - {""})

    @property
    def one_organisation(self) -> bool:
        """Whether all are known to be of one and the same organisation."""
        return self.organisations == 1 and all(one.source.organisation for one in self.heard)

    @property
    def gatekeeper(self) -> str | None:
        """Through whom all of them were reached, when that is not the seed."""
        if self.size < 2 or not self.one_tree:
            return None
        ancestor = self.forest.ancestor(self.informants)
        return None if ancestor is None or self.forest.is_seed(ancestor) else ancestor

    def is_pair(self, named: Collection[frozenset[str]]) -> bool:
        """Whether they are two informants of whom one named the other, in the tree or beside it."""
        if self.size != 2 or not self.only_informants:
            return False
        one, other = self.informants
        in_tree = self.forest.referrer(one) == other or self.forest.referrer(other) == one
        return in_tree or frozenset((one, other)) in named

    def independent(self) -> Independent:
        """I and its witnesses."""
        witnesses = [_witness(one, self.stances) for one in self.heard]
        return independent(witnesses, self.forest, self.dimensions)

    @cached_property
    def marks(self) -> Mapping[Key, Mark]:
        """What each of them that can be a witness has about it."""
        witnesses = ((key(one.source), _witness(one, self.stances)) for one in self.heard)
        return {
            of: mark(witness, self.forest, self.dimensions)
            for of, witness in witnesses
            if witness.eligible
        }

    def n_eff(self) -> tuple[float, float, float] | None:
        """The effective number of independent informants at each of `RHOS`, to 4 places."""
        if not self.informants or self.branch_unknown:
            return None
        third, half, two_thirds = self.forest.n_effs(self.informants, RHOS)
        return round(third, 4), round(half, 4), round(two_thirds, 4)


def sides(
    everyone: Sequence[Heard], forest: Forest, dimensions: frozenset[str], *, covering: bool
) -> tuple[Side, tuple[Heard, ...]]:
    """S+, which by coverage is everybody who speaks of it, and S-."""
    counting = SUPPORT | {Standing.MENTION} if covering else SUPPORT
    support = Side(
        tuple(one for one in everyone if one.standing in counting),
        ANY if covering else SUPPORTING,
        forest,
        dimensions,
    )
    return support, tuple(one for one in everyone if one.standing in DISSENT)


def _witness(one: Heard, stances: frozenset[Stance]) -> Witness:
    source = one.source
    readings = [said for said in one.readings if said.stance in stances]
    return Witness(
        source.id,
        source.kind,
        source.organisation,
        source.parent,
        source.standpoint,
        (source.date, source.place),
        frozenset(map(_origin, readings)),
        frozenset(said.transcript for said in readings),
        any(said.basis != "assent" for said in readings),
    )


def _origin(said: Said) -> str:
    """Where the words come from: the source itself, or what it names as its own source."""
    if said.basis.startswith(LINKED_BASES):
        return said.basis.partition(":")[2].strip()
    return said.source
