"""The asset map: who and what a study counts on, by type and level, each with its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from qualcode.analysis.triangulation import Row
from qualcode.i18n import say
from qualcode.model.lists import Verdict
from qualcode.reports.document import Figure
from qualcode.reports.figures import marks
from qualcode.reports.figures.canvas import (
    BLUE,
    FAINT,
    INK,
    LINE,
    MARGIN,
    PALE,
    PAPER,
    SOFT,
    Canvas,
    head,
)
from qualcode.reports.figures.legend import Entry, legend
from qualcode.reports.figures.lettering import cut, wrap

_CARD = 176.0
_GAP = 12.0
_SIDE = 92.0  # for the names of the levels
_PAD = 8.0
_ROW = 12.5

# The founding study's words first, in its order; further ones follow as they come.
_TYPES = ("personal", "asosiasi", "association", "institusi", "institution")
_LEVELS = (
    "pusat", "national", "provinsi", "province", "kabupaten", "kota", "regency", "city",
    "kecamatan", "district", "desa", "kelurahan", "village", "komunitas", "community", "rt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """A claim with the assets that it names, and how it is judged."""

    type: str
    level: str
    assets: tuple[str, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class _Card:
    """A claim's card: the assets with their lines, and where it lies in its cell."""

    holding: Holding
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    high: float


def figure(holdings: Sequence[Holding], *, notice: str = "") -> Figure:
    """The assets that claims name: a column for each type, a row for each level, a card for each
    claim; an asset named by two claims is joined by a line."""
    return _Map([held for held in holdings if held.assets], notice).figure()


class _Map:
    def __init__(self, holdings: Sequence[Holding], notice: str) -> None:
        self._holdings = holdings
        self._notice = notice
        self._types = _ordered([held.type for held in holdings], _TYPES)
        self._levels = _ordered([held.level for held in holdings], _LEVELS)
        self._cards: dict[tuple[str, str], list[_Card]] = {}
        for held in holdings:
            self._cards.setdefault((held.type, held.level), []).append(_card(held))
        self._spots: dict[str, list[tuple[float, float]]] = {}
        self._placed: list[tuple[_Card, float, float]] = []
        self._canvas = Canvas()

    def figure(self) -> Figure:
        title, alt = say("Assets by type and level, and how far each is borne out"), self._words()
        lanes = {type_: self._lanes(type_) for type_ in self._types}
        widths = {type_: lanes[type_] * (_CARD + _GAP) + _GAP for type_ in self._types}
        wide = max(2 * MARGIN + _SIDE + sum(widths.values()), 640.0)
        y = head(self._canvas, title, self._notice, wide)
        if self._holdings:
            y = self._heads(widths, y)
            for level in self._levels:
                y = self._level(level, lanes, widths, y, wide)
            self._joins()
            for card, left, top in self._placed:
                self._draw(card, left, top)
        else:
            self._canvas.text(MARGIN, y + 16, say("No claim names an asset yet."), fill=SOFT)
            y += 24
        bottom = legend(self._canvas, y + 22, wide, list(self._legend()))
        return Figure(self._canvas.svg(wide, bottom + 2, title=title, words=alt), alt, title)

    def _lanes(self, type_: str) -> int:
        """How many cards stand side by side: more where much hangs on one level."""
        tallest = max(
            sum(card.high + _GAP for card in cards)
            for (kind, _), cards in self._cards.items()
            if kind == type_
        )
        return 3 if tallest > 900 else 2 if tallest > 420 else 1

    def _heads(self, widths: dict[str, float], y: float) -> float:
        x = MARGIN + _SIDE
        for type_, wide in widths.items():
            self._canvas.rect(x + 2, y, wide - 4, 26, fill=INK)
            name = cut(type_ or say("type not said"), wide - 20, 11, bold=True)
            middle = x + wide / 2
            self._canvas.text(middle, y + 17, name, size=11, fill=PAPER, bold=True, anchor="middle")
            x += wide
        return y + 32

    def _level(
        self, level: str, lanes: dict[str, int], widths: dict[str, float], y: float, wide: float
    ) -> float:
        ends = [y + 44]
        x = MARGIN + _SIDE
        for type_ in self._types:
            depths = [y + _GAP] * lanes[type_]
            for card in self._cards.get((type_, level), ()):
                lane = depths.index(min(depths))
                self._place(card, x + _GAP + lane * (_CARD + _GAP), depths[lane])
                depths[lane] += card.high + _GAP
            ends += depths
            x += widths[type_]
        bottom = max(ends)
        self._canvas.rect(MARGIN, y, wide - 2 * MARGIN, bottom - y, fill=PALE)
        self._canvas.line(MARGIN, y, wide - MARGIN, y, stroke=PAPER, stroke_width=3)
        name = level.replace("-", "- ") or say("level not said")
        lines = [line.replace("- ", "-") for line in wrap(name, _SIDE - 14, 10, bold=True, most=4)]
        self._canvas.lines(MARGIN + 8, y + 24, lines, bold=True)
        return bottom

    def _place(self, card: _Card, x: float, y: float) -> None:
        self._placed.append((card, x, y))
        at = y + 39
        for asset, lines in card.lines:
            self._spots.setdefault(asset, []).append((x + _PAD + 3, at - 3.2))
            at += _ROW * len(lines)

    def _draw(self, card: _Card, x: float, y: float) -> None:
        row = card.holding.row
        found = marks.VERDICTS[row.verdict]
        alone = not _informants(row)
        self._canvas.rect(
            x, y, _CARD, card.high, fill=PAPER, rx=5, stroke=INK if alone else LINE,
            stroke_width=1.4 if alone else 1.0, stroke_dasharray="5 3" if alone else "",
        )  # fmt: skip
        self._canvas.rect(x + 4, y + 4, _CARD - 8, 21, fill=found.fill, rx=3)
        marks.verdict(self._canvas, row.verdict, x + 16, y + 14.5, 6.5)
        room = _CARD - 40
        ink = found.ink if found.fill != PAPER else INK
        words = cut(f"{row.id}  {say(row.verdict.value)}", room, 9.5, bold=True)
        self._canvas.text(x + 28, y + 18, words, size=9.5, fill=ink, bold=True)
        at = y + 39
        for asset, lines in card.lines:
            self._canvas.add("circle", cx=x + _PAD + 3, cy=at - 3.2, r=1.8, fill=INK)
            if len(self._spots[asset]) > 1:
                self._canvas.add(
                    "circle", cx=x + _PAD + 3, cy=at - 3.2, r=3.8, fill="none", stroke=BLUE,
                    stroke_width=1.3,
                )  # fmt: skip
            at = self._canvas.lines(x + _PAD + 11, at, lines, size=9.5, lead=_ROW / 9.5)
        told = _heard(row)
        self._canvas.text(x + _PAD, at + 3, cut(told, _CARD - 2 * _PAD, 8.5), size=8.5, fill=SOFT)

    def _joins(self) -> None:
        """Lines between the places of one asset, which lie under the cards."""
        for spots in self._spots.values():
            for (x1, y1), (x2, y2) in pairwise(spots):
                bow = min(x1, x2) - 30
                self._canvas.path(
                    f"M{x1:.2f} {y1:.2f}C{bow:.2f} {y1:.2f} {bow:.2f} {y2:.2f} {x2:.2f} {y2:.2f}",
                    stroke=BLUE, stroke_width=1.3,
                )  # fmt: skip

    def _legend(self) -> Iterator[tuple[str, list[Entry]]]:
        there = {held.row.verdict for held in self._holdings}
        yield (
            say("Verdict on the claim"),
            [
                Entry(partial(_verdict_sample, found=found), say(found.value))
                for found in reversed(Verdict)
                if found in there
            ],
        )
        lines: list[Entry] = []
        if any(not _informants(held.row) for held in self._holdings):
            lines.append(Entry(_dashed_sample, say("no informant speaks of it")))
        if any(len(spots) > 1 for spots in self._spots.values()):
            lines.append(Entry(_join_sample, say("one asset in two claims")))
        yield say("Lines"), lines

    def _words(self) -> str:
        assets = {asset for held in self._holdings for asset in held.assets}
        verdicts = Counter(held.row.verdict for held in self._holdings)
        told = [
            say(
                "Assets: {assets}, named by claims: {claims}.",
                assets=len(assets),
                claims=len(self._holdings),
            )
        ]
        if verdicts:
            parts = [f"{say(v.value)} {verdicts[v]}" for v in reversed(Verdict) if verdicts[v]]
            told.append(say("Claims by verdict: {parts}.", parts=", ".join(parts)))
        silent: dict[str, None] = {}
        for type_ in self._types:
            mine = [held for held in self._holdings if held.type == type_]
            if not any(_informants(held.row) for held in mine):
                silent[type_ or say("type not said")] = None
        if silent:
            told.append(
                say("No informant speaks of any asset of type: {types}.", types=", ".join(silent))
            )
        return " ".join(told)


