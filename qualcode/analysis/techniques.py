"""Triangulation by source, technique and time: who supports a claim, how they were heard, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.subjects import Said, Subject
from qualcode.analysis.triangulation import Row
from qualcode.model.lists import Stance

TECHNIQUES = ("interview", "observation", "document")
_SUPPORTING = frozenset({Stance.AFFIRM, Stance.QUALIFY})


@dataclass(frozen=True, slots=True)
class Sitting:
    """A transcript: its technique, its date (may be empty), and the person it is of, if any.

    An observation of a person and an interview with them are one source by two techniques.
    """

    technique: str
    date: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Over what the support of one claim is spread; `undated` counts sittings without a date."""

    id: str
    text: str
    sources: tuple[str, ...]
    techniques: Mapping[str, int]
    occasions: tuple[str, ...]
    undated: int

    @property
    def by_source(self) -> bool:
        """Whether several sources support it."""
        return len(self.sources) > 1

    @property
    def by_technique(self) -> bool:
        """Whether it is supported by several techniques."""
        return sum(map(bool, self.techniques.values())) > 1

    @property
    def by_time(self) -> bool:
        """Whether it is supported on several days."""
        return len(self.occasions) > 1


def spread(row: Row, subject: Subject, sittings: Mapping[str, Sitting]) -> Spread:
    """The sources, techniques and occasions behind the support of one claim.

    `sittings` are by transcript; `techniques` counts the sittings of each kind.
    """
    supporting = {one.id for one in row.supporting}
    said = [one for one in subject.said if one.source in supporting and _counts(one)]
    used = sorted({one.transcript for one in said})
    sources = (_person(one, sittings) for one in said)
    dated = {sittings[each].date for each in used}
    kinds = [sittings[each].technique for each in used]
    return Spread(
        row.id,
        row.text,
        tuple(sorted(set(sources))),
        {technique: kinds.count(technique) for technique in TECHNIQUES},
        tuple(sorted(dated - {""})),
        sum(not sittings[each].date for each in used),
    )


def _counts(said: Said) -> bool:
    return said.stance in _SUPPORTING


def _person(said: Said, sittings: Mapping[str, Sitting]) -> str:
    return (said.source == said.transcript and sittings[said.transcript].person) or said.source


def spreads(
    rows: Sequence[Row], subjects: Sequence[Subject], sittings: Mapping[str, Sitting]
) -> tuple[Spread, ...]:
    """The same for all claims, in their order."""
    return tuple(
        spread(row, subject, sittings) for row, subject in zip(rows, subjects, strict=True)
    )
