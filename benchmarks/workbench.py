"""The workbench in a real terminal: from a key to the finished frame, beside two Textual apps.

    python benchmarks/workbench.py [CASE…] [--runs 3] [--keys 30]

The cases are start, page, select, apply, wide and sizes; without any, all.

A transcript of 1 MB in 20,000 lines with 5,000 codings at 160×50: qualcode, a read-only TextArea
with the same text and codings, and an app that shows one word, one after the other in each run.
Medians and 95th percentiles over all runs are printed; on a busy machine only the ratios say
something. A coding that is not in the file when the frame that shows it begins, or that does not
outlive its program's being killed, ends it with status 1; a missed target does not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.interview import OPENING, Interview, made
from benchmarks.terminal import Terminal

STARTS = 4
PROOFS = 5
SIZES = {"100 KB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
WIDE, AREA, BARE = "1 MB, wide", "TextArea", "bare app"
CASES = ("start", "page", "select", "apply", "wide", "sizes")
TASKS = {
    "paint": "first paint",
    "text": "text on screen",
    "page": "page down",
    "select": "one selection step",
    "apply": "apply a code",
}
_KEYED = ("page", "select", "apply")
_DOWN, _STEP, _LEAVE = "\x1b[6~", "\x1b[1;2C", "\x11"
_SAME = 1.25
_OPEN = "Codings here"
"""What is shown beside the text once the project is open, and coding can begin."""


@dataclass(frozen=True, slots=True)
class Target:
    """A task may take `ours` at most so many times as long as it takes `beside`."""

    task: str
    ours: str
    beside: str
    most: float


def targets(cases: Sequence[str]) -> Iterator[Target]:
    """What the cases ask for."""
    if "start" in cases:
        yield Target("paint", "1 MB", BARE, 1.5)
        yield Target("text", "1 MB", AREA, 0.5)
    for task, most in zip(_KEYED, (0.2, 0.1, 0.1), strict=True):
        if task in cases:
            yield Target(task, "1 MB", AREA, most)
    for task in _KEYED:
        if "wide" in cases:
            yield Target(task, WIDE, "1 MB", 2.0)
    for task in _KEYED:
        if "sizes" in cases:
            yield Target(task, "1 MB", "100 KB", _SAME)
            yield Target(task, "10 MB", "100 KB", _SAME)


class Bench:
    """The programs, each begun anew on a fresh copy of what it shows, and their times."""

    def __init__(self, folder: Path, keys: int) -> None:
        self._folder = folder
        self._count = keys
        self.times: dict[tuple[str, str], list[float]] = {}
        self.wrong: list[str] = []
        self._interview = cache(self._made)

    def _made(self, name: str) -> Interview:
        if name == WIDE:
            return made(self._folder, "wide", SIZES["1 MB"], wide=True)
        return made(self._folder, name.replace(" ", "-"), SIZES[name])

    def run(self, wanted: Sequence[Target]) -> None:
        """Every program that is asked for once, with its tasks."""
        tasks: dict[str, set[str]] = {}
        for target in wanted:
            for name in (target.ours, target.beside):
                tasks.setdefault(name, set()).add(target.task)
        if starting := [name for name, some in tasks.items() if some & {"paint", "text"}]:
            for name in starting * STARTS:  # in turn, so that all meet the same noise
                with self._begun(name):
                    pass
        for name, some in tasks.items():
            if some & {*_KEYED}:
                with self._begun(name) as (terminal, project):
                    self._keys(name, some, terminal, project)

    @contextmanager
    def _begun(self, name: str) -> Iterator[tuple[Terminal, Path]]:
        """A program with its text on the screen."""
        project = self._folder / "open" / "study.qualcode"
        project.parent.mkdir()
        terminal = Terminal(self._words(name, project), self._environment())
        try:
            self._keep(name, "paint", terminal.until(lambda words: bool(words.strip())))
            if name != BARE:
                self._keep(name, "text", terminal.until(lambda words: OPENING in words))
            terminal.rest()
            yield terminal, project
        finally:
            terminal.close()
            shutil.rmtree(project.parent)

    def _words(self, name: str, project: Path) -> list[str]:
        if name in (AREA, BARE):
            shown = self._interview("1 MB")
            files = [str(shown.text), str(shown.marks)] if name == AREA else []
            return [sys.executable, "-m", "benchmarks.rivals", *files]
        shutil.copy(self._interview(name).project, project)
        return [sys.executable, "-m", "qualcode", "open", "-p", str(project)]

    def _environment(self) -> dict[str, str]:
        here = str(Path(__file__).resolve().parent.parent)
        return {
            "PATH": os.environ["PATH"], "HOME": str(self._folder), "PYTHONPATH": here,
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8",
            "QUALCODE_LANG": "en",
        }  # fmt: skip

    def _keep(self, name: str, task: str, seconds: float) -> None:
        self.times.setdefault((name, task), []).append(seconds)

    def _keys(self, name: str, tasks: set[str], terminal: Terminal, project: Path) -> None:
        ours = name != AREA
        code = "." if ours else "a"
        if ours:
            self._first_coding(terminal, project)
        if "page" in tasks:
            self._press(name, "page", terminal, _DOWN)
        if "select" in tasks:
            self._press(name, "select", terminal, _STEP)
        if "apply" in tasks:
            self._press(name, "apply", terminal, code, before=_STEP * 4)
            if ours:
                self._prove(name, terminal, project, code)

    def _press(
        self, name: str, task: str, terminal: Terminal, key: str, *, before: str = ""
    ) -> None:
        for _ in range(self._count):
            if before:
                terminal.key(before)
            self._keep(name, task, terminal.key(key))

    def _first_coding(self, terminal: Terminal, project: Path) -> None:
        """Pick a code once, to repeat it; and by then all that comes after the text is loaded."""
        terminal.until(lambda words: _OPEN in words)
        terminal.rest()
        count = _codings(project)
        for key in (_STEP * 4, "c", "\r"):
            terminal.key(key)
        while _codings(project) == count:
            terminal.rest()
        terminal.rest()

    def _prove(self, name: str, terminal: Terminal, project: Path, code: str) -> None:
        """Halt the program where it begins to show a coding, and look who else can see it."""
        count = _codings(project)
        for proof in range(1, PROOFS + 1):
            terminal.key(_STEP * 4)
            terminal.press(code)
            if terminal.halted(lambda: _codings(project)) != count + proof:
                self.wrong.append(f"{name}: a coding was shown that was not in the file")
            terminal.rest()
        terminal.kill()
        if _codings(project) != count + PROOFS:
            self.wrong.append(f"{name}: a coding did not outlive the program")


def _codings(project: Path) -> int:
    """How many there are for another process."""
    with closing(sqlite3.connect(project)) as base:
        return int(base.execute("SELECT count(*) FROM coding").fetchone()[0])


_HEADER = ("task", "of", "ms", "95 %", "beside", "ms", "95 %", "ratio", "target", "met")


def _row(target: Target, bench: Bench) -> str:
    ours, beside = (bench.times[name, target.task] for name in (target.ours, target.beside))
    ratio = statistics.median(ours) / statistics.median(beside)
    return _cells([
        TASKS[target.task], target.ours, *_ms(ours), target.beside, *_ms(beside),
        f"{ratio:.2f}", f"≤ {target.most:g} ×", "yes" if ratio <= target.most else "no",
    ])  # fmt: skip


def _ms(seconds: Sequence[float]) -> tuple[str, str]:
    most = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    return f"{statistics.median(seconds) * 1000:,.1f}", f"{most * 1000:,.1f}"


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Measure what is asked for, and print it beside the targets."""
    words = argparse.ArgumentParser(description="The workbench, from a key to the finished frame.")
    words.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    words.add_argument("--runs", type=int, default=3, help="how often; all keys count together")
    words.add_argument("--keys", type=int, default=30, help="how many of each in one run")
    given = words.parse_args()
    if unknown := set(given.cases) - set(CASES):
        words.error(f"no such case: {', '.join(sorted(unknown))}")
    wanted = list(targets(given.cases or CASES))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left then either
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        bench = Bench(Path(folder), given.keys)
        for _ in range(given.runs):
            bench.run(wanted)
    print(_cells(_HEADER), _cells(["---"] * len(_HEADER)), sep="\n")
    print(*(_row(target, bench) for target in wanted), sep="\n")
    for each in bench.wrong:
        print(f"wrong: {each}", file=sys.stderr)
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
