"""The analyses over large studies: triangulation, saturation, referrals, co-occurrence, pictures.

    python benchmarks/analyses.py [CODINGS …] [--keep FOLDER]

1,000 informants in a referral tree, 200 themes, 100,000 and 1,000,000 codings unless said
otherwise. Each work runs in a process of its own, three times, after one that is not counted; the
median of the wall, that of the processor and the peak of memory are printed. The last column is
how much more processor time ten times the codings take: 10 is linear, n log n is 12.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from math import log
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from qualcode import Study, new_project, open_project

INFORMANTS = 1_000
THEMES = 200
_LONG = 20_000  # characters of an interview
_RUNS = 3
_MB = 1024 * (1024 if sys.platform == "darwin" else 1)

WORKS: dict[str, Callable[[Study], object]] = {
    "triangulate": lambda study: study.triangulate(),
    "saturation": lambda study: study.saturation(),
    "referrals": lambda study: study.referrals(),
    "cooccur": lambda study: study.cooccur(),
    "matrix": lambda study: study.matrix(),
    "figure referrals": lambda study: study.figure("referrals", named=True),
    "figure saturation": lambda study: study.figure("saturation"),
}


def made(folder: Path, codings: int) -> Path:
    """A study of that many codings; what is there already is not made again."""
    project = folder / f"{codings}.qualcode"
    if project.exists():
        return project
    chance = random.Random(codings)
    people = [f"P{at:04d}" for at in range(INFORMANTS)]
    tree = (
        [who, f"O{at % 40}", people[(at - 4) // 3] if at >= 4 else "-"]
        for at, who in enumerate(people)
    )
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    for who in people:
        (texts / f"{who}.txt").write_text(f"{who}: " + "warga tahu " * (_LONG // 11), "utf-8")
    _write(folder / "people.csv", ["id", "organisation", "referred_by"], tree)
    kinds = ([f"k{at}", "statement" if at % 2 else "topic"] for at in range(THEMES))
    _write(folder / "codes.csv", ["key", "kind"], kinds)
    stances = ("affirm", "affirm", "affirm", "qualify", "mention", "mention", "deny")
    spots = ((who, chance.randrange(10, _LONG - 200)) for _ in range(codings // INFORMANTS)
             for who in people)  # fmt: skip
    rows = (
        [who, f"k{chance.randrange(THEMES)}", str(at), str(at + chance.randrange(20, 120)),
         chance.choice(stances)]
        for who, at in spots
    )  # fmt: skip
    _write(folder / "codings.csv", ["transcript", "code", "start", "end", "stance"], rows)
    with new_project(project, coder="ana", codebook=folder / "codes.csv") as study:
        study.informants.import_table(folder / "people.csv")
        study.transcripts.import_files(sorted(texts.glob("*.txt")))
        study.codings.import_table(folder / "codings.csv")
    return project


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _child(project: Path, work: str) -> None:
    """What a process of its own does: one work, its wall and processor seconds and its memory."""
    taken: list[tuple[float, float]] = []
    with open_project(project) as study:
        WORKS[work](study)
        for _ in range(_RUNS):
            start, busy = time.perf_counter(), time.process_time()
            WORKS[work](study)
            taken.append((time.perf_counter() - start, time.process_time() - busy))
    wall, cpu = map(statistics.median, zip(*taken, strict=True))
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB)


def _measured(project: Path, work: str) -> tuple[float, float, float]:
    words = [sys.executable, __file__, "--child", str(project), work]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    wall, cpu, peak = map(float, done.stdout.split())
    return wall, cpu, peak


def main() -> None:
    """Measure every work at every size, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codings", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keep = given.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        projects = {count: made(keep, count) for count in sorted(given.codings)}
        print(f"{'work':18} {'codings':>9} {'wall s':>8} {'cpu s':>8} {'MB':>6} {'x 10':>6}")
        for work in WORKS:
            before: tuple[int, float] | None = None
            for count, project in projects.items():
                wall, cpu, peak = _measured(project, work)
                growth = ""
                if before:
                    growth = f"{(cpu / before[1]) ** (log(10) / log(count / before[0])):6.1f}"
                print(f"{work:18} {count:9,} {wall:8.2f} {cpu:8.2f} {peak:6.0f} {growth:>6}")
                before = count, cpu


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(Path(sys.argv[2]), sys.argv[3])
    else:
        main()
