"""A program in a real terminal of 160×50, and the time from a key to its finished frame."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

COLUMNS, ROWS = 160, 50
QUIET = 0.12
_PATIENCE = 120.0
_ASKED, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
_STEERING = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_].*?(?:\x07|\x1b\\)|[()*+].|[0-~])", re.DOTALL
)


class Terminal:
    """Runs a program as a terminal that draws each frame at once would.

    It says yes when the program asks whether frames may be marked, so each frame ends with a mark,
    and the last byte of the last frame before a rest is when what the key did is on the screen.
    """

    def __init__(self, words: Sequence[str], env: Mapping[str, str]) -> None:
        self._hand, program = pty.openpty()
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(program, termios.TIOCSWINSZ, size)
        self._read = bytearray()
        self._asked = 0
        self._drawn = 0.0
        self.started = time.perf_counter()
        self._program = subprocess.Popen(
            words, stdin=program, stdout=program, stderr=program, env=env, start_new_session=True
        )
        os.close(program)

    def until(self, found: Callable[[str], bool]) -> float:
        """Seconds from the start to the end of the first frame in which something is found."""
        while not (self._whole() and found(self._words())):
            self._chunk()
        return self._drawn - self.started

    def rest(self, seconds: float = QUIET) -> None:
        """Wait until nothing more is drawn."""
        while self._more(seconds):
            self._chunk()

    def key(self, keys: str) -> float:
        """Seconds from a key to the last byte of what it draws."""
        start = time.perf_counter()
        self.press(keys)
        self._chunk()
        while not self._whole() or self._more(QUIET):
            self._chunk()
        return self._drawn - start

    def press(self, keys: str) -> None:
        """Press keys, and forget what was drawn before."""
        self._read.clear()
        self._asked = 0
        os.write(self._hand, keys.encode())

    def halted(self, look: Callable[[], int]) -> int:
        """What somebody else sees while the program stands still at the next byte it draws."""
        self._chunk()
        os.killpg(self._program.pid, signal.SIGSTOP)
        try:
            return look()
        finally:
            os.killpg(self._program.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End the program where it stands."""
        with suppress(ProcessLookupError):
            os.killpg(self._program.pid, signal.SIGKILL)
        self._program.wait()

    def close(self) -> None:
        """End the program, and let go of the terminal."""
        self.kill()
        os.close(self._hand)

    def _more(self, seconds: float) -> bool:
        return bool(select.select([self._hand], [], [], seconds)[0])

    def _chunk(self) -> None:
        if not self._more(_PATIENCE):
            raise TimeoutError(f"nothing was drawn for {_PATIENCE:g} seconds")
        try:
            self._read += os.read(self._hand, 1 << 20)
        except OSError:
            raise EOFError(f"the program ended: {self._words()[-2000:]}") from None
        self._drawn = time.perf_counter()
        for _ in range(self._read.count(_ASKED) - self._asked):
            self._asked += 1
            os.write(self._hand, _ANSWER)

    def _whole(self) -> bool:
        return self._read.count(_BEGIN) == self._read.count(_END)

    def _words(self) -> str:
        return _STEERING.sub(b"", self._read).decode("utf-8", "replace")