def _card(held: Holding) -> _Card:
    lines = tuple((asset, wrap(asset, _CARD - 30, 9.5, most=3)) for asset in held.assets)
    count = sum(len(each) for _, each in lines)
    return _Card(held, lines, 39 + _ROW * count + 10)


def _informants(row: Row) -> int:
    return sum(source.kind == "informant" for source in row.sources)


def _heard(row: Row) -> str:
    """On whose word it stands, in a line."""
    if not row.sources:
        return say("no informant")
    if row.dissenting:
        return say("for it: {k} · against it: {against}", k=row.k, against=len(row.dissenting))
    return say("sources: {k} · independent: {independent}", k=row.k, independent=row.independent)


def _ordered(names: Sequence[str], known: Sequence[str]) -> list[str]:
    """The names once each: known ones as they stand in `known`, by their parts; empty last."""
    met = list(dict.fromkeys(names))

    def _rank(name: str) -> tuple[bool, list[int], int]:
        parts = name.casefold().replace("/", "-").split("-")
        places = [known.index(p.strip()) if p.strip() in known else len(known) for p in parts]
        return not name, places, met.index(name)

    return sorted(met, key=_rank)


def _verdict_sample(canvas: Canvas, x: float, y: float, *, found: Verdict) -> None:
    marks.verdict(canvas, found, x, y, 6.5)


def _dashed_sample(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(
        x - 7, y - 5.5, 15, 11, fill=PAPER, rx=2, stroke=INK, stroke_width=1.2,
        stroke_dasharray="4 2.4",
    )  # fmt: skip


def _join_sample(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x - 6, y, x + 5, y, stroke=BLUE, stroke_width=1.3)
    canvas.add("circle", cx=x + 5, cy=y, r=3, fill=FAINT, stroke=BLUE, stroke_width=1.3)
