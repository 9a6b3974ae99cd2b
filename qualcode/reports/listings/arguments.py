"""Lists of claims, their evidence, and what speaks against them."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import mark
from qualcode.model.views import (
    Adjudication,
    ClaimView,
    EvidenceView,
    NegativeCaseView,
)
from qualcode.reports.document import Column, Document
from qualcode.reports.listings.listing import listing


def claims(found: Sequence[ClaimView], notice: str = "") -> Document:
    """Claims with what they name and rest on."""
    columns = (
        Column("id", mark("Claim")),
        Column("text", mark("Text")),
        Column("kind", mark("Kind"), closed=True),
        Column("themes", mark("Themes")),
        Column("type", mark("Type")),
        Column("level", mark("Level")),
        Column("assets", mark("Assets")),
        Column("documents", mark("Documents")),
        Column("literature", mark("Literature")),
        Column("rests_on", mark("Rests on")),
        Column("part_of", mark("Part of")),
        Column("note", mark("Note")),
        Column("adjudicated", mark("Adjudicated")),
    )
    rows = (
        (
            c.id, c.text, c.kind, c.themes, c.type, c.level, c.assets, c.documents, c.literature,
            c.rests_on, c.part_of, c.note, tuple(map(_adjudication, c.adjudications)),
        )
        for c in found
    )  # fmt: skip
    return listing(mark("Claims"), columns, rows, notice)


def _adjudication(settled: Adjudication) -> str:
    noted = f" ({settled.note})" if settled.note else ""
    return f"{settled.date} {settled.coder}: {settled.decision}{noted}"


def evidence(found: Sequence[EvidenceView], notice: str = "") -> Document:
    """Evidence, by claim."""
    columns = (
        Column("id", mark("No.")),
        Column("claim", mark("Claim")),
        Column("transcript", mark("Transcript")),
        Column("coder", mark("Coder")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("quote", mark("Quote")),
        Column("stance", mark("Stance"), closed=True),
        Column("basis", mark("Basis"), closed=True),
        Column("note", mark("Note")),
        Column("sources", mark("Sources")),
    )
    rows = (
        (
            e.number, e.claim, e.transcript, e.coder, e.start, e.end, e.quote, e.stance.value,
            e.basis, e.note, e.sources,
        )
        for e in found
    )  # fmt: skip
    return listing(mark("Evidence"), columns, rows, notice)


def negative_cases(found: Sequence[NegativeCaseView], notice: str = "") -> Document:
    """What speaks against claims, by claim, and how it was explained."""
    columns = (
        Column("claim", mark("Claim")),
        Column("passage", mark("Passage")),
        Column("transcript", mark("Transcript")),
        Column("sources", mark("Sources")),
        Column("stance", mark("Stance"), closed=True),
        Column("codes", mark("Codes")),
        Column("quote", mark("Quote")),
        Column("explanation", mark("How explained")),
        Column("revised", mark("Claim revised")),
        Column("explained_by", mark("Explained by")),
        Column("date", mark("Date")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("coder", mark("Coder")),
    )
    rows = (
        (
            c.claim, c.passage, c.transcript, c.sources, c.stance.value if c.stance else None,
            c.codes, c.quote, c.explanation, c.revised, c.explained_by, c.date, c.start, c.end,
            c.coder,
        )
        for c in found
    )  # fmt: skip
    return listing(mark("Negative cases"), columns, rows, notice)
