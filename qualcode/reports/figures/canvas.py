"""A sheet to draw on: the few shapes that the pictures are made of, as SVG.

Only presentation attributes: a page that forbids style sheets shows the picture all the same.
Lengths are CSS pixels, 96 to the inch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.reports.figures.lettering import FAMILY, wrap
from qualcode.reports.renderers.markup import inert

INK = "#1b1b1b"
SOFT = "#595959"
LINE = "#8a8a8a"
FAINT = "#d9d9d9"
PALE = "#f4f4f4"
PAPER = "#ffffff"

# Okabe & Ito's colours, which people see apart whatever colours their eyes see.
BLUE = "#0072b2"
SKY = "#56b4e9"
GREEN = "#009e73"
YELLOW = "#f0e442"
ORANGE = "#e69f00"
VERMILION = "#d55e00"
PURPLE = "#cc79a7"

MARGIN = 24.0


class Canvas:
    """A sheet that takes shapes in the order in which they lie upon each other."""

    def __init__(self) -> None:
        self._drawn: list[str] = []

    def add(self, name: str, **attributes: object) -> None:
        """A shape; `stroke_width` is written `stroke-width`, empty attributes are left out."""
        self._drawn.append(f"<{name}{_written(attributes)}/>")

    def rect(
        self, x: float, y: float, w: float, h: float, *, fill: str = "none", **more: object
    ) -> None:
        """A rectangle from its upper left corner."""
        self.add("rect", x=x, y=y, width=w, height=h, fill=fill, **more)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, **more: object
    ) -> None:
        """A straight line."""
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **more)

    def path(self, d: str, *, fill: str = "none", **more: object) -> None:
        """A path, as SVG writes it."""
        self.add("path", d=d, fill=fill, **more)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 10,
        fill: str = INK,
        bold: bool = False,
        anchor: str = "",
        halo: str = "",
        turn: float = 0,
    ) -> None:
        """A line of words on its base line; a `halo`, of the ground's colour, keeps lines away."""
        about = {
            "x": x,
            "y": y,
            "font_size": size,
            "font_weight": "bold" if bold else "",
            "text_anchor": anchor,
            "transform": f"rotate({_number(turn)} {_number(x)} {_number(y)})" if turn else "",
        }
        if halo:
            around = {**about, "fill": halo, "stroke": halo, "stroke_width": 3.5}
            self._drawn.append(
                f'<text{_written(around)} stroke-linejoin="round" aria-hidden="true">'
                f"{inert(words)}</text>"
            )
        self._drawn.append(f"<text{_written({**about, 'fill': fill})}>{inert(words)}</text>")

    def lines(
        self, x: float, y: float, words: Iterable[str], *, size: float = 10, lead: float = 1.3,
        fill: str = INK, bold: bool = False, anchor: str = "",
    ) -> float:  # fmt: skip
        """Several lines, the first on `y`; gives the base line after the last."""
        for line in words:
            self.text(x, y, line, size=size, fill=fill, bold=bold, anchor=anchor)
            y += size * lead
        return y

    def svg(self, wide: float, high: float, *, title: str, words: str) -> str:
        """The finished picture, on white."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(wide)}"'
            f' height="{_number(high)}" viewBox="0 0 {_number(wide)} {_number(high)}" role="img"'
            f' font-family="{FAMILY}">\n<title>{inert(title)}</title>\n'
            f"<desc>{inert(words)}</desc>\n"
            f'<rect width="{_number(wide)}" height="{_number(high)}" fill="{PAPER}"/>\n'
            + "\n".join(self._drawn)
            + "\n</svg>\n"
        )


def head(canvas: Canvas, title: str, notice: str, wide: float, under: str = "") -> float:
    """The title of a picture, and what it must not be taken for; gives where the rest begins."""
    room = wide - 2 * MARGIN
    y = MARGIN + 14
    y = canvas.lines(MARGIN, y, wrap(title, room, 15, bold=True), size=15, bold=True)
    if under:
        y = canvas.lines(MARGIN, y, wrap(under, room, 10), size=10, fill=SOFT)
    if notice:
        told = [part for line in notice.splitlines() for part in wrap(line, room - 12, 8.5)]
        top = y - 6
        canvas.rect(
            MARGIN, top, room, 11 * len(told) + 8, fill=PALE, stroke=LINE, stroke_width=0.75
        )
        y = canvas.lines(MARGIN + 6, top + 12, told, size=8.5, lead=11 / 8.5) + 8
    return y + 2


def polygon(points: Sequence[tuple[float, float]]) -> str:
    """A closed path through these points."""
    return "M" + " L".join(f"{_number(x)} {_number(y)}" for x, y in points) + " Z"


def curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """A smooth way from left to right."""
    bend = (x1 + x2) / 2
    parts = (x1, y1, bend, y1, bend, y2, x2, y2)
    return "M{} {} C{} {} {} {} {} {}".format(*map(_number, parts))


def _written(attributes: Mapping[str, object]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{_number(value) if isinstance(value, float) else value}"'
        for name, value in attributes.items()
        if value not in ("", None)
    )


def _number(value: float) -> str:
    """At most two decimals, the same on every machine."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
