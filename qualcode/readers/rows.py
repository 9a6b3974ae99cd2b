"""Tables of speech: a row for each answer, or for who said what and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import time, timedelta
from pathlib import Path
from typing import TypeAlias

from qualcode.errors import InputError, Problem, problem
from qualcode.readers import lines, text
from qualcode.readers.clock import CLOCK, milliseconds
from qualcode.readers.lines import Line
from qualcode.readers.reading import Reading

Cell: TypeAlias = object
"""What a table has in a place: text, a number, a time, or None."""

_COLUMNS = {
    "speaker": "speaker, speaker name, name, who, participant, respondent, informant, interviewee,"
    " participant id, respondent id, penutur, pembicara, nama, siapa, informan, responden,"
    " narasumber, partisipan",
    "words": "text, words, answer, response, transcription, utterance, content, speech,"
    " sentence, teks, jawaban, ucapan, kata, isi, tuturan, tanggapan",
    "begins": "start, begin, begins, from, time, timestamp, start time, begin time, time code,"
    " timecode, in, mulai, waktu, awal, dari",
    "ends": "end, ends, stop, to, end time, out, selesai, akhir, sampai",
    "question": "question, prompt, item, pertanyaan, soal",
}
_HOLDS = {name: what for what, names in _COLUMNS.items() for name in names.split(", ")}
_NO_LETTERS = re.compile(r"[^a-z]+")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_CLOCK = re.compile(rf"[\[(]?({CLOCK})[\])]?")
_SEARCHED = 50


def reading(
    path: Path,
    rows: Iterable[Sequence[Cell]],
    *,
    unit: int = 1000,
    problems: Sequence[Problem] = (),
) -> Reading:
    """The transcript in `rows`; times without a colon count `unit` milliseconds each."""
    table = iter(enumerate(rows, 1))
    notes, columns = _header(path, table)
    told: list[Problem] = []
    said: list[Line] = [Line("", note) for note in notes]
    asked = ""
    for number, row in table:
        cells = {what: row[at] if at < len(row) else None for what, at in columns.items()}
        words, question = _words(cells.get("words")), _words(cells.get("question"))
        if question and question != asked:
            asked = question
            # Nobody of those who answer said it, and no line of the interviewer's is known.
            said.append(Line("", f"# {question}"))
        times = [_time(path, number, cells.get(what), unit, told) for what in ("begins", "ends")]
        if words:
            said.append(Line(lines.label(_words(cells.get("speaker"))), words, times[0], times[1]))
        elif any(map(_words, row)):
            told.append(_wordless(path, number))
    if not any(line.words and not line.words.startswith("#") for line in said):
        raise text.no_text(path)
    doubts = lines.doubts(path, said)
    made = lines.transcript(path, said)
    lost = text.replaced(path, sum(line.words.count("\ufffd") for line in said))
    return Reading(made, (*problems, *lost, *told, *doubts))


def _header(
    path: Path, table: Iterator[tuple[int, Sequence[Cell]]]
) -> tuple[list[str], dict[str, int]]:
    """The remarks above the table, and which column holds what."""
    notes: list[str] = []
    for number, row in table:
        cells = [_words(cell) for cell in row]
        if not any(cells):
            continue
        if cells[0].startswith("#") and not any(cells[1:]):
            notes.append(cells[0])
            continue
        columns = _columns(cells)
        if "words" in columns and columns.keys() - {"words", "ends"}:
            return notes, columns
        if number > _SEARCHED:
            break
    raise InputError(
        "{name} is no table of speech: it has no header that names its columns",
        advice="give it columns text and speaker, and start and end if there are times,"
        " or question and answer",
        name=text.name(path),
    )


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        what = _HOLDS.get(_NO_LETTERS.sub(" ", cell.casefold()).strip())
        if what:
            found.setdefault(what, at)
    return found


def _words(cell: Cell) -> str:
    return "" if cell is None else lines.plain(str(cell))


def _time(path: Path, number: int, cell: Cell, unit: int, told: list[Problem]) -> int | None:
    if isinstance(cell, timedelta):
        return int(cell.total_seconds() * 1000)
    if isinstance(cell, time):
        return ((cell.hour * 60 + cell.minute) * 60 + cell.second) * 1000 + cell.microsecond // 1000
    words = _words(cell)
    if not words:
        return None
    clock = _CLOCK.fullmatch(words)
    if clock:
        return milliseconds(clock[1])
    if _NUMBER.fullmatch(words):
        return round(float(words.replace(",", ".")) * unit)
    told.append(
        problem(
            text.name(path),
            "row {row}: the time {time} cannot be read",
            advice="its words came in without times; write 00:01:02 or the seconds",
            row=number,
            time=words[:40],
        )
    )
    return None


def _wordless(path: Path, number: int) -> Problem:
    return problem(
        text.name(path),
        "row {row} has no words and was left out",
        advice="fill in its text if somebody said something",
        row=number,
    )
