"""Captions, .vtt, .srt and .sbv: each cue becomes a line `Name: words`, with its times kept beside.

The parser is our own. pysubs2 1.8 reads a NOTE, or a cue with a bad time, as further words of the
cue before, and leaves out a cue whose fraction has one digit; webvtt-py 0.6 leaves out cues with
decimal commas or bad times, takes `,5` for 5 ms in .srt, and knows only the first voice of a cue.
Neither says where a malformed cue stands. Words in the wrong mouth are the worst that can happen
here, so the little that captions need is done below.

What YouTube writes by machine rolls: each cue says the last line of the one before once more,
above its own words. Such lines come in once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path

from qualcode.errors import InputError, Problem, problem
from qualcode.readers import lines, text, turns
from qualcode.readers.clock import CLOCK, milliseconds
from qualcode.readers.reading import Reading

_TIMES = re.compile(rf"\s*({CLOCK})\s*(?:-?->|,)\s*({CLOCK})(?:\s.*)?")
# The time of a single word, which only captions made by a machine have.
_ROLLING = re.compile(r"<[0-9:.]+><c>")
_SPACE = re.compile(r"\n (?=\n)")
_ASIDE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|</v\s*>")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<[0-9:.]+>|</?>|\{\\[^{}]*\}")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(frozen=True, slots=True, eq=False)
class _Cue:
    """The lines under a line of times, markup and all; `line` is where the file has them."""

    line: int
    begins: int | None
    ends: int | None
    lines: list[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one line of the transcript will hold: a label, or none, and pieces of words."""

    cue: _Cue
    label: str
    words: list[str]

    def __str__(self) -> str:
        words = " ".join(self.words)
        return f"{self.label}: {words}".rstrip() if self.label else words


def read(path: Path, content: bytes) -> Reading:
    """One line for each cue, or for each voice in it; cues without a name belong to nobody."""
    captions, problems = text.decoded(path, content)
    webvtt = path.suffix.lower() == ".vtt" or captions.startswith("WEBVTT")
    rolling = _ROLLING.search(captions) is not None
    # Where nothing has been said before, YouTube puts a space in its place.
    cues, stray = _cues(_SPACE.sub("", captions) if rolling else captions, webvtt=webvtt)
    if rolling:
        cues = list(_unrolled(cues))
    said = _attributed([line for cue in cues for line in _voices(cue)])
    if not said:
        raise InputError(
            "{name} holds no captions",
            advice="check that it is a .vtt or .srt file with words in it",
            name=text.name(path),
        )
    written = [
        lines.Line(line.label, " ".join(line.words), line.cue.begins, line.cue.ends)
        for line in said
    ]
    found = (*problems, *_unread(path, cues, stray), *_doubtful(path, cues, written))
    return Reading(lines.transcript(path, written), found)


def _cues(captions: str, *, webvtt: bool) -> tuple[list[_Cue], list[int]]:
    """The cues, and the numbers of the lines with words outside of any."""
    cues: list[_Cue] = []
    stray: list[int] = []
    for number, block in _blocks(captions):
        starts = [at for at in range(len(block)) if _begins_cue(block, at)]
        loose = block[: starts[0]] if starts else block
        # The last line before the times is the number of the cue, in WebVTT any name for it.
        if starts and loose and (webvtt or _is_number(loose[-1])):
            loose = loose[:-1]
        if loose == [str(len(cues) + 1)]:
            # The number of a cue that is cut off, or that has a blank line before its times.
            loose = []
        if loose and cues and not webvtt:
            # A blank line in the middle of a cue: common in .srt, which holds nothing but cues.
            cues[-1].lines.extend(loose)
        elif loose and not (webvtt and _ASIDE.match(loose[0])):
            stray.append(number)
        cues += [_cue(number, block, *edges) for edges in pairwise([*starts, len(block)])]
    return cues, stray


