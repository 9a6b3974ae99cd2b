"""Lists of informants, their referral tree, and what they were asked."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import mark, say
from qualcode.model.views import (
    InformantView,
    TopicView,
)
from qualcode.reports.document import Column, Document, Grid, Paragraph
from qualcode.reports.legend import BRANCHES
from qualcode.reports.listings.listing import listing


def informants(found: Sequence[InformantView], notice: str = "") -> Document:
    """Informants in tree order, with wave and branch, and further columns of the project."""
    further = tuple(dict.fromkeys(name for person in found for name in person.attributes))
    columns = (
        Column("id", mark("Informant")),
        Column("role", mark("Role")),
        Column("organisation", mark("Organisation")),
        Column("parent_organisation", mark("Parent organisation")),
        Column("kind", mark("Kind"), closed=True),
        Column("standpoint", mark("Standpoint"), closed=True),
        Column("referred_by", mark("Referred by")),
        Column("channel", mark("Channel"), closed=True),
        Column("referral_date", mark("Referral date")),
        Column("wave", mark("Wave")),
        Column("branch", mark("Branch")),
        Column("date", mark("Date")),
        Column("status", mark("Status"), closed=True),
        Column("consent", mark("Consent")),
        Column("transcripts", mark("Transcripts")),
        *(Column(name, name, verbatim=True) for name in further),
    )
    rows = (
        (
            p.id, p.role, p.organisation, p.parent_organisation, p.kind, p.standpoint,
            ("-",) if p.seed and not p.referred_by else p.referred_by, p.channel, p.referral_date,
            p.wave, p.branch, p.date, p.status.value, p.consent, p.transcripts,
            *(p.attributes.get(name, "") for name in further),
        )
        for p in found
    )  # fmt: skip
    return listing(mark("Informants"), columns, rows, notice)


def tree(found: Sequence[InformantView], notice: str = "") -> Document:
    """The referral tree, one line a person, indented by wave."""
    columns = (
        Column("informant", mark("Informant")),
        Column("wave", mark("Wave")),
        Column("branch", mark("Branch")),
        Column("seed", mark("Seed")),
        Column("referred_by", mark("Referred by")),
        Column("role", mark("Role")),
        Column("organisation", mark("Organisation")),
        Column("status", mark("Status"), closed=True),
    )
    rows = tuple(
        (
            f"{stem}{p.id}", p.wave, p.branch, p.tree, p.referred_by, p.role, p.organisation,
            p.status.value,
        )
        for stem, p in zip(stems([p.wave for p in found]), found, strict=True)
    )  # fmt: skip
    data = tuple(
        {
            "id": p.id,
            "wave": p.wave,
            "branch": p.branch,
            "seed": p.tree,
            "referred_by": p.referred_by,
            "status": p.status.value,
        }
        for p in found
    )
    blocks = (Grid(columns, rows), Paragraph(say(BRANCHES)))
    return Document(say("Referral tree"), blocks, notice, data)


def stems(depths: Sequence[int | None]) -> list[str]:
    """What is drawn before each of those in a tree, given depth first by how deep they stand."""
    drawn: list[str] = []
    more: dict[int, bool] = {}  # whether somebody further down stands at that depth, below the same
    for depth in reversed(depths):
        if not depth:
            drawn.append("")
            more = {}
            continue
        lines = "".join("│  " if more.get(level) else "   " for level in range(1, depth))
        drawn.append(lines + ("├─ " if more.get(depth) else "└─ "))
        more = {level: held for level, held in more.items() if level < depth} | {depth: True}
    return drawn[::-1]


def topics(found: Sequence[TopicView], notice: str = "") -> Document:
    """What was asked, in which transcript and of whom."""
    columns = (
        Column("transcript", mark("Transcript")),
        Column("informant", mark("Informant")),
        Column("code", mark("Code")),
        Column("asked", mark("Asked"), closed=True),
    )
    rows = ((t.transcript, t.informant, t.code, "yes" if t.asked else "no") for t in found)
    return listing(mark("Topics asked"), columns, rows, notice)
