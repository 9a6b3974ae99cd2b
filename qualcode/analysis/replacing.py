"""Where passages and turns of a text stand once the text was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median_low

from qualcode.analysis.alignment import Alignment, Piece
from qualcode.model.lists import Placed
from qualcode.model.span import Span
from qualcode.model.transcript import Turn

_WORD = re.compile(r"\w+")
_CHANGED = 0.75  # so much alike, words with a corrected slip are still those words
_UNCERTAIN = 0.35  # below, whatever stands there is something else
_NEAR = 200  # characters around the place in which the very words are looked for
_MARK = "\0"  # between the stretches that are searched; no word
_ROW = 3  # words in a row that tell where a paragraph went
_ROWS = 40


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage stands now, and how sure that is; a lost one has no place."""

    state: Placed
    span: Span | None = None


class Replacing:
    """Finds the places in the new text of an alignment."""

    def __init__(self, alignment: Alignment) -> None:
        self._found = alignment

    def place(self, span: Span) -> Placement:
        """Where the passage at `span` of the old text stands in the new one.

        It is exact where its words are the same, white space, punctuation and capitals apart;
        moved where they stand elsewhere, and only there, among what was put in; changed where a few
        letters differ; uncertain where less is left of them; else lost.
        """
        image, sure = self._image(span)
        if self._found.known and image:
            return Placement(Placed.EXACT if sure else Placed.UNCERTAIN, image)
        words = span.of(self._found.old)
        if image and _same(words, image.of(self._found.new)):
            return Placement(Placed.EXACT, image)
        near = self._near(words, image) if image else None
        if near:
            return Placement(Placed.EXACT, near)
        left = _likeness(words, image.of(self._found.new)) if image else 0.0
        if image and left >= _CHANGED:
            return Placement(Placed.CHANGED if sure else Placed.UNCERTAIN, image)
        elsewhere = self._elsewhere.of(words)
        if elsewhere and (elsewhere.state is Placed.MOVED or left < _UNCERTAIN):
            return elsewhere
        if image and left >= _UNCERTAIN:
            return Placement(Placed.UNCERTAIN, image)
        return Placement(Placed.LOST)

    def again(self, words: str) -> Placement:
        """Where words that were lost before stand, if they have come back."""
        return self._elsewhere.of(words) or Placement(Placed.LOST)

    def turns(self, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """The turns of the old text in the new one; a label is read where it stands before its
        words, and a turn whose words are gone is left out."""
        moved: list[Turn] = []
        before = after = 0
        for turn in turns:
            image, _ = self._image(turn.span)
            label = self._label(turn, before)
            before = turn.span.end
            if image and image.start >= after:
                moved.append(replace(turn, label=label, span=image))
                after = image.end
        return tuple(moved)

    def timed(self, turns: Sequence[Turn], old: Sequence[Turn]) -> tuple[Turn, ...]:
        """The turns of the new text with the times of the old ones, where they have none."""
        have, had = (any(t.begins is not None for t in some) for some in (turns, old))
        if have or not had:
            return tuple(turns)
        times = {t.span.start: t for t in self.turns(old) if t.begins is not None}
        return tuple(
            replace(turn, begins=times[turn.span.start].begins, ends=times[turn.span.start].ends)
            if turn.span.start in times
            else turn
            for turn in turns
        )

    def _label(self, turn: Turn, before: int) -> str:
        at = self._found.old.rfind(turn.label, before, turn.span.start) if turn.label else -1
        image, sure = self._image(Span(at, at + len(turn.label))) if at >= 0 else (None, False)
        return image.of(self._found.new).strip() if image and sure else turn.label

    def _image(self, span: Span) -> tuple[Span | None, bool]:
        """What is left of a span where it stood, and whether both its edges are certain."""
        pieces = list(self._found.between(span.start, span.end))
        if not pieces:
            return None, False
        start, first = _start(pieces[0], span.start)
        end, last = _end(pieces[-1], span.end)
        sure = first and last and pieces[0].start <= span.start and pieces[-1].end >= span.end
        return (Span(start, end), sure) if start < end else (None, False)

    def _near(self, words: str, image: Span) -> Span | None:
        """The very words, nearest to where they should be."""
        new, reach = self._found.new, len(words) + _NEAR
        low, high = max(0, image.start - reach), image.end + reach
        found: list[int] = []
        at = new.find(words, low, high)
        while at >= 0:
            found.append(at)
            at = new.find(words, at + 1, high)
        if not found:
            return None
        best = min(found, key=lambda each: abs(each - image.start))
        return Span(best, best + len(words))

    @cached_property
    def _elsewhere(self) -> _Elsewhere:
        return _Elsewhere(self._found.new, self._found.put_in)


class _Elsewhere:
    """Finds words among what was put in; each word is one character, so that this is quick."""

    def __init__(self, text: str, places: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self._numbers: dict[str, str] = {}
        self._at: list[tuple[int, int]] = []
        row: list[str] = []
        for start, end in places:
            for found in _WORD.finditer(text, start, end):
                known = chr(1 + len(self._numbers) % 0x10FFFE)
                row.append(self._numbers.setdefault(found[0].casefold(), known))
                self._at.append(found.span())
            row.append(_MARK)
            self._at.append((end, end))
        self._row = "".join(row)

    def of(self, words: str) -> Placement | None:
        """Where `words` stand: moved in one place, uncertain in the first of several or nearly."""
        row = [self._numbers.get(word.casefold(), "") for word in _WORD.findall(words)]
        if not row:
            return None
        whole = "".join(row)
        at = self._row.find(whole) if all(row) else -1
        if at < 0:
            return self._nearly(words, row)
        again = self._row.find(whole, at + 1) >= 0
        return Placement(Placed.UNCERTAIN if again else Placed.MOVED, self._span(at, len(row)))

    def _nearly(self, words: str, row: Sequence[str]) -> Placement | None:
        starts: list[int] = []
        for first in range(min(_ROWS, len(row) - _ROW + 1)):
            some = row[first : first + _ROW]
            at = self._row.find("".join(some)) if all(some) else -1
            if at >= 0:
                starts.append(at - first)
        if not starts:
            return None
        start = max(0, median_low(starts))
        stop = self._row.find(_MARK, max(start, min(starts)))
        count = min(len(row), stop - start)
        span = (
            self._span(start, count) if count > 0 and _MARK not in self._row[start:stop] else None
        )
        if span and _likeness(words, span.of(self._text)) >= _CHANGED:
            return Placement(Placed.UNCERTAIN, span)
        return None

    def _span(self, at: int, count: int) -> Span:
        return Span(self._at[at][0], self._at[at + count - 1][1])


def _start(piece: Piece, at: int) -> tuple[int, bool]:
    inside = at - piece.start
    if inside <= 0:
        return piece.new_start, True
    if piece.end - piece.start == piece.new_end - piece.new_start:
        return piece.new_start + inside, True
    return piece.new_start, False


def _end(piece: Piece, at: int) -> tuple[int, bool]:
    inside = piece.end - at
    if inside <= 0:
        return piece.new_end, True
    if piece.end - piece.start == piece.new_end - piece.new_start:
        return piece.new_end - inside, True
    return piece.new_end, False


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    words = _WORD.findall(one.casefold())
    return bool(words) and words == _WORD.findall(other.casefold())


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import Indel  # not loaded until a text changes

    return Indel.normalized_similarity(" ".join(one.split()), " ".join(other.split()))
