"""Lists of codes and themes, of versions of the codebook, and of what changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.codebooks import CodeChange
from qualcode.i18n import language, mark, say
from qualcode.model.codebook import Code
from qualcode.model.views import (
    ThemeView,
    VersionView,
)
from qualcode.reports.document import Column, Document, Grid
from qualcode.reports.listings.listing import listing


def codes(found: Sequence[Code], notice: str = "") -> Document:
    """The codebook, in tree order."""
    columns = (
        Column("path", mark("Code")),
        Column("kind", mark("Kind"), closed=True),
        Column("name_en", mark("Name (English)")),
        Column("name_id", mark("Name (Indonesian)")),
        Column("definition", mark("Definition")),
        Column("aliases", mark("Also called")),
    )
    rows = (
        (c.path, c.kind.value, c.name.en, c.name.id, c.definition.in_(language()), c.aliases)
        for c in found
    )
    return listing(mark("Codebook"), columns, rows, notice)


def counted(book: Document, counts: Mapping[str, int]) -> Document:
    """The codebook with how many codings there are at each code and below it."""
    grid = book.grid
    if grid is None:
        return book
    columns = (grid.columns[0], Column("codings", mark("Codings")), *grid.columns[1:])
    rows = tuple((row[0], counts.get(str(row[0]), 0), *row[1:]) for row in grid.rows)
    return Document(book.title, (Grid(columns, rows),), book.notice)


def themes(found: Sequence[ThemeView], notice: str = "") -> Document:
    """Themes with their central idea, status and codes."""
    columns = (
        Column("id", mark("No.")),
        Column("name", mark("Name")),
        Column("idea", mark("Central idea")),
        Column("status", mark("Status"), closed=True),
        Column("codes", mark("Codes")),
    )
    rows = (
        (theme.number, theme.name.in_(language()), theme.idea, theme.status.value, theme.codes)
        for theme in found
    )
    return listing(mark("Themes"), columns, rows, notice)


def versions(found: Sequence[VersionView], notice: str = "") -> Document:
    """The versions of the codebook, the oldest first."""
    columns = (
        Column("name", mark("Name")),
        Column("when", mark("When")),
        Column("by", mark("Coder")),
    )
    rows = ((version.name, version.when, version.by) for version in found)
    return listing(mark("Codebook versions"), columns, rows, notice)


def difference(found: Sequence[CodeChange], version: str, notice: str = "") -> Document:
    """How the codebook differs from a version of it."""
    columns = (
        Column("code", mark("Code")),
        Column("what", mark("What"), closed=True),
        Column("field", mark("Field"), closed=True),
        Column("language", mark("Language")),
        Column("before", mark("Before")),
        Column("now", mark("Now")),
    )
    rows = ((c.code, c.what, c.field, c.language, c.before, c.now) for c in found)
    title = say("Codebook since {version}", version=version)
    return Document(title, (Grid(columns, tuple(rows)),), notice)
