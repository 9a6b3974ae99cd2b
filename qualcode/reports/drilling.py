"""Claims and themes with the words behind each verdict, one part for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from qualcode.analysis.triangulation import Row
from qualcode.i18n import mark, say
from qualcode.model.views import QuoteView
from qualcode.reports.document import Column, Grid, Leaf, Paragraph, Part, Quote, Value
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


def numbers(rows: Sequence[Row]) -> Grid:
    """The counts behind the verdicts, with n_eff for three strengths of shared origin."""
    columns = (
        Column("id", mark("Claim")),
        Column("k", mark("k")),
        Column("independent", mark("I")),
        Column("branches", mark("B")),
        Column("organisations", mark("G")),
        Column("n_segments", mark("Passages")),
        *(Column(f"n_eff_{at}", f"n_eff (ρ = {at})", verbatim=True) for at in ("1/3", "1/2", "2/3")),
    )
    cells = tuple(
        (
            row.id, row.k, row.independent, row.branches, row.organisations, row.n_segments,
            *((round(each, 2) for each in row.n_eff) if row.n_eff else (None, None, None)),
        )
        for row in rows
        if row.sources
    )  # fmt: skip
    return Grid(columns, cells, say("Numbers behind the verdicts, and how sensitive they are"))


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
        shown = first or all_[:1]
        blocks: list[Leaf] = [Paragraph(_why(row)), *map(quoted, shown)]
        more = tuple(map(quoted, all_)) if len(all_) > len(shown) else ()
        heading = f"{row.id} · {row.text} · {say(row.verdict.value)}"
        made.append(Part(f"{kind}:{row.id}", heading, tuple(blocks), more))
    return made


def quoted(quote: QuoteView) -> Quote:
    """Somebody's words with who said them, where, and how they stand to it; a translation below."""
    words = quote.words.strip()
    if quote.translation:
        words += f"\n[{quote.translation} — {say('translated by {who}', who=quote.translator)}]"
    where = say("{transcript}, line {line}", transcript=quote.transcript, line=quote.line)
    told = (", ".join(quote.sources), where, quote.code, say(quote.stance.value))
    return Quote(words, " · ".join(filter(None, told)))


def _why(row: Row) -> str:
    told = [say("Verdict: {verdict}.", verdict=say(row.verdict.value))]
    if row.reason:
        told.append(f"{say(row.reason)}: {in_words(row.reason)}.")
    if row.witnesses:
        told.append(say("Independent witnesses: {ids}.", ids=", ".join(row.witnesses)))
    if row.dissenting:
        told.append(say("Spoken against by: {ids}.", ids="; ".join(named(row.dissenting))))
    if row.gatekeeper:
        told.append(say("All support came through {id}.", id=row.gatekeeper))
    if row.caveats:
        told.append(say("To be minded: {caveats}.", caveats=", ".join(map(say, row.caveats))))
    return " ".join(told)
