"""Code saturation: when interviews stopped bringing anything new, and how far that can be trusted.

Base size, run length and threshold follow Guest, Namey & Chen (2020), PLoS ONE 15(5): e0232076;
waves, branches, tied dates and the warnings are this project's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from qualcode.analysis.orders import in_order, orders
from qualcode.analysis.rarefaction import chao2, deviation, expected


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: what each source said in it, as themes; `date` is ISO, as far as known."""

    id: str
    date: str
    said: Mapping[str, frozenset[str]]

    @property
    def themes(self) -> frozenset[str]:
        """All that came up in it."""
        return frozenset[str]().union(*self.said.values())


@dataclass(frozen=True, slots=True)
class Rule:
    """When a run of interviews brings too little that is new.

    After `base` interviews, the themes first seen in the next `run` are set against those of the
    base. Saturation is where their share is at most `threshold`, or `below` it. Runs overlap,
    each beginning one interview later, unless they are `separate`.
    """

    base: int = 4
    run: int = 2
    threshold: Fraction = Fraction(1, 20)
    separate: bool = False
    below: bool = False

    def met(self, new: int, of: int) -> bool:
        """Whether `new` themes are few enough beside `of`, compared as fractions."""
        limit = self.threshold * of
        return new < limit if self.below else new <= limit


