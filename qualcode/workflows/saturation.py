"""Saturation: when the interviews stopped bringing new themes, or new claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from qualcode.analysis.saturation import Grouping, Interview, Rule, Saturation
from qualcode.analysis.saturation import saturation as saturated
from qualcode.analysis.subjects import Said
from qualcode.analysis.support import SUPPORTING
from qualcode.errors import UsageError
from qualcode.model.lineage import EVERYBODY, Lineage
from qualcode.model.transcript import SourceKind
from qualcode.model.views import InformantView
from qualcode.store import transcripts
from qualcode.store.project import Project
from qualcode.store.transcripts import Stored
from qualcode.workflows.groups import UNKNOWN, group_of
from qualcode.workflows.lineage import listened
from qualcode.workflows.settings import reporting
from qualcode.workflows.triangulation import Subjects
from qualcode.workflows.values import one_of

OVER = ("themes", "claims")
DIMENSIONS = ("wave", "branch", "organisation")


def saturation(
    project: Project,
    *,
    over: str = "themes",
    base: int = 4,
    run: int = 2,
    threshold: str = "5%",
    separate: bool = False,
    below: bool = False,
    lineage: Lineage = EVERYBODY,
) -> Saturation:
    """After which interview too little came that was new, over the reporting coders and rounds.

    A theme is a code as it was applied, a claim counts where somebody affirms or qualifies it.
    `threshold` is a share of the themes of the first `base` interviews: `5%`, `0.05` or `1/20`.
    """
    one_of(over, OVER, "kind of saturation")
    rule = Rule(_whole(base, "base"), _whole(run, "run"), _share(threshold), separate, below)
    with project.reading() as connection:
        listening = listened(connection, lineage)
        study = Subjects(connection, reporting(connection), listening)
        said = study.codes() if over == "themes" else _supporting(study)
        heard = [person for person in listening.people if person.heard]
        everyone = transcripts.listed(connection)
        there = {id_ for person in heard for id_ in person.transcripts}
        texts = [text for text in everyone if not lineage or text.id in there]
        interviews = list(_interviews(texts, heard, said))
    groupings = {by: _grouping(heard, by) for by in DIMENSIONS}
    return saturated(interviews, groupings, rule, "wave")


def _supporting(study: Subjects) -> Iterator[tuple[str, Sequence[Said]]]:
    for claim in study.claims():
        yield claim.id, [said for said in claim.said if said.stance in SUPPORTING]


def _interviews(
    stored: Iterable[Stored],
    people: Sequence[InformantView],
    said: Iterable[tuple[str, Sequence[Said]]],
) -> Iterator[Interview]:
    """All interviews, as the tree has those who speak in them; by id where nobody known does."""
    found: dict[tuple[str, str], set[str]] = {}
    for theme, readings in said:
        for one in readings:
            found.setdefault((one.transcript, one.source), set()).add(theme)
    texts = {each.id: each for each in stored if each.about.kind is SourceKind.INTERVIEW}
    present: dict[str, list[InformantView]] = {}
    for person in people:
        for id_ in person.transcripts:
            present.setdefault(id_, []).append(person)
    for id_ in dict.fromkeys((*(id_ for id_ in present if id_ in texts), *texts)):
        here = present.get(id_, [])
        dates = [person.date for person in here if person.date]
        date = texts[id_].about.date or min(dates, default="")
        spoken = ((person.id, frozenset(found.get((id_, person.id), ()))) for person in here)
        yield Interview(id_, date, {who: themes for who, themes in spoken if themes})


def _grouping(people: Sequence[InformantView], by: str) -> Grouping:
    of = {p.id: "" if (name := group_of(p, by)) == UNKNOWN else name for p in people}
    names = list(dict.fromkeys(of.values()))
    if by == "wave":
        names.sort(key=lambda name: int(name or 0))
    elif by == "organisation":
        names.sort()
    return Grouping(tuple(sorted(names, key=lambda name: not name)), of)


def _whole(number: int, what: str) -> int:
    if number < 1:
        raise UsageError(
            "{value} is no {what}", advice="give a whole number from 1", value=number, what=what
        )
    return number


def _share(given: str) -> Fraction:
    """A share from 0 to 1, kept exact."""
    text = given.strip()
    try:
        share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise UsageError(
            "{given} is no threshold", advice="write a share, such as 5% or 0.05", given=given
        )
    return share
