"""Transcripts and who speaks in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.model.span import Span


class SourceKind(StrEnum):
    """What a transcript is the text of."""

    INTERVIEW = "interview"
    DOCUMENT = "document"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without being interrupted; the span starts after the label.

    `begins` and `ends` are milliseconds from the start of the recording, where the file had them.
    """

    label: str
    span: Span
    begins: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of one interview, document or observation, as a reader made it of a file.

    `text` has `\\n` line ends and is in NFC; `turns` are in reading order and do not overlap.
    """

    id: str
    text: str
    turns: tuple[Turn, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The speaker labels, in the order in which they first speak."""
        return tuple(dict.fromkeys(turn.label for turn in self.turns))


class Speakers:
    """Finds who speaks in a span: bisects the turns once built, for many spans of one text.

    `turns` are (label, start, end), in reading order.
    """

    REMARK = "#"  # no speaker can be called so

    def __init__(self, text: str, turns: Sequence[tuple[str, int, int]]) -> None:
        self._text = text
        self._turns = turns
        self._starts = [start for _, start, _ in turns]
        # Without turns the whole text is one person's words, and so are turns without a label;
        # what stands between those is a remark of the transcriber.
        self._between = (self.REMARK,) if {label for label, _, _ in turns} == {""} else ()

    def of(self, span: Span) -> tuple[str, ...]:
        """The labels whose turns share at least one character with `span` that is not space."""
        found: dict[str, None] = {}
        for at in range(max(0, bisect_right(self._starts, span.start) - 1), len(self._turns)):
            label, start, end = self._turns[at]
            if start >= span.end:
                break
            shared = self._text[max(start, span.start) : min(end, span.end)]
            if shared and not shared.isspace():
                found[label] = None
        return tuple(found) or self._between
