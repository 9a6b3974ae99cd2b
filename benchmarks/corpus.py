"""The corpus of the yardstick, made by its own generator and brought into qualcode's columns."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PHRASE = "air bersih belum masuk"

# Transcripts, cells that are not zero, documents with the phrase, as the bench folder gives them.
_RIGHT = {"S": (20, 650, 5), "M": (200, 6_496, 50), "L": (1_000, 32_531, 250)}
_TEN = 10
LARGER = {"XL": "ten times the codings of L in the same texts", "XT": "ten times the texts of L"}
SIZES = (*_RIGHT, *LARGER)


@dataclass(frozen=True, slots=True)
class Corpus:
    """One size of the corpus, with the right answers."""

    size: str
    folder: Path

    @property
    def texts(self) -> list[Path]:
        """The transcripts."""
        return sorted((self.folder / "txt").glob("*.txt"))

    @property
    def codes(self) -> Path:
        """The codebook, flat: each coding counts under its own code only."""
        return self.folder / "codes.csv"

    @property
    def codings(self) -> Path:
        """The codings, in qualcode's columns."""
        return self.folder / "qualcode-codings.csv"

    @property
    def informants(self) -> Path:
        """The informants, in a tree where each names three more."""
        return self.folder / "people.csv"

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Transcripts, codings, cells that are not zero, documents with the phrase."""
        texts, cells, documents = _RIGHT.get(self.size, _RIGHT["L"])
        codings = texts * 100
        match self.size:
            case "XL":
                return texts, codings * _TEN, cells, documents
            case "XT":
                return texts * _TEN, codings * _TEN, cells * _TEN, documents * _TEN
            case _:
                return texts, codings, cells, documents


def made(bench: Path, keep: Path, size: str) -> Corpus:
    """The corpus of that size; what is there already is not made again."""
    found = Corpus(size, keep / size)
    if found.informants.exists():
        return found
    if size in LARGER:
        _enlarge(made(bench, keep, "L"), found)
    else:
        words = [sys.executable, str(bench / "gen_corpus.py"), str(keep), size]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        columns = ["transcript", "code", "coder", "start", "end"]
        _write(found.codings, columns, _codings(found.folder))
    source = keep / ("L" if size in LARGER else size)
    codes = ([row["code"]] for row in _rows(source / "codebook.csv"))
    _write(found.codes, ["key"], codes)
    people = sorted({row["informant"] for row in _rows(source / "documents.csv")})
    tree = ([p, f"O{n % 5}", people[(n - 1) // 3] if n else "-"] for n, p in enumerate(people))
    _write(found.informants, ["id", "organisation", "referred_by"], tree)
    return found


def _codings(folder: Path) -> Iterator[list[str]]:
    for row in _rows(folder / "codings.csv"):
        yield [Path(row["doc"]).stem, row["code"], row["coder"], row["start"], row["end"]]


def _enlarge(large: Corpus, found: Corpus) -> None:
    """Ten coders for each one, or ten copies of each text."""
    (found.folder / "txt").mkdir(parents=True, exist_ok=True)
    copies = range(1, _TEN + 1) if found.size == "XT" else (0,)
    for path in large.texts:
        for copy in copies:
            to = found.folder / "txt" / (f"{path.stem}_{copy}.txt" if copy else path.name)
            to.unlink(missing_ok=True)
            to.symlink_to(path.resolve())
    _write(found.codings, ["transcript", "code", "coder", "start", "end"], _tenfold(large, found))


def _tenfold(large: Corpus, found: Corpus) -> Iterator[list[str]]:
    by_text: dict[str, list[list[str]]] = {}
    for row in _rows(large.codings):
        by_text.setdefault(row["transcript"], []).append(list(row.values()))
    for rows in by_text.values():
        for copy in range(1, _TEN + 1):
            for text, code, coder, *span in rows:
                if found.size == "XT":
                    yield [f"{text}_{copy}", code, coder, *span]
                else:
                    yield [text, code, coder if copy == 1 else f"{coder}{copy}", *span]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
