"""What the workbench remembers from one day to the next: for one user, in no project."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MOST = 200  # projects whose place is remembered


@dataclass(frozen=True, slots=True)
class Left:
    """Where a coder left off: a transcript, a place in it, the codes used last, and those on the
    number keys."""

    transcript: str
    offset: int = 0
    recent: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class Memory:
    """A small file of the user's; what cannot be read or written is forgotten."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held = _read(file)

    def left(self, project: str, coder: str = "") -> Left | None:
        """Where that coder, or whoever came last, left off in that project."""
        match self._places().get(_name(project, coder)):
            case [str(transcript), int(offset), list(recent), list(keys)]:
                return Left(transcript, offset, tuple(map(str, recent)), tuple(map(str, keys)))
            case [str(transcript), int(offset), list(recent)]:  # as it was kept before
                return Left(transcript, offset, tuple(map(str, recent)))
            case _:
                return None

    def leave(self, project: str, coder: str, left: Left) -> None:
        """Remember where the coder is now."""
        places = self._places()
        for name in (_name(project, coder), _name(project, "")):
            places.pop(name, None)
            places[name] = [left.transcript, left.offset, [*left.recent], [*left.keys]]
        self._keep("places", dict(list(places.items())[-_MOST:]))

    @property
    def theme(self) -> str:
        """The theme chosen last."""
        return str(self._held.get("theme", ""))

    @theme.setter
    def theme(self, name: str) -> None:
        self._keep("theme", name)

    def first_time(self) -> bool:
        """Whether the workbench was never opened before; true once."""
        if self._held.get("seen"):
            return False
        self._keep("seen", True)
        return True

    def _places(self) -> dict[str, Any]:
        places = self._held.get("places")
        return dict(places) if isinstance(places, dict) else {}

    def _keep(self, name: str, value: object) -> None:
        self._held[name] = value
        aside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as to:
                json.dump(self._held, to)
            aside.replace(self._file)
        except OSError:
            return


def _read(file: Path) -> dict[str, Any]:
    try:
        held = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _name(project: str, coder: str) -> str:
    """A name that tells a project and a coder apart and gives neither away."""
    where = project if "://" in project else str(Path(project).resolve())
    return hashlib.sha256(f"{where}\n{coder}".encode()).hexdigest()[:24]
