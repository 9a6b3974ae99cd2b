"""A long transcript with many overlapping codings, as a project and as files."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode import new_project

OPENING = "pembukaan wawancara"
_LINE = 50
_CODES = 40
_WORDS = """
    air bersih belum masuk ke dusun kami gotong royong membuat sumur dalam pak camat pernah datang
    bantuan sosial keluarga penerima manfaat pendamping desa lembaga kelompok usaha jember warga
"""
_WIDE = (
    "水井",
    "村子",
    "e\u0301tude",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "合作社",
    "สวัสดี",
)


@dataclass(frozen=True, slots=True)
class Interview:
    """One text: as a file, as a project, and its codings as pairs of offsets."""

    text: Path
    project: Path
    marks: Path


def made(folder: Path, name: str, characters: int, *, wide: bool = False) -> Interview:
    """A transcript of that many characters in lines of about fifty, a coding for every 200."""
    found = Interview(
        folder / f"{name}.txt", folder / f"{name}.qualcode", folder / f"{name}.marks.json"
    )
    chance = random.Random(7)
    text = "\n".join(_lines(chance, characters // _LINE, _WIDE if wide else ()))
    found.text.write_text(text, "utf-8")
    spans = [*_spans(chance, len(text), characters // 200)]
    found.marks.write_text(json.dumps(spans), "utf-8")
    _project(found, spans, folder)
    return found


def _lines(chance: random.Random, count: int, wide: tuple[str, ...]) -> Iterator[str]:
    words = _WORDS.split() + list(wide) * 4
    yield f"Ani: {OPENING}"
    for number in range(1, count):
        line = ("", "K0: ", "", "Ani: ")[number % 4]
        while len(line) < _LINE - 4:
            line += chance.choice(words) + " "
        yield line.rstrip()


def _spans(chance: random.Random, length: int, count: int) -> Iterator[list[int]]:
    yield [0, length]
    for _ in range(count - 1):
        start = chance.randrange(length - 300)
        yield [start, start + chance.randrange(20, 300)]


def _project(found: Interview, spans: list[list[int]], folder: Path) -> None:
    colours = ("#d64545", "#3b82c4", "#5a9e3a", "#c98a1b", "#8e5bb5")
    codes, codings = folder / "codes.csv", folder / "codings.csv"
    _write(codes, ["key", "colour"], [[f"kode-{n}", colours[n % 5]] for n in range(_CODES)])
    rows = [
        [found.text.stem, f"kode-{at % _CODES}", str(start), str(end)]
        for at, (start, end) in enumerate(spans)
    ]
    _write(codings, ["transcript", "code", "start", "end"], rows)
    with new_project(found.project, coder="ana", codebook=codes) as study:
        study.informants.add("K0", referred_by="-")
        study.transcripts.import_files([found.text])
        study.codings.import_table(codings, keep_going=True)  # spans that cut a character


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
