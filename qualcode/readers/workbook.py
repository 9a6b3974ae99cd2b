"""Workbooks (.xlsx): the first sheet that is a table of speech."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from qualcode.errors import InputError, problem
from qualcode.readers import package, rows, text
from qualcode.readers.reading import Reading

_XLSX = ".xlsx"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 200


def read(path: Path, content: bytes) -> Reading:
    """A line for each row; other sheets are named."""
    package.check(content, path, _XLSX)
    try:
        with warnings.catch_warnings():
            # What it warns of is colours, filters and the like.
            warnings.simplefilter("ignore")
            sheets = _sheets(content)
    except Exception as failure:
        # On a package with parts missing or mixed up, openpyxl fails wherever that bites it.
        raise package.damaged(path, _XLSX) from failure
    found: Reading | None = None
    refusal: InputError | None = None
    left = []
    for name, table in sheets:
        try:
            reading = None if found else rows.reading(path, table)
        except InputError as failure:
            refusal, reading = refusal or failure, None
        found = found or reading
        if reading is None and table:
            left.append(name)
    if found is None:
        raise refusal or text.no_text(path)
    if not left:
        return found
    told = problem(
        text.name(path),
        "sheets that were not read: {sheets}",
        advice="save each that holds an interview as a file of its own",
        sheets=", ".join(left),
    )
    return Reading(found.transcript, (*found.problems, told))


def _sheets(content: bytes) -> list[tuple[str, list[tuple[object, ...]]]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        left = [_MOST_ROWS]
        return [(sheet.title, list(_rows(sheet, left))) for sheet in book.worksheets]
    finally:
        book.close()


def _rows(sheet: Any, left: list[int]) -> Iterator[tuple[object, ...]]:
    """The rows that hold anything; the empty ones between count, as a file may claim any number."""
    for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True):
        left[0] -= 1
        if not left[0]:
            raise ValueError("more rows than a sheet can have")
        if row.count(None) < len(row):
            yield row
