"""Who was reached when and through whom, with documents and observations, date by date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from qualcode.i18n import say
from qualcode.model.transcript import SourceKind
from qualcode.model.views import InformantView
from qualcode.reports.document import Figure
from qualcode.reports.figures import marks
from qualcode.reports.figures.canvas import (
    BLUE,
    FAINT,
    INK,
    LINE,
    MARGIN,
    ORANGE,
    PALE,
    SKY,
    SOFT,
    Canvas,
    head,
)
from qualcode.reports.figures.legend import Entry, legend
from qualcode.reports.figures.lettering import cut, width
from qualcode.reports.figures.sociogram import SAFE, branches

_LEAD = 19.0
_PLOT = 330.0
_DATE = 66.0
_LABEL = 190.0
_ORGANISATION = 150.0
_R = 5.5
_SIGNS: Mapping[SourceKind, tuple[str, str]] = {
    SourceKind.INTERVIEW: ("circle", SKY),
    SourceKind.DOCUMENT: ("square", ORANGE),
    SourceKind.OBSERVATION: ("triangle", BLUE),
}


@dataclass(frozen=True, slots=True)
class Event:
    """An interview, document or observation; `date` is a year, a month, a day or empty."""

    id: str
    kind: SourceKind
    date: str
    organisation: str


def figure(
    people: Sequence[InformantView], events: Sequence[Event], *, named: bool, notice: str = ""
) -> Figure:
    """The events by date.

    Only with `named` are people and sources shown by name, small organisations, and a line to each
    interview from that of who led to it: a date alone tells many a reader who it was. What has no
    date stands below all that has one, without a sign.
    """
    return _Timeline(people, events, named, notice).figure()


class _Timeline:
    def __init__(
        self, people: Sequence[InformantView], events: Sequence[Event], named: bool, notice: str
    ) -> None:
        self._people = people
        self._events = sorted(events, key=lambda one: (not one.date, one.date, one.id))
        self._named = named
        self._notice = notice
        self._dated = [one for one in self._events if one.date]
        self._branches = branches(people, named=named)
        sizes = Counter(person.organisation for person in people)
        self._known = {name for name, size in sizes.items() if named or size >= SAFE}
        self._speakers: dict[str, list[InformantView]] = {}
        for person in people:
            for id_ in person.transcripts:
                self._speakers.setdefault(id_, []).append(person)
        ends = [day for one in self._dated for day in _days(one.date)]
        self._first, self._last = min(ends, default=0), max(ends, default=0)
        self._canvas = Canvas()

    def figure(self) -> Figure:
        title, alt = say("Who was reached when"), self._words()
        labels = {one.id: cut(self._label(one), _LABEL, 9.5) for one in self._events}
        belongs = {one.id: cut(self._organisation(one), _ORGANISATION, 8.5) for one in self._events}
        across = MARGIN + _DATE
        beside = across + max((width(each, 9.5) for each in labels.values()), default=0.0) + 14
        left = beside + max((width(each, 8.5) for each in belongs.values()), default=0.0) + 26
        wide = left + _PLOT + MARGIN + 12
        y = head(self._canvas, title, self._notice, wide, self._gaps())
        if not self._events:
            words = say("There is no interview, document or observation yet.")
            self._canvas.text(MARGIN, y + 16, words, fill=SOFT)
            y += 20
        top = y + 26
        if self._dated:
            self._months(left, top - 10, _LEAD * len(self._dated) + 10)
        at = {}
        low = top
        for number, one in enumerate(self._events):
            if not one.date and (number == 0 or self._events[number - 1].date):
                self._canvas.line(MARGIN, low + 2, wide - MARGIN, low + 2, stroke=FAINT)
                words = say("Without a date")
                self._canvas.text(MARGIN, low + 16, words, size=9.5, bold=True, fill=SOFT)
                low += 24
            middle = low + _LEAD / 2
            if one.date:
                at[one.id] = (self._x(_days(one.date)[0], left), middle)
                self._canvas.text(MARGIN, middle + 3.4, one.date, size=9.5, fill=SOFT)
            self._canvas.text(across, middle + 3.4, labels[one.id], size=9.5)
            self._canvas.text(beside, middle + 3.4, belongs[one.id], size=8.5, fill=SOFT)
            low += _LEAD
        self._links(at)
        for one in self._dated:
            self._sign(one, at[one.id], left)
        bottom = legend(self._canvas, low + 22, wide, list(self._legend()))
        return Figure(self._canvas.svg(wide, bottom + 2, title=title, words=alt), alt, title)

    def _label(self, event: Event) -> str:
        """Who speaks, by wave and branch or by pseudonym and role; else what it is."""
        speakers = self._speakers.get(event.id, [])
        if not speakers:
            return f"{say(event.kind.value)} {event.id}" if self._named else say(event.kind.value)
        if self._named:
            return "; ".join(f"{p.id} {' '.join(p.role.split())}".strip() for p in speakers)
        return "; ".join(dict.fromkeys(map(self._place, speakers)))

    def _place(self, person: InformantView) -> str:
        if person.wave is None:
            return say("wave unknown")
        wave = say("Wave {number}", number=person.wave) if person.wave else say("Seeds")
        branch = self._branches.get(person.branch or person.id, "")
        return f"{wave}, {branch}" if branch else wave

    def _organisation(self, event: Event) -> str:
        of = [person.organisation for person in self._speakers.get(event.id, [])]
        names = dict.fromkeys(filter(None, of or [event.organisation]))
        others = say("another organisation")
        return "; ".join(
            dict.fromkeys(
                " ".join(name.split()) if self._named or name in self._known else others
                for name in names
            )
        )

    def _x(self, day: int, left: float) -> float:
        span = self._last - self._first
        return left + (_PLOT * (day - self._first) / span if span else _PLOT / 2)

    def _months(self, left: float, top: float, high: float) -> None:
        """The time that passes: months or, over many years, years, named where there is room."""
        self._canvas.rect(left - 10, top, _PLOT + 20, high, fill=PALE)
        ends = [date.fromordinal(day) for day in (self._first, self._last)]
        free = left - 10
        for year in range(ends[0].year, ends[1].year + 1):
            for month in range(1, 13):
                day = date(year, month, 1).toordinal()
                if not self._first <= day <= self._last:
                    continue
                x, words = self._x(day, left), f"{year:04d}-{month:02d}"
                half = width(words, 8.5) / 2
                if x - half > free:
                    self._canvas.line(x, top, x, top + high, stroke=FAINT)
                    self._canvas.text(x, top - 4, words, size=8.5, fill=SOFT, anchor="middle")
                    free = x + half + 8

    def _links(self, at: Mapping[str, tuple[float, float]]) -> None:
        """From the first interview of who led to somebody to the first of that person."""
        for one, other in self._led():
            (x1, y1), (x2, y2) = at[one], at[other]
            bow = min(x1, x2) - 10 - min(abs(y2 - y1) * 0.12, 24)
            way = f"M{x1:.2f} {y1:.2f}C{x1:.2f} {y2:.2f} {x1:.2f} {y2:.2f} {x2:.2f} {y2:.2f}"
            if x2 - x1 < 2 * _R:
                way = f"M{x1:.2f} {y1:.2f}C{bow:.2f} {y1:.2f} {bow:.2f} {y2:.2f} {x2:.2f} {y2:.2f}"
            dash = "4 3" if y2 < y1 else ""
            self._canvas.path(way, stroke=LINE, stroke_width=1.2, stroke_dasharray=dash)

    def _led(self) -> list[tuple[str, str]]:
        """Pairs of events, the first with who led to a speaker of the second; where named only."""
        if not self._named:
            return []
        first: dict[str, str] = {}
        for event in self._dated:
            for person in self._speakers.get(event.id, []):
                first.setdefault(person.id, event.id)
        found = [
            (first[person.referred_by[0]], first[person.id])
            for person in self._people
            if person.wave and person.referred_by and person.id in first
            if person.referred_by[0] in first
        ]
        return [pair for pair in dict.fromkeys(found) if pair[0] != pair[1]]

    def _sign(self, event: Event, at: tuple[float, float], left: float) -> None:
        start, end = (self._x(day, left) for day in _days(event.date))
        if end > start:
            self._canvas.line(start, at[1], end, at[1], stroke=INK, stroke_width=2.0)
        _mark(self._canvas, *at, kind=event.kind)

    def _legend(self) -> Iterator[tuple[str, list[Entry]]]:
        kinds = {one.kind for one in self._dated}
        signs = [
            Entry(partial(_mark, kind=kind), say(kind.value)) for kind in _SIGNS if kind in kinds
        ]
        ties = self._led()
        if ties:
            signs.append(Entry(_link, say("led to")))
        place = {one.id: number for number, one in enumerate(self._dated)}
        if any(place[other] < place[one] for one, other in ties):
            signs.append(Entry(partial(_link, dash="4 3"), say("led to, but interviewed later")))
        if any(len(one.date) < 10 for one in self._dated):
            signs.append(Entry(_span, say("only the month or the year is known")))
        yield say("Signs"), signs

    def _gaps(self) -> str:
        """What dates do not tell."""
        told = []
        tied = [n for n in Counter(one.date for one in self._dated).values() if n > 1]
        if tied:
            told.append(
                say(
                    "On one date with others: {count}; their order among themselves is not known.",
                    count=sum(tied),
                )
            )
        if undated := len(self._events) - len(self._dated):
            told.append(say("Without a date: {count}.", count=undated))
        if unheard := sum(not person.transcripts for person in self._people):
            told.append(say("People without an interview, not shown: {count}.", count=unheard))
        return " ".join(told)

    def _words(self) -> str:
        """The picture in sentences."""
        if not self._events:
            return say("There is no interview, document or observation yet.")
        kinds = Counter(one.kind for one in self._events)
        told = [", ".join(f"{say(k.value)}: {kinds[k]}" for k in _SIGNS if kinds[k]) + "."]
        if self._dated:
            first, last = self._dated[0].date, self._dated[-1].date
            told.append(say("From {first} to {last}.", first=first, last=last))
        dates: dict[str, list[str]] = {}
        for one in self._dated:
            dates.setdefault(one.date, []).append(self._label(one))
        told += [f"{day}: {' / '.join(labels)}." for day, labels in dates.items()]
        if ties := self._led():
            told.append(say("Lines from who led to whom: {count}.", count=len(ties)))
        return " ".join(filter(None, [*told, self._gaps()]))


def _days(written: str) -> tuple[int, int]:
    """The first and the last day of a year, a month or a day, as ordinals."""
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    if day:
        only = date(year, month, day).toordinal()
        return only, only
    after = (year, month + 1) if month and month < 12 else (year + 1, 1)
    last = date(*after, 1).toordinal() - 1 if after[0] <= 9999 else date.max.toordinal()
    return date(year, month or 1, 1).toordinal(), last


def _mark(canvas: Canvas, x: float, y: float, *, kind: SourceKind) -> None:
    shape, fill = _SIGNS[kind]
    canvas.path(marks.outline(shape, x, y, _R), fill=fill, stroke=INK, stroke_width=1.0)


def _link(canvas: Canvas, x: float, y: float, *, dash: str = "") -> None:
    canvas.line(x - 8, y, x + 9, y, stroke=LINE, stroke_width=1.2, stroke_dasharray=dash)


def _span(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x - 8, y, x + 9, y, stroke=INK, stroke_width=2.0)
