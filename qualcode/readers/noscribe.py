"""Pages that noScribe wrote: each piece of speech is an anchor `ts_BEGIN_END_SPEAKER`.

The label is printed where the speaker changes, and there it may have been replaced by a name, so
what is printed first counts, for all later pieces of that speaker too. Who speaks at the same time
stands between `//`, in the paragraph of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml.etree import iterwalk

from qualcode.readers import turns
from qualcode.readers.clock import CLOCK
from qualcode.readers.lines import Line, label, plain

Element: TypeAlias = Any

_ANCHOR = re.compile(r"ts_([0-9]{1,12})_([0-9]{1,12})_(.*)", re.DOTALL)
_CLOCK = re.compile(rf"\s*\[{CLOCK}\]\s*")
_TOGETHER = "//"


def lines(root: Element) -> list[Line]:
    """A line for each speaker of each paragraph; nothing where noScribe did not write the page."""
    if not any(_ANCHOR.fullmatch(anchor.get("name") or "") for anchor in root.iter("a")):
        return []
    found: list[Line] = []
    names: dict[str, str] = {}
    for paragraph in root.iter("p"):
        pieces = list(_pieces(paragraph))
        if pieces:
            found += _said(pieces, names)
        else:
            # The title and what noScribe tells of itself.
            written = map(plain, _text(paragraph).split("\n"))
            found += [Line("", words) for words in written if words]
    return found


def _text(paragraph: Element) -> str:
    pieces = [paragraph.text or ""]
    for event, each in iterwalk(paragraph, events=("start", "end")):
        if event == "start" and each is not paragraph:
            pieces += ["\n"] if each.tag == "br" else [each.text or ""]
        elif event == "end" and each is not paragraph:
            pieces.append(each.tail or "")
    return "".join(pieces)


def _pieces(paragraph: Element) -> Iterator[tuple[str, int, int, str]]:
    """Speaker, times and words of each anchor."""
    for anchor in paragraph.iter("a"):
        name = _ANCHOR.fullmatch(anchor.get("name") or "")
        if name:
            yield (
                name[3],
                int(name[1]),
                int(name[2]),
                "".join(anchor.itertext()) + (anchor.tail or ""),
            )


def _said(pieces: list[tuple[str, int, int, str]], names: dict[str, str]) -> Iterator[Line]:
    now: Line | None = None
    before = ""
    for number, (raw_speaker, begins, ends, raw) in enumerate(pieces):
        speaker = raw_speaker.removeprefix(_TOGETHER)
        words = plain(raw).removeprefix(_TOGETHER).removesuffix(_TOGETHER).strip()
        head = turns.opening(words) if number == 0 or speaker != raw_speaker else None
        if head and names.setdefault(speaker, head[0]) in (head[0], speaker):
            words = words[head[1] :]
        clock = _CLOCK.match(words)
        words = plain(words[clock.end() :] if clock else words)
        if now and speaker == before:
            now = Line(now.label, f"{now.words} {words}".strip(), now.begins, ends)
            continue
        if now and now.words:
            yield now
        now = Line(names.get(speaker, label(speaker)), words, begins, ends)
        before = speaker
    if now and now.words:
        yield now
