"""Pages that noScribe wrote: each piece of speech is an anchor `ts_BEGIN_END_SPEAKER`.

The label is printed where the speaker changes, and there it may have been replaced by a name, so
what is printed counts, for all later pieces of that speaker too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from qualcode.readers import turns
from qualcode.readers.clock import CLOCK
from qualcode.readers.lines import Line, label, plain

Element: TypeAlias = Any

_ANCHOR = re.compile(r"ts_([0-9]{1,12})_([0-9]{1,12})_(.*)", re.DOTALL)
_CLOCK = re.compile(rf"\s*\[{CLOCK}\]\s*")


def lines(root: Element) -> list[Line]:
    """A line for each speaker of each paragraph; nothing where noScribe did not write the page."""
    if root.find(".//a[@name]") is None:
        return []
    found: list[Line] = []
    names: dict[str, str] = {}
    timed = False
    for paragraph in root.iter("p"):
        pieces = list(_pieces(paragraph))
        timed = timed or bool(pieces)
        if pieces:
            found += _said(pieces, names)
        else:
            # The title and what noScribe tells of itself: a line, and no turn.
            words = plain("".join(paragraph.itertext()))
            found += [Line("", words)] if words else []
    return found if timed else []


def _pieces(paragraph: Element) -> Iterator[tuple[str, int, int, str]]:
    """Speaker, times and words of each anchor."""
    for anchor in paragraph.iter("a"):
        name = _ANCHOR.fullmatch(anchor.get("name") or "")
        if name:
            yield name[3], int(name[1]), int(name[2]), "".join(anchor.itertext()) + _tail(anchor)


def _tail(anchor: Element) -> str:
    return anchor.tail or ""


def _said(pieces: list[tuple[str, int, int, str]], names: dict[str, str]) -> Iterator[Line]:
    now: Line | None = None
    before = ""
    for speaker, begins, ends, raw in pieces:
        words = plain(raw)
        head = turns.opening(words)
        if head:
            names[speaker] = head[0]
            words = words[head[1] :]
        words = plain(_CLOCK.sub(" ", words, count=1)) if head else words
        if now and speaker == before:
            now = Line(now.label, f"{now.words} {words}".strip(), now.begins, ends)
            continue
        if now and now.words:
            yield now
        now = Line(names.get(speaker, label(speaker)), words, begins, ends)
        before = speaker
    if now and now.words:
        yield now
