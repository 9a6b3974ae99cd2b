"""The yardstick: import, code, count, judge and find, beside the raw limit.

    python benchmarks/yardstick.py BENCH_FOLDER [S M L XL XT] [--runs 3] [--keep FOLDER]

BENCH_FOLDER holds `gen_corpus.py`. Each work runs in a process of its own, qualcode's and raw in
turn, and in a third project as a whole command; the medians are printed. Where a machine has other
things to do, look at the ratio of processor time (cpu), from which the growth is taken too. XL has
ten times the codings of L in the same texts, XT ten times the texts. A wrong answer ends it with
status 1; a missed target does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpus import PHRASE, SIZES, Corpus, made

TARGETS = {"import": 3.0, "codings": 5.0, "matrix": 2.0, "search": 1.5, "--help": 6.0}
# How often a process does its work; what is only read is read once before.
TIMES = {"import": 1, "codings": 1, "matrix": 7, "triangulate": 5, "search": 7, "code one": 30}
_ONCE_BEFORE = ("matrix", "triangulate", "search")
_STARTS = 15
_MB = 1024 * (1024 if sys.platform == "darwin" else 1)


class Study(Protocol):
    """What is measured on either side."""

    def import_texts(self) -> object: ...
    def import_codings(self) -> object: ...
    def matrix(self) -> object: ...
    def triangulate(self) -> object: ...
    def search(self) -> object: ...
    def code_one(self, at: int) -> object: ...
    def answer(self, found: object) -> object: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """One work in one process: seconds, those of the processor, peak memory in MB, the answer."""

    seconds: float
    cpu: float
    peak: float
    answer: object


@dataclass(frozen=True, slots=True)
class Line:
    """One work at one size, medians over the runs."""

    work: str
    size: str
    ours: float
    raw: float
    command: float
    cpu: float = 0
    raw_cpu: float = 0
    peak: float = 0
    raw_peak: float = 0


def _child(side: str, work: str, corpus: Corpus, base: Path) -> None:
    """What a process of its own does: one work, its times, memory and answer."""
    study = _study(side, corpus, base)
    spot = count(20, 7)
    verbs: dict[str, Callable[[], object]] = {
        "import": study.import_texts,
        "codings": study.import_codings,
        "matrix": study.matrix,
        "triangulate": study.triangulate,
        "search": study.search,
        "code one": lambda: study.code_one(next(spot)),
    }
    verb = verbs[work]
    found = verb() if work in _ONCE_BEFORE else None
    taken: list[tuple[float, float]] = []
    for _ in range(TIMES[work]):
        start, busy = time.perf_counter(), time.process_time()
        found = verb()
        taken.append((time.perf_counter() - start, time.process_time() - busy))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    answer = _short(study.answer(found))
    study.close()
    print(json.dumps([*map(statistics.median, zip(*taken, strict=True)), peak, answer]))


def _study(side: str, corpus: Corpus, base: Path) -> Study:
    if side == "raw":
        from benchmarks.raw import Raw

        return Raw(base, corpus)
    from benchmarks.ours import Ours

    return Ours(base, corpus)


def _short(answer: object) -> object:
    """A matrix as its cells, their sum and a digest of it all."""
    if not isinstance(answer, dict) or not isinstance(next(iter(answer)), tuple):
        return answer
    cells = sorted([*place, n] for place, n in answer.items())
    return [len(cells), sum(answer.values()), hashlib.sha256(repr(cells).encode()).hexdigest()]


class Runs:
    """The runs at one size, each with three projects in a folder of its own."""

    def __init__(self, bench: Path, keep: Path, size: str) -> None:
        self.corpus = made(bench, keep, size)
        self._again = [sys.executable, __file__, str(bench), size, "--keep", str(keep)]
        self._took: dict[tuple[str, str], list[Taken]] = {}
        self.wrong: list[str] = []

    def run(self) -> None:
        """Every work once, qualcode's, raw and as a command in turn."""
        with tempfile.TemporaryDirectory(prefix="yardstick-") as folder:
            project = Path(folder) / "command.qualcode"
            _command(project, "new", str(project), "--codebook", str(self.corpus.codes))
            _command(project, "informants", "import", str(self.corpus.informants))
            for work in TIMES:
                for side in ("ours", "raw"):
                    base = Path(folder) / f"{side}.qualcode"
                    self._keep(side, work, self._measured(side, work, base))
                self._keep("command", work, Taken(self._whole(project, work), 0, 0, None))
                self._check(work)
            for side in ("ours", "raw"):
                self._check_kept(Path(folder) / f"{side}.qualcode")

    def _measured(self, side: str, work: str, base: Path) -> Taken:
        words = [*self._again, "--child", side, work, str(base)]
        ran = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
        return Taken(*json.loads(ran.stdout))

    def _keep(self, side: str, work: str, taken: Taken) -> None:
        self._took.setdefault((side, work), []).append(taken)

    def _whole(self, project: Path, work: str) -> float:
        text = self.corpus.texts[0].stem
        words = {
            "import": ["transcripts", "import", str(self.corpus.folder / "txt")],
            "codings": ["codings", "import", str(self.corpus.codings)],
            "matrix": ["matrix", "--by", "transcript", "--format", "csv"],
            "triangulate": ["triangulate", "--themes", "--format", "csv"],
            "search": ["search", PHRASE],
            "code one": ["code", text, "akses", "--span", "20:25"],
        }
        return _command(project, *words[work])

    def _check(self, work: str) -> None:
        ours, raw = (self._took[side, work][-1].answer for side in ("ours", "raw"))
        texts, codings, cells, documents = self.corpus.counts
        right = {
            "import": ours == texts,
            "codings": ours == codings,
            "matrix": isinstance(ours, list) and ours[:2] == [cells, codings],
            "triangulate": isinstance(ours, dict) and len(ours) == 40,
            "search": ours == documents,
            "code one": True,
        }
        if ours != raw or not right[work]:
            self.wrong.append(f"{self.corpus.size} {work}: {ours}, raw: {raw}")

    def _check_kept(self, base: Path) -> None:
        """All codings are on the disk once the processes have ended."""
        kept = sqlite3.connect(base)
        found = kept.execute("SELECT count(*) FROM coding").fetchone()[0]
        kept.close()
        wanted = self.corpus.counts[1] + TIMES["code one"]
        if found != wanted:
            self.wrong.append(f"{self.corpus.size} {base.stem}: {found} codings, not {wanted}")

    def lines(self) -> list[Line]:
        """The medians of all works."""
        return [self._line(work) for work in TIMES]

    def _line(self, work: str) -> Line:
        ours, raw, command = (self._took[side, work] for side in ("ours", "raw", "command"))
        seconds = [statistics.median(one.seconds for one in some) for some in (ours, raw, command)]
        cpus = [statistics.median(one.cpu for one in some) for some in (ours, raw)]
        peaks = [statistics.median(one.peak for one in some) for some in (ours, raw)]
        return Line(work, self.corpus.size, *seconds, *cpus, *peaks)


