"""The referral trees as a picture: who led to whom, wave by wave, and what each says of a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qualcode.analysis.standing import Standing
from qualcode.analysis.triangulation import Row
from qualcode.i18n import mark, say
from qualcode.model.lists import Status
from qualcode.model.views import InformantView
from qualcode.reports.document import Figure
from qualcode.reports.figures import marks
from qualcode.reports.figures.canvas import (
    FAINT,
    INK,
    LINE,
    MARGIN,
    PALE,
    PAPER,
    SOFT,
    Canvas,
    curve,
    head,
)
from qualcode.reports.figures.legend import Entry, legend
from qualcode.reports.figures.lettering import cut, width, wrap
from qualcode.reports.figures.tree import Place, places

_FEW = 60  # up to so many people the labels have room for several lines
SAFE = 3  # an organisation of fewer people gives them away
_ROLE = 150.0
_LONG = 215.0
_LEAST = 640.0  # a narrower picture is drawn out
_SQUARE = 0.6  # of the height, so that a tall tree fills an upright page
_R = 8.0
_SMALL = 5.5

_STANCES: Mapping[Standing, str] = {
    Standing.AFFIRM: mark("supports it"),
    Standing.QUALIFY: mark("supports it with reservations"),
    Standing.MIXED: mark("affirms and denies it"),
    Standing.DENY: mark("denies it"),
    Standing.MENTION: mark("mentions it only"),
}
_STATUSES: Mapping[Status, str] = {
    Status.NAMED: mark("named, not interviewed"),
    Status.CONTACTED: mark("contacted, not interviewed"),
    Status.DECLINED: mark("declined"),
    Status.WITHDRAWN: mark("withdrew"),
}
_DASHES: Mapping[Status, str] = {
    Status.NAMED: "1.5 2",
    Status.CONTACTED: "4 2",
    Status.DECLINED: "1.5 2",
    Status.WITHDRAWN: "4 2",
}
_CROSSED = (Status.DECLINED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class _Label:
    first: str
    more: tuple[str, ...] = ()
    bold: bool = True

    @property
    def wide(self) -> float:
        lines = [width(self.first, 10, bold=self.bold), *(width(each, 8.5) for each in self.more)]
        return max(lines)

    @property
    def high(self) -> float:
        return 11.5 * bool(self.first) + 11 * len(self.more)


def figure(
    people: Sequence[InformantView], claim: Row | None, *, named: bool, notice: str = ""
) -> Figure:
    """The trees of `people`, given depth first; with a `claim`, who supports and who denies it.

    Only with `named` are people shown by pseudonym and role, and small organisations by name.
    """
    return _Sociogram(people, claim, named, notice).figure()


class _Sociogram:
    def __init__(
        self, people: Sequence[InformantView], claim: Row | None, named: bool, notice: str
    ) -> None:
        self._people = {person.id: person for person in people}
        self._claim = claim
        self._named = named
        self._notice = notice
        self._few = len(people) <= _FEW
        self._r = _R if self._few else _SMALL
        self._stances = {one.id: one.stance for one in claim.sources} if claim else {}
        if claim:
            self._stances |= dict.fromkeys(claim.mentioned, Standing.MENTION)
        self._groups = _groups(people, named=named)
        self._branches = branches(people, named=named)
        self._labels = {person.id: self._label(person) for person in people}
        self._canvas = Canvas()

    def figure(self) -> Figure:
        title, alt = self._title(), self._words()
        trees = [p for p in self._people.values() if p.wave is not None]
        lone = [p for p in self._people.values() if p.wave is None]
        row = 10.0 if self._few else 4.0 if self._named else 2.0
        heights = {id_: max(2 * self._r, one.high) + row for id_, one in self._labels.items()}
        order = [(p.id, p.wave or 0, p.referred_by[0] if p.wave else None) for p in trees]
        stand, high = places(order, heights, 14.0)
        columns = self._columns(stand, high)
        wide = columns[-1] - 22 + MARGIN
        under = ""
        if self._claim:
            text = cut(self._claim.text, 900, 10)
            under = f"{self._claim.id}: {text}"
        top = head(self._canvas, title, self._notice, wide, under)
        if stand:
            at = {one.id: (columns[one.wave], one.y + top + 34) for one in stand}
            self._waves(stand, columns, top, high + 48)
            self._edges(stand, at)
            self._further(at)
            for one in stand:
                self._person(one.id, *at[one.id])
            top += high + 56
        if lone:
            top = self._unknown(lone, top, wide)
        if not self._people:
            self._canvas.text(MARGIN, top + 16, say("Nobody is in this study yet."), fill=SOFT)
            top += 30
        bottom = legend(self._canvas, top + 14, wide, list(self._legend()))
        svg = self._canvas.svg(wide, bottom + 2, title=title, words=alt)
        return Figure(svg, alt, title)

    def _title(self) -> str:
        return say("Who led to whom") if not self._claim else say(
            "Who led to whom, and what they say of claim {id}", id=self._claim.id
        )  # fmt: skip

    def _label(self, person: InformantView) -> _Label:
        """What stands beside a person: pseudonym and role, or only the name of their branch."""
        if not self._named:
            return _Label(self._branches.get(person.id, ""))
        if self._few:
            id_ = cut(person.id, _ROLE, 10, bold=True)
            return _Label(id_, wrap(person.role, _ROLE, 8.5, most=3))
        line = f"{person.id} {' '.join(person.role.split())}".strip()
        return _Label(cut(line, _LONG, 10), bold=False)

    def _columns(self, stand: Sequence[Place], high: float) -> list[float]:
        """Where the column of each wave begins, and where the last one ends."""
        columns = [MARGIN + 22]
        for wave in range(max((one.wave for one in stand), default=0) + 1):
            labels = [self._labels[one.id] for one in stand if one.wave == wave]
            room = max((label.wide for label in labels), default=0.0)
            title = width(_wave(wave), 10, bold=True)
            columns.append(columns[-1] + max(self._r + 8 + room, title - 8) + 46)
        spare = max(_LEAST - columns[-1], high * _SQUARE - columns[-1], 0.0) / (len(columns) - 1)
        return [x + spare * at for at, x in enumerate(columns)]

    def _waves(
        self, stand: Sequence[Place], columns: Sequence[float], top: float, high: float
    ) -> None:
        reached = Counter(one.wave for one in stand)
        for wave, x in enumerate(columns[:-1]):
            left = x - 22
            if wave % 2 == 0:
                self._canvas.rect(left, top, columns[wave + 1] - x, high, fill=PALE)
            self._canvas.text(left + 8, top + 15, _wave(wave), bold=True, fill=SOFT)
            count = say("people: {count}", count=reached[wave])
            self._canvas.text(left + 8, top + 27, count, size=8.5, fill=SOFT)

    def _edges(self, stand: Sequence[Place], at: Mapping[str, tuple[float, float]]) -> None:
        for one in stand:
            if one.referrer is None:
                continue
            x, y = at[one.referrer]
            label = self._labels[one.referrer]
            start = x + self._r + (8 + label.wide if label.first else 0) + 3
            ends = at[one.id][0] - self._r - 2
            knee = max(ends - 44, start)
            if knee > start:
                self._canvas.line(start, y, knee, y, stroke=LINE, stroke_width=1.1)
            self._canvas.path(curve(knee, y, ends, at[one.id][1]), stroke=LINE, stroke_width=1.1)

    def _further(self, at: Mapping[str, tuple[float, float]]) -> None:
        """Referrals beside the tree, in bows left of the columns."""
        for person, referrer in _extra(self._people.values()):
            if person in at and referrer in at:
                (x1, y1), (x2, y2) = at[referrer], at[person]
                bow = min(x1, x2) - 14 - min(abs(y2 - y1) * 0.12, 26)
                lift = self._r * 0.8 if y2 > y1 else -self._r * 0.8
                self._canvas.path(
                    f"M{x1 - self._r:.2f} {y1 + lift:.2f}C{bow:.2f} {y1 + lift:.2f}"
                    f" {bow:.2f} {y2 - lift:.2f} {x2 - self._r - 3:.2f} {y2 - lift:.2f}",
                    stroke=INK, stroke_width=1.0, stroke_dasharray="4 3",
                )  # fmt: skip
                tip, y = x2 - self._r, y2 - lift
                self._canvas.path(f"M{tip:.2f} {y:.2f}l-5 -3v6Z", fill=INK)

    def _person(self, id_: str, x: float, y: float) -> None:
        person = self._people[id_]
        self._sign(self._canvas, x, y, person)
        label = self._labels[id_]
        left = x + self._r + 8
        ground = PALE if person.wave is not None and person.wave % 2 == 0 else PAPER
        first = y - label.high / 2 + 9.5
        if label.first:
            self._canvas.text(left, first, label.first, bold=label.bold, halo=ground)
        for at, line in enumerate(label.more):
            self._canvas.text(left, first + 11.5 + 11 * at, line, size=8.5, fill=SOFT, halo=ground)

    def _sign(self, canvas: Canvas, x: float, y: float, person: InformantView) -> None:
        shape, fill = self._groups[_group(person, self._groups)]
        standing = self._stances.get(person.id)
        if self._claim:
            fill = marks.STANCES[standing].fill if standing and person.heard else PAPER
        _node(canvas, x, y, self._r, shape, fill, "" if person.heard else person.status)
        if person.wave == 0:
            canvas.path(
                marks.outline(shape, x, y, self._r + 3.2), fill="none", stroke=INK, stroke_width=0.9
            )
        if standing and person.heard:
            marks.stance(canvas, standing, x, y, self._r)

    def _unknown(self, lone: Sequence[InformantView], top: float, wide: float) -> float:
        """Those of whom it is not known who led to them, in rows below a line."""
        self._canvas.line(MARGIN, top, wide - MARGIN, top, stroke=FAINT)
        title = say("It is not known who led to them")
        self._canvas.text(MARGIN, top + 16, title, bold=True, fill=SOFT)
        labels = [self._labels[person.id] for person in lone]
        step = max(label.wide for label in labels) + 2 * self._r + 26
        high = max(label.high for label in labels)
        lead = max(high, 2 * self._r) + 10
        in_row = max(int((wide - 2 * MARGIN) // step), 1)
        y = top + 26 + lead / 2
        for at, person in enumerate(lone):
            x = MARGIN + 10 + step * (at % in_row)
            self._person(person.id, x, y + lead * (at // in_row))
        return y + lead * ((len(lone) - 1) // in_row) + lead / 2 + 6

    def _legend(self) -> Iterator[tuple[str, list[Entry]]]:
        everybody = list(self._people.values())
        signs = [
            Entry(
                partial(_sample, shape=shape, fill=PAPER if self._claim else fill),
                f"{name or say('organisation unknown')} ({count})",
            )
            for name, (shape, fill) in self._groups.items()
            if (count := sum(_group(person, self._groups) == name for person in everybody))
        ]
        yield say("Organisations"), signs
        if self._claim:
            spoken = {self._stances[p.id] for p in everybody if p.heard and p.id in self._stances}
            said = [
                Entry(partial(_stance_sample, standing=standing), say(meaning))
                for standing, meaning in _STANCES.items()
                if standing in spoken
            ]
            if any(person.heard and person.id not in self._stances for person in everybody):
                blank = partial(_sample, shape="circle", fill=PAPER)
                said.append(Entry(blank, say("interviewed, silent on it")))
            yield say("On claim {id}", id=self._claim.id), said
        there = {person.status for person in everybody if not person.heard}
        other = [
            Entry(partial(_sample, shape="circle", fill=PAPER, status=status), say(meaning))
            for status, meaning in _STATUSES.items()
            if status in there
        ]
        if any(person.wave == 0 for person in everybody):
            other.insert(0, Entry(_seed_sample, say("seed")))
        if _extra(everybody):
            other.append(Entry(_edge_sample, say("a further referral")))
        yield say("People"), other

    def _words(self) -> str:
        """The picture in sentences."""
        everybody = list(self._people.values())
        waves = Counter(person.wave for person in everybody)
        unknown = waves.pop(None, 0)
        told = [
            say(
                "People: {people}, of whom {heard} were interviewed; seeds: {seeds};"
                " waves: {waves}.",
                people=len(everybody),
                heard=sum(person.heard for person in everybody),
                seeds=waves[0],
                waves=", ".join(f"{wave} ({waves[wave]})" for wave in sorted(filter(None, waves)))
                or "0",
            )
        ]
        if unknown:
            told.append(say("Of {count} it is not known who led to them.", count=unknown))
        if extra := _extra(everybody):
            told.append(say("Further referrals beside the tree: {count}.", count=len(extra)))
        if self._claim:
            stances = Counter(
                self._stances[p.id] for p in everybody if p.heard and p.id in self._stances
            )
            heard = sum(person.heard for person in everybody)
            parts = [
                f"{say(meaning)}: {stances[standing]}"
                for standing, meaning in _STANCES.items()
                if stances[standing]
            ]
            parts.append(f"{say('silent on it')}: {heard - stances.total()}")
            told.append(say("Claim {id}: {parts}.", id=self._claim.id, parts=", ".join(parts)))
        return " ".join(told)


def _wave(wave: int) -> str:
    return say("Wave {number}", number=wave) if wave else say("Seeds")


def _extra(people: Iterable[InformantView]) -> list[tuple[str, str]]:
    """Further referrals, as (informant, referrer)."""
    return [
        (person.id, referrer)
        for person in people
        for referrer in person.referred_by[0 if person.wave in (0, None) else 1 :]
    ]


def branches(people: Sequence[InformantView], *, named: bool) -> dict[str, str]:
    """The heads of branches, counted through; with names nobody needs numbers."""
    if named:
        return {}
    heads = [person.id for person in people if person.wave == 1]
    return {id_: say("Branch {number}", number=at) for at, id_ in enumerate(heads, 1)}


def _groups(people: Sequence[InformantView], *, named: bool) -> dict[str, tuple[str, str]]:
    """A shape and a fill for each organisation, large ones first; the last is for all others."""
    sizes = Counter(person.organisation for person in people if person.organisation)
    least = 1 if named else SAFE
    known = sorted((n for n, size in sizes.items() if size >= least), key=lambda n: (-sizes[n], n))
    shown = known[: len(marks.SHAPES) - 1]
    found = {name: (marks.SHAPES[at], marks.GROUPS[at]) for at, name in enumerate(shown)}
    if len(shown) < len(sizes):
        found[_others(named)] = (marks.SHAPES[-1], FAINT)
    if any(not person.organisation for person in people):
        found[""] = (marks.UNKNOWN, PAPER)
    return found


def _others(named: bool) -> str:
    return say("other organisations") if named else say(
        "other organisations, such as those of fewer than three people"
    )  # fmt: skip


def _group(person: InformantView, groups: Mapping[str, tuple[str, str]]) -> str:
    if person.organisation in groups:
        return person.organisation
    return next(name for name, (shape, _) in groups.items() if shape == marks.SHAPES[-1])


def _node(canvas: Canvas, x: float, y: float, r: float, shape: str, fill: str, status: str) -> None:
    state = Status(status) if status else None
    canvas.path(
        marks.outline(shape, x, y, r), fill=PAPER if state else fill, stroke=INK, stroke_width=1.1,
        stroke_dasharray=_DASHES.get(state, "") if state else "",
    )  # fmt: skip
    if state in _CROSSED:
        s = r * 0.7
        canvas.line(x - s, y + s, x + s, y - s, stroke=INK, stroke_width=1.1)
    if state is Status.WITHDRAWN:
        s = r * 0.7
        canvas.line(x - s, y - s, x + s, y + s, stroke=INK, stroke_width=1.1)


def _sample(canvas: Canvas, x: float, y: float, *, shape: str, fill: str, status: str = "") -> None:
    _node(canvas, x, y, 6, shape, fill, status)


def _stance_sample(canvas: Canvas, x: float, y: float, *, standing: Standing) -> None:
    _node(canvas, x, y, 6.5, "circle", marks.STANCES[standing].fill, "")
    marks.stance(canvas, standing, x, y, 6.5)


def _seed_sample(canvas: Canvas, x: float, y: float) -> None:
    for r in (4.2, 7.0):
        canvas.path(marks.outline("circle", x, y, r), stroke=INK, stroke_width=1.0)


def _edge_sample(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x - 8, y, x + 4, y, stroke=INK, stroke_width=1.0, stroke_dasharray="4 3")
    canvas.path(f"M{x + 8:.2f} {y:.2f}l-5 -3v6Z", fill=INK)
