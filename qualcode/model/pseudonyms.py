"""What can tell who somebody is, what stands for it, and how to get back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from qualcode.model.span import Span


class Identifier(StrEnum):
    """What kind of words tell who, where or how to reach somebody."""

    NAME = "name"
    PLACE = "place"
    NIK = "nik"
    PHONE = "phone"
    EMAIL = "e-mail"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text, and what is to stand for them; `whom` are GUIDs of informants."""

    span: Span
    words: str
    replacement: str
    kind: Identifier
    certain: bool
    whom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """What stood where a text now has `span`; `whom` are GUIDs of the informants it tells of."""

    span: Span
    words: str
    whom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text after replacements, and what stood there, in order.

    `cuts` are (start, end, new start, new end) of each replacement.
    """

    text: str
    cuts: tuple[tuple[int, int, int, int], ...]
    originals: tuple[Original, ...]

    def moved(self, span: Span) -> Span:
        """Where a span stands now; an edge inside replaced words comes to the edge of what stands
        for them, so that these belong to the span."""
        return Span(self.place(span.start), self.place(span.end, ending=True))

    def place(self, position: int, *, ending: bool = False) -> int:
        """Where a start, or an end, stands now."""
        at = bisect_right(self.cuts, (position, -1, -1, -1)) - 1
        if at < 0:
            return position
        _, end, now_start, now_end = self.cuts[at]
        if position < end:
            return now_end if ending else now_start
        return position - end + now_end


@dataclass(frozen=True, slots=True)
class Proposal:
    """A hit in a transcript, what stands around it, and whether it is applied."""

    transcript: str
    hit: Hit
    context: str
    apply: bool


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """What was replaced, or would be where `step` is None; `transcripts` are those that changed and
    `backups` files that still hold the names."""

    step: int | None
    proposals: Sequence[Proposal]
    transcripts: tuple[str, ...]
    backups: tuple[Path, ...] = ()
