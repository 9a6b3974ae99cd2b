"""The theme matrix as a report."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.analysis.matrix import Matrix
from qualcode.i18n import mark, say
from qualcode.reports.document import Column, Document, Grid
from qualcode.reports.legend import BRANCHES

_CELLS = {
    "segments": mark("Coded segments at each theme and below it, by {by}."),
    "sources": mark("Distinct sources at each theme and below it, by {by}."),
    "presence": mark("Whether a theme or one below it is coded, by {by}."),
    "words": mark("Share of the speaker's own words under each theme and below it, by {by}."),
    "quotes": mark("Passages at each theme and below it, by {by}."),
}


def grid(matrix: Matrix, *, by: str, cells: str) -> Grid:
    """The matrix as a table; its columns are the user's own words."""
    columns = (
        Column("theme", mark("Theme")),
        *(Column(column, column, verbatim=True) for column in matrix.columns),
        Column("total", mark("Total")),
    )
    rows = tuple((row.path, *row.values, row.total) for row in matrix.rows)
    return Grid(columns, rows, " ".join(_caption(matrix, by=by, cells=cells)))


def _caption(matrix: Matrix, *, by: str, cells: str) -> Iterator[str]:
    yield say(_CELLS[cells], by=say(by))
    if by == "branch":
        yield say(BRANCHES)
    if len(matrix.coders) > 1:
        yield say("Read from the codings of: {coders}.", coders=", ".join(matrix.coders))
        if cells == "segments":
            yield say("What two of them coded counts twice.")


def document(matrix: Matrix, *, by: str, cells: str, notice: str = "") -> Document:
    """The theme matrix; JSON holds each theme's cells by column."""
    data = tuple(
        {
            "theme": row.path,
            "total": row.total,
            "cells": dict(zip(matrix.columns, row.values, strict=True)),
        }
        for row in matrix.rows
    )
    return Document(say("Theme matrix"), (grid(matrix, by=by, cells=cells),), notice, data)
