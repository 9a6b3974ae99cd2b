"""Themes against sources: how often each speaks of each, and which way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qualcode.analysis.standing import Standing
from qualcode.i18n import mark, say
from qualcode.reports.document import Figure
from qualcode.reports.figures import marks
from qualcode.reports.figures.canvas import FAINT, INK, MARGIN, PAPER, SOFT, Canvas, head
from qualcode.reports.figures.legend import Entry, legend
from qualcode.reports.figures.lettering import cut, width, wrap

_CELL = 34.0
_ROW = 24.0
_FEW = 30  # columns; more are narrower
_NARROW = 28.0
_THEME = 260.0
_HEAD = 110.0
_SIZE = 9.5
_INDENT = 11.0
_TOTAL = 74.0

# From white to a dark blue that ends well apart in grey too.
_SHADES = ("#ffffff", "#dbe9f6", "#abcfe6", "#62a8d2", "#2676b3", "#0b3d75")
_DARK = 4  # from this shade on, the words on it are white

_SIGNS: Mapping[Standing, str] = {
    Standing.AFFIRM: mark("affirms"),
    Standing.QUALIFY: mark("affirms with reservations"),
    Standing.MIXED: mark("affirms and denies"),
    Standing.DENY: mark("denies"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A theme: its path, its name, the segments of each source and in all, and what sources say."""

    path: str
    name: str
    segments: tuple[int, ...]
    total: int
    stances: Mapping[str, Standing]


def figure(
    lines: Sequence[Line], sources: Sequence[str], groups: Sequence[str], *, notice: str = ""
) -> Figure:
    """A row for each theme in which somebody speaks, a column for each source; `groups` names the
    branch of each, and lines stand between branches."""
    return _Heatmap([line for line in lines if line.total], sources, groups, notice).figure()


