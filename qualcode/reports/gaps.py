"""What is missing, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis.gaps import Gap
from qualcode.i18n import mark, say
from qualcode.reports.document import Block, Column, Grid, Paragraph


def gaps(found: Sequence[Gap]) -> tuple[Block, ...]:
    """Gaps by kind, with the sources that there are."""
    if not found:
        return (Paragraph(say("No gaps were found.")),)
    columns = (
        Column("gap", mark("Gap"), closed=True),
        Column("of", mark("Of"), closed=True),
        Column("id", mark("Which")),
        Column("text", mark("Text")),
        Column("who", mark("Who")),
        Column("role", mark("Role")),
    )
    rows = tuple((gap.kind, gap.of, gap.id, gap.text, gap.who, gap.role) for gap in found)
    explained = say(
        "Who: the sources that there are, or under “not asked” those who are recorded as not asked."
        " Where nothing is recorded, nothing is listed: that is unknown, not a gap."
    )
    return (Paragraph(explained), Grid(columns, rows, say("Gaps")))
