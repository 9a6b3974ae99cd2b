"""How a source stands to a claim or a theme, worked out from what it says (rules 1-5 of the
methods note): a stance of each reading, one of each code, one of the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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


def opinion(readings: Iterable[tuple[str, Stance]]) -> Opinion:
    """The opinion in one coder's readings of one source, each a code and a stance; not empty.

    A source is mixed only where it is mixed on one code.
    """
    of_code: dict[str, set[Stance]] = {}
    for code, stance in readings:
        of_code.setdefault(code, set()).add(stance)
    found = {_on_one_code(stances) for stances in of_code.values()}
    if Standing.MIXED in found:
        return Opinion(Standing.MIXED)
    if Standing.DENY in found and found & SUPPORT:
        return Opinion(_first(found - {Standing.DENY}), denied_below=True)
    return Opinion(_first(found))


def _on_one_code(stances: set[Stance]) -> Standing:
    if Stance.DENY in stances and stances & {Stance.AFFIRM, Stance.QUALIFY}:
        return Standing.MIXED
    return _first({Standing(stance) for stance in stances})


def _first(found: set[Standing]) -> Standing:
    order = (Standing.DENY, Standing.QUALIFY, Standing.AFFIRM, Standing.MENTION)
    return next(standing for standing in order if standing in found)
