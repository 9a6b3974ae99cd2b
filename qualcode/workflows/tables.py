"""Every table of the evidence section, by the name it has on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.analysis.standpoints import Reached, reached
from qualcode.analysis.techniques import Sitting, spreads
from qualcode.i18n import mark, say
from qualcode.model.lists import Status
from qualcode.reports import convergence as convergence_report
from qualcode.reports import sources as sources_report
from qualcode.reports import theme_sources
from qualcode.reports.document import Block, Document
from qualcode.store.project import Project
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


def table(project: Project, name: str) -> Document:
    """The table of that name. Raises `UsageError` for one that is not."""
    one_of(name, NAMES, "table")
    found = next(each for each in TABLES if each.name == name)
    material = Material(project)
    return Document(say(found.title), found.build(material), material.judged.settings.notice)


def _sources(material: Material) -> tuple[Block, ...]:
    texts = {id_: stored.about for id_, stored in material.transcripts.items()}
    return sources_report.sources(material.people, texts, material.member_checks)


def _techniques(material: Material) -> tuple[Block, ...]:
    sittings = {
        id_: Sitting(stored.about.kind.value, stored.about.date, stored.about.informant)
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
    return convergence_report.independence(material.judged.claims, material.judged.themes)


def _standpoints(material: Material) -> tuple[Block, ...]:
    wanted = planned(material.settings["planned"])
    found: dict[str, tuple[Reached, ...]] = {}
    statuses: dict[str, list[Status]] = {}
    for person in material.people:
        statuses.setdefault(person.standpoint, []).append(person.status)
    found["standpoint"] = reached(statuses, wanted)
    return sources_report.standpoints(found)


TABLES: tuple[Table, ...] = (
    Table("sources", mark("Sources"), _sources),
    Table("techniques", mark("Source, technique and time"), _techniques),
    Table("themes", mark("Themes by source"), _themes),
    Table("convergence", mark("Convergence"), _convergence),
    Table("standpoints", mark("Standpoints"), _standpoints),
    Table("independence", mark("How independent the sources may be"), _independence),
)
NAMES = tuple(each.name for each in TABLES)
