"""Every table of the evidence section, by the name it has on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.analysis.farmer import compare
from qualcode.analysis.gaps import gaps
from qualcode.analysis.recruitment import recruitment
from qualcode.analysis.standpoints import reached
from qualcode.analysis.techniques import Sitting, spreads
from qualcode.i18n import mark, say
from qualcode.model.lists import Status
from qualcode.reports import appendix as appendix_report
from qualcode.reports import convergence as convergence_report
from qualcode.reports import gaps as gaps_report
from qualcode.reports import groups as groups_report
from qualcode.reports import listings, privacy, theme_sources
from qualcode.reports import referrals as referrals_report
from qualcode.reports import sources as sources_report
from qualcode.reports.document import Block, Document, Paragraph
from qualcode.store.project import Project
from qualcode.workflows import appendix
from qualcode.workflows.groups import UNKNOWN, group_of
from qualcode.workflows.material import Material
from qualcode.workflows.settings import planned
from qualcode.workflows.values import one_of

Build = Callable[[Material], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `title` is a template that faces translate, `build` gives its blocks."""

    name: str
    title: str
    build: Build

    def blocks(self, material: Material) -> tuple[Block, ...]:
        """Its blocks, without what must not be shared unless the material is named."""
        built = self.build(material)
        return built if material.named else tuple(map(privacy.shareable, built))


def table(project: Project, name: str, *, named: bool = False) -> Document:
    """The table of that name; unless `named`, without roles and without who led to whom.

    Raises `UsageError` for one that is not.
    """
    one_of(name, NAMES, "table")
    found = next(each for each in TABLES if each.name == name)
    material = Material(project, named=named)
    return Document(say(found.title), found.blocks(material), material.judged.settings.notice)


def _sources(material: Material) -> tuple[Block, ...]:
    texts = {id_: stored.about for id_, stored in material.transcripts.items()}
    return sources_report.sources(material.people, texts, material.member_checks)


def _techniques(material: Material) -> tuple[Block, ...]:
    sittings = {
        id_: Sitting(stored.about.kind.value, material.dates[id_], stored.about.informant)
        for id_, stored in material.transcripts.items()
    }
    found = material.judged
    return sources_report.techniques(spreads(found.claims, found.claim_subjects, sittings))


def _themes(material: Material) -> tuple[Block, ...]:
    found = material.judged
    return theme_sources.theme_sources(
        found.themes, found.theme_subjects, material.heard, material.counts
    )


def _convergence(material: Material) -> tuple[Block, ...]:
    about = {id_: (claim.type, claim.level) for id_, claim in material.claims.items()}
    found = material.judged
    return convergence_report.convergence(
        found.claims, found.themes, about, found.tree.seed, material.quotes
    )


def _independence(material: Material) -> tuple[Block, ...]:
    found = material.judged
    return convergence_report.independence(found.claims, found.themes, found.tree)


def _standpoints(material: Material) -> tuple[Block, ...]:
    statuses: dict[str, list[Status]] = {}
    for person in material.people:
        statuses.setdefault(person.standpoint, []).append(person.status)
    return sources_report.standpoints(reached(statuses, planned(material.settings["planned"])))


def _groups(material: Material) -> tuple[Block, ...]:
    by, agreement = material.settings["groups"], material.settings["agreement"]
    found, parents = material.judged, {path.rpartition("/")[0] for path in material.book.paths}
    used = [
        (row, subject)
        for row, subject in zip(found.themes, found.theme_subjects, strict=True)
        if row.n_segments
    ]
    group = {person.id: group_of(person, by) for person in material.people if person.heard}
    compared = compare(
        [row for row, _ in used],
        [subject for _, subject in used],
        {id_: name for id_, name in group.items() if name != UNKNOWN},
        frozenset(parents),
        float(agreement),
    )
    signed = [m for m in material.memos if m.kind == "method" and m.text.startswith(SIGNED)]
    return groups_report.groups(compared, by=by, agreement=agreement, signed=signed)


def _negative(material: Material) -> tuple[Block, ...]:
    return listings.negative_cases(material.negative_cases).blocks


def _gaps(material: Material) -> tuple[Block, ...]:
    found = material.judged
    return gaps_report.gaps(gaps(found.claims, found.themes, found.theme_subjects, material.people))


def _appendix(material: Material) -> tuple[Block, ...]:
    return appendix_report.appendix(appendix.steps(material))


def _recruitment(material: Material) -> tuple[Block, ...]:
    found = recruitment(material.people, material.judged.tree, {})
    counted = (referrals_report.reached(found), referrals_report.channels(found))
    remarks = map(Paragraph, referrals_report.remarks(found))
    return (*remarks, *(grid for grid in counted if grid.rows))


TABLES: tuple[Table, ...] = (
    Table("sources", mark("Sources"), _sources),
    Table("techniques", mark("Source, technique and time"), _techniques),
    Table("themes", mark("Themes by source"), _themes),
    Table("convergence", mark("Convergence"), _convergence),
    Table("groups", mark("Groups against each other"), _groups),
    Table("negative", mark("Negative cases"), _negative),
    Table("gaps", mark("Gaps"), _gaps),
    Table("standpoints", mark("Standpoints"), _standpoints),
    Table("independence", mark("How independent the sources may be"), _independence),
    Table("recruitment", mark("Recruitment"), _recruitment),
    Table("appendix", mark("From quote to claim"), _appendix),
)
SIGNED = "groups:"  # how a memo begins in which somebody decides about the groups
NAMES = tuple(each.name for each in TABLES)
