"""Two rounds of coding beside each other, as a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.analysis.rounds import Met
from qualcode.i18n import mark, say
from qualcode.reports.document import Column, Document, Grid, Heading, Value

_OUTCOMES = (mark("agree"), mark("only-first"), mark("only-second"))


def document(found: Sequence[Met], first: str, second: str, notice: str = "") -> Document:
    """Every coding of either round, and then how many there are of each code."""
    counts = Counter(met.outcome for met in found)
    title = say(
        "Rounds {first} and {second}: {agree} agree, {only_first} only first,"
        " {only_second} only second",
        first=first, second=second, agree=counts["agree"], only_first=counts["only-first"],
        only_second=counts["only-second"],
    )  # fmt: skip
    return Document(title, (_places(found), Heading(say("By code")), _by_code(found)), notice)


def _places(found: Sequence[Met]) -> Grid:
    columns = (
        Column("outcome", mark("Outcome"), closed=True),
        Column("code", mark("Code")),
        Column("transcript", mark("Transcript")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("quote", mark("Quote")),
        Column("first", mark("First")),
        Column("second", mark("Second")),
        Column("first_stance", mark("Stance, first"), closed=True),
        Column("second_stance", mark("Stance, second"), closed=True),
    )
    return Grid(columns, tuple(map(_row, found)))


def _row(met: Met) -> tuple[Value, ...]:
    shown = met.shown
    stances = tuple(dict.fromkeys(coding.stance.value for coding in met.second))
    return (
        met.outcome, shown.code, shown.transcript, shown.start, shown.end, shown.quote,
        met.first.number if met.first else None, tuple(c.number for c in met.second),
        met.first.stance.value if met.first else "", stances,
    )  # fmt: skip


def _by_code(found: Sequence[Met]) -> Grid:
    counts = Counter((met.shown.code, met.outcome) for met in found)
    codes = sorted({met.shown.code for met in found})
    columns = (
        Column("code", mark("Code")),
        *(Column(outcome, outcome) for outcome in _OUTCOMES),
    )
    rows: list[tuple[Value, ...]] = [
        (code, *(counts[code, outcome] for outcome in _OUTCOMES)) for code in codes
    ]
    return Grid(columns, tuple(rows))
