"""Groups of sources set against each other: proposed by the program, signed by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from qualcode.analysis.farmer import PAIRS, Comparison
from qualcode.i18n import mark, say
from qualcode.model.views import MemoView
from qualcode.reports.document import Block, Column, Grid, Paragraph, Value

_MEANINGS: Mapping[str, str] = {
    "agreement": mark("both stand alike to it and share enough of its sub-codes"),
    "partial-agreement": mark("both stand alike, but share few sub-codes, or one only qualifies"),
    "silence": mark("one speaks of it, the other does not"),
    "dissonance": mark("somebody affirms it and somebody denies it"),
    "both-silent": mark("neither speaks of it"),
    "not-assessable": mark("both speak of it alike, but use no codes below it to compare by"),
}


def groups(
    found: Comparison, *, by: str, agreement: str, signed: Sequence[MemoView]
) -> tuple[Block, ...]:
    """The comparison with its rule; `signed` are the memos in which a person decided about it."""
    if len(found.groups) < 2:
        return (
            Paragraph(
                say(
                    "There are not two groups to compare by {by}: it is known of too few of those"
                    " who were interviewed. The setting “groups” says what people are grouped by.",
                    by=say(by),
                )
            ),
        )
    return (*map(Paragraph, _remarks(found, by, agreement, signed)), *_grids(found))


def _remarks(
    found: Comparison, by: str, agreement: str, signed: Sequence[MemoView]
) -> Iterator[str]:
    yield say(
        "Informants by {by}, two groups at a time (after Farmer et al. 2006, adapted to groups of"
        " sources). Groups agree where they share at least {agreement} of the sub-codes that either"
        " of them uses. Silence is only that nothing is coded; whether they were asked, the table"
        " of themes by source says.",
        by=say(by),
        agreement=agreement,
    )
    if found.left_out:
        yield say(
            "Only the six largest groups are compared; left out: {groups}.",
            groups="; ".join(found.left_out),
        )
    for memo in signed:
        yield say(
            "Decided by {coder}, {date}: {text}", coder=memo.coder, date=memo.date, text=memo.text
        )
    if not signed:
        yield say(
            "Proposed by the program; nobody has signed it. To sign it or to decide otherwise,"
            ' write a memo: qualcode memo add "groups: what you decide" --kind method'
        )


def _grids(found: Comparison) -> tuple[Grid, ...]:
    letters = dict(zip(found.groups, ascii_uppercase, strict=False))
    columns = (
        Column("theme", mark("Theme")),
        *(
            Column(f"{a} / {b}", f"{letters[a]}–{letters[b]}", closed=True, verbatim=True)
            for a, b in found.pairs
        ),
        *(Column(verdict, verdict, closed=True) for verdict in PAIRS),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.theme, *one.pairs, *(one.totals.get(verdict, 0) for verdict in PAIRS))
        for one in found.themes
    )
    named = Grid(
        (Column("letter", mark("Letter")), Column("group", mark("Group"))),
        tuple((letter, group) for group, letter in letters.items()),
        say("Which group is which"),
    )
    meanings = Grid(
        (Column("word", mark("Word")), Column("meaning", mark("Meaning"))),
        tuple((say(word), say(meaning)) for word, meaning in _MEANINGS.items()),
        say("What the words mean"),
    )
    return (Grid(columns, rows, say("Groups against each other")), named, meanings)