@dataclass(frozen=True, slots=True)
class Run:
    """The interviews (or waves) `first` to `last`, from 1, and the themes first seen in them."""

    first: int
    last: int
    new: int
    of: int
    met: bool

    @property
    def share(self) -> float:
        """The new themes beside those of the base."""
        return self.new / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """An interview in its turn: new themes, all so far, and how many that number shows on
    average, whatever the order, with the standard deviation over all orders."""

    interview: str
    date: str
    new: int
    total: int
    expected: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of sources, in the order in which they are shown; an empty name is unknown."""

    names: tuple[str, ...]
    of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """A wave, a branch or an organisation: the interviews in which it is heard, its themes, how
    many of them no group before it had, and those that no other group has."""

    name: str
    interviews: int
    themes: int
    new: int
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saturation:
    """What the interviews show; `at` is the interview after which they were saturated.

    `later` counts the themes first seen after the run that confirmed it, `inside` names the
    groups to which all informants up to then belong, by dimension. `outcomes` counts, over all
    orders that the dates leave open, where saturation is reached (None: not), and is empty where
    there are too many to try. `left_out` are interviews in which no theme was found. `waves` are
    those known, and heard; `wave_at` of them were enough, the next one brought too little.
    """

    rule: Rule
    points: tuple[Point, ...]
    left_out: tuple[str, ...]
    base_themes: int
    runs: tuple[Run, ...]
    at: int | None
    later: int
    inside: Mapping[str, str]
    outcomes: tuple[tuple[int | None, int], ...]
    groups: Mapping[str, tuple[Group, ...]]
    waves: tuple[Group, ...]
    wave_runs: tuple[Run, ...]
    wave_at: int | None
    undated: int
    chao2: float

    @property
    def themes(self) -> int:
        """How many there are in all."""
        return self.points[-1].total if self.points else 0

    @property
    def confirmed(self) -> int:
        """How many interviews it took, the confirming run included; 0 without saturation."""
        return 0 if self.at is None else self.at + self.rule.run


def saturation(
    interviews: Sequence[Interview], groupings: Mapping[str, Grouping], rule: Rule, waves: str = ""
) -> Saturation:
    """When the interviews, by date and then in the order given, were saturated.

    `waves` is which of the `groupings` goes by wave.
    """
    held = [each for each in interviews if each.themes]
    held = [held[at] for at in in_order([each.date for each in held])]
    themes = [each.themes for each in held]
    new = _new(_bits(themes))
    runs = tuple(_runs(new, rule))
    at = _reached(runs)
    groups = {name: tuple(_groups(held, grouping)) for name, grouping in groupings.items()}
    in_turn = tuple(wave for wave in groups.get(waves, ()) if wave.name and wave.interviews)
    by_wave = tuple(_by_wave(in_turn, rule))
    known = held[: at + rule.run] if at is not None else []
    return Saturation(
        rule,
        tuple(
            Point(each.id, each.date, first, so_far, mean, spread)
            for each, first, so_far, mean, spread in zip(
                held, new, accumulate(new), expected(themes), deviation(themes), strict=True
            )
        ),
        tuple(each.id for each in interviews if not each.themes),
        sum(new[: rule.base]),
        runs,
        at,
        sum(new[len(known) :]) if known else 0,
        {name: only for name, each in groupings.items() if (only := _inside(known, each))},
        tuple(_outcomes(held, rule)),
        groups,
        in_turn,
        by_wave,
        _reached(by_wave),
        sum(not each.date for each in held),
        chao2(themes),
    )


def _bits(themes: Sequence[frozenset[str]]) -> list[int]:
    """Sets of themes as bits: thousands of orders are gone through."""
    numbers: dict[str, int] = {}
    return [
        sum(1 << numbers.setdefault(theme, len(numbers)) for theme in found) for found in themes
    ]


def _new(themes: Iterable[int]) -> list[int]:
    """How many themes are first seen in each interview."""
    seen = 0
    counts: list[int] = []
    for found in themes:
        counts.append((found & ~seen).bit_count())
        seen |= found
    return counts


def _runs(new: Sequence[int], rule: Rule) -> Iterator[Run]:
    """The runs after the base, all of full length."""
    so_far = [0, *accumulate(new)]
    step = rule.run if rule.separate else 1
    for start in range(rule.base, len(new) - rule.run + 1, step):
        fresh, of = so_far[start + rule.run] - so_far[start], so_far[rule.base]
        yield Run(start + 1, start + rule.run, fresh, of, rule.met(fresh, of))


def _reached(runs: Iterable[Run]) -> int | None:
    """After which interview it was reached, if it was."""
    return next((run.first - 1 for run in runs if run.met), None)


def _outcomes(held: Sequence[Interview], rule: Rule) -> Iterator[tuple[int | None, int]]:
    """Where each order that the dates allow comes out, and in how many of them, earliest first."""
    tried = orders([each.date for each in held])
    if tried is None:
        return
    themes = _bits([each.themes for each in held])
    counted = Counter(_reached(_runs(_new(themes[at] for at in order), rule)) for order in tried)
    yield from sorted(counted.items(), key=lambda item: (item[0] is None, item[0] or 0))


def _inside(known: Sequence[Interview], grouping: Grouping) -> str | None:
    """The one group to which everybody heard in those interviews is known to belong."""
    names = {grouping.of.get(source, "") for each in known for source in each.said}
    return names.pop() or None if len(names) == 1 else None


def _groups(held: Sequence[Interview], grouping: Grouping) -> Iterator[Group]:
    themes: dict[str, set[str]] = {name: set() for name in grouping.names}
    heard: Counter[str] = Counter()
    for each in held:
        heard.update({grouping.of.get(source, "") for source in each.said})
        for source, found in each.said.items():
            themes.setdefault(grouping.of.get(source, ""), set()).update(found)
    spread = Counter(theme for found in themes.values() for theme in found)
    seen: set[str] = set()
    for name, own in themes.items():
        only = tuple(sorted(theme for theme in own if spread[theme] == 1))
        yield Group(name, heard[name], len(own), len(own - seen), only)
        seen |= own


def _by_wave(waves: Sequence[Group], rule: Rule) -> Iterator[Run]:
    """The same rule by wave: the base is the first waves that hold enough interviews."""
    held = list(accumulate(wave.interviews for wave in waves))
    base = next((at + 1 for at, interviews in enumerate(held) if interviews >= rule.base), None)
    if base is not None:
        yield from _runs([wave.new for wave in waves], replace(rule, base=base, run=1))
