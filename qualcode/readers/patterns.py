"""A convention of a project's own for who speaks: a pattern that turns begin with.

`NAME` stands for the label, `TIME` for when the turn begins, a space for any gap, and every other
character for itself: `<NAME>`, `NAME >`, `TIME | NAME |`. Where a file follows no convention that
is known, the pattern that its lines seem to follow can be proposed; it is never taken unasked.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from qualcode.errors import InputError
from qualcode.readers.clock import CLOCK, milliseconds
from qualcode.readers.labels import GAP, Head, name

_GAPS = r"[ \t\u00a0]+"
_NAMES = r"[^\W\d_][^\n]{0,39}?"
_PARTS = re.compile(r"(NAME|TIME|\s+)")
_BEGINS = re.compile(
    rf"(?P<opening>[^\w\s#]{{0,2}}){GAP}(?P<name>[^\W\d_][^\n:,;!?…\t<>|=~)\]}}/\\»–—-]{{0,39}}?)"
    rf"(?P<gap>{GAP})(?P<closing>[<>|=~)\]}}/\\»–—-]{{1,3}}|\t)(?=[ \t]|\w)"
)
_LEAST, _SHARE = 4, 0.5


def find(text: str, pattern: str) -> tuple[Head, ...]:
    """The heads that follow `pattern` in `text`, in reading order."""
    heads: list[Head] = []
    for match in _compiled(pattern).finditer(text):
        label = name(match["name"])
        if label:
            time = match.groupdict().get("time")
            begins = milliseconds(time) if time else None
            heads.append((match.start(), match.end(), label, begins, True))
    return tuple(heads)


def check(pattern: str) -> str:
    """`pattern` without space around it; `InputError` where it is none."""
    _compiled(pattern.strip())
    return pattern.strip()


def proposed(text: str) -> str:
    """The pattern that the lines of `text` seem to follow, or nothing.

    Half of the lines at least have to begin alike, with two names or more, each of them twice.
    """
    lines = [line for line in text.split("\n") if line.strip() and line[0] != "#"]
    ways: dict[str, Counter[str]] = {}
    for line in lines:
        match = _BEGINS.match(line)
        if match and name(match["name"]):
            ways.setdefault(_pattern(match), Counter())[name(match["name"])] += 1
    for pattern, names in sorted(ways.items(), key=lambda way: -way[1].total()):
        often = {label: count for label, count in names.items() if count > 1}
        if len(often) > 1 and sum(often.values()) >= max(_LEAST, _SHARE * len(lines)):
            return pattern
    return ""


def _pattern(match: re.Match[str]) -> str:
    if match["closing"] == "\t":
        return f"{match['opening']}NAME TAB"
    gap = " " if match["gap"] else ""
    return f"{match['opening']}NAME{gap}{match['closing']}"


@lru_cache(16)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = _PARTS.split(pattern.replace("TAB", "\t"))
    if parts.count("NAME") != 1 or parts.count("TIME") > 1 or not _marked(parts):
        raise InputError(
            "{pattern} is no pattern for who speaks",
            advice="write what turns begin with, NAME for the speaker and TIME for the time, as in"
            " <NAME> or TIME | NAME |; a tab is TAB",
            pattern=pattern or "nothing",
        )
    return re.compile(rf"^{GAP}{''.join(map(_part, parts))}{_end(parts)}", re.MULTILINE)


def _marked(parts: list[str]) -> bool:
    """Whether there is more than the name, so that not every line begins so."""
    return any(part != "NAME" and ("\t" in part or part.strip()) for part in parts)


def _part(part: str) -> str:
    if part == "NAME":
        return rf"{GAP}(?P<name>{_NAMES})"
    if part == "TIME":
        return rf"(?P<time>{CLOCK})"
    if "\t" in part:
        return r"[ ]*\t[ ]*"
    return _GAPS if part.isspace() else re.escape(part)


def _end(parts: list[str]) -> str:
    """A name at the end of the pattern ends with its line."""
    last = [part for part in parts if part.strip(" ")][-1]
    return rf"{GAP}$" if last in ("NAME", "TIME") else ""
