"""Text on a grid of equal cells, as terminals draw it."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width


def breadth(text: str) -> int:
    """How many terminal cells the text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def padded(text: str, size: int, *, right: bool = False) -> str:
    """The text filled up with spaces to `size` cells, standing at the right if asked."""
    space = " " * (size - breadth(text))
    return space + text if right else text + space


def wrap(text: str, size: int) -> list[str]:
    """The text in lines of at most `size` cells, broken between words where it can be."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, size):
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


def _cells(char: str) -> int:
    if char == "\N{SOFT HYPHEN}":
        return 1
    if category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
