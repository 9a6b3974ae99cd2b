"""One person's turns blanked in a text that others speak in, too.

What the others said keeps its exact words; where they stand now is worked out from what was cut.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from qualcode.model.transcript import Speakers
from qualcode.store.masking import GONE, Names
from qualcode.store.speakers import folded


@dataclass(slots=True)
class Blanked:
    """A text as it is now, with its packed turns and labels; `words` are what was cut from it."""

    text: str
    turns: str
    labels: str
    words: list[str]
    was: Speakers
    now: Speakers
    _cuts: list[tuple[int, int, int, int]] = field(default_factory=list)

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where a span stands now; an edge inside what was cut comes to the edge of what stands
        there instead, so that the mark belongs to the span."""
        return self._place(start, ending=False), self._place(end, ending=True)

    def _place(self, position: int, *, ending: bool) -> int:
        at = bisect_right(self._cuts, (position, -1, -1, -1)) - 1
        if at < 0:
            return position
        start, end, now_start, now_end = self._cuts[at]
        if position < end:
            return now_end if ending and position > start else now_start
        return position - end + now_end


def blanked(text: str, turns: str, theirs: AbstractSet[str], names: Names, stone: str) -> Blanked:
    """The text without the words of the labels `theirs` (folded), which become `stone`, and without
    `names` where nobody speaks."""
    before = json.loads(turns)
    pieces: list[str] = []
    cuts: list[tuple[int, int, int, int]] = []
    words: list[str] = []
    after = []
    done = length = last = 0

    def _replace(start: int, end: int, new: str) -> None:
        nonlocal done, length
        kept = text[done:start]
        pieces.extend((kept, new))
        length += len(kept)
        if start < end:
            cuts.append((start, end, length, length + len(new)))
        length += len(new)
        done = end

    for label, start, end, *times in before:
        for from_, to in _gap(text, last, start, label if folded(label) in theirs else "", names):
            _replace(from_, to, stone)
        if folded(label) in theirs:
            said = text[start:end]
            begins = start + len(said) - len(said.lstrip())
            ends = start + len(said.rstrip())
            if begins < ends:
                words.append(text[begins:ends])
                _replace(begins, ends, GONE)
        after.append((stone if folded(label) in theirs else label, start, end, times))
        last = end
    for from_, to in _gap(text, last, len(text), "", names):
        _replace(from_, to, stone)
    now = "".join([*pieces, text[done:]])
    result = Blanked(now, "", "", words, _speakers(text, before), _speakers(now, []), cuts)
    rows = [[label, *result.moved(start, end), *times] for label, start, end, times in after]
    result.turns = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    result.labels = json.dumps(list(dict.fromkeys(row[0] for row in rows)), ensure_ascii=False)
    result.now = _speakers(now, rows)
    return result


def _gap(text: str, start: int, end: int, label: str, names: Names) -> list[tuple[int, int]]:
    """Where between two turns the label of the second stands, or a name."""
    found = [(start + a, start + b) for a, b in names.places(text[start:end])]
    at = text.rfind(label, start, end) if label else -1
    if at >= 0:
        found = [(a, b) for a, b in found if b <= at or a >= at + len(label)]
        found.append((at, at + len(label)))
    return sorted(found)


def _speakers(text: str, turns: Sequence[Sequence[Any]]) -> Speakers:
    return Speakers(text, [(label, start, end) for label, start, end, *_ in turns])
