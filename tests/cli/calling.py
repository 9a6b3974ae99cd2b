"""Calling the command as a person does, and looking at what it answered."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from qualcode.cli import main
from qualcode.i18n import speak

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("qualcode")


@dataclass(frozen=True)
class Answer:
    """What one call printed, byte for byte, and the status it ended with."""

    status: int
    printed: bytes
    talked: bytes

    @property
    def out(self) -> str:
        """Standard output."""
        return self.printed.decode()

    @property
    def err(self) -> str:
        """Standard error."""
        return self.talked.decode()

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.printed)

    @property
    def csv(self) -> list[dict[str, str]]:
        """Standard output as rows of CSV."""
        return list(csv.DictReader(io.StringIO(self.out, newline="")))

    def __iter__(self) -> Iterator[Any]:
        yield from (self.status, self.out, self.err)


class Run(Protocol):
    """Calls the command in the test's folder."""

    def __call__(self, *words: object, env: Mapping[str, str] | None = None) -> Answer:
        """What it answered."""


def call(words: Sequence[object], *, folder: Path, env: Mapping[str, str]) -> Answer:
    """Run `qualcode WORDS` inside this process, in a folder and an environment of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in "oe")
    with chdir(folder), _environment(env), redirect_stdout(out), redirect_stderr(err):
        speak("en")
        status = main([str(word) for word in words])
        speak("en")
    return Answer(status, _bytes(out), _bytes(err))


def runner(folder: Path) -> Run:
    """Calls the command in a folder; `env` is what the environment says besides."""

    def _run(*words: object, env: Mapping[str, str] | None = None) -> Answer:
        return call(words, folder=folder, env={**plain_environment(folder), **(env or {})})

    return _run


def ask(project: Path, *words: object) -> Answer:
    """What the command says of a project, which has to go well."""
    folder = project.parent
    answer = call(["-p", project, *words], folder=folder, env=plain_environment(folder))
    assert answer.status == 0, answer.err
    return answer


def plain_environment(home: Path) -> dict[str, str]:
    """This environment without a word about qualcode or the language, its home elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QUALCODE", "LC_", "LANG", "XDG_"))
    }
    return {**kept, "LANG": "C.UTF-8", "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}


@contextmanager
def _environment(env: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _bytes(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    held: bytes = stream.detach().getvalue()  # type: ignore[attr-defined]
    return held
