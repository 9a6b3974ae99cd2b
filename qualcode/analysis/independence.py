"""I(S): the largest set of sources of which no two may have their word from the same place.

The definition is the project's own (methods note, source triangulation). Every rule is written as
what a witness holds and what it shuns: two clash where one holds what the other shuns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.analysis.crowd import largest_in_a_crowd
from qualcode.analysis.referral import Forest

DIMENSIONS = frozenset({"organisation", "branch"})
EXACT = 20

Kind = Literal["informant", "document", "observation"]
"""What a source is."""

_ANY = ("any",)


@dataclass(frozen=True, slots=True)
class Witness:
    """A source with what its support rests on.

    `organisation` is a document's issuer; `occasion` the date and place of an observation, either
    may be empty. `origins` has the source's own id, or X for what it was told by or read from X,
    of each supporting passage; `sittings` the transcripts of those passages. A source that only
    assents to leading questions is not `eligible`.
    """

    id: str
    kind: Kind
    organisation: str = ""
    parent: str = ""
    standpoint: str = ""
    occasion: tuple[str, str] = ("", "")
    origins: frozenset[str] = frozenset()
    sittings: frozenset[str] = frozenset()
    eligible: bool = True


@dataclass(frozen=True, slots=True)
class Independent:
    """A largest independent set, the first in the order given; there may be a larger one where
    `at_least` says so."""

    size: int
    ids: tuple[str, ...]
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What a witness holds and shuns."""

    holds: frozenset[tuple[str, ...]]
    shuns: frozenset[tuple[str, ...]]

    def clashes(self, other: Mark) -> bool:
        """Whether the two may have their word from the same place."""
        return not (self.shuns.isdisjoint(other.holds) and other.shuns.isdisjoint(self.holds))
