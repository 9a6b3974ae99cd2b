"""The signs of the pictures: what a colour says, a shape and a sign inside it say too."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from qualcode.analysis.standing import Standing
from qualcode.model.lists import Verdict
from qualcode.reports.figures.canvas import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    VERMILION,
    YELLOW,
    Canvas,
    polygon,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A colour to fill with, and the colour in which the sign on it is seen."""

    fill: str
    ink: str


STANCES = {
    Standing.AFFIRM: Mark(GREEN, PAPER),
    Standing.QUALIFY: Mark(SKY, INK),
    Standing.MIXED: Mark(YELLOW, INK),
    Standing.DENY: Mark(VERMILION, PAPER),
    Standing.MENTION: Mark(PAPER, INK),
}
VERDICTS = {
    Verdict.CONVERGED: Mark(GREEN, PAPER),
    Verdict.COVERED: Mark(GREEN, PAPER),
    Verdict.PARTIAL: Mark(SKY, INK),
    Verdict.SINGLE_SOURCE: Mark(YELLOW, INK),
    Verdict.DISSONANT: Mark(ORANGE, INK),
    Verdict.DENIED: Mark(VERMILION, PAPER),
    Verdict.SILENT: Mark(PAPER, INK),
}
GROUPS = (SKY, ORANGE, GREEN, PURPLE, YELLOW, VERMILION, BLUE)
"""The fills of groups, beside their shapes."""

SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "pentagon", "star", "cross")
"""The shapes of groups; the last one is for all further ones together."""

UNKNOWN = "slab"
"""The shape of who is in no known group."""


def outline(shape: str, x: float, y: float, r: float) -> str:
    """The path of a shape of about the area of a circle of that radius."""
    match shape:
        case "square":
            s = r * 0.9
            return polygon([(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)])
        case "triangle":
            return polygon(_around(3, x, y + r * 0.15, r * 1.3))
        case "diamond":
            return polygon(_around(4, x, y, r * 1.22))
        case "hexagon":
            return polygon(_around(6, x, y, r * 1.08, 30))
        case "pentagon":
            return polygon(_around(5, x, y + r * 0.06, r * 1.14))
        case "star":
            outer, inner = _around(5, x, y, r * 1.4), _around(5, x, y, r * 0.68, 36)
            return polygon([at for pair in zip(outer, inner, strict=True) for at in pair])
        case "slab":
            a, b = r * 1.2, r * 0.65
            return polygon([(x - a, y - b), (x + a, y - b), (x + a, y + b), (x - a, y + b)])
        case "cross":
            a, b = r * 1.1, r * 0.45
            turn = [(-b, -a), (b, -a), (b, -b), (a, -b), (a, b), (b, b)]
            points = [*turn, *((-u, -v) for u, v in turn)]
            return polygon([(x + u, y + v) for u, v in points])
        case _:
            r = round(r, 2)
            return f"M{x - r:.2f} {y:.2f}a{r} {r} 0 1 0 {2 * r:.2f} 0a{r} {r} 0 1 0 {-2 * r:.2f} 0Z"


def _around(
    corners: int, x: float, y: float, r: float, turn: float = 0
) -> list[tuple[float, float]]:
    angles = [2 * pi * at / corners - pi / 2 + turn * pi / 180 for at in range(corners)]
    return [(x + r * cos(a), y + r * sin(a)) for a in angles]


def stance(canvas: Canvas, standing: Standing, x: float, y: float, r: float, ink: str = "") -> None:
    """The sign of a stance, as tables write it: + ± − × (both), ~ for who only speaks of it."""
    s = r * 0.58
    plus = f"M{x - s:.2f} {y:.2f}h{2 * s:.2f}M{x:.2f} {y - s:.2f}v{2 * s:.2f}"
    ways = {
        Standing.AFFIRM: plus,
        Standing.QUALIFY: (
            f"M{x - s:.2f} {y - s * 0.3:.2f}h{2 * s:.2f}M{x:.2f} {y - s * 1.1:.2f}v{1.6 * s:.2f}"
            f"M{x - s:.2f} {y + s:.2f}h{2 * s:.2f}"
        ),
        Standing.DENY: f"M{x - s:.2f} {y:.2f}h{2 * s:.2f}",
        Standing.MIXED: _crossed(x, y, s * 0.8),
        Standing.MENTION: (
            f"M{x - s:.2f} {y + s * 0.3:.2f}q{s / 2:.2f} {-s * 1.1:.2f} {s:.2f} {-s * 0.3:.2f}"
            f"t{s:.2f} {-s * 0.3:.2f}"
        ),
    }
    fine = 0.75 if standing is Standing.QUALIFY else 1.0  # two signs in one
    _sign(canvas, ways[standing], r * fine, ink or STANCES[standing].ink)


def _crossed(x: float, y: float, s: float) -> str:
    return (
        f"M{x - s:.2f} {y - s:.2f}l{2 * s:.2f} {2 * s:.2f}m0 {-2 * s:.2f}l{-2 * s:.2f} {2 * s:.2f}"
    )


def _sign(canvas: Canvas, way: str, r: float, ink: str) -> None:
    canvas.path(
        way, stroke=ink, stroke_width=max(r * 0.28, 0.9), stroke_linecap="round",
        stroke_linejoin="round",
    )  # fmt: skip


def verdict(canvas: Canvas, found: Verdict, x: float, y: float, r: float) -> None:
    """A disc that fills with the verdict: empty, a dot, half, full; crossed where denied."""
    disc = outline("circle", x, y, r)
    ink = VERDICTS[found].ink
    fine = max(r * 0.22, 0.8)
    dashed = f"{r * 0.5:.2f} {r * 0.38:.2f}" if found is Verdict.SILENT else ""
    fill = PAPER if found in (Verdict.SINGLE_SOURCE, Verdict.PARTIAL) else VERDICTS[found].fill
    canvas.path(disc, fill=fill, stroke=INK, stroke_width=fine, stroke_dasharray=dashed)
    match found:
        case Verdict.SINGLE_SOURCE:
            canvas.add("circle", cx=x, cy=y, r=r * 0.38, fill=INK)
        case Verdict.PARTIAL:
            canvas.path(f"M{x:.2f} {y - r:.2f}a{r:.2f} {r:.2f} 0 0 0 0 {2 * r:.2f}Z", fill=INK)
        case Verdict.CONVERGED | Verdict.COVERED:
            a = r * 0.55
            tick = (
                f"M{x - a:.2f} {y:.2f}l{a * 0.75:.2f} {a * 0.7:.2f}l{a * 1.25:.2f} {-a * 1.4:.2f}"
            )
            _sign(canvas, tick, r, ink)
        case Verdict.DENIED:
            _sign(canvas, f"M{x - r * 0.55:.2f} {y:.2f}h{r * 1.1:.2f}", r, ink)
        case Verdict.DISSONANT:
            _sign(canvas, _crossed(x, y, r * 0.45), r, ink)
        case _:
            pass
