"""What a revision of a text did to its passages."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import mark, say
from qualcode.model.lists import Placed
from qualcode.model.views import DoubtfulView
from qualcode.reports.document import Column, Document, Grid


def placed(counts: Sequence[tuple[Placed, int]], notice: str = "") -> Document:
    """How many passages come through a revision in which way."""
    columns = (Column("state", mark("Place"), closed=True), Column("passages", mark("Passages")))
    rows = tuple((state.value, count) for state, count in counts)
    return Document(say(mark("Passages after the revision")), (Grid(columns, rows),), notice)


def counted(counts: Sequence[tuple[Placed, int]]) -> str:
    """The same in a line."""
    return ", ".join(f"{say(state.value)} {count}" for state, count in counts) or "0"


def doubtful(found: Sequence[DoubtfulView], notice: str = "") -> Document:
    """Passages to be settled, with their words before and now side by side."""
    columns = (
        Column("passage", mark("No.")),
        Column("transcript", mark("Transcript")),
        Column("state", mark("Place"), closed=True),
        Column("was", mark("Words before")),
        Column("now", mark("Words now")),
        Column("start", mark("From")),
        Column("end", mark("To")),
        Column("codes", mark("Codes")),
        Column("coder", mark("Coder")),
        Column("settled_by", mark("Settled by")),
    )
    rows = tuple(
        (
            p.number, p.transcript, p.state.value, p.was, p.now, p.start, p.end, p.codes, p.coder,
            p.settled_by,
        )
        for p in found
    )  # fmt: skip
    return Document(say(mark("Passages to settle")), (Grid(columns, rows),), notice)
