"""Labels without a colon: on a line of their own, with or without a time, or in brackets.

As programs and people write them: `Name  0:03` (Otter, Teams), `Name (0:03)`, `0:03 Name` (Word),
`[Name] 10:02:13` (Zoom), `00:00:01 --> 00:00:02` with the name below it (Teams), a name alone on
its line, and `[id1] words`. All but the last have the words on the lines below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from qualcode.readers.clock import CLOCK, milliseconds
from qualcode.readers.labels import BRACKETED, GAP, INTERVIEWER, LETTER, Head, name

# The line above, where the line begins, the line itself, the line below.
_Line: TypeAlias = tuple[str, int, str, str]

_LONGEST = 80
_NAME = rf"(?P<name>[^\W\d_]{LETTER}{{0,60}}?)"
_TIMED = re.compile(
    rf"{GAP}[*_]{{0,3}}{_NAME}[*_]{{0,3}}(?P<gap>[ \t\u00a0]+)(?:[-–]{GAP})?"
    rf"(?P<time>{BRACKETED}|{CLOCK})(?: *--> *{CLOCK})?[*_]{{0,3}}\s*"
)
_AFTER_TIME = re.compile(rf"{GAP}(?P<time>{BRACKETED}|{CLOCK}){GAP}(?:[-–]{GAP})?{_NAME}\s*")
# The time on the wall, which is none of the recording.
_WALL = re.compile(rf"{GAP}\[{_NAME}\]{GAP}[0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}\s*")
_ARROW = re.compile(rf"{GAP}(?P<time>{CLOCK}) *--> *{CLOCK}\s*")
_ALONE = re.compile(rf"{GAP}[*_]{{0,3}}{_NAME}[*_]{{0,3}}\s*")
_BRACKET = re.compile(
    rf"(?:\A|\n){GAP}(?:(?P<time>{BRACKETED}){GAP})?"
    rf"\[(?P<name>[^\W\d_][^\[\]\n:]{{0,39}})\]{GAP}(?P<colon>:?){GAP}(?=\S)"
)
_WRITTEN = re.compile(r"[^\n]+")
_ID = re.compile(r"[^\W\d_]{1,20}[ _-]?[0-9]{1,3}")
_SMALL = frozenset(
    ("al", "bin", "binti", "da", "de", "den", "der", "di", "la", "ten", "van", "von")
)


def find(text: str) -> list[Head]:
    """The heads in `text`, in reading order; those that are not sure need their label twice."""
    found = [*_bracketed(text), *_alone(_lines(text)), *_timed(_lines(text))]
    return sorted({head[0]: head for head in found}.values())


def is_name(line: str) -> bool:
    """Whether `line` is a label and nothing else, each word of it written as names are."""
    label = _label(line)
    words = [word for word in re.split(r"[\s/&-]+", label) if word and word not in _SMALL]
    return bool(words) and all(not word[0].islower() for word in words) and label[-1] != "."


def _lines(text: str) -> Iterator[_Line]:
    """Each line that is not empty, between its neighbours."""
    above, last = "", -1
    for found in _WRITTEN.finditer(text):
        at, end = found.span()
        below = text.find("\n", end + 1)
        yield (
            above if at == last + 1 else "",
            at,
            found[0],
            text[end + 1 : below if below >= 0 else len(text)],
        )
        above, last = found[0], end


def _timed(lines: Iterable[_Line]) -> Iterator[Head]:
    """Names beside a time, with words on the line below."""
    for _, at, line, below in lines:
        # Most lines are long or have no colon, and are done with here.
        if len(line) > _LONGEST or ":" not in line or not below.strip():
            continue
        arrow = _ARROW.fullmatch(line)
        if arrow:
            label = _label(below)
            if label:
                yield at, at + len(line) + 1 + len(below), label, milliseconds(arrow["time"]), True
            continue
        wall = _WALL.fullmatch(line)
        if wall and name(wall["name"]):
            yield at, at + len(line), name(wall["name"]), None, True
            continue
        timed = _TIMED.fullmatch(line)
        if timed and name(timed["name"]) and not _TIMED.fullmatch(below):
            time = timed["time"]
            apart = time[0] in "[(" or len(timed["gap"]) > 1 or "\t" in timed["gap"]
            sure = apart and is_name(timed["name"])
            begins = milliseconds(time.strip("[]()"))
            yield at, at + len(line), name(timed["name"]), begins, sure
            continue
        after = _AFTER_TIME.fullmatch(line)
        if after and is_name(after["name"]) and not _AFTER_TIME.fullmatch(below):
            begins = milliseconds(after["time"].strip("[]()"))
            yield at, at + len(line), name(after["name"]), begins, False


def _label(line: str) -> str:
    found = _ALONE.fullmatch(line) if len(line) <= _LONGEST else None
    return name(found["name"]) if found else ""


def _alone(lines: Iterable[_Line]) -> Iterator[Head]:
    """Names that open a paragraph and have its words below them.

    A heading looks the same. So the names must be two at least that stand twice, or are words for
    the interviewer, and open half of the paragraphs; or all paragraphs have one, and one is the
    interviewer's.
    """
    found: list[Head] = []
    paragraphs = 0
    for above, at, line, below in lines:
        if line.strip() and line[0] != "#" and (not above.strip() or above[0] == "#"):
            paragraphs += 1
            if below.strip() and below[0] != "#" and is_name(line):
                found.append((at, at + len(line), _label(line), None, True))
    return iter(_spoken(found, paragraphs))


def _spoken(found: Sequence[Head], paragraphs: int) -> Sequence[Head]:
    times = Counter(head[2].casefold() for head in found)
    asks = {label for label in times if INTERVIEWER.fullmatch(label)}
    if asks and len(times) > 1 and len(found) == paragraphs:
        return found
    often = {label for label, count in times.items() if count > 1} | asks
    heads = [head for head in found if head[2].casefold() in often]
    return heads if len(often) > 1 and 2 * len(heads) >= paragraphs else ()


def _bracketed(text: str) -> Iterator[Head]:
    """`[id1] words`: ids that stand twice, and whoever else is marked so in a text that has them.

    `[tertawa]` is no speaker, however often somebody laughs.
    """
    if not text.startswith("[") and "\n[" not in text and "] [" not in text:
        return
    found = [match for match in _BRACKET.finditer(text) if name(match["name"])]
    times = Counter(name(match["name"]).casefold() for match in found)
    for match in found:
        label = name(match["name"])
        twice = times[label.casefold()] > 1
        if INTERVIEWER.fullmatch(label) or (twice and (_ID.fullmatch(label) or match["colon"])):
            start = match.start() + (match[0][0] == "\n")
            begins = milliseconds(match["time"].strip("[]()")) if match["time"] else None
            yield start, match.end(), label, begins, True
