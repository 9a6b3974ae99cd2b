"""The appendix of a thesis: from each quote to its code, category, theme and claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.i18n import mark, say
from qualcode.model.views import QuoteView
from qualcode.reports.document import Block, Column, Grid


@dataclass(frozen=True, slots=True)
class Step:
    """A quote with all that it was raised to; names, empty where there is none."""

    quote: QuoteView
    code: str
    category: str
    themes: tuple[str, ...]
    claims: tuple[str, ...]


_TRANSLATED = (Column("translation", mark("Translation")), Column("translator", mark("Translator")))


def appendix(steps: Iterable[Step]) -> tuple[Block, ...]:
    """One row a coding, in reading order, then evidence that carries no code."""
    found = tuple(steps)
    translated = any(step.quote.translation for step in found)
    columns = (
        Column("quote", mark("Quote")),
        Column("code", mark("Code")),
        Column("category", mark("Category")),
        Column("themes", mark("Themes")),
        Column("claims", mark("Claims")),
        Column("sources", mark("Sources")),
        Column("transcript", mark("Transcript")),
        Column("line", mark("Line")),
        Column("stance", mark("Stance"), closed=True),
        *(_TRANSLATED if translated else ()),
    )
    rows = tuple(
        (
            step.quote.words, step.code, step.category, step.themes, step.claims,
            step.quote.sources, step.quote.transcript, step.quote.line, step.quote.stance.value,
            *((step.quote.translation, step.quote.translator) if translated else ()),
        )
        for step in found
    )  # fmt: skip
    return (Grid(columns, rows, say("From quote to claim")),)
