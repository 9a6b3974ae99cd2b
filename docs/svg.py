"""What a terminal shows, as an SVG that looks the same in every browser and needs no font."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

CELL, ROW, FONT, MARGIN, BAR = 8.4, 17, 14, 14, 30
_FONTS = "'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace"


class _Run(NamedTuple):
    """Words of one style on one row, from a column on."""

    column: int
    words: str
    style: Style


def svg(rows: Sequence[Iterable[Segment]], *, width: int, title: str, ink: str, ground: str) -> str:
    """A window around `rows` of segments, each `width` cells wide; `ink` on `ground` at first."""
    wide = width * CELL + 2 * MARGIN
    high = len(rows) * ROW + BAR + MARGIN
    classes: dict[str, str] = {}
    drawn: list[str] = []
    for at, row in enumerate(rows):
        for run in _runs(row):
            drawn += _run(run, BAR + at * ROW, classes, ink, ground)
    rules = "".join(f".{name}{{{rule}}}" for rule, name in classes.items())
    lights = "".join(
        f'<circle cx="{MARGIN + 6 + 18 * n}" cy="{BAR / 2}" r="5" fill="{ink}" opacity=".25"/>'
        for n in range(3)
    )
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}">',
            f"<style>text{{font:{FONT}px {_FONTS};white-space:pre}}{rules}</style>",
            f'<rect width="{wide:.0f}" height="{high}" rx="9" fill="{ground}"/>',
            lights,
            f'<text x="{wide / 2:.0f}" y="{BAR / 2 + 5}" text-anchor="middle" fill="{ink}"'
            f' opacity=".6">{escape(title)}</text>',
            *drawn,
            "</svg>\n",
        )
    )


def _runs(row: Iterable[Segment]) -> Iterable[_Run]:
    column = 0
    for style, some in groupby(row, key=lambda segment: segment.style or Style()):
        words = "".join(segment.text for segment in some)
        yield _Run(column, words, style)
        column += cell_len(words)


def _run(run: _Run, top: float, classes: dict[str, str], ink: str, ground: str) -> Iterable[str]:
    style = run.style
    fore, back = _hex(style.color, ink), _hex(style.bgcolor, ground)
    if style.reverse:
        fore, back = back, fore
    x = MARGIN + run.column * CELL
    if back != ground:
        wide = cell_len(run.words) * CELL
        yield (
            f'<rect x="{x:.1f}" y="{top:g}" width="{wide:.1f}" height="{ROW}" fill="{back}"'
            ' shape-rendering="crispEdges"/>'
        )
    words = run.words.rstrip()
    bare = words.lstrip() if not style.underline else words
    if bare:
        x += (len(words) - len(bare)) * CELL
        rule = f"fill:{fore}"
        rule += ";font-weight:bold" * bool(style.bold)
        rule += ";font-style:italic" * bool(style.italic)
        rule += ";text-decoration:underline" * bool(style.underline)
        name = classes.setdefault(rule, f"c{len(classes)}")
        yield (
            f'<text class="{name}" x="{x:.1f}" y="{top + ROW - 4.5:g}"'
            f' textLength="{cell_len(bare) * CELL:.1f}">{escape(bare)}</text>'
        )


def _hex(colour: Color | None, otherwise: str) -> str:
    return otherwise if colour is None or colour.is_default else colour.get_truecolor().hex
