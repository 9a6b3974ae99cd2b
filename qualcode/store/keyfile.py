"""The key file: who the pseudonyms are, kept beside the project and never in it."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.errors import ProjectError
from qualcode.store.engine import put_in_place


class Name(NamedTuple):
    """A real name, and the step that gave it."""

    step: int
    seal: str
    name: str


class KeyFile:
    """Real names by informant GUID, in a file that only its owner can read.

    It is written before the step is committed and never forgets what an undo takes back. So each
    name stands with the number and the hash of the step that gave it, and holds as long as that
    step does.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> dict[str, list[Name]] | None:
        """All names ever given, by informant GUID, the last one last; None without a key file."""
        try:
            held = json.loads(self.path.read_text("utf-8"))
            return {
                str(guid): [Name(int(step), str(seal), str(name)) for step, seal, name in given]
                for guid, given in held["names"].items()
            }
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as failure:
            raise ProjectError(
                "the key file {path} cannot be read",
                advice="bring back the right file, or move this one away to work without names",
                path=self.path,
            ) from failure

    def keep(self, step: int, seal: str, names: Mapping[str, str]) -> None:
        """Add the names that a step gives, in one move: the file is never half of one."""
        held = self.names() or {}
        for guid, name in names.items():
            held.setdefault(guid, []).append(Name(step, seal, name))
        self._write(held)

    def forget(self, guids: Collection[str]) -> None:
        """Strike out all names of some informants, for good."""
        held = self.names() or {}
        if not held.keys().isdisjoint(guids):
            self._write({guid: names for guid, names in held.items() if guid not in guids})

    def _write(self, held: Mapping[str, Sequence[Name]]) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        words = json.dumps({"names": dict(sorted(held.items()))}, ensure_ascii=False, indent=1)
        try:
            beside.unlink(missing_ok=True)
            handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(words + "\n")
                file.flush()
                os.fsync(file.fileno())
            put_in_place(beside, self.path)
        except OSError as failure:
            raise ProjectError(
                "the key file {path} cannot be written: {why}",
                advice="nothing was changed; choose a folder that you may write to",
                path=self.path,
                why=failure.strerror or failure,
            ) from failure
