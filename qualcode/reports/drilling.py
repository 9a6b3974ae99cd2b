"""Claims and themes with the words behind each verdict, one part for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from qualcode.analysis.triangulation import Row
from qualcode.i18n import mark, say
from qualcode.model.lists import Stance
from qualcode.model.views import QuoteView
from qualcode.reports.convergence import quote
from qualcode.reports.document import Column, Grid, Leaf, Paragraph, Part, Value
from qualcode.reports.legend import in_words
from qualcode.reports.triangulation import named

_ALWAYS = 5  # the columns up to those who support


def verdicts(rows: Sequence[Row], title: str, caption: str, kind: str, held: Sequence[str]) -> Grid:
    """Which stand, and on whose word; `held` are the ids that a part tells more of."""
    columns = (
        Column("id", title),
        Column("text", mark("Text")),
        Column("verdict", mark("Verdict"), closed=True),
        Column("reason", mark("Reason"), closed=True),
        Column("supporting", mark("Supported by")),
        Column("dissenting", mark("Spoken against by")),
        Column("witnesses", mark("Witnesses")),
        Column("gatekeeper", mark("All through")),
        Column("weakest", mark("Weakest below"), closed=True),
        Column("caveats", mark("Caveats"), closed=True),
    )
    cells: list[tuple[Value, ...]] = [
        (
            row.id, row.text, row.verdict.value, row.reason, named(row.supporting),
            named(row.dissenting), row.witnesses, row.gatekeeper,
            row.weakest.value if row.weakest else None, row.caveats,
        )
        for row in rows
    ]  # fmt: skip
    said = [at < _ALWAYS or any(row[at] not in (None, (), "") for row in cells)
            for at in range(len(columns))]  # fmt: skip
    known = set(held)
    return Grid(
        tuple(compress(columns, said)),
        tuple(tuple(compress(row, said)) for row in cells),
        caption,
        tuple(f"{kind}:{row.id}" if row.id in known else "" for row in rows),
    )


def parts(
    rows: Sequence[Row],
    kind: str,
    chosen: Mapping[str, Sequence[QuoteView]],
    everything: Mapping[str, Sequence[QuoteView]],
) -> list[Part]:
    """For each row that anybody's words stand behind: what it rests on, and those words.

    `chosen` has a quote for each witness and each who speaks against; `everything` all of them.
    """
    made = []
    for row in rows:
        first, all_ = chosen.get(row.id, ()), everything.get(row.id, ())
        if not (first or all_):
            continue
        shown = first or all_
        blocks: list[Leaf] = [Paragraph(_why(row)), *map(quote, shown)]
        more = tuple(map(quote, all_)) if len(all_) > len(shown) else ()
        heading = f"{row.id} · {row.text} · {say(row.verdict.value)}"
        made.append(Part(f"{kind}:{row.id}", heading, tuple(blocks), more))
    return made


def one_each(quotes: Sequence[QuoteView]) -> Sequence[QuoteView]:
    """The first quote of each source, and the first in which it denies."""
    first: dict[tuple[tuple[str, ...], bool], QuoteView] = {}
    for each in quotes:
        first.setdefault((each.sources, each.stance is Stance.DENY), each)
    return tuple(first.values())


def _why(row: Row) -> str:
    told = [say("Verdict: {verdict}.", verdict=say(row.verdict.value))]
    if row.reason:
        told.append(f"{say(row.reason)}: {in_words(row)}.")
    if row.witnesses:
        told.append(say("Independent witnesses: {ids}.", ids=", ".join(row.witnesses)))
    if row.dissenting:
        told.append(say("Spoken against by: {ids}.", ids="; ".join(named(row.dissenting))))
    if row.gatekeeper:
        told.append(say("All support came through {id}.", id=row.gatekeeper))
    if row.caveats:
        told.append(say("To be minded: {caveats}.", caveats=", ".join(map(say, row.caveats))))
    return " ".join(told)
