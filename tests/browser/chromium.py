"""A headless Chromium, asked over its pipe: what a page shows, says and would load."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe",
)  # fmt: skip


class Page:
    """One open page, with what it asked for and what the console said."""

    def __init__(self, ask: int, hear: BinaryIO) -> None:
        self._ask, self._hear = ask, hear
        self._number, self._session = 0, ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._call(f"{domain}.enable")

    def open(self, file: Path) -> None:
        """Show a file, and wait until it is there."""
        self._call("Page.navigate", url=file.as_uri())
        while self._heard().get("method") != "Page.loadEventFired":
            pass

    def tell(self, expression: str) -> Any:
        """The value of an expression of JavaScript on the page; a promise is waited for."""
        found = self._call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def size(self, wide: int, high: int) -> None:
        """Give the page that much room, in CSS pixels."""
        self._call("Emulation.setDeviceMetricsOverride", width=wide, height=high,
                   deviceScaleFactor=1, mobile=False)  # fmt: skip

    def picture(self) -> bytes:
        """What is seen, as PNG."""
        return b64decode(self._call("Page.captureScreenshot", format="png")["data"])

    def press(self, key: str, code: int) -> None:
        """Press a key where the focus is."""
        for kind in ("keyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, code=key,
                       windowsVirtualKeyCode=code)  # fmt: skip

    def _call(self, method: str, **parameters: object) -> Any:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._ask, json.dumps(asked).encode() + b"\0")
        while True:
            heard = self._heard()
            if heard.get("id") == self._number:
                assert "error" not in heard, heard
                return heard["result"]

    def _heard(self) -> Any:
        said = bytearray()
        while (letter := self._hear.read(1)) != b"\0":
            assert letter, "Chromium has ended"
            said += letter
        heard = json.loads(said)
        told = heard.get("params", {})
        match heard.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(told["exceptionDetails"]))
            case "Runtime.consoleAPICalled" | "Log.entryAdded":
                self.complaints.append(str(told))
        return heard


@contextmanager
def chromium(home: Path) -> Iterator[Page]:
    """A browser with one page, its profile in a folder of its own."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    assert program, "these tests need Chromium (on Debian: apt-get install chromium)"
    theirs, ask = map(_high, os.pipe())
    hear, told = map(_high, os.pipe())
    command = [program, *_FLAGS, f"--user-data-dir={home}"]
    # The pipe is to be file descriptors 3 and 4 of the browser.
    script = f'exec 3<&{theirs} 4>&{told}; exec "$@"'
    running = subprocess.Popen(
        ["bash", "-c", script, "browser", *command], pass_fds=(theirs, told),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    os.close(told)
    with os.fdopen(hear, "rb") as heard:
        try:
            yield Page(ask, heard)
        finally:
            running.terminate()
            running.wait(20)
            os.close(ask)


def _high(descriptor: int) -> int:
    """The same file under a number that is not in the way of 3 and 4."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 50)
    os.close(descriptor)
    return moved
