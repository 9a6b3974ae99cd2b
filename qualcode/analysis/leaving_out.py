"""What becomes of the verdicts when some people are left out: a branch, say, and all it said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.referral import Forest
from qualcode.analysis.standing import Standing
from qualcode.analysis.support import Heard, Side, heard, key, ranks, sides
from qualcode.analysis.triangulation import Row, Source, Subject
from qualcode.analysis.verdict import verdict
from qualcode.model.lists import Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """A claim or theme that is judged otherwise without `group`."""

    group: str
    id: str
    verdict: Verdict
    without: Verdict


def changes(
    groups: Mapping[str, Collection[str]],
    subjects: Sequence[Subject],
    rows: Sequence[Row],
    sources: Sequence[Source],
    forest: Forest,
    coders: Sequence[str],
    dimensions: frozenset[str],
) -> tuple[Change, ...]:
    """The verdicts that change when one of the `groups` of informants is left out, one at a time.

    `rows` are the subjects as judged with everybody; the rest is as in `triangulate`. What a source
    says on the whole depends on nobody else, so it is worked out once.
    """
    known = {key(source): source for source in sources}
    outs = {group: frozenset(people) for group, people in groups.items()}
    found: dict[str, list[Change]] = {group: [] for group in groups}
    for subject, row in zip(subjects, rows, strict=True):
        everyone = heard(subject, known, ranks(coders))
        informants = {one.source.id for one in everyone if one.source.kind == "informant"}
        covering = subject.by == "coverage"
        whole, _ = sides(everyone, forest, dimensions, covering=covering)
        for group, out in outs.items():
            if informants.isdisjoint(out) or _stands(row, everyone, out):
                continue
            left = [one for one in everyone if not _among(one, out)]
            support, dissent = sides(left, forest, dimensions, covering=covering)
            now = verdict(
                support, dissent, _independent(support, dissent, whole), covering=covering
            )
            if now is not row.verdict:
                found[group].append(Change(group, subject.id, row.verdict, now))
    return tuple(change for some in found.values() for change in some)


def _among(one: Heard, people: Collection[str]) -> bool:
    """Whether this is one of the people; a document with the id of one is not."""
    return one.source.kind == "informant" and one.source.id in people


def _stands(row: Row, everyone: Sequence[Heard], out: Collection[str]) -> bool:
    """Whether two of the witnesses named are left, which no search for others is needed to see."""
    if row.verdict not in (Verdict.CONVERGED, Verdict.COVERED):
        return False
    affirming = Standing.MENTION if row.by == "coverage" else Standing.AFFIRM
    return sum(who not in out for who in row.witnesses) > 1 and any(
        one.standing is affirming and not _among(one, out) for one in everyone
    )


def _independent(support: Side, dissent: Sequence[Heard], whole: Side) -> int:
    """I, as far as a verdict asks for it: whether there are two.

    Mostly the first one stands beside another, and the search for the largest set can be spared.
    """
    if dissent or support.size < 2:
        return 0
    marks = [whole.marks[of] for one in support.heard if (of := key(one.source)) in whole.marks]
    if any(not marks[0].clashes(other) for other in marks[1:]):
        return 2
    return support.independent().size
