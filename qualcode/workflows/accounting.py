"""What a project holds on how its study was done."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version

from qualcode.analysis.recruitment import recruitment
from qualcode.model.codebook import CodeKind
from qualcode.model.transcript import SourceKind
from qualcode.reports.account import Account
from qualcode.reports.saturation import as_written
from qualcode.store import codebook, people, topics
from qualcode.workflows.history import iso
from qualcode.workflows.material import Material
from qualcode.workflows.saturation import saturation


def accounted(material: Material) -> Account:
    """The account of a study; what is not recorded stays empty."""
    project, judged = material.project, material.judged
    with project.reading() as connection:
        coders = tuple(people.coders(connection))
        asked = len(list(topics.listed(connection)))
        versions = list(codebook.versions(connection))
    abouts = [stored.about for stored in material.transcripts.values()]
    kinds = Counter(about.kind for about in abouts)
    interviews = [about for about in abouts if about.kind is SourceKind.INTERVIEW]
    dates = sorted(about.date for about in interviews if about.date)
    found = recruitment(material.people, judged.tree, {})
    heard = [person for person in material.people if person.heard]
    saturated = saturation(project)
    codes = [entry.code for entry in material.book.entries]
    contradicted = [row for row in judged.claims if row.dissenting]
    name, at = (versions[-1][0], iso(versions[-1][1])[:10]) if versions else ("", "")
    return Account(
        approach=material.settings["approach"],
        interviews=kinds[SourceKind.INTERVIEW],
        documents=kinds[SourceKind.DOCUMENT],
        observations=kinds[SourceKind.OBSERVATION],
        reached=Counter(person.status for person in material.people),
        channels=tuple(sorted(filter(None, found.channels))),
        seeds=len(found.seeds),
        waves=max((person.wave or 0 for person in material.people), default=0),
        organisations=len({person.organisation for person in heard if person.organisation}),
        dates=(dates[0], dates[-1]) if dates else ("", ""),
        interviewers=tuple(sorted({each.interviewer for each in interviews if each.interviewer})),
        places=sum(bool(about.place) for about in abouts),
        durations=sum(bool(about.duration) for about in interviews),
        repeated=sum(len(person.transcripts) > 1 for person in heard),
        consents=sum(bool(person.consent) for person in material.people),
        member_checks=len(material.member_checks),
        topics=asked,
        coders=coders,
        reporting=judged.settings.coders,
        dimensions=tuple(sorted(judged.settings.dimensions)),
        codes=len(codes),
        statements=sum(code.kind is CodeKind.STATEMENT for code in codes),
        version=(name, at),
        claims=len(judged.claims),
        contradicted=len(contradicted),
        adjudicated=sum(bool(row.adjudications) for row in contradicted),
        negative_cases=len(material.negative_cases),
        saturation=as_written(saturated.at, saturated.rule) or "",
        memos=Counter(memo.kind for memo in material.memos),
        software=f"qualcode {version('qualcode')}",
    )
