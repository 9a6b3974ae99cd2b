"""Which codes come together: in passages that meet, in turns, paragraphs or whole transcripts.

c = n12 / (n1 + n2 - n12), as in ATLAS.ti. Pairs of overlapping quotations are not counted, since
one long passage over three short ones would make c = 3; units are, so c lies in [0, 1].
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from heapq import heappop, heappush
from operator import or_

from qualcode.analysis.bits import Ranges, Tally, members

UNEVEN = 5
"""From more than this many times as frequent as the other, a code hides what the other does."""

Mark = tuple[int, int, int, int]
"""A coding: where it starts and ends, the number of its code, and of the voice that speaks."""

Stretch = tuple[int, int]
"""A turn, a paragraph or a whole text, from where to where."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that come together, `n` and `n_other` being the units in which each is.

    `meets` of the units of the one also have the other or, as passages, meet one that has; `met`
    is the same from the other side, and `together` (n12) the smaller of the two. `sources` counts
    whose words these are. `units` is N.
    """

    code: str
    other: str
    n: int
    n_other: int
    meets: int
    met: int
    sources: int
    units: int

    @property
    def together(self) -> int:
        """n12: no passage is counted twice on either side."""
        return min(self.meets, self.met)

    @property
    def c(self) -> float:
        """The c-coefficient, from 0 (never together) to 1 (never apart)."""
        return self.together / (self.n + self.n_other - self.together)

    @property
    def share(self) -> float:
        """The part of the units with `code` that come together with `other`."""
        return self.meets / self.n

    @property
    def share_other(self) -> float:
        """The part of the units with `other` that come together with `code`."""
        return self.met / self.n_other

    @property
    def lift(self) -> float:
        """How many times as often together as if they had nothing to do with each other."""
        return self.together * self.units / (self.n * self.n_other)

    @property
    def uneven(self) -> bool:
        """Whether one is so much more frequent that c says little."""
        return max(self.n, self.n_other) > UNEVEN * min(self.n, self.n_other)


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """The units in which anything is coded, and the pairs, the most frequent first."""

    units: int
    pairs: tuple[Pair, ...]


def cooccurrence(
    texts: Iterable[tuple[Sequence[Mark], Sequence[Stretch] | None]],
    sources_of: Mapping[int, tuple[str, ...]],
    codes: Sequence[str],
    within: int | None = None,
) -> Cooccurrence:
    """Count the pairs of `codes`, over the marks of each text and the stretches that are its units.

    Where a text has no stretches the passages themselves, each span once, are the units: they meet
    if they overlap or, with `within`, if at most so many characters lie between them. One sorted
    sweep through each text; the work grows with n log n and with the codes in each unit.
    """
    found = _Counts(len(codes))
    for marks, stretches in texts:
        if marks:
            _through(marks, stretches, sources_of, within, found)
    pairs = [
        Pair(codes[one], codes[other], n, n_other, meets, met, sources, found.units)
        for one, other, n, n_other, meets, met, sources in found.pairs()
    ]
    return Cooccurrence(found.units, tuple(sorted(pairs, key=lambda pair: -pair.together)))


class _Counts:
    """What is counted over all texts."""

    def __init__(self, codes: int) -> None:
        self.codes = codes
        self.units = 0
        self._with = Tally()
        self._met = [Tally() for _ in range(codes)]
        self._heard: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))

    def unit(self, own: Mapping[str, int], met: int) -> None:
        """A unit, with the codes that each source has in it and all that these come up against."""
        codes = 0
        for source, said in own.items():
            codes |= said
            heard = self._heard[source]
            for code in members(said):
                heard[code] |= met
            for code in members(met):
                heard[code] |= said
        self.units += 1
        self._with.add(codes)
        for code in members(codes):
            self._met[code].add(met)

    def pairs(self) -> Iterator[tuple[int, int, int, int, int, int, int]]:
        """Codes by number: (one, other, n, n of the other, meets, met, sources)."""
        sources = [Tally() for _ in self._met]
        for heard in self._heard.values():
            for code, others in heard.items():
                sources[code].add(others)
        with_ = [self._with[code] for code in range(len(self._met))]
        for one in filter(with_.__getitem__, range(len(with_))):
            for other in filter(with_.__getitem__, range(one + 1, len(with_))):
                if meets := self._met[one][other]:
                    met = self._met[other][one]
                    yield one, other, with_[one], with_[other], meets, met, sources[one][other]


def _through(
    marks: Sequence[Mark],
    stretches: Sequence[Stretch] | None,
    sources_of: Mapping[int, tuple[str, ...]],
    within: int | None,
    found: _Counts,
) -> None:
    """Count the units of one text; each voice has as many bits of its own as there are codes."""
    voices = sorted({voice for _, _, _, voice in marks})
    first = {voice: at * found.codes for at, voice in enumerate(voices)}
    every = (1 << found.codes) - 1

    def said(bits: int) -> Iterator[tuple[int, int]]:
        return ((v, part) for v in voices if (part := bits >> first[v] & every))

    spans: dict[Stretch, int] = {}
    spoken = [(start, end, 1 << first[v] + code) for start, end, code, v in sorted(marks)]
    for start, end, bit in spoken:
        spans[start, end] = spans.get((start, end), 0) | bit
    reach = 0 if within is None else within + 1
    units = list(spans) if stretches is None else stretches
    wide = [(start - reach, end + reach, at) for at, (start, end) in enumerate(units)]
    for at, bits in _touching(spoken, wide):
        own: dict[str, int] = {}
        for voice, codes in said(spans[units[at]] if stretches is None else bits):
            for source in sources_of[voice]:
                own[source] = own.get(source, 0) | codes
        if own:
            found.unit(own, reduce(or_, (codes for _, codes in said(bits))))


def _touching(
    spoken: Sequence[tuple[int, int, int]], units: Iterable[tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """For each unit (from, to, name), its name and all that shares a character with it.

    That is what is going on where the unit starts, kept in a heap by its end, and what starts
    inside, which any number of other things may do.
    """
    starts = [start for start, _, _ in spoken]
    ranges = Ranges([bit for _, _, bit in spoken])
    going: list[tuple[int, int]] = []
    times: dict[int, int] = defaultdict(int)
    open_ = begun = 0
    for start, end, name in sorted(units):
        inside = bisect_right(starts, start)
        for _, until, bit in spoken[begun:inside]:
            heappush(going, (until, bit))
            times[bit] += 1
            open_ |= bit
        begun = inside
        while going and going[0][0] <= start:
            bit = heappop(going)[1]
            times[bit] -= 1
            if not times[bit]:
                open_ ^= bit
        yield name, open_ | ranges.union(inside, bisect_left(starts, end))
