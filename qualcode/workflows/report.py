"""The report: all that a study shows, in the order in which a reader asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version

from qualcode.analysis.triangulation import Row, as_dict
from qualcode.i18n import mark, say
from qualcode.model.lists import Verdict
from qualcode.model.views import ClaimView, QuoteView
from qualcode.reports import account, drilling, headline, listings, privacy
from qualcode.reports import matrix as matrix_report
from qualcode.reports import referrals as referrals_report
from qualcode.reports import saturation as saturation_report
from qualcode.reports import triangulation as triangulation_report
from qualcode.reports.document import (
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Paragraph,
    Value,
)
from qualcode.reports.legend import legend
from qualcode.store import codebook, history
from qualcode.store.fingerprint import fingerprint
from qualcode.store.project import Project
from qualcode.workflows.accounting import accounted
from qualcode.workflows.citations import citations
from qualcode.workflows.claims import Claims
from qualcode.workflows.figures import FIGURES, Wish
from qualcode.workflows.history import iso
from qualcode.workflows.material import Material
from qualcode.workflows.matrix import matrix
from qualcode.workflows.quotes import Place
from qualcode.workflows.referrals import referrals
from qualcode.workflows.saturation import saturation
from qualcode.workflows.settings import Settings
from qualcode.workflows.tables import TABLES

_AT_THE_END = ("convergence", "independence", "appendix")
_TOLD = ("recruitment",)  # with the referral trees
_NAMES = mark(
    "People are named by pseudonym. Roles and who led to whom are left out, so that the report can"
    " be shared; ask for them with --named."
)
_NAMED = mark(
    "People are named by pseudonym, with their role and who led to them: not for sharing."
)


def report(project: Project, *, named: bool = False) -> Document:
    """All of it. Unless `named`, without the role of a person and without who led to whom."""
    material = Material(project, named=named)
    claims = Claims(project, "").list()
    held = accounted(material)
    blocks: list[Block] = [*_opening(material, claims, named=named)]
    blocks += _claims(material)
    blocks += _themes(material)
    blocks += _contradictions(material)
    for table in TABLES:
        if table.name not in (*_AT_THE_END, *_TOLD):
            blocks += [Heading(say(table.title)), *lowered(table.blocks(material))]
    blocks += _matrix(project)
    if held.approach != account.REFLEXIVE:
        blocks += _chapter(saturation_report.document(saturation(project), over="themes"))
    blocks += _people(material, named=named)
    blocks += _pictures(project, held, named=named)
    blocks += _appendix(material, held)
    judged = material.judged
    return Document(
        say("Who stands behind which claim"), tuple(blocks), judged.settings.notice, _data(material)
    )


def methods(project: Project) -> Document:
    """The methods paragraph, the reporting checklist and the parameters."""
    material = Material(project)
    held = accounted(material)
    blocks: tuple[Block, ...] = (
        *account.methods(held), account.checklist(held), _parameters(material),
    )  # fmt: skip
    return Document(say("Methods"), blocks, material.judged.settings.notice)


def lowered(blocks: Sequence[Block] | Iterator[Block]) -> Iterator[Block]:
    """The blocks of a document as a chapter of another."""
    for block in blocks:
        yield replace(block, depth=block.depth + 1) if isinstance(block, Heading) else block


def _chapter(document: Document) -> list[Block]:
    return [Heading(document.title), *lowered(document.blocks)]


def _opening(material: Material, claims: Sequence[ClaimView], *, named: bool) -> Iterator[Block]:
    citations = material.settings["material"] == "citations"
    if citations:
        yield Paragraph(say(triangulation_report.CITATIONS))
    yield Paragraph(say(_NAMED if named else _NAMES))
    yield Heading(say("What stands"))
    told = headline.sentences(material.judged.claims, claims, citations=citations)
    yield from map(Paragraph, told)


def _claims(material: Material) -> Iterator[Block]:
    found = material.judged
    everything = _behind_claims(material)
    parts = drilling.parts(found.claims, "claim", material.quotes, everything)
    held = [part.key.partition(":")[2] for part in parts]
    yield Heading(say("Claims"))
    dimensions = tuple(sorted(found.settings.dimensions))
    yield from triangulation_report.explanation(dimensions, found.settings.coders)
    if found.claims:
        yield drilling.verdicts(found.claims, mark("Claim"), say("Claims"), "claim", held)
        yield legend(found.claims)
    if parts:
        yield Heading(say("The words behind each claim"), 3)
        yield from parts


def _themes(material: Material) -> Iterator[Block]:
    rows = [row for row in material.judged.themes if row.n_segments]
    if not rows:
        return
    said: dict[str, list[Place]] = {}
    for place in material.coded:
        said.setdefault(place.code, []).append(place)
    everything = _worded(material, said)
    first = {path: drilling.one_each(quotes) for path, quotes in everything.items()}
    parts = drilling.parts(rows, "theme", first, everything)
    held = [part.key.partition(":")[2] for part in parts]
    yield Heading(say("Themes"))
    yield drilling.verdicts(rows, mark("Theme"), say("Themes"), "theme", held)
    yield Heading(say("The words behind each theme"), 3)
    yield from parts


def _behind_claims(material: Material) -> Mapping[str, Sequence[QuoteView]]:
    """All that is tied to each claim, or coded under its themes where nothing is."""
    said: dict[str, list[Place]] = {}
    for place in material.tied:
        said.setdefault(place.claim, []).append(place)
    by_code: dict[str, list[tuple[str, bool]]] = {}
    for row in material.judged.claims:
        for path, turned in material.under(row.id) if row.by == "themes" else ():
            by_code.setdefault(path, []).append((row.id, turned))
    for place in material.coded:
        for claim, turned in by_code.get(place.code, ()):
            stance = place.stance.turned if turned else place.stance
            said.setdefault(claim, []).append(replace(place, stance=stance))
    return _worded(material, said)


def _worded(
    material: Material, said: Mapping[str, Sequence[Place]]
) -> Mapping[str, Sequence[QuoteView]]:
    return {id_: tuple(map(material.words.of, places)) for id_, places in said.items()}


def _contradictions(material: Material) -> Iterator[Block]:
    rows = material.judged.claims
    open_ = [row.id for row in rows if row.verdict is Verdict.DISSONANT and not row.adjudications]
    yield Heading(say("Contradictions"))
    contradicted = [row for row in rows if row.dissenting]
    if not contradicted:
        yield Paragraph(say("Nobody speaks against any claim."))
        return
    yield Paragraph(say("Spoken against: {ids}.", ids=", ".join(row.id for row in contradicted)))
    if open_:
        yield Paragraph(say("Not adjudicated yet: {ids}.", ids=", ".join(open_)))
    settled = triangulation_report.settled(rows)
    if settled.rows:
        yield settled


def _matrix(project: Project) -> Iterator[Block]:
    yield Heading(say("Theme matrix"))
    yield matrix_report.grid(matrix(project), by="informant", cells="segments")


def _people(material: Material, *, named: bool) -> Iterator[Block]:
    found = referrals(material.project)
    reached = found.recruitment if named else replace(found.recruitment, extra=())
    yield from _chapter(referrals_report.document(reached, found.claims, found.themes))
    if named:
        yield from lowered(listings.tree(material.people).blocks)
    yield from map(Paragraph, privacy.few(material.people, named=named))


def _pictures(project: Project, held: account.Account, *, named: bool) -> Iterator[Block]:
    yield Heading(say("Pictures"))
    for picture in FIGURES:
        if picture.name == "saturation" and held.approach == account.REFLEXIVE:
            continue
        yield picture.build(project, Wish(named=named))


def _appendix(material: Material, held: account.Account) -> Iterator[Block]:
    yield Heading(say("Methods"))
    yield from account.methods(held)
    yield account.checklist(held)
    for table in TABLES:
        if table.name in _AT_THE_END:
            yield Heading(say(table.title))
            built = table.blocks(material)
            yield from (block for block in built if isinstance(block, Paragraph | Grid))
    yield from _chapter(citations(material.project))
    yield Heading(say("Parameters and data"))
    yield _parameters(material)


def _parameters(material: Material) -> Grid:
    columns = (Column("parameter", mark("Parameter")), Column("value", mark("Value")))
    rows = tuple((say(key), value) for key, value in _settled(material))
    return Grid(columns, rows, say("Parameters"))


def _settled(material: Material) -> Iterator[tuple[str, str]]:
    """What the results rest on, by a name that faces translate."""
    project = material.project
    with project.reading() as connection:
        step, at = history.last_change(connection)
        found = fingerprint(connection)
        versions = list(codebook.versions(connection))
    for each in Settings(project, "").list():
        if each.key != "constructed":
            yield each.key, each.value
    yield mark("saturation base, run and threshold"), "4 · 2 · 5%"
    yield mark("correlation of people one referral step apart"), "1/3 · 1/2 · 2/3"
    name, frozen = (versions[-1][0], iso(versions[-1][1])[:10]) if versions else ("", "")
    yield mark("codebook version"), f"{name} · {frozen}" if name else "-"
    yield mark("last step"), f"{step} · {iso(at)}"
    yield mark("hash of the data (SHA-256)"), found
    yield mark("software"), f"qualcode {version('qualcode')}"


def _data(material: Material) -> Value:
    """The report for programs: verdicts with what is known of each, and the parameters."""

    def told(rows: Sequence[Row]) -> Value:
        return tuple(map(as_dict, rows))

    return {
        "claims": told(material.judged.claims),
        "themes": told(material.judged.themes),
        "parameters": dict(_settled(material)),
    }
