"""Citing the informants behind a claim."""

from __future__ import annotations

from qualcode.analysis.citations import cited, names
from qualcode.reports import citations as report
from qualcode.reports.citations import STYLES, Interview
from qualcode.reports.document import Document
from qualcode.store import claims
from qualcode.store.project import Project
from qualcode.workflows.material import Material
from qualcode.workflows.values import one_of

NAMES = ("pseudonym", "role")


def citations(
    project: Project, claim: str = "", *, style: str = "article", by: str = "pseudonym"
) -> Document:
    """In-text citations of the informants behind one claim or all, and the list of interviews.

    `style` is article or apa; `by` says whether informants go by pseudonym or by role.
    """
    one_of(style, STYLES, "style")
    one_of(by, NAMES, "kind of name")
    if claim:
        with project.reading() as connection:
            claims.key_of(connection, claim)
    material = Material(project)
    found = material.judged
    heard = [person for person in material.people if person.heard]
    called = names([(p.id, p.role if by == "role" else "") for p in heard])
    about = {id_: stored.about for id_, stored in material.transcripts.items()}
    dates = material.dates
    interviews = [
        Interview(
            called[person.id], id_, about[id_].date or person.date, about[id_].mode,
            about[id_].place, about[id_].duration,
        )
        for person in heard
        for id_ in person.transcripts
    ]  # fmt: skip
    behind = [
        cited(row, subject, dates)
        for row, subject in zip(found.claims, found.claim_subjects, strict=True)
        if claim in ("", row.id)
    ]
    return report.document(behind, interviews, called, style=style, notice=found.settings.notice)
