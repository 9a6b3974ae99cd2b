"""Saturation curves: new themes interview by interview, all so far, and what any order shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis.saturation import Group, Saturation
from qualcode.i18n import say
from qualcode.reports.document import Figure
from qualcode.reports.figures.canvas import (
    BLUE,
    FAINT,
    INK,
    MARGIN,
    ORANGE,
    PALE,
    PAPER,
    SKY,
    SOFT,
    VERMILION,
    Canvas,
    head,
)
from qualcode.reports.figures.legend import Entry, legend
from qualcode.reports.figures.lettering import cut, width

_HIGH = 250.0
_LEFT = MARGIN + 44
_LEAST = 592.0  # of the plot
_TIGHT = 28.0  # columns so narrow that a total is not said again
_NAMES = 40  # interviews; of more, only some are named


def figure(found: Saturation, *, notice: str = "") -> Figure:
    """The curves over interviews, and below them what each wave and each branch brought."""
    return _Curves(found, notice).figure()


class _Curves:
    def __init__(self, found: Saturation, notice: str) -> None:
        self._found = found
        self._notice = notice
        self._step = min(max(_LEAST / max(len(found.points), 1), 10.0), 64.0)
        if self._step * len(found.points) < _LEAST:
            self._step = _LEAST / max(len(found.points), 1)
        peak = max((point.expected + 2 * point.deviation for point in found.points), default=0.0)
        self._most = max(found.themes, min(peak, found.themes * 1.15), 1)
        self._canvas = Canvas()
        self._top = 0.0

    def figure(self) -> Figure:
        title, alt = say("New themes, interview by interview"), self._words()
        points = self._found.points
        right = _LEFT + self._step * len(points) if points else _LEFT + _LEAST
        wide = right + MARGIN
        y = head(self._canvas, title, self._notice, wide)
        if points:
            self._top = y + 26
            self._marked()
            self._grid(right)
            self._drawn()
            y = self._interviews(right)
            y = self._groups(y + 18, wide)
        else:
            self._canvas.text(MARGIN, y + 16, say("No interview is coded yet."), fill=SOFT)
            y += 20
        bottom = legend(self._canvas, y + 14, wide, list(self._legend()))
        return Figure(self._canvas.svg(wide, bottom + 2, title=title, words=alt), alt, title)

    def _x(self, interview: float) -> float:
        """The middle of the column of an interview, counted from 1."""
        return _LEFT + self._step * (interview - 0.5)

    def _y(self, themes: float) -> float:
        return self._top + _HIGH * (1 - themes / (self._most * 1.04))

    def _marked(self) -> None:
        """The base, the run that confirmed, and where saturation was reached."""
        rule, at = self._found.rule, self._found.at
        base = min(rule.base, len(self._found.points))
        self._stretch(0, base, say("base"), PALE)
        if at is None:
            return
        self._stretch(at, at + rule.run, say("run"), "#e6e6e6")
        x = _LEFT + self._step * at
        self._canvas.line(
            x, self._top, x, self._top + _HIGH, stroke=VERMILION, stroke_width=1.6,
            stroke_dasharray="6 3",
        )  # fmt: skip

    def _stretch(self, first: int, last: int, name: str, fill: str) -> None:
        x, wide = _LEFT + self._step * first, self._step * (last - first)
        self._canvas.rect(x, self._top - 16, wide, _HIGH + 16, fill=fill)
        words = cut(name, wide - 4, 9)
        self._canvas.text(x + wide / 2, self._top - 5, words, size=9, fill=SOFT, anchor="middle")

    def _grid(self, right: float) -> None:
        for themes in _ticks(self._most):
            y = self._y(themes)
            self._canvas.line(_LEFT, y, right, y, stroke=FAINT, stroke_width=0.7)
            self._canvas.text(_LEFT - 6, y + 3.3, str(themes), size=9, fill=SOFT, anchor="end")
        middle = self._top + _HIGH / 2
        self._canvas.text(
            MARGIN + 8, middle, say("themes"), size=10, fill=SOFT, anchor="middle", turn=-90
        )
        self._canvas.line(_LEFT, self._y(0), right, self._y(0), stroke=INK, stroke_width=1.1)

    def _drawn(self) -> None:
        points = list(enumerate(self._found.points, 1))
        upper = [
            (self._x(at), self._y(min(one.expected + 2 * one.deviation, self._most)))
            for at, one in points
        ]
        lower = [
            (self._x(at), self._y(max(one.expected - 2 * one.deviation, 0))) for at, one in points
        ]
        self._canvas.path(f"{_way([*upper, *reversed(lower)])}Z", fill=SKY, fill_opacity=0.28)
        thick = min(self._step * 0.56, 26.0)
        for at, one in points:
            if one.new:
                top = self._y(one.new)
                self._canvas.rect(
                    self._x(at) - thick / 2, top, thick, self._y(0) - top, fill=ORANGE, stroke=INK,
                    stroke_width=0.8,
                )  # fmt: skip
        average = [(self._x(at), self._y(one.expected)) for at, one in points]
        self._canvas.path(_way(average), stroke=BLUE, stroke_width=1.6, stroke_dasharray="2 3")
        total = [(self._x(at), self._y(one.total)) for at, one in points]
        self._canvas.path(_way(total), stroke=INK, stroke_width=2.0)
        for (x, y), (at, one) in zip(total, points, strict=True):
            self._canvas.add("circle", cx=x, cy=y, r=min(3.4, self._step / 3), fill=INK)
            if len(points) <= _NAMES:
                low, top = self._y(0), self._y(one.new)
                inside = low - top > 14 and thick > width(str(one.new), 9) + 2
                base = low - 4 if inside else top - 3
                self._canvas.text(x, base, str(one.new), size=9, anchor="middle")
                if self._step < _TIGHT and at < len(points) and not one.new:
                    continue
                self._canvas.text(
                    x, y - 8, str(one.total), size=9.5, bold=True, anchor="middle", halo=PAPER
                )

    def _interviews(self, right: float) -> float:
        """The names of the interviews below the axis; gives where they end."""
        points = self._found.points
        names = [cut(one.interview, 90, 9) for one in points]
        every = 1 + (len(points) - 1) // max(int((right - _LEFT) / 12), 1)
        longest = max(width(name, 9) for name in names)
        level = longest < self._step - 4
        low = self._y(0)
        for at, name in enumerate(names, 1):
            if (at - 1) % every:
                continue
            if level:
                self._canvas.text(self._x(at), low + 14, name, size=9, anchor="middle")
                date = points[at - 1].date
                if date and width(date, 7.5) < self._step - 3:
                    self._canvas.text(
                        self._x(at), low + 25, date, size=7.5, fill=SOFT, anchor="middle"
                    )
            else:
                self._canvas.text(self._x(at) + 3, low + 8, name, size=9, anchor="end", turn=-90)
        below = low + (28 if level else longest + 14)
        words = say("interviews by date")
        self._canvas.text((_LEFT + right) / 2, below + 10, words, fill=SOFT, anchor="middle")
        return below + 14

    def _groups(self, y: float, wide: float) -> float:
        """Two small panels side by side: themes by wave and by branch."""
        half = (wide - 2 * MARGIN - 28) / 2
        waves = [_named(group, _wave(group.name)) for group in _heard(
            self._found.groups.get("wave", ())
        )]  # fmt: skip
        branches = [
            _named(group, group.name) for group in _heard(self._found.groups.get("branch", ()))
        ]
        ends = [
            self._panel(say("By wave"), waves, MARGIN, y, half),
            self._panel(say("By branch"), branches, MARGIN + half + 28, y, half),
        ]
        return max(ends)

    def _panel(
        self, title: str, groups: Sequence[tuple[str, Group]], x: float, y: float, wide: float
    ) -> float:
        shown = groups[:20]
        self._canvas.text(x, y + 10, title, bold=True, fill=SOFT)
        y += 20
        names = [cut(name, wide * 0.36, 9) for name, _ in shown]
        left = x + max((width(name, 9) for name in names), default=0.0) + 8
        most = max((group.themes for _, group in shown), default=1) or 1
        scale = (wide - (left - x) - 96) / most
        for name, (_, group) in zip(names, shown, strict=True):
            self._canvas.text(left - 8, y + 10.5, name, size=9, anchor="end")
            long = scale * group.themes
            self._canvas.rect(left, y + 1, long, 12, fill=PAPER, stroke=INK, stroke_width=0.8)
            if group.new:
                self._canvas.rect(
                    left, y + 1, scale * group.new, 12, fill=ORANGE, stroke=INK, stroke_width=0.8
                )
            words = say("{themes}, new {new}", themes=group.themes, new=group.new)
            self._canvas.text(left + long + 6, y + 10.5, words, size=9, fill=SOFT)
            y += 18
        if len(groups) > len(shown):
            more = say("and {count} more", count=len(groups) - len(shown))
            self._canvas.text(left, y + 10, more, size=9, fill=SOFT)
            y += 16
        return y + 6

    def _legend(self) -> Iterator[tuple[str, list[Entry]]]:
        if not self._found.points:
            return
        entries = [
            Entry(_total_sample, say("all themes so far")),
            Entry(_new_sample, say("new themes")),
            Entry(_average_sample, say("any order: the average, and two standard deviations")),
        ]
        if self._found.at is not None:
            entries.append(Entry(_reached_sample, say("code saturation")))
        yield say("Lines"), entries

    def _words(self) -> str:
        found, rule = self._found, self._found.rule
        told = [
            say(
                "Interviews: {interviews}; themes: {themes}; first seen in each: {new}.",
                interviews=len(found.points),
                themes=found.themes,
                new=", ".join(str(point.new) for point in found.points) or "-",
            )
        ]
        if found.at is not None:
            told.append(
                say(
                    "After interview {at} the next {run} brought {new} new themes beside the {of}"
                    " of the first {base}: code saturation.",
                    at=found.at,
                    run=rule.run,
                    new=next(run.new for run in found.runs if run.met),
                    of=found.base_themes,
                    base=rule.base,
                )
            )
            for name in found.inside.values():
                told.append(say("All informants up to then belong to {name}.", name=name))
            if found.later:
                told.append(say("Themes first seen after that: {count}.", count=found.later))
        elif found.points:
            told.append(say("Code saturation is not reached."))
        return " ".join(told)


def _heard(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group.interviews]


def _wave(name: str) -> str:
    return say("Seeds") if name == "0" else say("Wave {number}", number=name)


def _named(group: Group, name: str) -> tuple[str, Group]:
    return (name if group.name else say("unknown")), group


def _ticks(most: float) -> list[int]:
    """Round numbers from 0 to the most, about five of them."""
    step = 1
    while most / step > 6:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, int(most) + 1, step))


def _way(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _total_sample(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x - 8, y, x + 9, y, stroke=INK, stroke_width=2.0)
    canvas.add("circle", cx=x, cy=y, r=3.2, fill=INK)


def _new_sample(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 5, y - 6, 11, 12, fill=ORANGE, stroke=INK, stroke_width=0.8)


def _average_sample(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 5.5, 17, 11, fill=SKY, fill_opacity=0.28)
    canvas.line(x - 8, y, x + 9, y, stroke=BLUE, stroke_width=1.6, stroke_dasharray="2 3")


def _reached_sample(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y - 7, x, y + 7, stroke=VERMILION, stroke_width=1.6, stroke_dasharray="6 3")
