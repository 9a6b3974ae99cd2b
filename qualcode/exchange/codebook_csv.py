"""Codebooks as a table, one code a row, without the name, description and sources of the book.

Rows stand in any order; `parent` is the path of the code above, or its key where no other code
has that key.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from qualcode.errors import InputError, Problem, problem
from qualcode.exchange import codetree, intake
from qualcode.exchange.codetree import LANGUAGES, TEXTS, Entry, Place
from qualcode.exchange.csvtable import DELIMITERS, guard, unguard
from qualcode.exchange.intake import Intake
from qualcode.model.codebook import Bilingual, Code, Codebook

TEXT_COLUMNS = tuple(f"{name}_{language}" for name in TEXTS for language in LANGUAGES)
COLUMNS = ("key", "parent", "kind", *TEXT_COLUMNS, "aliases", "colour")


class _Reader(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int: ...
    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class _Row:
    """A code that does not hang in the tree yet, and what its parent is called."""

    entry: Entry
    parent: str


def read(path: Path) -> Intake:
    """The codebook that a CSV file holds."""
    file = path.name
    problems: list[Problem] = []
    rows = [
        _row(Place(file, line), cells) for line, cells in _table(file, intake.text(path), problems)
    ]
    top, unplaced = _hung(file, rows)
    codes = codetree.grown(file, top)
    _refuse_unplaced(file, rows, unplaced)
    return codetree.checked(file, Codebook(codes), problems)


def write(codebook: Codebook) -> bytes:
    """The codes as CSV, parents first."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for entry in codetree.in_order(codetree.nested(codebook)):
        table.writerow(map(guard, _cells(entry.code)))
    return written.getvalue().encode()


def _cells(code: Code) -> Iterator[str]:
    yield from (code.key, code.parent, code.kind)
    for name in TEXTS:
        words: Bilingual = getattr(code, name)
        yield from (words.en, words.id)
    yield ";".join(map(_quoted, code.aliases))
    yield code.colour


def _quoted(alias: str) -> str:
    return '"' + alias.replace('"', '""') + '"' if re.search(r'[;"\r\n]', alias) else alias


def _aliases(cell: str) -> tuple[str, ...]:
    """The aliases in a cell, each on a line of its own or parted by `;` from the next."""
    lines = csv.reader(io.StringIO(cell, newline=""), delimiter=";", skipinitialspace=True)
    return tuple(alias for line in lines for alias in line)


