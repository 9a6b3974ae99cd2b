"""Archives (.zip) of files: each is read where it lies, and nothing is unpacked to the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from zipfile import ZipFile, ZipInfo

from qualcode.errors import InputError, Problem, problem
from qualcode.readers import package, text

_ZIP = ".zip"
_MOST_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `path` names it below the archive."""

    path: Path
    archive: ZipFile
    entry: ZipInfo

    def content(self) -> bytes:
        """Its bytes, unless it is locked, damaged, or swells without measure."""
        if self.entry.flag_bits & 1:
            raise package.locked(self.path)
        package.check_size([self.entry], self.entry.compress_size, self.path)
        try:
            return self.archive.read(self.entry)
        except package.BROKEN as failure:
            raise package.damaged(self.path, self.path.suffix) from failure


def is_one(path: Path) -> bool:
    """Whether the ending of `path` is that of an archive."""
    return path.suffix.lower() == _ZIP


def members(path: Path, opened: ExitStack, problems: list[Problem]) -> Iterator[Member]:
    """The files in the archive at `path`, by name; `opened` closes it."""
    with text.reachable(path):
        try:
            archive = opened.enter_context(ZipFile(path))
        except package.BROKEN as failure:
            raise package.damaged(path, _ZIP) from failure
    entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
    if len(entries) > _MOST_FILES:
        raise InputError(
            "{name} holds more than {limit} files",
            advice="split it",
            name=text.name(path),
            limit=_MOST_FILES,
        )
    for entry in entries:
        inside = text.mended(entry.filename)[0]
        if _leads_out(inside):
            problems.append(
                problem(
                    f"{path}/{inside}",
                    "its path leads out of the archive, so it was left out",
                    advice="if you know who made the archive, unpack it and name the file",
                )
            )
        elif not entry.is_dir() and not _is_hidden(inside):
            yield Member(path / inside, archive, entry)


def _leads_out(name: str) -> bool:
    parts = PureWindowsPath(name)
    return ".." in parts.parts or bool(parts.anchor) or PurePosixPath(name).is_absolute()


def _is_hidden(name: str) -> bool:
    """What macOS and others put beside the files."""
    parts = PurePosixPath(name).parts
    return not parts or parts[0] == "__MACOSX" or parts[-1].startswith(".")
