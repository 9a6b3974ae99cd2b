"""Lists of memos, settings, steps and problems, and what a verb did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.errors import Problem
from qualcode.i18n import mark, place, say, sentence
from qualcode.model.views import (
    MemoView,
    SettingView,
    StepView,
)
from qualcode.reports.document import Column, Document, Grid, Value
from qualcode.reports.listings.listing import listing


def memos(found: Sequence[MemoView], notice: str = "") -> Document:
    """Memos, the oldest first."""
    columns = (
        Column("id", mark("No.")),
        Column("date", mark("Date")),
        Column("coder", mark("Coder")),
        Column("kind", mark("Kind"), closed=True),
        Column("about", mark("About"), closed=True),
        Column("on", mark("Which")),
        Column("text", mark("Text")),
    )
    rows = ((m.number, m.date, m.coder, m.kind, m.about, m.on, m.text) for m in found)
    return listing(mark("Memos"), columns, rows, notice)


def settings(found: Sequence[SettingView], notice: str = "") -> Document:
    """Settings with what holds now."""
    columns = (
        Column("key", mark("Setting")),
        Column("value", mark("Value")),
        Column("given", mark("Set by hand")),
    )
    rows = ((s.key, s.value, s.given) for s in found)
    return listing(mark("Settings"), columns, rows, notice)


def log(found: Sequence[StepView], notice: str = "") -> Document:
    """The history, the first step first."""
    columns = (
        Column("id", mark("Step")),
        Column("when", mark("When")),
        Column("by", mark("Coder")),
        Column("why", mark("What")),
        Column("undone", mark("Undone")),
        Column("erased", mark("Erased")),
    )
    rows = ((s.number, s.when, s.by, s.why, s.undone, s.erased) for s in found)
    return listing(mark("History"), columns, rows, notice)


def problems(found: Sequence[Problem]) -> Document:
    """What is wrong, and where."""
    columns = (Column("where", mark("Where")), Column("problem", mark("Problem")))
    rows = (
        (place(each.where), sentence(each.message, each.advice, dict(each.facts))) for each in found
    )
    return listing(mark("Problems"), columns, rows, "")


def outcome(done: Mapping[str, Value]) -> Document:
    """What a verb did, by the names that JSON and CSV give it."""
    columns = tuple(Column(name, name, verbatim=True) for name in done)
    return Document(say("Done"), (Grid(columns, (tuple(done.values()),)),), data=done)
