"""Text on a grid of equal cells, as terminals draw it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category, east_asian_width

from qualcode.reports.renderers.cells import visible

# Latin letters and the dashes and quotation marks of running text take one cell each.
_NOT_PLAIN = re.compile("[^\x00-\u02ff\u2010-\u2027]")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """The text without control characters, escape sequences or changes of writing direction."""
    return _TURNED.sub("\N{REPLACEMENT CHARACTER}", visible(text))


def flat(text: str) -> str:
    """The text on one line, harmless; `⏎` stands for a line break."""
    return harmless(text).replace("\t", " ").replace("\n", " ⏎ ").rstrip()


def breadth(text: str) -> int:
    """How many terminal cells the text takes."""
    return len(text) + sum(_cells(char) - 1 for char in _NOT_PLAIN.findall(text))


def padded(text: str, size: int, right: bool) -> str:
    """The text filled up with spaces to `size` cells, standing at the `right` or the left."""
    space = " " * (size - breadth(text))
    return space + text if right else text + space


def wrap(text: str, size: int) -> list[str]:
    """The text in lines of at most `size` cells, broken between words where it can be.

    What fits stays as it is; what does not keeps its indent on every line.
    """
    if breadth(text) <= size:
        return [text]
    words = text.lstrip(" ")
    indent = " " * min(len(text) - len(words), size // 2)
    return [indent + line for line in _filled(words.split(), size - len(indent))]


def _filled(words: list[str], size: int) -> list[str]:
    lines = [""]
    for piece in (piece for word in words for piece in _pieces(word, size)):
        joined = f"{lines[-1]} {piece}" if lines[-1] else piece
        if breadth(joined) <= size:
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines


def _pieces(word: str, size: int) -> Iterator[str]:
    piece = ""
    for char in word:
        if piece and breadth(piece) + _cells(char) > size:
            yield piece
            piece = ""
        piece += char
    yield piece


@cache
def _cells(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
