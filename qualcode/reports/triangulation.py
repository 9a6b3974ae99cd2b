"""Triangulation as a report: which claims and themes stand, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import cast

from qualcode.analysis.triangulation import KEYS, Row, SourceStance, as_dict
from qualcode.i18n import mark, say
from qualcode.reports.document import Block, Column, Document, Grid, Paragraph, Value
from qualcode.reports.legend import BRANCHES, legend

RULE = mark(
    "A claim converges when at least two sources support it that are independent of each other"
    " ({dimensions}), nobody speaks against it, and at least one affirms it without reserve."
    " How often something was said does not count, and literature is no source."
    " Read from the codings of: {coders}."
)
CITATIONS = mark(
    "This reads the article's citations, not its data. “No source” means that no informant is"
    " cited there; it does not mean that nobody said it, or that it is untrue."
)

_ALWAYS = 12  # the columns up to those who speak against


def claims(rows: Sequence[Row]) -> Grid:
    """Claims with their verdicts."""
    return _grid(rows, Column("id", mark("Claim")), say("Claims"))


def themes(rows: Sequence[Row]) -> Grid:
    """Themes with their verdicts."""
    return _grid(rows, Column("id", mark("Theme")), say("Themes"))


def settled(rows: Sequence[Row]) -> Grid:
    """How contradictions about claims were settled, by whom and when."""
    columns = (
        Column("claim", mark("Claim")),
        Column("decision", mark("Decision")),
        Column("note", mark("Note")),
        Column("coder", mark("Coder")),
        Column("date", mark("Date")),
    )
    cells = tuple(
        (row.id, one.decision, one.note, one.coder, one.date)
        for row in rows
        for one in row.adjudications
    )
    return Grid(columns, cells, say("Adjudicated"))


def _grid(rows: Sequence[Row], first: Column, caption: str) -> Grid:
    """All of it; what no row has anything to say in is left out."""
    columns = (
        first,
        Column("text", mark("Text")),
        Column("verdict", mark("Verdict"), closed=True),
        Column("reason", mark("Reason"), closed=True),
        Column("by", mark("Judged by"), closed=True),
        Column("k", mark("k")),
        Column("independent", mark("I")),
        Column("branches", mark("B")),
        Column("organisations", mark("G")),
        Column("n_segments", mark("Passages")),
        Column("supporting", mark("Supported by")),
        Column("dissenting", mark("Spoken against by")),
        Column("mentioned", mark("Mentioned by")),
        Column("witnesses", mark("Witnesses")),
        Column("gatekeeper", mark("All through")),
        Column("weakest", mark("Weakest below"), closed=True),
        Column("caveats", mark("Caveats"), closed=True),
    )
    cells = tuple(map(_cells, rows))
    said = [
        at < _ALWAYS or any(row[at] not in (None, "", ()) for row in cells)
        for at in range(len(columns))
    ]
    return Grid(
        tuple(column for column, kept in zip(columns, said, strict=True) if kept),
        tuple(tuple(compress(row, said)) for row in cells),
        caption,
    )


def _cells(row: Row) -> tuple[Value, ...]:
    return (
        row.id, row.text, row.verdict.value, row.reason, row.by, row.k, row.independent,
        row.branches, row.organisations, row.n_segments, named(row.supporting),
        named(row.dissenting), row.mentioned, row.witnesses, row.gatekeeper,
        row.weakest.value if row.weakest else None, row.caveats,
    )  # fmt: skip


def table(rows: Sequence[Row], notice: str = "") -> Document:
    """Rows with the keys that JSON has, for programs that read CSV."""
    columns = tuple(Column(key, key, verbatim=True) for key in KEYS)
    cells = tuple(tuple(map(_flat, as_dict(row).values())) for row in rows)
    return Document(say("Triangulation"), (Grid(columns, cells),), notice)


def _flat(value: object) -> Value:
    if isinstance(value, tuple):
        return tuple(
            f"{item['id']}:{item['stance']}" if isinstance(item, dict) else str(item)
            for item in value
        )
    return cast(Value, value)


_SIGNS: Mapping[str, str] = {
    "affirm": "+",
    "qualify": "±",
    "deny": "−",
    "mixed": "⊗",
    "mention": "~",
}


def named(sources: Sequence[SourceStance]) -> tuple[str, ...]:
    """Each source with the sign of its stance."""
    return tuple(f"{source.id} {_SIGNS[source.stance.value]}" for source in sources)


def explanation(dimensions: Sequence[str], coders: Sequence[str]) -> tuple[Paragraph, ...]:
    """The rule behind the verdicts, and what the letters and signs mean."""
    named = ", ".join(say(dimension) for dimension in dimensions)
    return (
        Paragraph(say(RULE, dimensions=named, coders=", ".join(coders))),
        Paragraph(
            say(
                "k: supporting sources; I: the largest number of them that are independent of"
                " each other; B: branches of the referral trees; G: organisations."
                " + affirms, ± qualifies, − denies, ⊗ both, ~ speaks of it."
            )
        ),
        Paragraph(say(BRANCHES)),
    )


def document(
    claims_: Sequence[Row],
    themes_: Sequence[Row],
    *,
    dimensions: Sequence[str],
    coders: Sequence[str],
    notice: str = "",
    themes_first: bool = False,
) -> Document:
    """Claims and themes with their verdicts; JSON holds all that is known of each."""
    judged = [[claims(claims_), settled(claims_)], [themes(themes_)]]
    grids: list[Block] = [
        grid for some in judged[:: -1 if themes_first else 1] for grid in some if grid.rows
    ]
    if grids:
        grids.append(legend((*claims_, *themes_)))
    data = {
        "claims": tuple(cast(Value, as_dict(row)) for row in claims_),
        "themes": tuple(cast(Value, as_dict(row)) for row in themes_),
    }
    return Document(
        say("Triangulation"),
        (*explanation(dimensions, coders), *grids),
        notice,
        data,
    )
