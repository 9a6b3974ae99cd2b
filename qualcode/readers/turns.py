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
start with `#` belong to nobody, wherever they stand, and divide the turn around them; a text that
has them but no speakers is in turns without a label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from qualcode.model.span import Span
from qualcode.model.transcript import Turn
from qualcode.readers.clock import CLOCK, milliseconds

_GAP = r"[ \t\u00a0]*"
_BRACKETED = rf"\[{CLOCK}\]|\({CLOCK}\)"
# Anything but what ends or breaks a sentence: `\w` would leave out the vowel signs of many scripts.
_LETTER = r"""[^\n:：,;!?…。，、；！？“”„«»"()\[\]{}<>|*=~^`\\@—]"""
_CLOSING = "(?(bold) [*_]{0,3} | (?(opening) [*_]{0,3} ) )"
_LABEL = rf"""
    {_GAP} (?P<opening>[*_]{{1,3}})?
    (?: (?P<before> {_BRACKETED} | {CLOCK} ) {_GAP} (?:[-–]{_GAP})? )?
    (?P<bold>[*_]{{1,3}})?
    (?P<name> [^\W\d_] (?: {_LETTER}++ | \( (?!{CLOCK}\)) [^()\n:：]{{1,30}} \) )*+ )
    {_CLOSING} {_GAP} (?: (?P<after> {_BRACKETED} ) {_GAP} {_CLOSING} {_GAP} )?
    [:：] (?! // | [\\:)] )
    # "Pukul 10:30" is no speaker called "Pukul 10"; "K1:30 orang" is what K1 says.
    (?! [0-9] (?: (?<=[ ][0-9]:[0-9]) | (?<=[ ][0-9][0-9]:[0-9]) ) )
    {_CLOSING}
"""
_FIRST = re.compile(_LABEL, re.VERBOSE)
# A pattern that begins with one fixed character is looked for ten times as fast as `^`.
_NEXT = re.compile(r"\n" + _LABEL, re.VERBOSE)
_NOTE = re.compile(r"\n#[^\n]*")
_TITLE = re.compile(r"(?:[^\W\d_]{1,4}\.)+")
_SENTENCE = re.compile(r"[^\W\d_]{5}\.|[0-9]\.|\.\.")
_INTERVIEWER = re.compile(
    r"(?:pewawancara|peneliti|interviewer|researcher|moderator)(?:[ _-]*(?:[0-9]+|[a-z]))?",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\n\s*\n")


# Where its line begins, where its words can begin, the label, its time, and whether that stands in
# brackets. A plain tuple: a class of its own costs as much as finding the label.
Head: TypeAlias = tuple[int, int, str, int | None, bool]
_UNLABELLED: Head = (0, 0, "", None, False)


def find(text: str, bold: Collection[str] = ()) -> tuple[Turn, ...]:
    """The turns in `text`; `bold` are the lines that its file shows all in bold."""
    heads = _heads(text)
    names = list(_alone(text, bold)) if bold else []
    accepted = _speakers(text, heads, names)
    speaking = [head for head in heads if head[2] in accepted]
    if names:
        speaking = sorted([*speaking, *(head for head in names if head[2] in accepted)])
    if speaking:
        return tuple(_turns(text, speaking))
    return tuple(_turns(text, [_UNLABELLED])) if _NOTE.search("\n" + text) else ()


def speakers(text: str) -> frozenset[str]:
    """The labels in `text` that are speakers, in every spelling they have."""
    return _speakers(text, _heads(text))


def opening(line: str) -> tuple[str, int] | None:
    """The label that `line` may begin with, and where the words after it can begin."""
    found = _FIRST.match(line)
    label = _name(found["name"]) if found else ""
    return (label, found.end()) if found and label else None


def _heads(text: str) -> list[Head]:
    heads: list[Head] = []
    first = _FIRST.match(text)
    names: dict[str, str] = {}
    for found in chain([first] if first else [], _NEXT.finditer(text)):
        raw, before, after = found.group("name", "before", "after")
        label = names.get(raw)
        if label is None:
            label = names[raw] = _name(raw)
        if label:
            line, words = found.span()
            time = before or after
            begins = milliseconds(time.strip("[]()")) if time else None
            heads.append((line, words, label, begins, begins is not None and time[0] in "[("))
    return heads


def _name(raw: str) -> str:
    """The label in `raw`, or nothing where it cannot be one."""
    label = " ".join(raw.split()).rstrip("_ ")
    words = [word for word in label.split(" ") if not _TITLE.fullmatch(word)]
    if len(label) > 40 or len(words) > 4 or _SENTENCE.search(label):
        return ""
    return label


def _alone(text: str, bold: Collection[str]) -> Iterator[Head]:
    """The bold lines that may be a label without its colon."""
    at = 0
    for line in text.split("\n"):
        label = _name(line) if line in bold and line[:1].isalpha() else ""
        if label:
            yield at, at + len(line), label, None, False
        at += len(line) + 1


def _speakers(text: str, heads: Sequence[Head], names: Sequence[Head] = ()) -> frozenset[str]:
    """Those labels of `heads`, and of the bold `names`, that are speakers."""
    labels = {label for _, _, label, _, _ in heads}
    spellings = Counter([label for _, _, label, _, _ in (*heads, *names)])
    times: Counter[str] = Counter()
    for label, count in spellings.items():
        times[label.casefold()] += count
    accepted = {
        label for label in spellings if times[label.casefold()] > 1 or _INTERVIEWER.fullmatch(label)
    }
    accepted |= {label for label in labels if label.isupper()}
    accepted |= {label for _, _, label, _, bracketed in heads if bracketed}
    if not labels <= accepted and _is_dialogue(text):
        accepted |= labels
    return frozenset(accepted)


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
            under = not line[head[1] :].strip()
        elif not under:
            return False
    return True


def _turns(text: str, heads: Sequence[Head]) -> Iterator[Turn]:
    # Looked for behind one more line end, since the first line may be a note too.
    notes = [(max(0, note.start() - 1), note.end() - 1) for note in _NOTE.finditer("\n" + text)]
    stops = [*(head[0] for head in heads[1:]), len(text)]
    for (_, first, label, begins, _), stop, ends in zip(heads, stops, _ends(heads), strict=True):
        for start, end in _between(notes, first, stop) if notes else ((first, stop),):
            words = text[start:end]
            said = words.strip()
            if said:
                start += len(words) - len(words.lstrip())
                yield Turn(label, Span(start, start + len(said)), begins, ends)


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
    for _, _, _, begins, _ in reversed(heads):
        known = begins is not None and upcoming is not None and upcoming >= begins
        ends.append(upcoming if known else None)
        if begins is not None:
            upcoming = begins
    ends.reverse()
    return ends
