"""How a source stands to a claim or a theme, worked out from what it says (rules 1-5 of the
methods note): a stance of each reading, one of each code, one of the source."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.subjects import Said
from qualcode.model.lists import Stance


class Standing(StrEnum):
    """What a source says on the whole."""

    AFFIRM = "affirm"
    QUALIFY = "qualify"
    DENY = "deny"
    MIXED = "mixed"
    MENTION = "mention"


SUPPORT = frozenset({Standing.AFFIRM, Standing.QUALIFY})
DISSENT = frozenset({Standing.DENY, Standing.MIXED})


@dataclass(frozen=True, slots=True)
class Opinion:
    """The standing of a source; `denied_below` where it supports one code and denies another."""

    standing: Standing
    denied_below: bool = False


_ORDER = (Stance.DENY, Stance.QUALIFY, Stance.AFFIRM, Stance.MENTION)


def opinion(readings: Sequence[Said], *, code_by_code: bool) -> Opinion:
    """The opinion in one coder's readings of one source, of which there is at least one.

    A claim takes all of them together. A theme goes `code_by_code`: there a source is mixed only
    where it is mixed on one code.
    """
    stances = {said.stance for said in readings}
    if not _mixed(stances):
        return Opinion(_first(stances))
    if not code_by_code:
        return Opinion(Standing.MIXED)
    of_code: dict[str, set[Stance]] = {}
    for said in readings:
        of_code.setdefault(said.code, set()).add(said.stance)
    if any(map(_mixed, of_code.values())):
        return Opinion(Standing.MIXED)
    return Opinion(_first(stances - {Stance.DENY}), denied_below=True)


def _mixed(stances: Set[Stance]) -> bool:
    return Stance.DENY in stances and len(stances - {Stance.MENTION}) > 1


def _first(stances: Set[Stance]) -> Standing:
    return Standing(next(stance for stance in _ORDER if stance in stances))