def _table(file: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that says something: the line where it begins, and its cells by column."""
    lines = io.StringIO(text, newline="")
    above, header = _first_row(lines)
    delimiter = max(DELIMITERS, key=lambda mark: len({*_names(header, mark)} & {*COLUMNS}))
    columns = _columns(file, _names(header, delimiter), problems)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for line, cells in _records(file, above, reader):
        pairs = list(zip_longest(columns, cells, fillvalue=""))
        if any(cell.strip() for name, cell in pairs if not name):
            problems.append(
                problem(
                    file,
                    "row {row}: cells without a column name were left out",
                    advice="name their column in the header; put texts with a comma in quotes",
                    row=line,
                )
            )
        if any(cell.strip() for cell in cells):
            yield line, {name: unguard(cell) for name, cell in pairs}


def _first_row(lines: Iterator[str]) -> tuple[int, str]:
    """The header and its line, below remarks and blank lines."""
    line = 0
    for line, text in enumerate(lines, 1):
        if text.strip() and not text.startswith("#"):
            return line, text
    return line, ""


def _names(header: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _columns(file: str, names: list[str], problems: list[Problem]) -> list[str]:
    """The names of the columns, with the unknown ones told."""
    if "key" not in names:
        raise InputError(
            "{file} has no column key",
            advice="name the columns in the first row: {known}",
            file=file,
            known=",".join(COLUMNS),
        )
    for name, count in Counter(filter(None, names)).items():
        if count > 1:
            raise InputError(
                "{file}: the column {column} is here twice",
                advice="keep one of the two",
                file=file,
                column=name,
            )
        if name not in COLUMNS:
            problems.append(
                problem(
                    file,
                    "the column {column} is not known here and was left out",
                    advice="known: {known}",
                    column=name,
                    known=",".join(COLUMNS),
                )
            )
    return names


def _records(file: str, above: int, reader: _Reader) -> Iterator[tuple[int, list[str]]]:
    """The rows of the table, each with the line of the file where it begins."""
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(
                "{file}, row {row}: this is not CSV ({reason})",
                advice="check the quotes from there on; one inside a text is written twice",
                file=file,
                row=line,
                reason=error,
            ) from error
        yield line, cells


def _row(place: Place, cells: dict[str, str]) -> _Row:
    code = Code(
        codetree.key_at(place, cells["key"]),
        kind=codetree.kind_at(place, cells.get("kind", "")),
        **{name: _words(cells, name) for name in TEXTS},
        aliases=_aliases(cells.get("aliases", "")),
        colour=codetree.colour_at(place, cells.get("colour", "")),
    )
    return _Row(Entry(code, place.row), cells.get("parent", "").strip())


def _words(cells: dict[str, str], name: str) -> Bilingual:
    return Bilingual(cells.get(f"{name}_en", ""), cells.get(f"{name}_id", ""))


def _hung(file: str, rows: Sequence[_Row]) -> tuple[list[Entry], list[_Row]]:
    """The tree, siblings in the order of the file, and the rows whose parent was not found."""
    count = Counter(row.entry.code.key for row in rows)
    waiting: dict[str, list[Entry]] = {}
    for row in rows:
        waiting.setdefault(row.parent, []).append(row.entry)
    top = waiting.pop("", [])
    # Those at the top come first: there, a key is the whole path, whoever else has that key.
    placed = deque((entry.code.key, entry) for entry in top)
    while placed:
        path, entry = placed.popleft()
        codetree.refuse_depth(file, path)
        key = entry.code.key
        names = {path, key} if count[key] == 1 else {path}
        children = [child for name in names for child in waiting.pop(name, ())]
        entry.below.extend(sorted(children, key=attrgetter("row")))
        placed.extend((f"{path}/{child.code.key}", child) for child in entry.below)
    return top, [row for row in rows if row.parent in waiting]


def _refuse_unplaced(file: str, rows: Sequence[_Row], unplaced: Sequence[_Row]) -> None:
    """Name the row that keeps the first unplaced one from its place."""
    if not unplaced:
        return
    same_key: dict[str, list[_Row]] = {}
    for row in rows:
        same_key.setdefault(row.entry.code.key, []).append(row)
    missing = {row.entry.row for row in unplaced}
    chain: dict[int, _Row] = {}
    row = unplaced[0]
    while row.entry.row not in chain:
        chain[row.entry.row] = row
        row = _parent(file, row, same_key, missing)
    circle = list(chain.values())[list(chain).index(row.entry.row) :]
    raise InputError(
        "{file}, row {row}: the parents of {key} are a circle ({circle})",
        advice="correct the column parent in one of these rows",
        file=file,
        row=row.entry.row,
        key=row.entry.code.key,
        circle=" < ".join(one.entry.code.key for one in (*circle, row)),
    )


def _parent(file: str, row: _Row, same_key: dict[str, list[_Row]], missing: set[int]) -> _Row:
    """The unplaced row that an unplaced row hangs below."""
    above, _, key = row.parent.rpartition("/")
    named = same_key.get(key, [])
    if len(named) > 1 and not above:
        raise InputError(
            "{file}, row {row}: the parent {parent} may be any of {count} codes with that key",
            advice="write the whole path of the one that is meant",
            file=file,
            row=row.entry.row,
            parent=row.parent,
            count=len(named),
        )
    for other in named:
        if other.entry.row in missing and (
            not above or other.parent in (above, above.rpartition("/")[2])
        ):
            return other
    raise InputError(
        "{file}, row {row}: no code has the path or key {parent}, named as parent",
        advice="add a row for that code, or correct the column parent",
        file=file,
        row=row.entry.row,
        parent=row.parent,
    )
