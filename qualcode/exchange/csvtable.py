"""Tables as researchers keep them: CSV from any spreadsheet, read with the line of every row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import InputError, Problem, problem

DELIMITERS = (",", ";", "\t")

_FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?")


def guard(text: str) -> str:
    """`text` as a cell that no spreadsheet runs: an apostrophe before what looks like a formula.

    Spreadsheets take a cell beginning with `= + - @`, a tab or a carriage return for one; a
    quotation that begins with a dash gets the apostrophe too, which is better than a formula
    that runs on a supervisor's machine. Numbers and single signs are no formulas.
    """
    return f"'{text}" if _looks_like_formula(text) else text


def unguard(text: str) -> str:
    """The text that `guard` made a cell of."""
    return text[1:] if text[:1] == "'" and _looks_like_formula(text[1:]) else text


def _looks_like_formula(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `line` is the line of the file at which it ends, counted from 1."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, column: str, message: str, *, advice: str = "", **facts: object) -> Problem:
        """A problem with one cell of this row."""
        return problem(f"{self.file}, row {self.line}, {column}", message, advice=advice, **facts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table read from a file: which columns it has, and its rows that hold anything."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def further(self) -> tuple[str, ...]:
        """The columns, in order, that no format asked for."""
        return tuple(column for column in self.columns if column not in self._known)

    _known: frozenset[str] = frozenset()


def read(path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """The table in `path`; lines before the header that start with `#` are remarks."""
    file = path.name
    text, problems = _text(path)
    if "\0" in text:
        raise InputError(
            "{file} is no CSV file", advice="save the table as CSV and try again", file=file
        )
    lines = list(_after_remarks(text))
    known = (*required, *optional)
    skipped = text.count("\n") - "".join(lines).count("\n") if lines else 0
    reader = csv.reader(lines, delimiter=_delimiter(lines, known), strict=True)
    try:
        header = _header(file, next(reader, []), required)
        rows = tuple(_rows(file, reader, header, skipped))
    except csv.Error as failure:
        raise InputError(
            "{file}, row {line}: the row cannot be read ({why})",
            advice="look for a quotation mark that is not closed",
            file=file,
            line=reader.line_num + skipped,
            why=failure,
        ) from failure
    return Table(file, header, rows, tuple(problems), frozenset(known))


def _text(path: Path) -> tuple[str, list[Problem]]:
    try:
        content = path.read_bytes()
    except OSError as failure:
        raise InputError(
            "cannot read {file}: {why}",
            advice="check the name and that you may read it",
            file=path,
            why=failure.strerror or failure,
        ) from failure
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        guess = problem(
            path.name,
            "it is not in UTF-8 and was read as Windows-1252",
            advice="look at letters with accents, and save it as UTF-8 if they are wrong",
        )
        return content.decode("cp1252", "replace"), [guess]


def _after_remarks(text: str) -> Iterator[str]:
    begun = False
    for line in text.splitlines(keepends=True) if "\r" not in text else _universal(text):
        if begun or not (line.startswith("#") or not line.strip()):
            begun = True
            yield line


def _universal(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _delimiter(lines: Sequence[str], known: Sequence[str]) -> str:
    head = lines[0].rstrip("\r\n") if lines else ""

    def _recognised(delimiter: str) -> int:
        names = {_plain(cell) for cell in head.split(delimiter)}
        return len(names & set(known))

    return max(DELIMITERS, key=_recognised)


def _plain(name: str) -> str:
    return name.strip().strip('"').strip().lower()


def _header(file: str, cells: Sequence[str], required: Sequence[str]) -> tuple[str, ...]:
    header = tuple(_plain(cell) for cell in cells)
    for column in required:
        if column not in header:
            raise InputError(
                "{file} has no column {column}",
                advice="its first row must name the columns; needed: {required}",
                file=file,
                column=column,
                required=", ".join(required),
            )
    for column in header:
        if column and header.count(column) > 1:
            raise InputError(
                "{file} has the column {column} twice",
                advice="rename or remove one of them",
                file=file,
                column=column,
            )
    return header


def _rows(
    file: str, reader: Iterator[list[str]], header: tuple[str, ...], skipped: int
) -> Iterator[Row]:
    for cells in reader:
        line = reader.line_num + skipped  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise InputError(
                "{file}, row {line}: it has {count} cells where the header names {expected}",
                advice="put text that holds the separator in quotation marks",
                file=file,
                line=line,
                count=len(cells),
                expected=len(header),
            )
        values = dict(zip(header, map(unguard, cells), strict=False))
        yield Row(file, line, values)
