"""What the sources of a claim or a theme amount to: the ladder of the methods note, its reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qualcode.analysis.standing import Standing
from qualcode.analysis.subjects import Subject
from qualcode.analysis.support import Heard, Side
from qualcode.model.lists import Verdict

_ORDER = tuple(Verdict)


def verdict(
    support: Side, dissent: Sequence[Heard], independent: int, *, covering: bool
) -> Verdict:
    """The first step of the ladder that fits; `independent` is I of the supporting side."""
    if not support.size and not dissent:
        return Verdict.SILENT
    if dissent:
        contested = support.size or any(one.standing is Standing.MIXED for one in dissent)
        return Verdict.DISSONANT if contested else Verdict.DENIED
    if support.size == 1:
        return Verdict.SINGLE_SOURCE
    if independent < 2 or _all_qualify(support):
        return Verdict.PARTIAL
    return Verdict.COVERED if covering else Verdict.CONVERGED


def silent_reason(subject: Subject, interviewed: Collection[str]) -> str:
    """Why no source speaks for or against it."""
    if subject.literature:
        return "literature-only"
    if subject.documents:
        return "document-named"
    if subject.asked:
        return "asked-and-silent"
    if interviewed and subject.not_asked.issuperset(interviewed):
        return "not-asked"
    return "uncited"


def dissonant_reason(support: Side, dissent: Sequence[Heard]) -> str:
    """Whether sources contradict one another, or only themselves."""
    denied = any(one.standing is Standing.DENY for one in dissent)
    return "between-sources" if denied and support.size else "within-one-source"


def denied_reason(denial: Side) -> str:
    """How far those who deny it bear one another out."""
    if denial.size == 1:
        return "single"
    return "converged" if denial.independent().size >= 2 else "partial"


def partial_reason(support: Side, named: Collection[frozenset[str]] | None) -> str:
    """What keeps several supporters from bearing one another out; with None for `named` it is not
    told that one named the other."""
    if _all_qualify(support):
        return "all-qualified"
    if named is not None and support.is_pair(named):
        return "referral-pair"
    if support.one_branch:
        return "one-branch"
    return "one-organisation" if support.one_organisation else "no-independent-pair"


def weakest(
    claim: str, below: Mapping[str, Sequence[str]], verdicts: Mapping[str, Verdict]
) -> Verdict | None:
    """The weakest verdict of what a claim has as parts or rests on, and what those do in turn."""
    seen = {claim}
    waiting = list(below.get(claim, ()))
    while waiting:
        other = waiting.pop()
        if other in verdicts and other not in seen:
            seen.add(other)
            waiting += below.get(other, ())
    found = [verdicts[other] for other in seen - {claim}]
    return min(found, key=_ORDER.index, default=None)


def _all_qualify(side: Side) -> bool:
    return all(one.standing is Standing.QUALIFY for one in side.heard)
