"""Themes against sources: how each source stands to each theme, as a sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.subjects import Source, Subject
from qualcode.analysis.triangulation import Row
from qualcode.i18n import mark, say
from qualcode.reports.document import Block, Column, Grid

GLYPHS: Mapping[str, str] = {
    "affirm": "+",
    "qualify": "±",
    "deny": "−",
    "mixed": "⊗",
    "mention": "~",
    "asked": "o",
    "unknown": ".",
}
_MEANINGS: Mapping[str, str] = {
    "affirm": mark("affirms it"),
    "qualify": mark("affirms it with reservations"),
    "deny": mark("denies it"),
    "mixed": mark("affirms it in one place and denies it in another"),
    "mention": mark("speaks of it without taking a side"),
    "asked": mark("was asked about it and said nothing that is coded"),
    "unknown": mark("was not asked about it, or it is not known"),
}


def theme_sources(
    rows: Sequence[Row],
    subjects: Sequence[Subject],
    sources: Sequence[Source],
    counts: Mapping[str, Mapping[tuple[bool, str], int]],
) -> tuple[Block, ...]:
    """One row a theme that anybody spoke of or was asked about; `counts` gives the codings of each
    theme by source, which is named by whether it is a text, and its id."""
    columns = (
        Column("theme", mark("Theme")),
        *(Column(source.id, source.id, verbatim=True) for source in sources),
        Column("k", mark("k")),
        Column("verdict", mark("Verdict"), closed=True),
    )
    cells = tuple(
        (row.id, *_cells(row, subject, sources, counts.get(row.id, {})), row.k, row.verdict.value)
        for row, subject in zip(rows, subjects, strict=True)
        if row.n_segments or subject.asked or subject.not_asked
    )
    signs = tuple((GLYPHS[word], say(meaning)) for word, meaning in _MEANINGS.items())
    legend = Grid(
        (Column("sign", mark("Sign")), Column("meaning", mark("Meaning"))),
        signs,
        say("What the signs mean; the number is that of codings, and decides nothing"),
    )
    return (Grid(columns, cells, say("Themes by source")), legend)


def _cells(
    row: Row,
    subject: Subject,
    sources: Sequence[Source],
    counts: Mapping[tuple[bool, str], int],
) -> tuple[str, ...]:
    stances = {(one.kind != "informant", one.id): one.stance.value for one in row.sources}
    mentioned = set(row.mentioned)
    cells: list[str] = []
    for source in sources:
        at = source.kind != "informant", source.id
        stance = stances.get(at) or ("mention" if counts.get(at) and source.id in mentioned else "")
        if stance:
            cells.append(f"{counts.get(at, 0)} {GLYPHS[stance]}")
        else:
            cells.append(GLYPHS["asked" if source.id in subject.asked and not at[0] else "unknown"])
    return tuple(cells)
