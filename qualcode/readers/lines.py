"""Formats that say who speaks each line, and when: one line `Name: words` for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Problem, problem
from qualcode.model.span import Span
from qualcode.model.transcript import Transcript, Turn
from qualcode.readers import text

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of the transcript will hold; times are milliseconds."""

    label: str
    words: str
    begins: int | None = None
    ends: int | None = None

    def __str__(self) -> str:
        return f"{self.label}: {self.words}".rstrip() if self.label else self.words


def plain(raw: str) -> str:
    """`raw` on one line, as transcripts have it."""
    return text.mended(_SPACES.sub(" ", raw).strip())[0]


def label(raw: str) -> str:
    """The speaker in `raw`; a label must not turn its line into a note, nor end in its colon."""
    return plain(raw).lstrip("# ").rstrip(":： ")


def transcript(path: Path, lines: Iterable[Line]) -> Transcript:
    """The lines below one another, and a turn for each that has a speaker and words."""
    written: list[str] = []
    spoken: list[Turn] = []
    at = 0
    for line in lines:
        written.append(f"{line}\n")
        end = at + len(written[-1]) - 1
        if line.label and line.words:
            span = Span(at + len(line.label) + 2, end)
            spoken.append(Turn(line.label, span, line.begins, line.ends))
        at = end + 1
    return Transcript(text.identity(path), "".join(written), tuple(spoken))


def doubts(path: Path, lines: Sequence[Line]) -> Iterator[Problem]:
    """What is odd about the speakers and the times of `lines`."""
    nameless = sum(not line.label and not line.words.startswith("#") for line in lines)
    if 0 < nameless < len(lines) and any(line.label for line in lines):
        yield problem(
            text.name(path),
            "lines without a name, which belong to nobody: {count}",
            advice="write who speaks each of them",
            count=nameless,
        )
    yield from order(path, [(line.begins, line.ends) for line in lines])


def order(path: Path, times: Sequence[tuple[int | None, int | None]]) -> Iterator[Problem]:
    """The problems of times that overlap or go backwards; `times` are (begins, ends)."""
    crossing = backwards = latest = before = 0
    for begins, ends in times:
        if begins is None:
            continue
        back = begins < before or (ends is not None and ends < begins)
        backwards += back
        crossing += begins < latest and not back
        before = begins
        latest = max(latest, ends or 0)
    if crossing:
        yield problem(
            text.name(path),
            "lines that begin before the one ahead of them has ended: {count}",
            advice="they stay in the order of the file; look at their times if nobody interrupts",
            count=crossing,
        )
    if backwards:
        yield problem(
            text.name(path),
            "times that go backwards: {count}",
            advice="the order of the file was kept; compare it with the recording",
            count=backwards,
        )
