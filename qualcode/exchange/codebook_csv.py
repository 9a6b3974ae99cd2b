"""Codebooks as a table, one code a row; the name, description and sources of the book are not in it.

Rows stand in any order; `parent` is the path of the code above, or its key where no other code
has that key.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from qualcode.errors import InputError, Problem, problem
from qualcode.exchange import codetree, intake
from qualcode.exchange.codetree import LANGUAGES, TEXTS, Entry, Place
from qualcode.exchange.intake import Intake
from qualcode.model.codebook import Bilingual, Code, Codebook

TEXT_COLUMNS = tuple(f"{name}_{language}" for name in TEXTS for language in LANGUAGES)
COLUMNS = ("key", "parent", "kind", *TEXT_COLUMNS, "aliases", "colour")
DELIMITERS = (",", ";", "\t")

# What a spreadsheet takes for a formula, behind any number of apostrophes that guard it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def read(path: Path) -> Intake:
    """The codebook that a CSV file holds."""
    file = path.name
    problems: list[Problem] = []
    rows = [_row(file, row, cells) for row, cells in _table(file, intake.text(path), problems)]
    codes = codetree.grown(file, _hung(file, rows))
    return codetree.checked(file, Codebook(codes), problems)


def write(codebook: Codebook) -> bytes:
    """The codes as CSV, parents first."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for entry in codetree.in_order(codetree.nested(codebook)):
        table.writerow(map(_guarded, _cells(entry.code)))
    return written.getvalue().encode()


def _cells(code: Code) -> Iterator[str]:
    yield from (code.key, code.parent, code.kind)
    for name in TEXTS:
        words: Bilingual = getattr(code, name)
        yield from (words.en, words.id)
    yield "; ".join(map(_quoted, code.aliases))
    yield code.colour


def _guarded(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _quoted(alias: str) -> str:
    return '"' + alias.replace('"', '""') + '"' if re.search(r'[;"\r\n]', alias) else alias


def _aliases(cell: str) -> tuple[str, ...]:
    """The aliases in a cell, each on a line of its own or parted by `;` from the next."""
    lines = csv.reader(io.StringIO(cell, newline=""), delimiter=";", skipinitialspace=True)
    return tuple(alias for line in lines for alias in line)


def _table(
    file: str, text: str, problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that says something: its line in the file and its cells by column."""
    lines = list(io.StringIO(text, newline=""))
    skipped = sum(1 for _ in takewhile(_is_remark, lines))
    columns, delimiter = _header(file, lines[skipped : skipped + 1], problems)
    reader = csv.reader(lines[skipped + 1 :], delimiter=delimiter, strict=True)
    ...


def _is_remark(line: str) -> bool:
    return line.startswith("#") or not line.strip()
