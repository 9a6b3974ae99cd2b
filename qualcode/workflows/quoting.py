"""Whose words may be quoted, in tables and reports that leave the workbench.

Who consented to something, but not to being quoted, is not quoted: a mark stands there, and it is
told. Of whom no scope of consent is recorded it is not known, which does not forbid it; that is
told where a file is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qualcode.errors import Problem, problem
from qualcode.i18n import mark, say
from qualcode.model.lists import Scope
from qualcode.model.views import CodingView, EvidenceView, PlaceView, RetrievedView
from qualcode.store import informants
from qualcode.store.engine import Connection
from qualcode.store.project import Project

WITHHELD = mark("[not to be quoted]")

Quoted = TypeVar("Quoted", CodingView, EvidenceView, PlaceView, RetrievedView)


@dataclass(frozen=True, slots=True)
class Quoting:
    """What each informant of whom a scope is recorded consented to, and who else speaks."""

    scopes: Mapping[str, frozenset[str]]
    unknown: frozenset[str]

    @classmethod
    def of(cls, connection: Connection) -> Quoting:
        """As it is recorded last."""
        scopes = informants.scopes(connection)
        speaking = informants.speaking(connection)
        heard = {id_ for id_, key in informants.keys(connection).items() if key in speaking}
        return cls(scopes, frozenset(heard - scopes.keys()))

    def forbidden(self, sources: Collection[str]) -> list[str]:
        """Those of some sources who may not be quoted."""
        return self.lacking(sources, Scope.QUOTE)

    def lacking(self, sources: Iterable[str], scope: Scope) -> list[str]:
        """Those of some sources whose consent is recorded and does not cover something."""
        return [id_ for id_ in sources if scope not in self.scopes.get(id_, (scope,))]

    def shown(self, words: str, sources: Collection[str]) -> str:
        """The words, or a mark where anybody heard in them may not be quoted."""
        return say(WITHHELD) if self.forbidden(sources) else words

    def problems(self, left_out: Mapping[str, int], asked: Collection[str]) -> Iterator[Problem]:
        """Whose quotes were left out, and of whom, among those `asked` about, it is not known."""
        for id_, count in sorted(left_out.items()):
            yield problem(
                id_,
                "did not consent to being quoted; quotes left out: {count}",
                advice="qualcode informants consent records another answer",
                count=count,
            )
        unknown = sorted(self.unknown.intersection(asked))
        if unknown:
            yield problem(
                "consent",
                "it is not recorded whether these may be quoted, and they are: {ids}",
                advice="qualcode informants consent ID --scope quote records it",
                ids=", ".join(unknown),
            )


def quotable(
    project: Project, found: Sequence[Quoted], *, leaving: bool = False
) -> tuple[list[Quoted], tuple[Problem, ...]]:
    """Codings, evidence or passages, with a mark for the words that may not be quoted.

    `leaving` says that they are written to a file, and asks whose consent is not known.
    """
    with project.reading() as connection:
        quoting = Quoting.of(connection)
    left_out = Counter(id_ for each in found for id_ in quoting.forbidden(_sources(each)))
    asked = {id_ for each in found for id_ in _sources(each)} if leaving else set()
    shown = [_without(each) if quoting.forbidden(_sources(each)) else each for each in found]
    return shown, tuple(quoting.problems(left_out, asked))


def _sources(found: CodingView | EvidenceView | PlaceView | RetrievedView) -> tuple[str, ...]:
    return found.coding.sources if isinstance(found, RetrievedView) else found.sources


def _without(found: Quoted) -> Quoted:
    if isinstance(found, RetrievedView):
        coding = replace(found.coding, quote=say(WITHHELD))
        return replace(found, coding=coding, before="", after="")
    if isinstance(found, PlaceView):
        return replace(found, quote=say(WITHHELD), translation="", translator="")
    return replace(found, quote=say(WITHHELD))


def withheld(project: Project, *, leaving: bool = False) -> tuple[Problem, ...]:
    """Whose words stand in no quotes at all."""
    with project.reading() as connection:
        quoting = Quoting.of(connection)
    asked = quoting.unknown if leaving else frozenset()
    forbidden = quoting.forbidden(sorted(quoting.scopes))
    return tuple(
        [
            problem(
                id_, "did not consent to being quoted, so no words of theirs stand here",
                advice="qualcode informants consent records another answer",
            )
            for id_ in forbidden
        ]
        + list(quoting.problems({}, asked))
    )  # fmt: skip
