"""Co-occurrence as a report: the pairs of codes, and whose words they rest on."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.analysis.cooccurrence import UNEVEN, Cooccurrence, Pair
from qualcode.i18n import mark, say
from qualcode.reports.document import Block, Column, Document, Grid, Paragraph, Value

_UNITS = {
    "passage": mark("Units are the {count} passages, each span once; they meet if they overlap."),
    "turn": mark("Units are the {count} turns of informants in which anything is coded."),
    "paragraph": mark("Units are the {count} paragraphs in which anything is coded."),
    "transcript": mark("Units are the {count} transcripts in which anything is coded."),
}
_WITHIN = mark(
    "Units are the {count} passages, each span once; they meet if at most {within} characters lie"
    " between them."
)


def document(
    found: Cooccurrence, *, unit: str, within: int | None = None, notice: str = ""
) -> Document:
    """The pairs that come together, the most frequent first."""
    template = _UNITS[unit] if within is None else _WITHIN
    blocks: list[Block] = [Paragraph(say(template, count=found.units, within=within))]
    if not found.pairs:
        blocks.append(Paragraph(say("No two codes come together.")))
    blocks += [grid(found), Paragraph(_legend())]
    data = {
        "unit": unit,
        "within": within,
        "units": found.units,
        "pairs": tuple(map(_data, found.pairs)),
    }
    return Document(say("Co-occurrence of codes"), tuple(blocks), notice, data)


def grid(found: Cooccurrence) -> Grid:
    """One row for every pair that comes together at all."""
    columns = (
        Column("code", mark("Code")),
        Column("other", mark("With")),
        Column("together", mark("Together")),
        Column("n", mark("n of the code")),
        Column("n_other", mark("n of the other")),
        Column("sources", mark("Sources")),
        Column("c", mark("c")),
        Column("share", mark("Share of the code")),
        Column("share_other", mark("Share of the other")),
        Column("lift", mark("Lift")),
        Column("uneven", mark("Uneven")),
    )
    rows = tuple(tuple(_data(pair).values()) for pair in found.pairs)
    return Grid(columns, rows)


def _data(pair: Pair) -> Mapping[str, Value]:
    return {
        "code": pair.code,
        "other": pair.other,
        "together": pair.together,
        "n": pair.n,
        "n_other": pair.n_other,
        "sources": pair.sources,
        "c": round(pair.c, 4),
        "share": round(pair.share, 4),
        "share_other": round(pair.share_other, 4),
        "lift": round(pair.lift, 4),
        "uneven": pair.uneven,
    }


def _legend() -> str:
    return say(
        "c is together / (n of the code + n of the other - together), from 0 to 1. A share is the"
        " part of the units with a code that also have, or meet, the other; together is the smaller"
        " of the two counts. Lift is how many times as often they come together as by chance."
        " Sources are all whose words these are: one talkative informant can make a whole row."
        " Uneven: one is more than {times} times as frequent as the other, and c says little.",
        times=UNEVEN,
    )
