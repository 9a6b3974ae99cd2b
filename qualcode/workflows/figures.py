"""Pictures of a study, each by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.errors import NotFoundError
from qualcode.i18n import mark
from qualcode.reports.document import Figure
from qualcode.reports.figures import sociogram
from qualcode.store.project import Project
from qualcode.workflows.informants import known
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


FIGURES: tuple[Picture, ...] = (
    Picture("referrals", mark("Who led to whom, and who supports a claim"), _referrals),
)
