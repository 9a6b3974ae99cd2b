"""Rich text (.rtf), through striprtf; what that would mix up is set right before.

striprtf 0.0.35 puts deleted words and the addresses of links into the text and a bar between the
cells of a table, passes over notes without a word, and needs quadratic time for links and fonts
that only a hostile file has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from striprtf import striprtf

from qualcode.errors import Problem, problem
from qualcode.readers import beside, package, prose, text
from qualcode.readers.reading import Reading

_RTF = ".rtf"
# A control word ends where its letters do.
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_LINK = re.compile(r"\\fldinst(?![a-z])")
_DELETED = re.compile(r"\\deleted(?![a-z0-9])")
_INSERTED = re.compile(r"\\revised(?![a-z0-9])")
_NOTE = re.compile(r"\\footnote(?![a-z])")
_COMMENT = re.compile(r"\\annotation(?![a-z])")
_EDGE = re.compile(r"\\(?:header|footer)[lrf]?(?![a-z])")
_PICTURE = re.compile(r"\\pict(?![a-z])")
_ROW_END = re.compile(r"\t+\n")
_FONTS = re.compile(r"\{[^{}]*\\fonttbl")
_BRACE = re.compile("[{}]")
_LONGEST_FONT = 400
_to_text: Callable[..., object] = striprtf.rtf_to_text


def read(path: Path, content: bytes) -> Reading:
    """The document's text; notes, pictures and tracked changes are told."""
    markup = content.decode("latin-1")
    if not markup.lstrip().startswith("{\\rtf"):
        raise package.damaged(path, _RTF)
    problems = tuple(_unread(path, markup))
    try:
        words = str(_to_text(_prepared(markup), errors="replace"))
    except (ValueError, LookupError, TypeError, OverflowError) as failure:
        raise package.damaged(path, _RTF) from failure
    if "\\row" in markup:
        words = _ROW_END.sub("\n", words)
    if not markup.rstrip("\0 \r\n\t").endswith("}"):
        problems = (*problems, _cut_off(path))
    words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return prose.reading(path, words.strip("\r\n"), problems)


def _prepared(markup: str) -> str:
    markup = _with_short_fonts(markup)
    # The group of a destination that nobody shows is passed over.
    markup = _LINK.sub(r"\\fldtype", markup)
    markup = _DELETED.sub(r"\\xe", markup)
    return _CELL.sub(r"\\tab", markup)


def _with_short_fonts(markup: str) -> str:
    """`markup` with a line for each font, or without the fonts if one is longer than any font."""
    table = _FONTS.search(markup)
    if not table:
        return markup
    end = _end_of_group(markup, table.end())
    fonts = markup[table.end() : end].split(";")
    if max(map(len, fonts)) > _LONGEST_FONT:
        return markup.replace("\\fonttbl", "\\fname")
    return markup[: table.end()] + ";\n".join(fonts) + markup[end:]


def _end_of_group(markup: str, start: int) -> int:
    depth = 1
    for brace in _BRACE.finditer(markup, start):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.start()
    return len(markup)


def _unread(path: Path, markup: str) -> Iterator[Problem]:
    def count(word: re.Pattern[str]) -> int:
        return len(word.findall(markup))

    yield from beside.unread(
        path,
        notes=count(_NOTE),
        comments=count(_COMMENT),
        edges=count(_EDGE),
        pictures=count(_PICTURE),
    )
    yield from beside.tracked(path, count(_DELETED), count(_INSERTED))


def _cut_off(path: Path) -> Problem:
    return problem(
        text.name(path),
        "it is cut off: its end is missing",
        advice="open it in the program that made it and save it again as .rtf",
    )
