"""Who speaks from where to where in plain text.

A label stands at the start of a line and ends with a colon: `Name: words`, `NAME:` with the
words below it, `**Name:** words`, `[00:01:02] Name: words`, `Name (01:02): words`. It begins with
a letter, has at most 40 characters and four words (titles such as `Dr.` or `H.` are not counted),
no other punctuation of sentences, and is no clock time and no address (`https://`). What looks so
is a speaker when the label (a) is in capitals, with or without digits (K0, SEK, INFORMAN-01);
(b) stands at least twice in the text, in whatever case; (c) is a word for the interviewer, with
or without a number; (d) has a time in brackets beside it; or (e) the text is a dialogue: each of
its paragraphs begins with a label. Paragraphs are set apart by blank lines; where there are none,
each line is one, save those under a label that is alone on its line. So `Ani: Halo` and
`Budi: Ya` are two turns, and one `Kesimpulan: …` in a page of prose is none. Where the file shows
bold type, a name in bold alone on its line needs no colon, but has to be (b) or (c). Lines that
start with `#` belong to nobody, wherever they stand, and divide the turn around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qualcode.model.span import Span
from qualcode.model.transcript import Turn
from qualcode.readers.clock import CLOCK, milliseconds

_GAP = r"[ \t\u00a0]*"
_BRACKETED = rf"\[{CLOCK}\]|\({CLOCK}\)"
# Anything but what ends or breaks a sentence: `\w` would leave out the vowel signs of many scripts.
_LETTER = r"""[^\n:：,;!?…。，、；！？“”„«»"()\[\]{}<>|*=~^`\\@—]"""
_LABEL = rf"""
    {_GAP} (?P<opening>[*_]{{1,3}})?
    (?: (?P<before> {_BRACKETED} | {CLOCK} ) {_GAP} (?:[-–]{_GAP})? )?
    (?P<bold>[*_]{{1,3}})?
    (?P<name> [^\W\d_] (?: {_LETTER}++ | \( (?!{CLOCK}\)) [^()\n:：]{{1,30}} \) )*+ )
    (?: (?P<after> {_BRACKETED} ) {_GAP} )?
    (?(bold) [*_]{{0,3}} | (?(opening) [*_]{{0,3}} ) ) {_GAP}
    [:：] (?! // | [\\:)] )
    # "Pukul 10:30" is no speaker called "Pukul 10"; "K1:30 orang" is what K1 says.
    (?! [0-9] (?: (?<=[ ][0-9]:[0-9]) | (?<=[ ][0-9][0-9]:[0-9]) ) )
    (?(bold) [*_]{{0,3}} | (?(opening) [*_]{{0,3}} ) )
"""
_FIRST = re.compile(_LABEL, re.VERBOSE)
# A pattern that begins with one fixed character is looked for ten times as fast as `^`.
_NEXT = re.compile(r"\n" + _LABEL, re.VERBOSE)
_NOTE = re.compile(r"\n#[^\n]*")
_TITLE = re.compile(r"(?:[^\W\d_]{1,4}\.)+")
_SENTENCE = re.compile(r"[^\W\d_]{5}\.|[0-9]\.|\.\.")
_INTERVIEWER = re.compile(
    r"(?:pewawancara|peneliti|interviewer|researcher|moderator)(?:[ _-]*\w{1,2})?", re.IGNORECASE
)
_BLANK = re.compile(r"\n\s*\n")


class Head(NamedTuple):
    """What may be a label: where its line begins, where its words can begin, and its time."""

    line: int
    words: int
    label: str
    begins: int | None = None
    bracketed: bool = False
    colon: bool = True


def find(text: str, bold: Collection[str] = ()) -> tuple[Turn, ...]:
    """The turns in `text`; `bold` are the lines that its file shows all in bold."""
    heads = _heads(text)
    if bold:
        heads = sorted([*heads, *_alone(text, bold)])
    accepted = _speakers(text, heads)
    speaking = [head for head in heads if _speaks(head, accepted)]
    return tuple(_turns(text, speaking)) if speaking else ()


def speakers(text: str) -> frozenset[str]:
    """The labels in `text` that are speakers, in the spelling of each."""
    heads = _heads(text)
    accepted = _speakers(text, heads)
    return frozenset(head.label for head in heads if _speaks(head, accepted))


def opening(line: str) -> Head | None:
    """The label that `line` may begin with."""
    found = _FIRST.match(line)
    label = _name(found["name"]) if found else ""
    return _head(found, label, 0) if found and label else None


def _heads(text: str) -> list[Head]:
    heads = []
    names: dict[str, str] = {}
    first = opening(text)
    if first:
        heads.append(first)
    for found in _NEXT.finditer(text):
        raw = found["name"]
        label = names.get(raw)
        if label is None:
            label = names[raw] = _name(raw)
        if label:
            heads.append(_head(found, label, found.start() + 1))
    return heads


def _head(found: re.Match[str], label: str, line: int) -> Head:
    time = found["before"] or found["after"]
    if not time:
        return Head(line, found.end(), label)
    bracketed = time[0] in "[("
    return Head(line, found.end(), label, milliseconds(time.strip("[]()")), bracketed)


def _name(raw: str) -> str:
    """The label in `raw`, or nothing where it cannot be one."""
    label = " ".join(raw.split()).rstrip("_ ")
    words = [word for word in label.split(" ") if not _TITLE.fullmatch(word)]
    if len(label) > 40 or len(words) > 4 or _SENTENCE.search(label):
        return ""
    return label


def _alone(text: str, names: Collection[str]) -> Iterator[Head]:
    at = 0
    for line in text.split("\n"):
        label = _name(line) if line in names and line[:1].isalpha() else ""
        if label:
            yield Head(at, at + len(line), label, colon=False)
        at += len(line) + 1


def _speakers(text: str, heads: Sequence[Head]) -> frozenset[str]:
    """The labels that are certain without a look at the single place, folded."""
    times = Counter(head.label.casefold() for head in heads)
    certain = {label for label, n in times.items() if n > 1 or _INTERVIEWER.fullmatch(label)}
    doubtful = [head for head in heads if not _speaks(head, certain)]
    if any(head.colon for head in doubtful) and _is_dialogue(text):
        certain |= {head.label.casefold() for head in doubtful if head.colon}
    return frozenset(certain)


def _speaks(head: Head, certain: Collection[str]) -> bool:
    if head.label.casefold() in certain or head.bracketed:
        return True
    return head.colon and head.label.isupper()


def _is_dialogue(text: str) -> bool:
    """Whether each paragraph begins with a label."""
    bare = _NOTE.sub("", "\n" + text).strip()
    if not opening(bare):
        return False
    paragraphs = _BLANK.split(bare)
    if len(paragraphs) > 1:
        return all(map(opening, paragraphs))
    under = False
    for line in paragraphs[0].split("\n"):
        head = opening(line)
        if head:
            under = not line[head.words :].strip()
        elif not under:
            return False
    return True


def _turns(text: str, heads: Sequence[Head]) -> Iterator[Turn]:
    notes = [note.span() for note in _NOTE.finditer(text)]
    stops = [*(head.line for head in heads[1:]), len(text)]
    for head, stop, ends in zip(heads, stops, _ends(heads), strict=True):
        for start, end in _between(notes, head.words, stop) if notes else ((head.words, stop),):
            words = text[start:end]
            said = words.strip()
            if said:
                start += len(words) - len(words.lstrip())
                yield Turn(head.label, Span(start, start + len(said)), head.begins, ends)


def _between(notes: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches from `start` to `end` that no note covers."""
    for note in notes[bisect_left(notes, (start, 0)) :]:
        if note[0] >= end:
            break
        yield start, note[0]
        start = note[1]
    yield start, end


def _ends(heads: Sequence[Head]) -> list[int | None]:
    """When each turn with a time ends: when the next begins, unless that is earlier."""
    ends: list[int | None] = []
    upcoming: int | None = None
    for head in reversed(heads):
        known = head.begins is not None and upcoming is not None and upcoming >= head.begins
        ends.append(upcoming if known else None)
        if head.begins is not None:
            upcoming = head.begins
    ends.reverse()
    return ends
