"""From what somebody names (files, folders, archives, wildcards) to the files that can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qualcode.errors import InputError, Problem, QualcodeError, problem
from qualcode.readers import archive, registry
from qualcode.readers.reading import Reading

_OURS = re.compile(r"\.qualcode(?:-\w+|\.key|\.(?:.*\.)?backup)?$")  # people import a whole folder


@dataclass(frozen=True, slots=True)
class Found:
    """A file that can be read, and how; what lies in an archive is named below it."""

    path: Path
    read: Callable[[], Reading]


def gather(paths: Sequence[Path], opened: ExitStack) -> tuple[list[Found], list[Problem]]:
    """The files in `paths`, in order, and what was left out.

    Folders and archives are searched, and a name that is no file's is taken for a wildcard.
    Archives stay open until `opened` is closed.
    """
    files: list[Found] = []
    problems = registry.left_aside() if paths else []
    for path in paths:
        try:
            for inside in _expanded(path):
                if archive.is_one(inside):
                    files += _packed(inside, opened, problems)
                elif inside is path or registry.readable(inside):
                    files.append(Found(inside, partial(registry.read, inside)))
                else:
                    problems.append(left_out(inside))
        except QualcodeError as failure:
            problems.append(
                Problem(str(path), failure.message, failure.advice, tuple(failure.facts.items()))
            )
    return files, problems


def left_out(path: Path) -> Problem:
    """The problem that the ending of a file found in a folder is not known."""
    return problem(str(path), "its ending is not one that can be read, so it was left out")


def _packed(path: Path, opened: ExitStack, problems: list[Problem]) -> Iterator[Found]:
    """The files in the archive at `path`."""
    for member in archive.members(path, opened, problems):
        if registry.readable(member.path):
            yield Found(member.path, partial(_unpacked, member))
        else:
            problems.append(left_out(member.path))


def _unpacked(member: archive.Member) -> Reading:
    return registry.parse(member.path, member.content())


def _expanded(path: Path) -> Iterator[Path]:
    if _exists(path):
        if not path.is_dir():
            yield path
        else:
            yield from _visible(path)
        return
    if not any(sign in str(path) for sign in "*?["):
        yield path
        return
    try:
        fitting = sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    except ValueError:
        fitting = []
    if not fitting:
        raise InputError(
            "no file is called {pattern}",
            advice="check the folder and the ending; * stands for any part of a name",
            pattern=path,
        )
    for each in fitting:
        yield from _visible(each) if each.is_dir() else (each,)


def _visible(folder: Path) -> list[Path]:
    """All files that are neither hidden nor a project's own."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".") and not _OURS.search(path.name)
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return True
