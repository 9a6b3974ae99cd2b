"""Whom a claim is cited to: the informants who support it, and when they said so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.subjects import Subject
from qualcode.analysis.triangulation import Row
from qualcode.model.lists import Stance

_SUPPORTING = frozenset({Stance.AFFIRM, Stance.QUALIFY})


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim with its supporting informants, each with the dates of the interviews in which they
    support it: ISO dates, none where they are unknown."""

    id: str
    text: str
    informants: tuple[tuple[str, tuple[str, ...]], ...]


def cited(row: Row, subject: Subject, dates: Mapping[str, str]) -> Cited:
    """The informants behind a claim, by id; `dates` are those of transcripts."""
    supporting = {one.id for one in row.supporting if one.kind == "informant"}
    found: dict[str, set[str]] = {id_: set() for id_ in supporting}
    for said in subject.said:
        if said.source in found and said.stance in _SUPPORTING:
            found[said.source].add(dates.get(said.transcript, ""))
    return Cited(
        row.id, row.text, tuple((id_, tuple(sorted(found[id_] - {""}))) for id_ in sorted(found))
    )


def names(people: Sequence[tuple[str, str]]) -> dict[str, str]:
    """By role, for each (id, role): the role, with the id where several have it, or the id alone
    where there is none."""
    taken = Counter(role for _, role in people)
    return {
        id_: (role if taken[role] == 1 else f"{role} [{id_}]") if role else id_
        for id_, role in people
    }
