"""Which codes come together, as a network: how strongly, and in the words of how many sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

from qualcode.analysis.cooccurrence import Cooccurrence, Pair
from qualcode.i18n import say
from qualcode.reports.document import Figure
from qualcode.reports.figures import marks
from qualcode.reports.figures.canvas import (
    FAINT,
    INK,
    MARGIN,
    PAPER,
    SOFT,
    VERMILION,
    Canvas,
    head,
)
from qualcode.reports.figures.legend import Entry, legend
from qualcode.reports.figures.lettering import cut, width

MOST = 40
"""Lines; of more pairs the strongest are drawn."""

OFTEN = 2
"""Passages in which two codes come together at least, where any pair does."""

_FEW = 44  # codes that have room for large signs
_SIZE = 9.5
_NAME = 210.0
_ALONG = (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75, 0.18, 0.82)  # where a number may stand on a line


@dataclass(frozen=True, slots=True)
class _Node:
    path: str
    n: int
    x: float
    y: float
    r: float
    right: bool


@dataclass(frozen=True, slots=True)
class _Bow:
    """The way of a line: bent towards the middle, so that it passes no other code."""

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]

    def at(self, t: float) -> tuple[float, float]:
        (x1, y1), (xb, yb), (x2, y2) = self.start, self.bend, self.end
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return a * x1 + b * xb + c * x2, a * y1 + b * yb + c * y2

    @property
    def way(self) -> str:
        (x1, y1), (xb, yb), (x2, y2) = self.start, self.bend, self.end
        return f"M{x1:.2f} {y1:.2f}Q{xb:.2f} {yb:.2f} {x2:.2f} {y2:.2f}"


def figure(found: Cooccurrence, codes: Sequence[str], *, notice: str = "") -> Figure:
    """The strongest pairs of `found`, its codes around an oval in the order of `codes`.

    Counted in passages. The place of a code depends on nothing but that order.
    """
    return _Network(found, codes, notice).figure()


def strongest(pairs: Sequence[Pair]) -> list[Pair]:
    """Up to `MOST` pairs by c, of those together `OFTEN` where there are any."""
    often = [pair for pair in pairs if pair.together >= OFTEN] or list(pairs)
    return sorted(often, key=lambda p: (-p.c, -p.sources, -p.together, p.code, p.other))[:MOST]


class _Network:
    def __init__(self, found: Cooccurrence, codes: Sequence[str], notice: str) -> None:
        self._all = found.pairs
        self._pairs = strongest(found.pairs)
        self._notice = notice
        self._n = {pair.code: pair.n for pair in self._pairs}
        self._n |= {pair.other: pair.n_other for pair in self._pairs}
        self._order = [path for path in codes if path in self._n]
        self._names = _names(self._order)
        self._groups = _groups(self._order)
        self._canvas = Canvas()

    def figure(self) -> Figure:
        title, alt = say("Which codes come together"), self._words()
        half = (len(self._order) + 1) // 2
        lead = 25.0 if len(self._order) <= _FEW else 14.0
        tall = max(lead * half, 200.0)
        across = min(max(tall * 0.5, 150.0), 260.0)
        room = max((width(self._label(path), _SIZE) for path in self._order), default=0.0) + 26
        wide = 2 * (MARGIN + max(across + room, 320.0))
        top = head(self._canvas, title, self._notice, wide, self._drawn_of())
        if self._pairs:
            nodes = self._nodes(wide / 2, top + 12, tall, across, lead)
            self._edges(nodes, (wide / 2, top + 12 + tall / 2))
            for node in nodes.values():
                self._node(node)
            top += tall + 24
        else:
            words = say("No two codes come together in any passage.")
            self._canvas.text(MARGIN, top + 16, words, fill=SOFT)
            top += 30
        bottom = legend(self._canvas, top + 14, wide, list(self._legend()))
        return Figure(self._canvas.svg(wide, bottom + 2, title=title, words=alt), alt, title)

    def _label(self, path: str) -> str:
        return f"{cut(self._names[path], _NAME, _SIZE)} ({self._n[path]})"

    def _nodes(
        self, middle: float, top: float, tall: float, across: float, lead: float
    ) -> dict[str, _Node]:
        """Down the right side and up the left, level names one below the other."""
        half = (len(self._order) + 1) // 2
        most = max(self._n.values())
        largest = min(lead - 12.0, 13.0) if lead > 20 else 6.0
        found = {}
        for at, path in enumerate(self._order):
            right = at < half
            of = half if right else len(self._order) - half
            step = at + 0.5 if right else len(self._order) - at - 0.5
            y = (step / of - 0.5) * tall
            x = across * sqrt(1 - (2 * y / tall) ** 2)
            r = max(largest * sqrt(self._n[path] / most), 2.6)
            place = (middle + (x if right else -x), top + tall / 2 + y)
            found[path] = _Node(path, self._n[path], *place, r, right)
        return found

    def _edges(self, nodes: dict[str, _Node], middle: tuple[float, float]) -> None:
        taken = [(n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r) for n in nodes.values()]
        bows = []
        for pair in reversed(self._pairs):
            one, other = nodes[pair.code], nodes[pair.other]
            mean = (one.x + other.x) / 2, (one.y + other.y) / 2
            bend = (mean[0] * 0.6 + middle[0] * 0.4, mean[1] * 0.6 + middle[1] * 0.4)
            bow = _Bow((one.x, one.y), bend, (other.x, other.y))
            bows.append((pair, bow))
            _line(self._canvas, bow.way, pair.c, alone=pair.sources == 1)
        for pair, bow in reversed(bows):
            words = str(pair.sources)
            free = (_box(bow.at(t), words) for t in _ALONG)
            box = next((b for b in free if not any(_meet(b, other) for other in taken)), None)
            if box:
                taken.append(box)
                x, y = (box[0] + box[2]) / 2, box[3] - 2
                self._canvas.text(x, y, words, size=8.5, bold=True, anchor="middle", halo=PAPER)

    def _node(self, node: _Node) -> None:
        shape, fill = self._groups[_top(node.path, self._groups)]
        self._canvas.path(
            marks.outline(shape, node.x, node.y, node.r), fill=fill, stroke=INK, stroke_width=1.0
        )
        beside = node.r * 1.4 + 5
        x = node.x + (beside if node.right else -beside)
        anchor = "" if node.right else "end"
        self._canvas.text(x, node.y + 3.4, self._label(node.path), size=_SIZE, anchor=anchor)

    def _legend(self) -> Iterator[tuple[str, list[Entry]]]:
        if not self._pairs:
            return
        counts = Counter(_top(path, self._groups) for path in self._order)
        yield (
            say("Codes, by the topmost code; size and number: passages"),
            [
                Entry(partial(_sample, shape=shape, fill=fill), name or say("other codes"))
                for name, (shape, fill) in self._groups.items()
                if counts[name]
            ],
        )
        weights = sorted({round(self._pairs[-1].c, 2), round(self._pairs[0].c, 2)})
        lines = [Entry(partial(_weight, c=c), f"c = {c:.2f}") for c in weights]
        if any(pair.sources == 1 for pair in self._pairs):
            lines.append(
                Entry(partial(_weight, c=0.4, alone=True), say("in the words of one source only"))
            )
        lines.append(Entry(_number, say("number of sources")))
        yield say("Lines: how strongly two codes come together, from 0 to 1"), lines

    def _drawn_of(self) -> str:
        """Which pairs are drawn, and which are not."""
        if not self._pairs:
            return ""
        told = say(
            "Lines: the {shown} strongest of {all} pairs of codes in passages that overlap,"
            " c {least} or more.",
            shown=len(self._pairs),
            all=len(self._all),
            least=f"{self._pairs[-1].c:.2f}",
        )
        if len(self._pairs) == len(self._all):
            told = say(
                "Lines: all {all} pairs of codes in passages that overlap.", all=len(self._all)
            )
        elif all(pair.together >= OFTEN for pair in self._pairs):
            told += " " + say(
                "Pairs that come together less than {count} times are left out.", count=OFTEN
            )
        left = {each for pair in self._all for each in (pair.code, pair.other)} - self._n.keys()
        if left:
            told += " " + say("Codes without such a line: {count}.", count=len(left))
        return told

    def _words(self) -> str:
        """The picture in sentences: every line of it with its figures."""
        if not self._pairs:
            return say("No two codes come together in any passage.")
        alone = sum(pair.sources == 1 for pair in self._pairs)
        told = [
            self._drawn_of(),
            say("In the words of one source only: {count}.", count=alone),
        ]
        told += [
            say(
                "{code} and {other}: c {c}, together {together}, sources {sources}.",
                code=pair.code,
                other=pair.other,
                c=f"{pair.c:.2f}",
                together=pair.together,
                sources=pair.sources,
            )
            for pair in self._pairs
        ]
        return " ".join(told)


def _names(order: Sequence[str]) -> dict[str, str]:
    """The last part of each path where no other ends like it, else the path."""
    ends = Counter(path.rpartition("/")[2] for path in order)
    return {path: end if ends[end := path.rpartition("/")[2]] == 1 else path for path in order}


def _groups(order: Sequence[str]) -> dict[str, tuple[str, str]]:
    """A shape and a fill for each topmost code, largest first; the last for others."""
    sizes = Counter(path.partition("/")[0] for path in order)
    known = [name for name, _ in sizes.most_common()]
    shown = known[: len(marks.SHAPES) - 1]
    found = {name: (marks.SHAPES[at], marks.GROUPS[at]) for at, name in enumerate(shown)}
    if len(known) > len(shown):
        found[""] = (marks.SHAPES[-1], FAINT)
    return found


def _top(path: str, groups: dict[str, tuple[str, str]]) -> str:
    name = path.partition("/")[0]
    return name if name in groups else ""


def _box(at: tuple[float, float], words: str) -> tuple[float, float, float, float]:
    half = width(words, 8.5, bold=True) / 2 + 1.5
    return at[0] - half, at[1] - 5, at[0] + half, at[1] + 5


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    beside = one[2] <= other[0] or other[2] <= one[0]
    return not (beside or one[3] <= other[1] or other[3] <= one[1])


def _line(canvas: Canvas, way: str, c: float, *, alone: bool) -> None:
    canvas.path(
        way, stroke=VERMILION if alone else SOFT, stroke_width=0.8 + 4 * c, stroke_opacity=0.75,
        stroke_dasharray="5 4" if alone else "",
    )  # fmt: skip


def _sample(canvas: Canvas, x: float, y: float, *, shape: str, fill: str) -> None:
    canvas.path(marks.outline(shape, x, y, 6), fill=fill, stroke=INK, stroke_width=1.0)


def _weight(canvas: Canvas, x: float, y: float, *, c: float, alone: bool = False) -> None:
    _line(canvas, f"M{x - 8:.2f} {y:.2f}h17", c, alone=alone)


def _number(canvas: Canvas, x: float, y: float) -> None:
    _line(canvas, f"M{x - 8:.2f} {y:.2f}h17", 0.1, alone=False)
    canvas.text(x, y + 3, "6", size=8.5, bold=True, anchor="middle", halo=PAPER)