def _unrolled(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """The cues without the lines that only stand there once more."""
    shown: list[str] = []
    for cue in cues:
        written = [line for line in cue.lines if _plain(line)]
        words = [_plain(line) for line in written]
        again = max(n for n in range(len(words) + 1) if not n or words[:n] == shown[-n:])
        shown = words
        if again < len(words):
            yield replace(cue, lines=written[again:])


def _cue(number: int, block: Sequence[str], start: int, end: int) -> _Cue:
    lines = list(block[start + 1 : end])
    if end < len(block) and lines and _is_number(lines[-1]):
        lines.pop()
    return _Cue(number + start, *_times(block[start]), lines)


def _blocks(captions: str) -> Iterator[tuple[int, list[str]]]:
    """The lines between blank lines, with the number of the first."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(captions.split("\n"), 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield number - len(block) + 1, block


def _begins_cue(block: Sequence[str], at: int) -> bool:
    """Whether line `at` holds times, or stands where times should be and has their arrow."""
    if _TIMES.fullmatch(block[at]):
        return True
    return "-->" in block[at] and (at == 0 or _is_number(block[at - 1]))


def _is_number(line: str) -> bool:
    return line.strip().isdecimal()


def _times(line: str) -> tuple[int | None, int | None]:
    found = _TIMES.fullmatch(line)
    return (milliseconds(found[1]), milliseconds(found[2])) if found else (None, None)


def _voices(cue: _Cue) -> Iterator[_Said]:
    """What each voice of the cue says; what stands outside of a voice comes line by line."""
    parts = _VOICE.split("\n".join(cue.lines))
    for name, words in zip([None, *parts[1::2]], parts[::2], strict=True):
        # A label must not turn its line into a note.
        label = _plain(name or "").lstrip("# ")
        for line in [words] if label else words.split("\n"):
            said = _plain(line)
            if said:
                yield _Said(cue, label, [said])


def _plain(markup: str) -> str:
    """The words in `markup`, on one line."""
    bare = _ENTITY.sub(lambda entity: html.unescape(entity[0]), _MARKUP.sub("", markup))
    return text.mended(_SPACES.sub(" ", bare).strip())[0]


def _attributed(lines: Sequence[_Said]) -> list[_Said]:
    """`lines` with the labels in their words found, and those without put to the line before.

    A label counts as it would in plain text where each cue is a paragraph.
    """
    cues = ["\n".join(map(str, cue)) for _, cue in groupby(lines, attrgetter("cue"))]
    names = turns.speakers("\n\n".join(cues)) | {line.label for line in lines}
    said: list[_Said] = []
    goes_on = False
    for line in lines:
        head = None if line.label else turns.opening(line.words[0])
        if head and head[0] in names:
            words = line.words[0][head[1] :].strip()
            said.append(_Said(line.cue, head[0], [words] if words else []))
        elif goes_on and not line.label and said[-1].cue is line.cue:
            said[-1].words.extend(line.words)
            continue
        else:
            said.append(line)
        # What stands outside of a voice is not what that voice says.
        goes_on = not line.label
    return said


def _unread(path: Path, cues: Sequence[_Cue], stray: Sequence[int]) -> Iterator[Problem]:
    for cue in cues:
        if cue.begins is None:
            yield problem(
                text.name(path),
                "line {line}: the times of this cue cannot be read",
                advice="its words came in without times; write 00:01:02.000 --> 00:01:04.000",
                line=cue.line,
            )
    for line in stray:
        yield problem(
            text.name(path),
            "line {line}: words outside of any cue were left out",
            advice="give them a line with times if somebody says them",
            line=line,
        )


def _doubtful(path: Path, cues: Sequence[_Cue], written: Sequence[lines.Line]) -> Iterator[Problem]:
    nameless = sum(not line.label and not line.words.startswith("#") for line in written)
    if nameless:
        yield problem(
            text.name(path),
            "cues without a name, which belong to nobody: {count}",
            advice="write who speaks before the words, as in Name: words",
            count=nameless,
        )
    yield from lines.order(path, [(cue.begins, cue.ends) for cue in cues if cue.begins is not None])
