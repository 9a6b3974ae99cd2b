"""The yardstick: import, code, count, judge and find, at three sizes, beside the raw limit.

    python -m benchmarks.yardstick BENCH_FOLDER [S M L] [--runs 3] [--keep FOLDER]

BENCH_FOLDER holds `gen_corpus.py`. Every run is a process of its own, ours and raw in turn, and
the medians are printed; a wrong answer ends it with status 1.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import Corpus, corpus
from benchmarks.raw import Raw

TARGETS = {"import": 3.0, "codings": 5.0, "matrix": 2.0, "search": 1.5, "help": 6.0}
WORK = ("import", "codings", "matrix", "triangulate", "code one", "search")
_TIMES = {"matrix": 3, "triangulate": 2, "search": 3, "code one": 20}


def _timed(work: Callable[[], object], times: int) -> tuple[float, object]:
    taken: list[float] = []
    answer: object = None
    for _ in range(times):
        start = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), answer


def _ours(found: Corpus, folder: Path) -> dict[str, Callable[[], object]]:
    from qualcode import new_project

    study = new_project(folder / "y.qualcode", coder="ana", codebook=found.codes)
    study.informants.import_table(found.informants)
    spot = iter(range(20, 10_000, 7))

    def _import() -> object:
        outcome = study.transcripts.import_files(found.texts)
        return [outcome.new, len(outcome.problems)]

    def _codings() -> object:
        outcome = study.codings.import_table(found.codings)
        return [outcome.new, len(outcome.problems)]

    def _matrix() -> object:
        rows = study.matrix(by="transcript").rows
        return [sum(1 for r in rows for v in r.values if v), sum(int(str(r.total)) for r in rows)]

    def _one() -> None:
        at = next(spot)
        study.codings.code("T0001", ["akses"], start=str(at), end=str(at + 5))

    return {
        "import": _import,
        "codings": _codings,
        "matrix": _matrix,
        "triangulate": lambda: len(study.triangulate().themes),
        "search": lambda: len({hit.transcript for hit in study.search(found.phrase)}),
        "code one": _one,
    }


def _raw(found: Corpus, folder: Path) -> dict[str, Callable[[], object]]:
    raw = Raw(folder / "raw.db", found)
    spot = iter(range(20, 10_000, 7))
    return {
        "import": raw.import_texts,
        "codings": raw.import_codings,
        "matrix": raw.matrix,
        "triangulate": raw.triangulate,
        "search": raw.search,
        "code one": lambda: raw.code_one(next(spot)),
    }


def _one_run(which: str, found: Corpus) -> None:
    """What the child process does: each work in turn, its time, answer and the memory so far."""
    with tempfile.TemporaryDirectory() as folder:
        verbs = (_ours if which == "ours" else _raw)(found, Path(folder))
        for name, verb in verbs.items():
            taken, answer = _timed(verb, _TIMES.get(name, 1))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(json.dumps([name, taken, answer, peak]), flush=True)


Measured = dict[str, tuple[float, float, object]]


def _measure(which: str, bench: Path, keep: Path, size: str) -> Measured:
    words = [sys.executable, "-m", "benchmarks.yardstick", str(bench), size, "--one", which,
             "--keep", str(keep)]  # fmt: skip
    ran = subprocess.run(words, check=True, capture_output=True, text=True)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    return {name: (taken, peak, answer) for name, taken, answer, peak in rows}


def _wall(words: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - start


def _wrong(found: Corpus, ours: Measured) -> list[str]:
    count = sum(1 for _ in found.codings.open(encoding="utf-8")) - 1
    right: dict[str, object] = {
        "import": [len(found.texts), 0],
        "codings": [count, 0],
        "matrix": [found.cells, count],
        "triangulate": 40,
        "search": found.documents_with_phrase,
    }
    return [
        f"{found.size} {w}: {ours[w][2]} is not {right[w]}" for w in right if ours[w][2] != right[w]
    ]


def _line(work: str, size: str, ours: float, raw: float, peak: float, growth: str) -> str:
    target = TARGETS.get(work)
    ratio = ours / raw
    met = "" if target is None else "yes" if ratio <= target else "no"
    wanted = f"≤ {target:g}" if target else "–"
    memory = f"{peak:.0f}" if peak else "–"
    return (f"| {work} | {size} | {ours * 1000:,.1f} | {raw * 1000:,.1f} | {ratio:.2f} | {wanted} |"
            f" {met} | {memory} | {growth} |")  # fmt: skip


def _report(bench: Path, keep: Path, sizes: list[str], runs: int) -> list[str]:
    wrong: list[str] = []
    first: dict[str, tuple[float, int]] = {}
    print("| work | size | ours, ms | raw, ms | ratio | target | met | peak MB | growth |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in sizes:
        found = corpus(bench, keep, size)
        ours = [(_measure("ours", bench, keep, size), _measure("raw", bench, keep, size))
                for _ in range(runs)]  # fmt: skip
        wrong += _wrong(found, ours[0][0])
        for work in WORK:
            mine = statistics.median(one[work][0] for one, _ in ours)
            raw = statistics.median(one[work][0] for _, one in ours)
            peak = max(one[work][1] for one, _ in ours)
            start, many = first.setdefault(work, (mine, len(found.texts)))
            growth = f"{mine / start:.1f} (texts {len(found.texts) / many:.0f})"
            print(_line(work, size, mine, raw, peak, growth), flush=True)
    help_ = statistics.median(_wall([sys.executable, "-m", "qualcode", "--help"]) for _ in range(9))
    empty = statistics.median(_wall([sys.executable, "-c", "pass"]) for _ in range(9))
    print(_line("help", "–", help_, empty, 0, "–"))
    return wrong


def main() -> int:
    """Run the whole yardstick, or, in a child, one part of it."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("bench", type=Path, help="the folder with gen_corpus.py")
    words.add_argument("sizes", nargs="*", default=["S", "M", "L"])
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--keep", type=Path, help="where the corpus is made and kept")
    words.add_argument("--one", choices=["ours", "raw"], help=argparse.SUPPRESS)
    given = words.parse_args()
    keep = given.keep or Path(tempfile.gettempdir()) / "qualcode-yardstick"
    keep.mkdir(parents=True, exist_ok=True)
    if given.one:
        _one_run(given.one, corpus(given.bench, keep, given.sizes[0]))
        return 0
    wrong = _report(given.bench, keep, given.sizes, given.runs)
    for each in wrong:
        print(f"wrong: {each}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