def _command(project: Path, *words: str) -> float:
    return _wall([sys.executable, "-m", "qualcode", *words, "--project", str(project)])


def _wall(words: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def _help() -> Line:
    """The help of the whole program beside a Python that does nothing."""
    both = ([sys.executable, "-m", "qualcode", "--help"], [sys.executable, "-c", "pass"])
    taken = [[_wall(words) for words in both] for _ in range(_STARTS)]
    ours, raw = (statistics.median(one) for one in zip(*taken, strict=True))
    return Line("--help", "–", ours, raw, ours)


_HEADER = (
    "work", "size", "qualcode, ms", "raw, ms", "ratio", "target", "met", "cpu ratio", "peak MB",
    "raw MB", "whole command, ms",
)  # fmt: skip


def _row(line: Line) -> str:
    target, ratio = TARGETS.get(line.work), line.ours / line.raw
    met = "" if target is None else "yes" if ratio <= target else "no"
    wanted = f"≤ {target:g} ×" if target else "–"
    busy = f"{line.cpu / line.raw_cpu:.2f}" if line.raw_cpu else "–"
    peaks = [f"{peak:.0f}" if peak else "–" for peak in (line.peak, line.raw_peak)]
    cells = [line.work, line.size, _ms(line.ours), _ms(line.raw), f"{ratio:.2f}", wanted, met,
             busy, *peaks, _ms(line.command)]  # fmt: skip
    return _cells(cells)


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"


def _growth(lines: Sequence[Line], corpora: Sequence[Corpus]) -> Iterable[str]:
    """How many times as much each work takes as at the first size, beside what there is more."""
    yield "\n" + _cells(["growth", "texts", "codings", *TIMES])
    yield _cells(["---"] * (len(TIMES) + 3))
    took = {(line.work, line.size): line.cpu for line in lines}
    before = corpora[0]
    for after in corpora[1:]:
        things = [a / b for a, b in zip(after.counts[:2], before.counts[:2], strict=True)]
        factors = [took[work, after.size] / took[work, before.size] for work in TIMES]
        numbers = [f"× {factor:.1f}" for factor in (*things, *factors)]
        yield _cells([f"{before.size} → {after.size}", *numbers])


def _report(bench: Path, keep: Path, sizes: Sequence[str], runs: int) -> list[str]:
    print(_cells(_HEADER), _cells(["---"] * len(_HEADER)), sep="\n", flush=True)
    lines: list[Line] = []
    corpora: list[Corpus] = []
    wrong: list[str] = []
    for size in sizes:
        these = Runs(bench, keep, size)
        for _ in range(runs):
            these.run()
        lines += these.lines()
        corpora.append(these.corpus)
        wrong += these.wrong
        print(*map(_row, these.lines()), sep="\n", flush=True)
    print(_row(_help()))
    if len(corpora) > 1:
        print(*_growth(lines, corpora), sep="\n")
    return wrong


def main() -> int:
    """Run the yardstick, or, in a process of its own, one work of it."""
    words = argparse.ArgumentParser(description="How fast qualcode is, beside the raw limit.")
    words.add_argument("bench", type=Path, help="the folder with gen_corpus.py")
    words.add_argument("sizes", nargs="*", metavar="SIZE", help=", ".join(SIZES))
    words.add_argument("--runs", type=int, default=3, help="how often; medians are printed")
    words.add_argument("--keep", type=Path, help="where the corpus is made and kept")
    words.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = words.parse_args()
    sizes = given.sizes or ["S", "M", "L"]
    if unknown := set(sizes) - set(SIZES):
        words.error(f"no such size: {', '.join(sorted(unknown))}")
    keep = given.keep or Path(tempfile.gettempdir()) / "qualcode-yardstick"
    keep.mkdir(parents=True, exist_ok=True)
    if given.child:
        side, work, base = given.child
        _child(side, work, made(given.bench, keep, sizes[0]), Path(base))
        return 0
    wrong = _report(given.bench, keep, sizes, given.runs)
    for each in wrong:
        print(f"wrong: {each}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
