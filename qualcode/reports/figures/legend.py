"""What the signs of a picture mean, in lines that break where the picture ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.reports.figures.canvas import INK, MARGIN, SOFT, Canvas
from qualcode.reports.figures.lettering import cut, width

Draw = Callable[[Canvas, float, float], None]
_SIZE = 9.5
_GAP = 20.0
_SIGN = 20.0
_LEAD = 19.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign, drawn around the point it is given, and its meaning."""

    draw: Draw
    meaning: str


def legend(
    canvas: Canvas, y: float, wide: float, groups: Sequence[tuple[str, Sequence[Entry]]]
) -> float:
    """Draw the groups that have entries, each beginning a line; gives where the legend ends."""
    room = wide - 2 * MARGIN
    for title, entries in groups:
        if not entries:
            continue
        canvas.text(MARGIN, y, cut(title, room, _SIZE, bold=True), size=_SIZE, bold=True, fill=SOFT)
        y += _LEAD
        x = MARGIN
        for entry in entries:
            meaning = cut(entry.meaning, room - _SIGN, _SIZE)
            needed = _SIGN + width(meaning, _SIZE)
            if x > MARGIN and x + needed > wide - MARGIN:
                x, y = MARGIN, y + _LEAD
            entry.draw(canvas, x + 7, y - 3.5)
            canvas.text(x + _SIGN, y, meaning, size=_SIZE, fill=INK)
            x += needed + _GAP
        y += _LEAD + 5
    return y - 5
