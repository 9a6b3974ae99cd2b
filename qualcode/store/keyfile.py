"""The key file: who the pseudonyms are, kept beside the project and never in it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from qualcode.errors import ProjectError
from qualcode.store.engine import put_in_place


class KeyFile:
    """Real names by informant GUID, in a file that only its owner can read.

    It is written before the step is committed and never forgets what an undo takes back, so
    that a redo finds the name again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> Mapping[str, str] | None:
        """Real names by informant GUID; None where there is no key file."""
        try:
            held = json.loads(self.path.read_text("utf-8"))
            return {str(guid): str(name) for guid, name in held["names"].items()}
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as failure:
            raise ProjectError(
                "the key file {path} cannot be read",
                advice="bring back the right file, or move this one away to work without names",
                path=self.path,
            ) from failure

    def keep(self, names: Mapping[str, str]) -> None:
        """Add names, in one move: the file is the old one or the new one, never half of it."""
        held = {**(self.names() or {}), **names}
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
