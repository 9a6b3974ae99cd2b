"""The referral trees: how people were found, what each branch brought, what hangs on it alone."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.leaving_out import Change, changes
from qualcode.analysis.recruitment import Recruitment, recruitment
from qualcode.analysis.triangulation import triangulate
from qualcode.model.lineage import EVERYBODY
from qualcode.store import informants
from qualcode.store.project import Project
from qualcode.workflows.informants import forest
from qualcode.workflows.lineage import listened
from qualcode.workflows.settings import reporting
from qualcode.workflows.triangulation import Subjects


@dataclass(frozen=True, slots=True)
class Referrals:
    """How people were found; and the claims and the themes that are judged otherwise when one
    branch is left out."""

    recruitment: Recruitment
    claims: tuple[Change, ...]
    themes: tuple[Change, ...]
    notice: str


def referrals(project: Project) -> Referrals:
    """The referral trees, and every verdict that would be another without one of their branches."""
    with project.reading() as connection:
        settings = reporting(connection)
        listening = listened(connection, EVERYBODY)
        study = Subjects(connection, settings, listening)
        tree = forest(connection)
        said = {path: {one.source for one in readings} for path, readings in study.codes()}
        found = recruitment(listening.people, tree, said)
        branches = {branch.id: branch.people for branch in found.branches if branch.interviewed}
        sources = study.sources()
        named = [(edge.referrer, edge.informant) for edge in informants.referrals(connection)]
        heard = [person.id for person in listening.people if person.heard]
        changed = []
        for subjects in (list(study.claims()), list(study.themes())):
            rows = triangulate(
                subjects, sources, tree, settings.coders, heard, settings.dimensions, named
            )
            changed.append(
                changes(
                    branches, subjects, rows, sources, tree, settings.coders, settings.dimensions
                )
            )
    return Referrals(found, changed[0], changed[1], settings.notice)
