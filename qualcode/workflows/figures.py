"""Pictures of a study, each by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.analysis.matrix import Cell
from qualcode.errors import NotFoundError
from qualcode.i18n import mark
from qualcode.reports.document import Figure
from qualcode.reports.figures import assetmap, curves, heatmap, network, sociogram, timeline
from qualcode.store import claims, codebook, transcripts
from qualcode.store.project import Project
from qualcode.workflows.cooccurrence import cooccurrence
from qualcode.workflows.groups import group_of
from qualcode.workflows.informants import known
from qualcode.workflows.matrix import matrix
from qualcode.workflows.saturation import saturation
from qualcode.workflows.settings import reporting
from qualcode.workflows.triangulation import triangulation
from qualcode.workflows.values import one_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What a picture is asked to show: a claim by its id, people by pseudonym and role."""

    claim: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A kind of picture; `title` is a template."""

    name: str
    title: str
    build: Callable[[Project, Wish], Figure]


def figure(project: Project, name: str, *, claim: str = "", named: bool = False) -> Figure:
    """The picture called `name`, one of `FIGURES`.

    `claim` chooses whose support `referrals` shows; `named` shows people by pseudonym and role,
    where the picture can leave that out. Raises `UsageError` or `NotFoundError`.
    """
    one_of(name, tuple(each.name for each in FIGURES), "picture")
    chosen = next(each for each in FIGURES if each.name == name)
    return chosen.build(project, Wish(claim, named))


def _referrals(project: Project, wish: Wish) -> Figure:
    with project.reading() as connection:
        people = known(connection)
        notice = reporting(connection).notice
    claim = None
    if wish.claim:
        judged = {row.id: row for row in triangulation(project).claims}
        if wish.claim not in judged:
            raise NotFoundError(
                "there is no claim {id}", advice="qualcode claims list shows all", id=wish.claim
            )
        claim = judged[wish.claim]
    return sociogram.figure(people, claim, named=wish.named, notice=notice)


def _assets(project: Project, _wish: Wish) -> Figure:
    with project.reading() as connection:
        listed = claims.listed(connection)
    found = triangulation(project)
    rows = {row.id: row for row in found.claims}
    holdings = [
        assetmap.Holding(claim.type, claim.level, claim.assets, rows[claim.id]) for claim in listed
    ]
    return assetmap.figure(holdings, notice=found.notice)


def _heatmap(project: Project, _wish: Wish) -> Figure:
    counts = matrix(project)
    found = triangulation(project)
    stances = {row.id: {one.id: one.stance for one in row.sources} for row in found.themes}
    names = {row.id: row.text for row in found.themes}
    with project.reading() as connection:
        people = {person.id: person for person in known(connection)}
    lines = [
        heatmap.Line(
            row.path, names[row.path],
            tuple(map(_whole, row.values)), _whole(row.total), stances.get(row.path, {}),
        )
        for row in counts.rows
    ]  # fmt: skip
    groups = [group_of(people[id_], "branch") for id_ in counts.columns]
    return heatmap.figure(lines, counts.columns, groups, notice=found.notice)


def _whole(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _saturation(project: Project, _wish: Wish) -> Figure:
    with project.reading() as connection:
        notice = reporting(connection).notice
    return curves.figure(saturation(project), notice=notice)


def _cooccurrence(project: Project, _wish: Wish) -> Figure:
    with project.reading() as connection:
        codes = codebook.book(connection).paths
        notice = reporting(connection).notice
    return network.figure(cooccurrence(project), codes, notice=notice)


def _timeline(project: Project, wish: Wish) -> Figure:
    with project.reading() as connection:
        people = known(connection)
        stored = transcripts.listed(connection)
        notice = reporting(connection).notice
    told = {id_: person.date for person in people for id_ in person.transcripts}
    events = [
        timeline.Event(
            one.id, one.about.kind, one.about.date or told.get(one.id, ""), one.about.organisation
        )
        for one in stored
    ]
    return timeline.figure(people, events, named=wish.named, notice=notice)


FIGURES: tuple[Picture, ...] = (
    Picture("referrals", mark("Who led to whom, and who supports a claim"), _referrals),
    Picture("assets", mark("Assets by type and level, each with its verdict"), _assets),
    Picture("heatmap", mark("Who speaks of what, how often, and which way"), _heatmap),
    Picture("saturation", mark("New themes, interview by interview"), _saturation),
    Picture("cooccurrence", mark("Which codes come together"), _cooccurrence),
    Picture("timeline", mark("Who was reached when"), _timeline),
)
