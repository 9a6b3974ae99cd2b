"""Which stretches of an old text are where in a new one.

Texts are compared by lines, then between those by words (so that white space, quotation marks and
line wraps may all have changed), and by characters only in the small gaps that are left. Lines and
words that both texts have only once hold the rest together, as in the patience diff; what lies
between two of them is small enough for the longest common subsequence. Comparing 1 MB letter by
letter would take minutes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+\n*|\n+")
_LARGEST = 100_000  # lines or words of both sides, multiplied, that are compared each with each
_LETTERS = 250_000  # the same of characters
_ANCHORS = (6, 3, 1)  # so many words in a row are looked for that each text has once
_ALIKE = 0.3  # of two stretches of more than a few words this share must come again
_FEW = 40  # characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old text and what it is in the new one.

    Where both are of one length they match character by character. Where they are not, or the old
    one was replaced, only the edges match.
    """

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What stood from `start` to `end` of a text became `words`."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Alignment:
    """The pieces of `old` that are found in `new`, in order in both; the rest came in or is gone.

    `known` says that the pieces come from the edits themselves, not from comparing.
    """

    old: str
    new: str
    pieces: tuple[Piece, ...]
    known: bool = False

    @cached_property
    def starts(self) -> list[int]:
        """Where each piece starts in the old text."""
        return [piece.start for piece in self.pieces]

    @cached_property
    def put_in(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the new text that come from nowhere in the old one."""
        edges = [
            0,
            *(edge for p in self.pieces for edge in (p.new_start, p.new_end)),
            len(self.new),
        ]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((start, end) for start, end in pairs if not _is_blank(self.new, start, end))

    def between(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that share a character with the old text from `start` to `end`."""
        at = max(0, bisect_left(self.starts, start + 1) - 1)
        for piece in self.pieces[at : bisect_left(self.starts, end)]:
            if piece.end > start:
                yield piece


def edited(old: str, edits: Sequence[Edit]) -> Alignment:
    """The alignment of a text with what edits make of it; they are in order and do not overlap."""
    pieces: list[Piece] = []
    made: list[str] = []
    at = length = 0
    for edit in (_bare(old, each) for each in edits):
        kept = old[at : edit.start]
        if kept:
            pieces.append(Piece(at, edit.start, length, length + len(kept)))
        length += len(kept)
        if edit.start < edit.end and edit.words:
            pieces += _replaced(old, edit, length)
        made += [kept, edit.words]
        length += len(edit.words)
        at = edit.end
    if old[at:]:
        pieces.append(Piece(at, len(old), length, length + len(old) - at))
    return Alignment(old, "".join([*made, old[at:]]), tuple(pieces), known=True)


def _bare(old: str, edit: Edit) -> Edit:
    """The edit without what it leaves as it was at its start and its end."""
    gone, come = old[edit.start : edit.end], edit.words
    head = _alike(gone, 0, len(gone), come, 0, len(come))
    tail = _alike(gone[head:][::-1], 0, len(gone) - head, come[head:][::-1], 0, len(come) - head)
    return Edit(edit.start + head, edit.end - tail, come[head : len(come) - tail])


def _replaced(old: str, edit: Edit, at: int) -> Iterator[Piece]:
    """A large replacement is looked into: somebody may have typed in one word of a turn."""
    gone = old[edit.start : edit.end]
    if len(gone) <= _FEW:
        yield Piece(edit.start, edit.end, at, at + len(edit.words))
        return
    for piece in aligned(gone, edit.words).pieces:
        yield _shifted(piece, edit.start, at)


def aligned(old: str, new: str) -> Alignment:
    """What of `old` is where in `new`, found by comparing them."""
    pieces: list[Piece] = []
    lines = (_Parts(old, _LINE), _Parts(new, _LINE))
    for start, end, new_start, new_end, same in _stretches(*lines):
        if same:
            pieces.append(Piece(start, end, new_start, new_end))
        else:
            found = _by_words(old[start:end], new[new_start:new_end])
            pieces += (_shifted(piece, start, new_start) for piece in found)
    return Alignment(old, new, tuple(_joined(pieces)))


def _shifted(piece: Piece, by: int, new_by: int) -> Piece:
    return Piece(piece.start + by, piece.end + by, piece.new_start + new_by, piece.new_end + new_by)


class _Parts:
    """The lines or words of a text, each as one character, so that rows of them are strings."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self.text = text
        self.places = [found.span() for found in pattern.finditer(text)]

    def written(self, numbers: dict[str, int]) -> str:
        """The row of parts, those that are alike by the same character."""
        known = numbers.setdefault
        folded = self.text.casefold()
        source = folded if len(folded) == len(self.text) else self.text
        return "".join(
            [chr(1 + known(source[a:b], len(numbers)) % 0x10FFFE) for a, b in self.places]
        )

    def edge(self, at: int) -> int:
        """Where the part of that number starts, or the text ends."""
        return self.places[at][0] if at < len(self.places) else len(self.text)


def _stretches(old: _Parts, new: _Parts) -> Iterator[tuple[int, int, int, int, bool]]:
    """Both texts from start to end, in stretches that are the same and such that are not.

    A line that differs in the case of its letters alone counts among those that are not.
    """
    numbers: dict[str, int] = {}
    at = new_at = 0
    for i, j, count in _blocks(old.written(numbers), new.written(numbers)):
        start, new_start = old.edge(i), new.edge(j)
        end, new_end = old.edge(i + count), new.edge(j + count)
        if old.text[start:end] != new.text[new_start:new_end]:
            continue
        yield at, start, new_at, new_start, False
        yield start, end, new_start, new_end, True
        at, new_at = end, new_end
    yield at, len(old.text), new_at, len(new.text), False


def _by_words(old: str, new: str) -> Iterator[Piece]:
    """The words that come again, and what stands between them as far as that does."""
    words, new_words = _Parts(old, _WORD), _Parts(new, _WORD)
    numbers: dict[str, int] = {}
    at = new_at = 0
    for i, j, count in _blocks(words.written(numbers), new_words.written(numbers)):
        for word in range(count):
            start, end = words.places[i + word]
            new_start, new_end = new_words.places[j + word]
            yield from _by_letters(old, new, (at, start), (new_at, new_start))
            yield Piece(start, end, new_start, new_end)
            at, new_at = end, new_end
    yield from _by_letters(old, new, (at, len(old)), (new_at, len(new)))


def _by_letters(
    old: str, new: str, place: tuple[int, int], new_place: tuple[int, int]
) -> Iterator[Piece]:
    """What a small gap has in common; replaced as a whole where nothing but its place is."""
    from rapidfuzz.distance import Levenshtein  # not loaded until a text changes

    (start, end), (new_start, new_end) = place, new_place
    while start < end and new_start < new_end and old[start] == new[new_start]:
        yield Piece(start, start + 1, new_start, new_start + 1)
        start, new_start = start + 1, new_start + 1
    after: list[Piece] = []
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
        after.append(Piece(end, end + 1, new_end, new_end + 1))
    gone, come = old[start:end], new[new_start:new_end]
    if gone and come and len(gone) * len(come) <= _LETTERS:
        if max(len(gone), len(come)) <= _FEW:
            yield Piece(start, end, new_start, new_end)
        elif Levenshtein.normalized_similarity(gone, come) >= _ALIKE:
            for code in Levenshtein.opcodes(gone, come):
                if code.tag in ("equal", "replace"):
                    found = Piece(code.src_start, code.src_end, code.dest_start, code.dest_end)
                    yield _shifted(found, start, new_start)
    yield from reversed(after)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces that go on where the one before stopped, in both texts, put together."""
    last: Piece | None = None
    for piece in pieces:
        if piece.start == piece.end:
            continue
        if last is None:
            last = piece
        elif (
            (last.end, last.new_end) == (piece.start, piece.new_start)
            and _is_even(last)
            and _is_even(piece)
        ):
            last = Piece(last.start, piece.end, last.new_start, piece.new_end)
        else:
            yield last
            last = piece
    if last is not None:
        yield last


def _is_even(piece: Piece) -> bool:
    return piece.end - piece.start == piece.new_end - piece.new_start


def _blocks(old: str, new: str) -> list[tuple[int, int, int]]:
    """(at, new at, count) of what both rows have in the same order."""
    found: list[tuple[int, int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        head = _alike(old, a, b, new, c, d)
        if head:
            found.append((a, c, head))
            a, c = a + head, c + head
        tail = _alike(old[a:b][::-1], 0, b - a, new[c:d][::-1], 0, d - c)
        if tail:
            found.append((b - tail, d - tail, tail))
            b, d = b - tail, d - tail
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= _LARGEST:
            found += _common(old[a:b], new[c:d], a, c)
            continue
        for i, j, count in (anchors := _anchors(old[a:b], new[c:d])):
            found.append((a + i, c + j, count))
        edges = [(0, 0, 0), *anchors, (b - a, d - c, 0)]
        for (i, j, count), (to, new_to, _) in pairwise(edges):
            if anchors and i + count < to and j + count < new_to:
                waiting.append((a + i + count, a + to, c + j + count, c + new_to))
    return sorted(found)


def _alike(old: str, a: int, b: int, new: str, c: int, d: int) -> int:
    """How many at the start of two rows are the same, found by halving."""
    low, high = 0, min(b - a, d - c)
    if old[a : a + high] == new[c : c + high]:
        return high
    while high - low > 1:
        half = (low + high) // 2
        if old[a + low : a + half] == new[c + low : c + half]:
            low = half
        else:
            high = half
    return low


def _common(old: str, new: str, at: int, new_at: int) -> Iterator[tuple[int, int, int]]:
    """The longest common subsequence of two small rows, if that is more than chance."""
    from rapidfuzz.distance import LCSseq

    blocks = [b for b in LCSseq.opcodes(old, new) if b.tag == "equal"]
    shared = sum(b.src_end - b.src_start for b in blocks)
    if shared < _ALIKE * min(len(old), len(new)):
        return
    for block in blocks:
        count = block.src_end - block.src_start
        yield at + block.src_start, new_at + block.dest_start, count


def _anchors(old: str, new: str) -> list[tuple[int, int, int]]:
    """What both rows have once, in the same order in both; the longest such chain."""
    for length in _ANCHORS:
        here, there = _once(old, length), _once(new, length)
        pairs = [(at, there[part]) for part, at in here.items() if part in there]
        if pairs:
            return _runs(_rising(pairs), length)
    return []


def _once(row: str, length: int) -> dict[str, int]:
    """Where each part of that length stands that stands in one place only, in order."""
    places: dict[str, int] = {}
    again: set[str] = set()
    for at in range(len(row) - length + 1):
        part = row[at : at + length]
        if places.setdefault(part, at) != at:
            again.add(part)
    for part in again:
        del places[part]
    return places


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs, sorted by the first, in which the second rises too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        before.append(ends[place - 1] if place else -1)
        tops[place : place + 1] = [j]
        ends[place : place + 1] = [at]
    chain: list[tuple[int, int]] = []
    at = ends[-1]
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _runs(pairs: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int, int]]:
    """Overlapping parts put together; one that reaches into another crosswise is left out."""
    runs: list[list[int]] = []
    for i, j in pairs:
        if runs:
            at, new_at, count = runs[-1]
            if i - at == j - new_at and i <= at + count:
                runs[-1][2] = i - at + length
                continue
            if i < at + count or j < new_at + count:
                continue
        runs.append([i, j, length])
    return [(i, j, count) for i, j, count in runs]


def _is_blank(text: str, start: int, end: int) -> bool:
    return start >= end or text[start:end].isspace()
