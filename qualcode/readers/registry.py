"""Which file endings can be read, and by whom: a new format is one line here, or a plug-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from qualcode.errors import InputError, Problem, problem
from qualcode.readers import disguise, package, plugged, text
from qualcode.readers.reading import Reading

__all__ = ["ENDINGS", "READERS", "Reader", "Reading", "parse", "read", "readable"]


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
    Reader("captions", (".vtt", ".srt", ".sbv"), "qualcode.readers.captions:read"),
    Reader("opendocument", (".odt",), "qualcode.readers.opendocument:read"),
    Reader("rich text", (".rtf",), "qualcode.readers.richtext:read"),
    Reader("pdf", (".pdf",), "qualcode.readers.pdf:read"),
    Reader("web page", (".html", ".htm", ".xhtml"), "qualcode.readers.webpage:read"),
    Reader("book", (".epub",), "qualcode.readers.book:read"),
    Reader("table", (".csv", ".tsv"), "qualcode.readers.table:read"),
    Reader("workbook", (".xlsx",), "qualcode.readers.workbook:read"),
    Reader("speech", (".json",), "qualcode.readers.speech:read"),
)

ENDINGS: tuple[str, ...] = tuple(ending for reader in READERS for ending in reader.endings)

_BY_ENDING = {ending: reader for reader in READERS for ending in reader.endings}


def readable(path: Path) -> bool:
    """Whether the ending of `path` is one that can be read."""
    ending = path.suffix.lower()
    return ending in _BY_ENDING or (bool(ending) and ending in plugged.endings())


def left_aside() -> list[Problem]:
    """What plug-ins would read that is read here already."""
    return plugged.superfluous(_BY_ENDING)


def read(path: Path) -> Reading:
    """The transcript in the file at `path`; `InputError` where there is none to be had."""
    if not readable(path) and not _is_folder(path):
        raise _unknown(path)
    return parse(path, text.contents(path))


def parse(path: Path, content: bytes) -> Reading:
    """The transcript in `content`, the bytes of a file named `path`."""
    if not readable(path):
        raise _unknown(path)
    if not content:
        raise text.no_text(path)
    if path.suffix.lower() not in _BY_ENDING:
        return plugged.read(path, content)
    if content.startswith(package.OLE):
        raise package.old(content, path)
    said, shown = path.suffix.lower(), disguise.ending(content)
    reader = _BY_ENDING[shown or said]
    reading = _take(reader, path, content)
    if reader is _BY_ENDING[said]:
        return reading
    told = problem(
        text.name(path),
        "it is a {ending} file, whatever its ending says, and was read as one",
        advice="rename it, so that other programs read it too",
        ending=shown,
    )
    return Reading(reading.transcript, (told, *reading.problems))


def _take(reader: Reader, path: Path, content: bytes) -> Reading:
    module, _, function = reader.place.partition(":")
    take: Callable[[Path, bytes], Reading] = getattr(import_module(module), function)
    return take(path, content)


def _unknown(path: Path) -> InputError:
    return InputError(
        "{name} has an ending that cannot be read",
        advice="save it as one of {endings}",
        name=path.name,
        endings=" ".join(dict.fromkeys((*ENDINGS, *plugged.endings()))),
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
