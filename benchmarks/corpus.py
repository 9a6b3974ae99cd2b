"""The corpus of the yardstick, made by its own generator and brought into qualcode's columns."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Corpus:
    """One size of the corpus; right answers come with it."""

    size: str
    folder: Path
    cells: int
    documents_with_phrase: int
    phrase: str = "air bersih belum masuk"

    @property
    def texts(self) -> list[Path]:
        """The transcripts."""
        return sorted((self.folder / "txt").glob("*.txt"))

    @property
    def codes(self) -> Path:
        """The codebook, flat: each coding counts under its own code only."""
        return self.folder / "qualcode-codes.csv"

    @property
    def codings(self) -> Path:
        """The codings, in qualcode's columns."""
        return self.folder / "qualcode-codings.csv"

    @property
    def informants(self) -> Path:
        """The informants, in a tree where each names three more."""
        return self.folder / "qualcode-informants.csv"


ANSWERS = {"S": (650, 5), "M": (6_496, 50), "L": (32_531, 250)}


def corpus(bench: Path, keep: Path, size: str) -> Corpus:
    """The corpus of that size, made where it is not there yet."""
    folder = keep / size
    if not (folder / "codings.csv").exists():
        made_by = [sys.executable, str(bench / "gen_corpus.py"), str(keep), size]
        subprocess.run(made_by, check=True, stdout=subprocess.DEVNULL)
    found = Corpus(size, folder, *ANSWERS[size])
    _write(found.codes, ["key"], ([row["code"]] for row in _rows(folder / "codebook.csv")))
    _write(
        found.codings,
        ["transcript", "code", "coder", "start", "end"],
        (
            [Path(row["doc"]).stem, row["code"], row["coder"], row["start"], row["end"]]
            for row in _rows(folder / "codings.csv")
        ),
    )
    people = sorted({row["informant"] for row in _rows(folder / "documents.csv")})
    _write(
        found.informants,
        ["id", "organisation", "referred_by"],
        (
            [person, f"O{at % 5}", people[(at - 1) // 3] if at else "-"]
            for at, person in enumerate(people)
        ),
    )
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _write(path: Path, header: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
