"""What stops the work, and what only has to be told.

Messages are English templates with named facts, `"{name} is not a project"`. The faces
translate a template through `qualcode.i18n` and fill in the facts afterwards.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class QualcodeError(Exception):
    """The work cannot go on; says what happened and what to do about it."""

    def __init__(self, message: str, *, advice: str = "", **facts: object) -> None:
        self.message = message
        self.advice = advice
        self.facts = {name: str(value) for name, value in facts.items()}
        super().__init__(message)

    def __str__(self) -> str:
        sentence = self.message.format(**self.facts)
        return f"{sentence}; {self.advice.format(**self.facts)}" if self.advice else sentence


class UsageError(QualcodeError):
    """The words of the call are off: an impossible combination or a value not on its list."""


class NotFoundError(QualcodeError):
    """Something was named that the project does not have."""


class InputError(QualcodeError):
    """A file or a value from outside cannot be taken in."""


class RejectedError(InputError):
    """A table was not taken in, because some of its rows are wrong; says which.

    `told` is what is odd about it besides, such as a misspelt column.
    """

    def __init__(
        self, file: str, problems: Sequence[Problem], told: Sequence[Problem] = ()
    ) -> None:
        self.problems = (*told, *problems)
        super().__init__(
            "nothing was imported from {file}; rows or cells that are wrong: {count}",
            advice="mend them, or leave them out with --keep-going",
            file=file,
            count=len(problems),
        )


class NothingCameInError(InputError):
    """None of the files could be taken in; says what is wrong with each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("none of the files came in", advice="mend what is listed and try again")


class RefusedError(QualcodeError):
    """The project's own laws forbid it, and nothing was changed."""


class ProjectError(QualcodeError):
    """The project itself cannot be opened, read or written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be done, while the rest went on."""

    where: str
    message: str
    advice: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        facts = dict(self.facts)
        sentence = f"{self.where}: {self.message.format(**facts)}"
        return f"{sentence}; {self.advice.format(**facts)}" if self.advice else sentence


def problem(where: str, message: str, *, advice: str = "", **facts: object) -> Problem:
    """A `Problem` whose facts are given by name."""
    return Problem(where, message, advice, tuple((name, str(v)) for name, v in facts.items()))


def logged(failure: BaseException) -> Path | None:
    """Keep where an unexpected error came from, without any value in it, since a value may be
    somebody's words; gives the file, None where it cannot be written."""
    log = state_folder() / "errors.log"
    frames = traceback.extract_tb(failure.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    try:
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write("\n".join([type(failure).__qualname__, *lines, "", ""]))
    except OSError:
        return None
    return log


def state_folder() -> Path:
    """Where a user's own files are kept that belong to no project."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "qualcode"
    return Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state")) / "qualcode"
