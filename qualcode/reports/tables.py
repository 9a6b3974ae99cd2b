"""Which tables there are."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import mark, say
from qualcode.reports.document import Column, Document, Grid


def names(found: Sequence[tuple[str, str]]) -> Document:
    """The tables by name, each with its title, a template."""
    columns = (Column("name", mark("Name")), Column("title", mark("Table")))
    rows = tuple((name, say(title)) for name, title in found)
    return Document(say("Tables"), (Grid(columns, rows),))
