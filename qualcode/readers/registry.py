"""Which file endings can be read, and by whom: a new format is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from qualcode.errors import InputError
from qualcode.readers.reading import Reading

__all__ = ["ENDINGS", "READERS", "Reader", "Reading", "read", "readable"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A file format; `place` names its function as `module:function`, loaded when needed."""

    name: str
    endings: tuple[str, ...]
    place: str


READERS = (
    Reader("text", (".txt", ".text"), "qualcode.readers.plain:read"),
    Reader("markdown", (".md", ".markdown"), "qualcode.readers.plain:read"),
    Reader("word", (".docx",), "qualcode.readers.word:read"),
    Reader("captions", (".vtt", ".srt"), "qualcode.readers.captions:read"),
)

ENDINGS: tuple[str, ...] = tuple(ending for reader in READERS for ending in reader.endings)

_BY_ENDING = {ending: reader for reader in READERS for ending in reader.endings}


def readable(path: Path) -> bool:
    """Whether the ending of `path` is one that can be read."""
    return path.suffix.lower() in _BY_ENDING


def read(path: Path) -> Reading:
    """The transcript in the file at `path`; `InputError` where there is none to be had."""
    reader = _BY_ENDING.get(path.suffix.lower())
    if reader is None:
        if _is_folder(path):
            raise InputError("{name} is a folder", advice="name the files in it", name=path)
        raise InputError(
            "{name} has an ending that cannot be read",
            advice="save it as one of {endings}",
            name=path.name,
            endings=" ".join(ENDINGS),
        )
    module, _, function = reader.place.partition(":")
    take: Callable[[Path], Reading] = getattr(import_module(module), function)
    return take(path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
