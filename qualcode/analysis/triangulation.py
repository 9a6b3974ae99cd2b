"""Source triangulation: which sources bear a claim or a theme out, and whether independently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.analysis.independence import DIMENSIONS, Independent
from qualcode.analysis.referral import Forest
from qualcode.analysis.standing import DISSENT, Standing
from qualcode.analysis.subjects import By, Said, Source, Subject, theme_by
from qualcode.analysis.support import DENYING, Heard, Key, Side, heard, key, ranks, sides
from qualcode.analysis.verdict import (
    denied_reason,
    dissonant_reason,
    partial_reason,
    silent_reason,
    verdict,
    weakest,
)
from qualcode.model.lists import Verdict
from qualcode.model.views import Adjudication

__all__ = [
    "KEYS",
    "By",
    "Row",
    "Said",
    "Source",
    "SourceStance",
    "Standing",
    "Subject",
    "Verdict",
    "as_dict",
    "theme_by",
    "triangulate",
]


@dataclass(frozen=True, slots=True)
class SourceStance:
    """A source that counts for or against, with what it says on the whole."""

    id: str
    kind: str
    stance: Standing


@dataclass(frozen=True, slots=True)
class Row:
    """What the triangulation of one claim or theme shows.

    `n_segments` is the number of passages, `k` of supporting sources, `branches` B, `organisations`
    G, `independent` I; `n_eff` is for rho 1/3, 1/2 and 2/3. `sources`, `mentioned` and `witnesses`
    go by tree, then documents and observations by id.
    """

    id: str
    text: str
    by: By
    n_segments: int
    k: int
    branches: int
    organisations: int
    independent: int
    sources: tuple[SourceStance, ...]
    mentioned: tuple[str, ...]
    witnesses: tuple[str, ...]
    gatekeeper: str | None
    n_eff: tuple[float, float, float] | None
    verdict: Verdict
    reason: str | None
    weakest: Verdict | None
    caveats: tuple[str, ...]
    adjudications: tuple[Adjudication, ...] = ()

    @property
    def supporting(self) -> tuple[SourceStance, ...]:
        """S+, those who affirm or qualify; under coverage all who speak of it."""
        return tuple(one for one in self.sources if one.stance not in DISSENT)

    @property
    def dissenting(self) -> tuple[SourceStance, ...]:
        """S-, those who deny, or deny here and affirm there."""
        return tuple(one for one in self.sources if one.stance in DISSENT)


def triangulate(
    subjects: Sequence[Subject],
    sources: Sequence[Source],
    forest: Forest,
    coders: Sequence[str],
    interviewed: Sequence[str],
    dimensions: frozenset[str] = DIMENSIONS,
    named: Collection[tuple[str, str]] | None = (),
) -> tuple[Row, ...]:
    """A row for each subject, in their order.

    `coders` are the reporting coders, the first ones first; others are not heard. `interviewed`
    are the informants who were; `named` holds referrals, in either direction, beside the tree;
    with None no reason tells that one named another.
    """
    study = _Study(
        _in_order(sources, forest),
        forest,
        ranks(coders),
        frozenset(interviewed),
        dimensions,
        None if named is None else frozenset(map(frozenset, named)),
    )
    rows = [_row(subject, study) for subject in subjects]
    below = {subject.id: (*subject.parts, *subject.rests_on) for subject in subjects}
    verdicts = {row.id: row.verdict for row in rows}
    return tuple(replace(row, weakest=weakest(row.id, below, verdicts)) for row in rows)


KEYS = (
    "id", "text", "by", "n_segments", "k", "branches", "organisations", "independent", "sources",
    "mentioned", "witnesses", "gatekeeper", "n_eff", "verdict", "reason", "weakest", "caveats",
)  # fmt: skip
"""What JSON and CSV hold of each row, in the order in which it is documented."""


def as_dict(row: Row) -> dict[str, Any]:
    """The row as JSON has it, by `KEYS`."""
    held = {
        "sources": tuple(
            {"id": one.id, "kind": one.kind, "stance": one.stance.value} for one in row.sources
        ),
        "n_eff": dict(zip(("1/3", "1/2", "2/3"), row.n_eff, strict=True)) if row.n_eff else None,
        "verdict": row.verdict.value,
        "weakest": row.weakest.value if row.weakest else None,
    }
    return {key: held[key] if key in held else getattr(row, key) for key in KEYS}


@dataclass(frozen=True, slots=True)
class _Study:
    """What all rows have in common."""

    sources: Mapping[Key, Source]
    forest: Forest
    coders: Mapping[str, int]
    interviewed: frozenset[str]
    dimensions: frozenset[str]
    named: frozenset[frozenset[str]] | None


def _in_order(sources: Sequence[Source], forest: Forest) -> dict[Key, Source]:
    """Informants as they stand in the tree, then documents and observations by id."""
    position = {person: at for at, person in enumerate(forest.order)}
    last = len(position)

    def rank(source: Source) -> tuple[bool, int, str]:
        informant = source.kind == "informant"
        return not informant, position.get(source.id, last) if informant else last, source.id

    found = {key(source): source for source in sorted(sources, key=rank)}
    if len(found) < len(sources):
        raise ValueError("two sources have the same id")
    return found


def _row(subject: Subject, study: _Study) -> Row:
    """The row of one subject, but for what it rests on."""
    everyone = heard(subject, study.sources, study.coders)
    covering = subject.by == "coverage"
    support, dissent = sides(everyone, study.forest, study.dimensions, covering=covering)
    found = support.independent()
    outcome = verdict(support, dissent, found.size, covering=covering)
    return Row(
        id=subject.id,
        text=subject.text,
        by=subject.by,
        n_segments=subject.n_segments,
        k=support.size,
        branches=support.branches,
        organisations=support.organisations,
        independent=found.size,
        sources=tuple(
            SourceStance(one.source.id, one.source.kind, one.standing)
            for one in everyone
            if covering or one.standing is not Standing.MENTION
        ),
        mentioned=tuple(
            one.source.id for one in everyone if not covering and one.standing is Standing.MENTION
        ),
        witnesses=found.ids,
        gatekeeper=support.gatekeeper,
        n_eff=support.n_eff(),
        verdict=outcome,
        reason=_reason(outcome, subject, support, dissent, study),
        weakest=None,
        caveats=tuple(_caveats(subject, support, everyone, found)),
        adjudications=subject.adjudications,
    )


def _reason(
    outcome: Verdict, subject: Subject, support: Side, dissent: Sequence[Heard], study: _Study
) -> str | None:
    match outcome:
        case Verdict.SILENT:
            return silent_reason(subject, study.interviewed)
        case Verdict.DISSONANT:
            return dissonant_reason(support, dissent)
        case Verdict.DENIED:
            return denied_reason(replace(support, heard=tuple(dissent), stances=DENYING))
        case Verdict.PARTIAL:
            return partial_reason(support, study.named)
        case _:
            return None


def _caveats(
    subject: Subject, support: Side, everyone: Sequence[Heard], found: Independent
) -> Iterator[str]:
    if support.size > 1 and support.one_tree:
        yield "one-seed"
    if subject.assets > 1 and not subject.parts:
        yield "pooled"
    if support.branch_unknown:
        yield "branch-unknown"
    if support.organisation_unknown:
        yield "organisation-unknown"
    if subject.adjudications:
        yield "adjudicated"
    if any(one.coders_differ for one in everyone):
        yield "coders-differ"
    if any(one.denied_below for one in everyone):
        yield "denied-below"
    if found.at_least:
        yield "at-least"
