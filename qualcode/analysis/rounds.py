"""What two rounds of coding have in common, coding by coding."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.views import CodingView


@dataclass(frozen=True, slots=True)
class Met:
    """A coding of the first round with those of the second that agree with it, or one alone.

    `first` is None where only the second round has it, `second` is empty where only the first.
    """

    first: CodingView | None
    second: tuple[CodingView, ...]

    @property
    def outcome(self) -> str:
        """`agree`, `only-first` or `only-second`."""
        if self.first is None:
            return "only-second"
        return "agree" if self.second else "only-first"

    @property
    def shown(self) -> CodingView:
        """The coding that stands for it."""
        return self.first or self.second[0]


def compared(first: Iterable[CodingView], second: Iterable[CodingView]) -> tuple[Met, ...]:
    """Two rounds set against each other, in the order of transcript, place and code.

    Two codings agree where they put the same code on passages that share a character. One sweep
    through each code of each transcript: nothing is compared with what is far from it.
    """
    ours, theirs = _sorted_out(first), _sorted_out(second)
    met: list[Met] = []
    for place in ours.keys() | theirs.keys():
        met += _swept(ours.get(place, []), theirs.get(place, []))
    return tuple(sorted(met, key=lambda each: _reading_order(each.shown)))


def _reading_order(coding: CodingView) -> tuple[str, int, int, str, int]:
    return coding.transcript, coding.start, coding.end, coding.code, coding.number


def _sorted_out(codings: Iterable[CodingView]) -> dict[tuple[str, str], list[CodingView]]:
    found: dict[tuple[str, str], list[CodingView]] = {}
    for coding in sorted(codings, key=_reading_order):
        found.setdefault((coding.transcript, coding.code), []).append(coding)
    return found


def _swept(first: list[CodingView], second: list[CodingView]) -> list[Met]:
    waiting = deque(second)
    near: list[CodingView] = []
    alone = {coding.number for coding in second}
    met: list[Met] = []
    for one in first:
        while waiting and waiting[0].start < one.end:
            near.append(waiting.popleft())
        near = [other for other in near if other.end > one.start]
        meeting = tuple(other for other in near if other.start < one.end)
        alone -= {other.number for other in meeting}
        met.append(Met(one, meeting))
    return met + [Met(None, (other,)) for other in second if other.number in alone]
