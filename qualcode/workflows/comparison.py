"""Constant comparison: the passages of a code set against each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qualcode.model.views import CodingView
from qualcode.store.project import Project
from qualcode.workflows.codings import Codings
from qualcode.workflows.informants import known
from qualcode.workflows.matrix import UNKNOWN, seat
from qualcode.workflows.values import one_of

BY = ("informant", "wave", "branch")


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that stand together: of one informant, wave or branch."""

    title: str
    codings: tuple[CodingView, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verbs of comparing."""

    project: Project
    coder: str

    def groups(self, code: str, *, by: str = "informant", round_: str = "") -> tuple[Group, ...]:
        """The passages of a code and all below it, by informant, wave or branch.

        Groups come in the order of the referral tree, waves by number; documents and
        observations stand by themselves after the informants, and what nobody known says comes
        last. A passage in which two informants speak is in the groups of both.
        """
        one_of(by, BY, "way to group")
        with self.project.reading() as connection:
            seats = {person.id: seat(person, by) for person in known(connection)}
        order = list(dict.fromkeys(seats.values()))
        if by == "wave":
            order.sort(key=lambda wave: (wave == UNKNOWN, len(wave), wave))
        found: dict[str, list[CodingView]] = {title: [] for title in order if title != UNKNOWN}
        unknown: list[CodingView] = []
        for coding in self._of(code, round_):
            for title in _titles(coding, seats):
                (unknown if title == UNKNOWN else found.setdefault(title, [])).append(coding)
        found[UNKNOWN] = unknown
        return tuple(Group(title, tuple(held)) for title, held in found.items() if held)

    def elsewhere(
        self, code: str, *, apart_from: Collection[str] = (), round_: str = "", most: int = 12
    ) -> list[CodingView]:
        """The passages of a code that were coded last, the last one first, from sources other
        than `apart_from`."""
        others = [
            coding
            for coding in self._of(code, round_)
            if coding.sources and not set(coding.sources) & set(apart_from)
        ]
        return sorted(others, key=lambda coding: -coding.number)[:most]

    def _of(self, code: str, round_: str) -> list[CodingView]:
        return Codings(self.project, self.coder).list(code=code, round_=round_)


def _titles(coding: CodingView, seats: Mapping[str, str]) -> tuple[str, ...]:
    titles = (seats.get(source, source) for source in coding.sources)
    return tuple(dict.fromkeys(titles)) or (UNKNOWN,)
