"""How many of a speaker's own words lie under a theme."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.model.span import Span

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Spoken:
    """A text, and per column of the matrix the spans that are its own words, in order."""

    text: str
    columns: Mapping[str, tuple[Span, ...]]

    @cached_property
    def _starts(self) -> list[int]:
        return [found.start() for found in _WORD.finditer(self.text)]

    def words(self, span: Span) -> int:
        """How many words begin in a span."""
        return bisect_left(self._starts, span.end) - bisect_left(self._starts, span.start)


def united(spans: Iterable[Span]) -> list[Span]:
    """The same characters as disjoint spans, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _shared(some: Sequence[Span], others: Sequence[Span]) -> Iterator[Span]:
    """Where two lists of disjoint spans overlap; both are walked once."""
    at = 0
    for span in some:
        while at < len(others) and others[at].end <= span.start:
            at += 1
        near = at
        while near < len(others) and others[near].start < span.end:
            yield Span(max(span.start, others[near].start), min(span.end, others[near].end))
            near += 1


def counted(spoken: Spoken, column: str, under: Iterable[Span]) -> int:
    """The words of a column in one text that lie under the union of some spans."""
    own = spoken.columns.get(column, ())
    return sum(spoken.words(span) for span in _shared(own, united(under)))


def total(spoken: Spoken, column: str) -> int:
    """All words of a column in one text."""
    return sum(spoken.words(span) for span in spoken.columns.get(column, ()))
