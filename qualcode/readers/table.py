"""Tables in plain text: .csv by comma, semicolon or tab; .tsv, as Whisper writes it, by tab."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.errors import InputError
from qualcode.readers import rows, text
from qualcode.readers.reading import Reading

_WHISPER = ["start", "end", "text"]


def read(path: Path, content: bytes) -> Reading:
    """A line for each row."""
    words, problems = text.decoded(path, content)
    header = next((line for line in words.split("\n") if line.strip() and line[0] != "#"), "")
    delimiter = max("\t;,", key=header.count)
    # Whisper counts milliseconds; everybody else who writes a bare number means seconds.
    unit = 1 if delimiter == "\t" and header.casefold().split("\t") == _WHISPER else 1000
    try:
        return rows.reading(path, _rows(words, delimiter), unit=unit, problems=problems)
    except csv.Error as failure:
        raise InputError(
            "{name} is no sound table: {reason}",
            advice="open it in a spreadsheet and save it again as .csv",
            name=text.name(path),
            reason=failure,
        ) from failure


def _rows(words: str, delimiter: str) -> Iterator[Sequence[str]]:
    before = csv.field_size_limit(text.LARGEST)
    try:
        yield from csv.reader(words.splitlines(keepends=True), delimiter=delimiter)
    finally:
        csv.field_size_limit(before)
