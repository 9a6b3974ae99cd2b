"""How wide words are, and where their lines break."""

from __future__ import annotations

import unicodedata
from functools import cache

FAMILY = "DejaVu Sans, Verdana, sans-serif"
"""The font that comes with qualcode, one of the same widths, and whatever there is."""

# Advance widths of DejaVu Sans 2.37 from the space to the tilde, in thousandths of the size.
_BOOK = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)  # fmt: skip
_BOLD = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
)  # fmt: skip
_OTHER = 700  # a letter of another alphabet
_WIDE = 1000


@cache
def _advance(letter: str, bold: bool) -> int:
    known = _BOLD if bold else _BOOK
    base = unicodedata.normalize("NFD", letter)[0]
    if " " <= base <= "~":
        return known[ord(base) - 32]
    if unicodedata.combining(letter):
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or letter in "…—" else _OTHER


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of that size is, in the unit of `size`."""
    return sum(_advance(letter, bold) for letter in text) * size / 1000


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The line, shortened with an ellipsis where it has not the room."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size, bold=bold) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def wrap(
    text: str, room: float, size: float, *, most: int = 0, bold: bool = False
) -> tuple[str, ...]:
    """The lines of a text, words longer than a line broken; the last of the `most` lines is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, room, size, bold)
        lines += whole
    lines += [line] if line else []
    if most and len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        return (*lines[: most - 1], cut(rest, room, size, bold=bold))
    return tuple(lines)


def _broken(word: str, room: float, size: float, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter, size, bold=bold) > room:
            parts.append("")
        parts[-1] += letter
    return parts
