"""Work in processes of its own, and killing it."""

from __future__ import annotations

import multiprocessing
import os
import random
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress


def alone(work: Callable[..., None], *arguments: object) -> None:
    """Do `work` in a new process; what fails there fails here."""
    together((work, *arguments))


def together(*works: tuple[object, ...]) -> None:
    """Do several things at once, each in a new process: a function and what it is given."""
    start = multiprocessing.get_context("spawn")
    ran = [start.Process(target=work, args=rest) for work, *rest in works]  # type: ignore[arg-type]
    for each in ran:
        each.start()
    for each in ran:
        each.join()
    assert [each.exitcode for each in ran] == [0] * len(ran)


class Doomed:
    """A fork of this process that does `work` until it is killed.

    `work` is given a function that tells a number to whoever kills it. A fork needs no second
    start of Python, so that a hundred of them are soon done; it is for processes without threads.
    """

    def __init__(self, work: Callable[[Callable[[int], None]], None]) -> None:
        self.told: list[int] = []
        self.finished = False
        self._ear, mouth = os.pipe()
        self._half = b""
        self._child = os.fork()
        if self._child == 0:
            self._do(work, mouth)
        os.close(mouth)

    @staticmethod
    def _do(work: Callable[[Callable[[int], None]], None], mouth: int) -> None:
        try:
            work(lambda number: _write(mouth, number))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def wait_for(self, count: int, *, seconds: float = 30.0) -> None:
        """Until so many numbers are told, or the time is over."""
        self._listen(until=time.monotonic() + seconds, count=count)

    def kill(self) -> None:
        """Kill it, and hear what it still had told."""
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        _, status = os.waitpid(self._child, 0)
        self.finished = os.WIFEXITED(status)
        assert not self.finished or os.WEXITSTATUS(status) == 0
        self._listen(until=time.monotonic() + 30.0, count=None)
        os.close(self._ear)

    def _listen(self, *, until: float, count: int | None) -> None:
        while count is None or len(self.told) < count:
            if not select.select([self._ear], [], [], max(0.0, until - time.monotonic()))[0]:
                return
            more = os.read(self._ear, 65_536)
            if not more:
                return
            *whole, self._half = (self._half + more).split(b"\n")
            self.told += [int(line) for line in whole]


def _write(mouth: int, number: int) -> None:
    os.write(mouth, b"%d\n" % number)


def moments(chance: random.Random, longest: float) -> Iterable[float]:
    """How long to wait before a kill, for ever; sometimes hardly at all."""
    while True:
        yield longest * chance.random() ** 2
