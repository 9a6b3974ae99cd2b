"""Tables as researchers keep them: CSV from any spreadsheet, read with the line of every row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.errors import InputError, Problem, problem

DELIMITERS = (",", ";", "\t")

_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]+")
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
    """One row; `line` is the line of the file at which it ends, counted from 1.

    `cells` stand in the order of the header, without the space around them; `at` says where each
    column is.
    """

    file: str
    line: int
    cells: Sequence[str]
    at: Mapping[str, int]

    @classmethod
    def of(cls, file: str, values: Mapping[str, str]) -> Row:
        """The only row of something that is no file."""
        cells = tuple(value.strip() for value in values.values())
        return cls(file, 1, cells, {name: n for n, name in enumerate(values)})

    def __getitem__(self, column: str) -> str:
        """What stands in a column; empty where there is none."""
        at = self.at.get(column, -1)
        return self.cells[at] if 0 <= at < len(self.cells) else ""

    def wrong(self, column: str, message: str, *, advice: str = "", **facts: object) -> Problem:
        """A problem with one cell of this row."""
        return problem(f"{self.file}, row {self.line}, {column}", message, advice=advice, **facts)


@dataclass(frozen=True, slots=True)
class Stream:
    """A table as it is read: which columns it has, and its rows that hold anything, once."""

    file: str
    columns: tuple[str, ...]
    rows: Iterator[Row]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table; `further` are the columns, in order, that its format does not know."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    further: tuple[str, ...] = ()


def read(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = (), further: bool = False
) -> Table:
    """The table in `path`; lines before the header that start with `#` are remarks.

    Columns that are neither required nor optional are a problem, unless `further` ones are wanted.
    """
    stream = streamed(path, required=required, optional=optional, further=further)
    more = _further(stream.columns, (*required, *optional))
    return Table(stream.file, stream.columns, tuple(stream.rows), stream.problems, more)


def streamed(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = (), further: bool = False
) -> Stream:
    """The same table, a row at a time: for tables of any length."""
    file = path.name
    text, problems = _text(path)
    if "\0" in text:
        raise InputError(
            "{file} is no CSV file", advice="save the table as CSV and try again", file=file
        )
    skipped, head = _remarks(text)
    first = next(_lines(text, head), "")
    delimiter = _delimiter(first, (*required, *optional))
    reader = csv.reader(_lines(text, head), delimiter=delimiter, strict=True)
    with _readable(file, reader, skipped):
        header = _header(file, next(reader, []), required)
    if not further:
        problems += _unknown(file, header, (*required, *optional))
    return Stream(file, header, _rows(file, reader, header, skipped), tuple(problems))


def _further(header: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(column for column in header if column and column not in known)


def _unknown(file: str, header: Sequence[str], known: Sequence[str]) -> list[Problem]:
    return [
        problem(
            file,
            "the column {column} is not known here and was left out",
            advice="known: {known}",
            column=column,
            known=", ".join(known),
        )
        for column in _further(header, known)
    ]


@contextmanager
def _readable(file: str, reader: Any, skipped: int) -> Iterator[None]:
    try:
        yield
    except csv.Error as failure:
        raise InputError(
            "{file}, row {line}: the row cannot be read ({why})",
            advice="look for a quotation mark that is not closed",
            file=file,
            line=reader.line_num + skipped,
            why=failure,
        ) from failure


def _text(path: Path) -> tuple[str, list[Problem]]:
    try:
        if path.exists() and not path.is_file():
            raise InputError(
                "cannot read {file}: it is no regular file",
                advice="name a CSV file",
                file=path,
            )
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


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines with their ends; a `StringIO` would take four bytes for every character."""
    return (found.group() for found in _LINE.finditer(text, start))


def _remarks(text: str) -> tuple[int, int]:
    """How many lines before the table are empty or start with `#`, and where the table begins."""
    count = at = 0
    for line in _lines(text):
        if line.strip() and not line.startswith("#"):
            break
        count += 1
        at += len(line)
    return count, at


def _delimiter(first: str, known: Sequence[str]) -> str:
    head = first.rstrip("\r\n")

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


def _rows(file: str, reader: Any, header: tuple[str, ...], skipped: int) -> Iterator[Row]:
    at = {column: place for place, column in enumerate(header) if column}
    with _readable(file, reader, skipped):
        for cells in reader:
            if not any(map(str.strip, cells)):
                continue
            if len(cells) > len(header) and "".join(cells[len(header) :]).strip():
                raise InputError(
                    "{file}, row {line}: it has {count} cells where the header names {expected}",
                    advice="put text that holds the separator in quotation marks",
                    file=file,
                    line=reader.line_num + skipped,
                    count=len(cells),
                    expected=len(header),
                )
            freed = [(unguard(cell) if cell[:1] == "'" else cell).strip() for cell in cells]
            yield Row(file, reader.line_num + skipped, tuple(freed), at)
