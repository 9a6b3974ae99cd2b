"""What becomes of the verdicts when some people are left out: a branch, say, and all it said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.referral import Forest
from qualcode.analysis.support import Key, key, whose
from qualcode.analysis.triangulation import Row, Source, Subject, triangulate
from qualcode.analysis.verdict import Verdict


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
    interviewed: Sequence[str],
    dimensions: frozenset[str],
    named: Collection[tuple[str, str]] = (),
) -> tuple[Change, ...]:
    """The verdicts that change when one of the `groups` of informants is left out, one at a time.

    `rows` are the subjects as judged with everybody; the rest is as in `triangulate`. Only what
    somebody of the group spoke of, or was asked, is judged anew.
    """
    known = {key(source): source for source in sources}
    verdicts = {row.id: row.verdict for row in rows}
    found: list[Change] = []
    for group, people in groups.items():
        out = frozenset(people)
        left = list(_touched(subjects, out, known))
        heard = [person for person in interviewed if person not in out]
        for row in triangulate(left, sources, forest, coders, heard, dimensions, named):
            if row.verdict is not verdicts[row.id]:
                found.append(Change(group, row.id, verdicts[row.id], row.verdict))
    return tuple(found)


def _touched(
    subjects: Sequence[Subject], out: frozenset[str], sources: Mapping[Key, Source]
) -> Iterator[Subject]:
    """The subjects on which any of those people spoke, without what they said."""
    for subject in subjects:
        kept = tuple(
            said for said in subject.said if said.source not in out or whose(said, sources)[0]
        )
        if len(kept) < len(subject.said):
            yield replace(
                subject, said=kept, asked=subject.asked - out, not_asked=subject.not_asked - out
            )