class _Heatmap:
    def __init__(
        self, lines: Sequence[Line], sources: Sequence[str], groups: Sequence[str], notice: str
    ) -> None:
        self._lines = lines
        self._sources = sources
        self._groups = groups
        self._notice = notice
        self._cell = _CELL if len(sources) <= _FEW else _NARROW
        self._most = max((max(line.segments, default=0) for line in lines), default=0)
        self._steps = _steps(self._most)
        self._canvas = Canvas()

    def figure(self) -> Figure:
        title, alt = say("Who speaks of what, how often, and which way"), self._words()
        names = [_name(line) for line in self._lines]
        room = max(
            (
                indent + width(part, _SIZE, bold=not indent)
                for indent, parts in names
                for part in parts
            ),
            default=0.0,
        )
        left = MARGIN + room + 14
        wide = max(left + self._cell * len(self._sources) + _TOTAL + MARGIN, 640.0)
        y = head(self._canvas, title, self._notice, wide)
        if self._lines and self._sources:
            y = self._heads(left, y)
            top = y
            most = max(line.total for line in self._lines)
            for line, (indent, name) in zip(self._lines, names, strict=True):
                self._line(line, indent, name, left, y, most)
                y += _ROW
            self._borders(left, top, y)
        else:
            self._canvas.text(MARGIN, y + 16, say("Nothing is coded yet."), fill=SOFT)
            y += 20
        bottom = legend(self._canvas, y + 26, wide, list(self._legend()))
        return Figure(self._canvas.svg(wide, bottom + 2, title=title, words=alt), alt, title)

    def _heads(self, left: float, y: float) -> float:
        names = [cut(source, _HEAD, 10) for source in self._sources]
        longest = max(width(name, 10) for name in names)
        level = longest <= self._cell - 4
        base = y + (14 if level else longest + 10)
        for at, name in enumerate(names):
            x = left + self._cell * (at + 0.5)
            if level:
                self._canvas.text(x, base, name, anchor="middle")
            else:
                self._canvas.text(x + 3.5, base, name, turn=-90)
        right = left + self._cell * len(names) + 8
        self._canvas.text(right, base, say("in all"), size=9, fill=SOFT)
        return base + 7

    def _line(
        self, line: Line, indent: float, name: tuple[str, ...], left: float, y: float, most: int
    ) -> None:
        middle = y + _ROW / 2 + 3.5
        first = middle - 5.2 * (len(name) - 1)
        self._canvas.lines(
            MARGIN + indent, first, name, size=_SIZE, lead=10.4 / _SIZE, bold=not indent
        )
        for at, (source, count) in enumerate(zip(self._sources, line.segments, strict=True)):
            x = left + self._cell * at
            shade = self._shade(count)
            self._canvas.rect(
                x, y, self._cell, _ROW, fill=_SHADES[shade], stroke=FAINT, stroke_width=0.6
            )
            if not count:
                continue
            ink = PAPER if shade >= _DARK else INK
            standing = line.stances.get(source)
            if standing in _SIGNS and standing:
                shift = self._cell * 0.22
                self._canvas.text(
                    x + self._cell / 2 - shift, middle, str(count), size=9, fill=ink,
                    anchor="middle",
                )  # fmt: skip
                marks.stance(
                    self._canvas, standing, x + self._cell / 2 + shift, y + _ROW / 2, 6.2, ink
                )
            else:
                self._canvas.text(
                    x + self._cell / 2, middle, str(count), size=9, fill=ink, anchor="middle"
                )
        right = left + self._cell * len(self._sources) + 8
        long = (_TOTAL - 32) * line.total / most
        self._canvas.rect(right, y + 7, long, _ROW - 14, fill=_SHADES[3])
        self._canvas.text(right + long + 4, middle, str(line.total), size=9, fill=SOFT)

    def _borders(self, left: float, top: float, bottom: float) -> None:
        """The edge of the table, and lines between branches."""
        right = left + self._cell * len(self._sources)
        self._canvas.rect(left, top, right - left, bottom - top, stroke=INK, stroke_width=1.0)
        for at in range(1, len(self._sources)):
            if self._groups[at] != self._groups[at - 1]:
                x = left + self._cell * at
                self._canvas.line(x, top - 5, x, bottom, stroke=INK, stroke_width=1.3)

    def _shade(self, count: int) -> int:
        return 1 + sum(count >= step for step in self._steps[1:]) if count else 0

    def _legend(self) -> Iterator[tuple[str, list[Entry]]]:
        ends = [*(step - 1 for step in self._steps[1:]), self._most]
        shades = [
            Entry(
                partial(_shade_sample, shade=at),
                str(first) if last == first else f"{first}–{last}",
            )
            for at, (first, last) in enumerate(zip(self._steps, ends, strict=True), 1)
        ]
        yield say("Coded segments"), shades if self._lines else []
        there = {
            line.stances.get(source)
            for line in self._lines
            for source, count in zip(self._sources, line.segments, strict=True)
            if count
        }
        yield (
            say("What the source says of the theme"),
            [
                Entry(partial(_sign_sample, standing=standing), say(meaning))
                for standing, meaning in _SIGNS.items()
                if standing in there
            ],
        )

    def _words(self) -> str:
        told = [
            say(
                "Themes spoken of: {themes}; sources: {sources}; a number is how many segments.",
                themes=len(self._lines),
                sources=len(self._sources),
            )
        ]
        cells = [
            (count, line, source)
            for line in self._lines
            for source, count in zip(self._sources, line.segments, strict=True)
        ]
        if cells:
            count, line, source = max(cells, key=lambda cell: cell[0])
            told.append(
                say(
                    "The most are of {source} on {theme}: {count}.",
                    source=source,
                    theme=line.path,
                    count=count,
                )
            )
            empty = sum(not count for count, _, _ in cells)
            told.append(say("Empty cells: {empty} of {all}.", empty=empty, all=len(cells)))
        return " ".join(told)


def _name(line: Line) -> tuple[float, tuple[str, ...]]:
    """How far a theme is indented, and its name in one line or two."""
    indent = _INDENT * line.path.count("/")
    return indent, wrap(line.name, _THEME - indent, _SIZE, most=2, bold=not indent)


def _steps(most: int) -> tuple[int, ...]:
    """Where each shade begins: 1, then about evenly up to the most; fewer where there is little."""
    shades = len(_SHADES) - 1
    if most <= shades:
        return tuple(range(1, max(most, 1) + 1))
    return tuple(1 + round(at * most / shades) for at in range(shades))


def _shade_sample(canvas: Canvas, x: float, y: float, *, shade: int) -> None:
    canvas.rect(x - 8, y - 6, 17, 12, fill=_SHADES[shade], stroke=INK, stroke_width=0.6)


def _sign_sample(canvas: Canvas, x: float, y: float, *, standing: Standing) -> None:
    marks.stance(canvas, standing, x, y, 6.5, INK)
