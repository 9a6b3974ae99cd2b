"""Lists of codings, passages, links between them, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import mark
from qualcode.model.views import (
    CodingView,
    HitView,
    LinkView,
    PlaceView,
    RetrievedView,
)
from qualcode.reports.document import Column, Document
from qualcode.reports.listings.listing import listing


def codings(found: Sequence[CodingView], notice: str = "") -> Document:
    """Codings, in reading order."""
    columns = (
        Column("id", mark("No.")),
        Column("transcript", mark("Transcript")),
        Column("code", mark("Code")),
        Column("coder", mark("Coder")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("quote", mark("Quote")),
        Column("stance", mark("Stance"), closed=True),
        Column("note", mark("Note")),
        Column("round", mark("Round")),
        Column("sources", mark("Sources")),
    )
    rows = (
        (
            c.number, c.transcript, c.code, c.coder, c.start, c.end, c.quote, c.stance.value,
            c.note, c.round, c.sources,
        )
        for c in found
    )  # fmt: skip
    return listing(mark("Codings"), columns, rows, notice)


def places(found: Sequence[PlaceView], notice: str = "") -> Document:
    """Passages, in reading order, with or without codes."""
    columns = (
        Column("id", mark("No.")),
        Column("transcript", mark("Transcript")),
        Column("coder", mark("Coder")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("quote", mark("Quote")),
        Column("key_quote", mark("Key quote"), closed=True),
        Column("codes", mark("Codes")),
        Column("sources", mark("Sources")),
        Column("translation", mark("Translation")),
        Column("translator", mark("Translator")),
    )
    rows = (
        (
            p.number, p.transcript, p.coder, p.start, p.end, p.quote,
            "yes" if p.key_quote else "no", p.codes, p.sources, p.translation, p.translator,
        )
        for p in found
    )  # fmt: skip
    return listing(mark("Passages"), columns, rows, notice)


def links(found: Sequence[LinkView], notice: str = "") -> Document:
    """Links between passages, the oldest first."""
    columns = (
        Column("id", mark("No.")),
        Column("passage", mark("Passage")),
        Column("kind", mark("Kind"), closed=True),
        Column("other", mark("Other passage")),
    )
    rows = ((link.number, link.passage, link.kind, link.other) for link in found)
    return listing(mark("Links"), columns, rows, notice)


def retrieved(found: Sequence[RetrievedView], notice: str = "") -> Document:
    """Passages with the words around them, in reading order."""
    columns = (
        Column("id", mark("No.")),
        Column("transcript", mark("Transcript")),
        Column("sources", mark("Sources")),
        Column("code", mark("Code")),
        Column("stance", mark("Stance"), closed=True),
        Column("line", mark("Line")),
        Column("before", mark("Before")),
        Column("quote", mark("Quote")),
        Column("after", mark("After")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("coder", mark("Coder")),
        Column("note", mark("Note")),
    )
    rows = (
        (
            p.coding.number, p.coding.transcript, p.coding.sources, p.coding.code,
            p.coding.stance.value, p.line, p.before, p.coding.quote, p.after, p.coding.start,
            p.coding.end, p.coding.coder, p.coding.note,
        )
        for p in found
    )  # fmt: skip
    return listing(mark("Passages"), columns, rows, notice)


def hits(found: Sequence[HitView], notice: str = "") -> Document:
    """Where a phrase stands."""
    columns = (
        Column("transcript", mark("Transcript")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("before", mark("Before")),
        Column("hit", mark("Found")),
        Column("after", mark("After")),
        Column("sources", mark("Sources")),
    )
    rows = ((h.transcript, h.start, h.end, h.before, h.hit, h.after, h.sources) for h in found)
    return listing(mark("Found"), columns, rows, notice)
