"""The key file: who the pseudonyms are, kept beside the project and never in it."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from qualcode.errors import ProjectError
from qualcode.model.pseudonyms import Original
from qualcode.model.span import Span
from qualcode.store.engine import put_in_place


class Name(NamedTuple):
    """A real name, and the step that gave it."""

    step: int
    seal: str
    name: str


class Originals(NamedTuple):
    """What stood in a text whose SHA-256 is `sha256`, and the step that replaced it."""

    step: int
    seal: str
    sha256: str
    found: tuple[Original, ...]


class KeyFile:
    """Real names by informant GUID, and what pseudonyms replaced in a text by the GUID of its
    revision, in a file that only its owner can read.

    It is written before the step is committed and never forgets what an undo takes back. So each
    name stands with the number and the hash of the step that gave it, and holds as long as that
    step does; what was replaced holds for the very text that it was replaced in.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> dict[str, list[Name]] | None:
        """All names ever given, by informant GUID, the last one last; None without a key file."""
        held = self._read()
        return None if held is None else held[0]

    def originals(self) -> dict[str, list[Originals]]:
        """All that was ever replaced, by the GUID of a revision, the last one last."""
        return (self._read() or ({}, {}))[1]

    def keep(
        self,
        step: int,
        seal: str,
        names: Mapping[str, str],
        originals: Mapping[str, tuple[str, Sequence[Original]]] = MappingProxyType({}),
    ) -> None:
        """Add the names that a step gives, and what it replaces, by revision with the SHA-256 of
        its new text, in one move: the file is never half of one."""
        held, replaced = self._read() or ({}, {})
        for guid, name in names.items():
            held.setdefault(guid, []).append(Name(step, seal, name))
        for guid, (sha256, found) in originals.items():
            replaced.setdefault(guid, []).append(Originals(step, seal, sha256, tuple(found)))
        self._write(held, replaced)

    def forget(self, guids: Collection[str], texts: Mapping[str, str | None]) -> None:
        """Strike out, for good, all names of some informants and what was replaced because of them,
        and all that was replaced in texts that are no longer as in `texts` (by revision)."""
        held, replaced = self._read() or ({}, {})
        names = {guid: given for guid, given in held.items() if guid not in guids}
        originals = {
            guid: [
                each._replace(found=tuple(o for o in each.found if not {*o.whom} & {*guids}))
                for each in given
                if texts.get(guid, each.sha256) == each.sha256
            ]
            for guid, given in replaced.items()
        }
        originals = {guid: given for guid, given in originals.items() if given}
        if (names, originals) != (held, replaced):
            self._write(names, originals)

    def _read(self) -> tuple[dict[str, list[Name]], dict[str, list[Originals]]] | None:
        try:
            held = json.loads(self.path.read_text("utf-8"))
            names = {
                str(guid): [Name(int(step), str(seal), str(name)) for step, seal, name in given]
                for guid, given in held["names"].items()
            }
            originals = {
                str(guid): [
                    Originals(
                        int(step), str(seal), str(sha256),
                        tuple(
                            Original(Span(start, end), str(words), tuple(map(str, whom)))
                            for start, end, words, whom in found
                        ),
                    )
                    for step, seal, sha256, found in given
                ]
                for guid, given in held.get("originals", {}).items()
            }  # fmt: skip
            return names, originals
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as failure:
            raise ProjectError(
                "the key file {path} cannot be read",
                advice="bring back the right file, or move this one away to work without names",
                path=self.path,
            ) from failure

    def _write(
        self, names: Mapping[str, Sequence[Name]], originals: Mapping[str, Sequence[Originals]]
    ) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        held: dict[str, object] = {"names": dict(sorted(names.items()))}
        if originals:
            held["originals"] = {
                guid: [
                    (*each[:3], [(o.span.start, o.span.end, o.words, o.whom) for o in each.found])
                    for each in given
                ]
                for guid, given in sorted(originals.items())
            }
        words = json.dumps(held, ensure_ascii=False, indent=1)
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
