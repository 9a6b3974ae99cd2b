"""The words, sentences, paragraphs and turns of a text: what a key or a click selects."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from qualcode.model.span import Span
from qualcode.model.transcript import Turn
from qualcode.tui.sentences import sentences
from qualcode.tui.widgets.text_view import WORD

_AROUND = 4_000  # characters on either side that are looked at for a sentence
_LONGEST_WORD = 200
_BLANK = re.compile(r"\n[^\S\n]*\n")
_SOMETHING = re.compile(r"\S")


class Units:
    """Finds the unit at a place of a text; `turns` are in reading order, each with its speakers."""

    def __init__(self, text: str = "", turns: Sequence[tuple[Turn, tuple[str, ...]]] = ()) -> None:
        self._text = text
        self._turns = turns
        self._starts = [turn.span.start for turn, _ in turns]

    def turn(self, offset: int) -> tuple[Turn, tuple[str, ...]] | None:
        """The turn in which a character stands, its label and the space after it included."""
        at = bisect_right(self._starts, offset)
        if at < len(self._starts) and not self._line_ends(offset, self._starts[at]):
            return self._turns[at]
        return self._turns[at - 1] if at else None

    def sources(self, span: Span) -> set[str]:
        """The informants who speak in a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found: set[str] = set()
        for turn, who in self._turns[first : bisect_left(self._starts, span.end)]:
            start, end = max(turn.span.start, span.start), min(turn.span.end, span.end)
            if start < end and not self._text[start:end].isspace():
                found.update(who)
        return found

    def _line_ends(self, offset: int, before: int) -> bool:
        return self._text.find("\n", offset, before) >= 0

    def word(self, offset: int) -> Span | None:
        """The word at a place, or the one that ends there."""
        for found in WORD.finditer(self._text, max(0, offset - _LONGEST_WORD)):
            if found.start() > offset:
                return None
            if found.end() >= offset and not self._begins_at(offset, found):
                return Span(*found.span())
        return None

    def _begins_at(self, offset: int, found: re.Match[str]) -> bool:
        """Whether a word ends at a place at which another one begins."""
        return found.end() == offset and WORD.match(self._text, offset) is not None

    def paragraph(self, offset: int) -> Span | None:
        """The text around a place up to blank lines, within one turn."""
        first, last = 0, len(self._text)
        turn = self.turn(offset)
        if turn is not None:
            first, last = turn[0].span.start, turn[0].span.end
        offset = min(max(offset, first), last)
        for blank in _BLANK.finditer(self._text, first, last):
            if blank.end() > offset:
                last = blank.start()
                break
            first = blank.end()
        return _trimmed(self._text, first, last)

    def sentence(self, offset: int) -> Span | None:
        """The sentence at a place: the first that ends after it, or else the last one there."""
        found = self._sentences(offset)
        return next((s for s in found if s.end > offset), found[-1] if found else None)

    def sentence_after(self, offset: int) -> Span | None:
        """The first sentence that ends after a place."""
        while offset < len(self._text):
            for sentence in self._sentences(offset):
                if sentence.end > offset:
                    return sentence
            offset = self._onward(offset)
        return None

    def sentence_before(self, offset: int) -> Span | None:
        """The last sentence that ends before a place."""
        while offset > 0:
            found = [sentence for sentence in self._sentences(offset - 1) if sentence.end < offset]
            if found:
                return found[-1]
            offset = self._back(offset)
        return None

    def _onward(self, offset: int) -> int:
        """Where the text goes on after the paragraph at a place."""
        whole = self.paragraph(offset)
        word = _SOMETHING.search(self._text, max(offset + 1, whole.end if whole else 0))
        at = word.start() if word else len(self._text)
        turn = self.turn(at)
        if turn is None or at < turn[0].span.end:
            return at
        following = bisect_right(self._starts, at)  # what stands between turns is nobody's
        return self._starts[following] if following < len(self._starts) else len(self._text)

    def _back(self, offset: int) -> int:
        """Just behind the text before the paragraph at a place."""
        whole = self.paragraph(offset - 1)
        start = min(offset - 1, whole.start) if whole else offset - 1
        turn = self.turn(offset - 1)
        if turn is not None and start <= turn[0].span.start:
            start = self._text.rfind("\n", 0, start) + 1  # the label is no sentence
        words = len(self._text[:start].rstrip())
        return min(offset - 1, words + 1) if words else 0

    def _sentences(self, offset: int) -> list[Span]:
        """The sentences of the paragraph around a place, as far as a reader sees."""
        whole = self.paragraph(offset)
        if whole is None:
            return []
        start = max(whole.start, min(offset, whole.end) - _AROUND)
        end = min(whole.end, max(offset, whole.start) + _AROUND)
        return sentences(self._text, Span(start, end)) if start < end else []


def _trimmed(text: str, first: int, last: int) -> Span | None:
    """A stretch without the space around it."""
    words = text[first:last]
    start = first + len(words) - len(words.lstrip())
    end = first + len(words.rstrip())
    return Span(start, end) if start < end else None
