"""The convergence table: each claim and theme with its numbers, witnesses, verdict and quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from qualcode.analysis.referral import Forest
from qualcode.analysis.standing import Standing
from qualcode.analysis.triangulation import Row
from qualcode.i18n import mark, say
from qualcode.model.lists import Stance
from qualcode.model.views import Adjudication, QuoteView
from qualcode.reports.document import Block, Column, Grid, Heading, Paragraph, Quote, Value
from qualcode.reports.legend import in_words, legend

_AGAINST = (Stance.DENY,)


def convergence(
    claims: Sequence[Row],
    themes: Sequence[Row],
    about: Mapping[str, tuple[str, str]],
    seed: Callable[[str], str | None],
    quotes: Mapping[str, Sequence[QuoteView]],
) -> tuple[Block, ...]:
    """Claims, themes, then a quote for each witness and against it; `about` gives the type and
    level of a claim, `seed` the root of an informant's tree."""
    used = tuple(row for row in themes if row.n_segments)
    blocks: list[Block] = [
        Paragraph(
            say(
                "A, Q, D and X: sources that affirm, qualify, deny, or do both; under themes judged"
                " by coverage nobody stands in these columns. I/D/O: informants, documents and"
                " observations among those who support it. k, G, T, B: supporting sources, their"
                " organisations, trees and branches; I: how many of them are independent of each"
                " other, who are named as witnesses. The number of passages decides nothing."
            )
        ),
        _grid(claims, Column("id", mark("Claim")), say("Claims"), seed, about),
        _grid(used, Column("id", mark("Theme")), say("Themes"), seed),
        *_quotes(claims, quotes),
        legend((*claims, *used)),
    ]
    return tuple(blocks)


def _grid(
    rows: Sequence[Row],
    first: Column,
    caption: str,
    seed: Callable[[str], str | None],
    about: Mapping[str, tuple[str, str]] | None = None,
) -> Grid:
    described = (Column("type", mark("Type")), Column("level", mark("Level")))
    columns = (
        first,
        Column("text", mark("Text")),
        *(described if about is not None else ()),
        Column("verdict", mark("Verdict"), closed=True),
        Column("reason", mark("Reason")),
        Column("n_segments", mark("Passages")),
        Column("k", mark("k")),
        *(Column(letter, letter, verbatim=True) for letter in "AQDX"),
        Column("kinds", mark("I/D/O")),
        Column("organisations", mark("G")),
        Column("trees", mark("T")),
        Column("branches", mark("B")),
        Column("independent", mark("I")),
        Column("witnesses", mark("Witnesses")),
        Column("gatekeeper", mark("All through")),
        Column("caveats", mark("Caveats"), closed=True),
        Column("adjudications", mark("Adjudicated")),
    )
    cells = tuple(
        (
            row.id,
            row.text,
            *(about.get(row.id, ("", "")) if about is not None else ()),
            *_cells(row, seed),
        )
        for row in rows
    )
    return Grid(columns, cells, caption)


def _cells(row: Row, seed: Callable[[str], str | None]) -> Iterator[Value]:
    stances = [one.stance for one in row.sources]
    kinds = [one.kind for one in row.supporting]
    trees = {seed(one.id) for one in row.supporting if one.kind == "informant"} - {None}
    yield row.verdict.value
    yield in_words(row)
    yield row.n_segments
    yield row.k
    for standing in (Standing.AFFIRM, Standing.QUALIFY, Standing.DENY, Standing.MIXED):
        yield stances.count(standing)
    yield "/".join(str(kinds.count(kind)) for kind in ("informant", "document", "observation"))
    yield row.organisations
    yield len(trees)
    yield row.branches
    yield row.independent
    yield row.witnesses
    yield row.gatekeeper
    yield row.caveats
    yield tuple(map(adjudication, row.adjudications))


def adjudication(settled: Adjudication) -> str:
    """A decision with who took it and when."""
    noted = f" ({settled.note})" if settled.note else ""
    return f"{settled.date} {settled.coder}: {settled.decision}{noted}"


def _quotes(rows: Sequence[Row], quotes: Mapping[str, Sequence[QuoteView]]) -> Iterator[Block]:
    if not any(quotes.values()):
        return
    yield Heading(say("Quotes behind the claims"))
    for row in rows:
        found = quotes.get(row.id, ())
        if not found:
            continue
        yield Heading(f"{row.id}. {row.text}", depth=3)
        yield from map(quote, found)


def quote(view: QuoteView) -> Quote:
    """Somebody's words with whose they are, how they stand to it, and where; the original first,
    then the translation with its translator."""
    stance = say("speaks against it") if view.stance in _AGAINST else say(view.stance.value)
    where = say("{transcript}, line {line}", transcript=view.transcript, line=view.line)
    source = f"{', '.join(view.sources)} ({where}): {stance}"
    if not view.translation:
        return Quote(view.words, source)
    translated = say(
        "translated by {translator}: {words}", translator=view.translator, words=view.translation
    )
    return Quote(view.words, f"{source}; {translated}")


def independence(claims: Sequence[Row], themes: Sequence[Row], tree: Forest) -> tuple[Block, ...]:
    """How many independent informants the support is worth, over a band of correlations."""
    return (
        Paragraph(
            say(
                "n_eff: how many independent informants those who support it are worth, if people"
                " one referral step apart agree with correlation ρ, and less with every step"
                " (generalised least squares on the referral tree; Roch & Rohe 2018). ρ cannot be"
                " estimated from a study of this size, so a band is shown. It models a shared"
                " origin, not truth; it is over supporting informants only, is neither a p-value"
                " nor a confidence interval, and enters no verdict. Nothing stands where it is not"
                " known who led to somebody, or no informant supports it."
            )
        ),
        Paragraph(
            say(
                "Kish: the same by the mean of all correlations, for comparison; it can"
                " fall where a further source agrees. PD: people on the paths from those who"
                " support it to their seeds, of all in the trees (Faith 1992); it measures how much"
                " of the trees is covered, not independence."
            )
        ),
        _n_effs(claims, tree, Column("id", mark("Claim")), say("Claims")),
        _n_effs(
            [row for row in themes if row.n_segments],
            tree,
            Column("id", mark("Theme")),
            say("Themes"),
        ),
    )


def _n_effs(rows: Sequence[Row], tree: Forest, first: Column, caption: str) -> Grid:
    columns = (
        first,
        Column("k", mark("k")),
        Column("independent", mark("I")),
        Column("1/3", mark("n_eff, ρ = 1/3")),
        Column("1/2", mark("n_eff, ρ = 1/2")),
        Column("2/3", mark("n_eff, ρ = 2/3")),
        Column("kish", mark("Kish, ρ = 1/2")),
        Column("pd", mark("PD")),
        Column("pd_all", mark("PD of all")),
    )
    everybody = tree.diversity(tree.order)
    return Grid(columns, tuple(_worth(row, tree, everybody) for row in rows), caption)


def _worth(row: Row, tree: Forest, everybody: int) -> tuple[Value, ...]:
    people = [one.id for one in row.supporting if one.kind == "informant"]
    if row.n_eff is None:
        return row.id, row.k, row.independent, None, None, None, None, None, everybody
    kish, diversity = tree.kish(people, Fraction(1, 2)), tree.diversity(people)
    return row.id, row.k, row.independent, *row.n_eff, kish, diversity, everybody
