"""Who speaks from where to where in plain text.

A label stands at the start of a line and ends with a colon: `Name: words`, `NAME:` with the words
below it, `**Name:** words`, `[00:01:02] Name: words`, `Name (01:02): words`, `Name: [01:02] words`.
It begins with a letter, has at most 40 characters and four words (titles such as `Dr.` or `H.` are
not counted), no other punctuation of sentences but a comma after a full name (`Ani Wati, Ketua`),
and is no clock time, no address (`https://`) and no word for a thing (`Catatan`, `Date`). It may
stand in square brackets, before its colon. What looks so is a speaker when the label (a) is in
capitals, with or without digits (K0, SEK, INFORMAN-01); (b) stands at least twice in the text, in
whatever case; (c) is a word for the interviewer, with or without a number; (d) has a time in
brackets beside it; (e) the text is a dialogue: each of its paragraphs begins with a label, at least
from the first speaker on, where blank lines set them apart; (f) it is written as names are, in a
text with times on lines of their own; or (g) it is in bold as two other speakers are. Paragraphs
are set apart by blank lines; where there are none, each line is one, save those under a label that
is alone on its line. So `Ani: Halo` and `Budi: Ya` are two turns, and one `Kesimpulan: …` in a page
of prose is none. Where the file shows bold type, a name in bold alone on its line needs no colon,
but has to be (b) or (c). What else does without a colon is in `headings`.

A time on the line above a label is when its turn begins; where half of the turns end in a time in
brackets or between `#`, it is when they end, and no part of them. Lines that start with `#` belong
to nobody, wherever they stand, and divide the turn around them; a text that has them but no
speakers is in turns without a label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from qualcode.model.span import Span
from qualcode.model.transcript import Turn
from qualcode.readers import headings, patterns
from qualcode.readers.clock import CLOCK, milliseconds
from qualcode.readers.labels import BRACKETED, GAP, INTERVIEWER, LASTING, LETTER, Head, name

_CLOSING = "(?(bold) [*_]{0,3} | (?(opening) [*_]{0,3} ) )"
_LABEL = rf"""
    {GAP} (?P<opening>[*_]{{1,3}})?
    (?: (?P<before> {BRACKETED} | {CLOCK} | {LASTING} ) {GAP} (?:[-–]{GAP})? )?
    (?P<bold>[*_]{{1,3}})? (?P<square>\[)?
    (?P<name>
        [^\W\d_] (?: {LETTER}++ | \( (?!{CLOCK}\)) [^()\n:：]{{1,30}} \) )*+ (?: ,[ ] {LETTER}++ )?
    )
    (?(square) \] ) {_CLOSING} {GAP} (?: (?P<after> {BRACKETED} ) {GAP} {_CLOSING} {GAP} )?
    [:：] (?! // | [\\:)] )
    # "Pukul 10:30" is no speaker called "Pukul 10"; "K1:30 orang" is what K1 says.
    (?! [0-9] (?: (?<=[ ][0-9]:[0-9]) | (?<=[ ][0-9][0-9]:[0-9]) ) )
    {_CLOSING}
    (?: {GAP} (?P<late> {BRACKETED} ) )?
"""
_CLOCK = re.compile(CLOCK)
_FIRST = re.compile(_LABEL, re.VERBOSE)
# A pattern that begins with one fixed character is looked for ten times as fast as `^`, and a page
# of blank lines is passed over five times as fast where the next one is looked at first.
_NEXT = re.compile(r"\n(?!\n)" + _LABEL, re.VERBOSE)
# What Otter, Google Meet and Teams write below the last turn is said by nobody either.
_FOOTER = (
    r"[*_-]{0,3}[ \t]?(?:Transcribed by https?://otter\.ai|Transcription ended after [0-9:]+"
    r"|This editable transcript was computer generated"
    r"|[^\n:]{1,60} stopped transcription[ \t]*(?=\n|\Z))"
)
_NOTE = re.compile(rf"\n(?!\n)(?:\#|{_FOOTER})[^\n]*")
_BLANK = re.compile(r"\n\s*\n")
_HOURS = r"[0-9]{1,3}:[0-5][0-9]:[0-5][0-9](?:[.,][0-9]+)?"
# A time on the line above a name; without brackets, one in minutes may be what somebody said.
_STAMP = re.compile(rf"(?:\A|\n){GAP}({BRACKETED}|{_HOURS}){GAP}\n\s*\Z")
_STAMPED = re.compile(rf"\n(?!\n){GAP}(?:{BRACKETED}|{_HOURS}){GAP}\n")
_LONGEST_STAMP = 60
# As f4 writes it: #00:01:02-3#, three tenths of a second after.
_LAST = re.compile(rf"\s*(?:\#(?P<f4>{CLOCK})(?:-(?P<tenth>[0-9]))?\#|(?P<plain>{BRACKETED}))\Z")
_UNLABELLED: Head = (0, 0, "", None, False)


def find(text: str, bold: Collection[str] = ()) -> tuple[Turn, ...]:
    """The turns in `text`; `bold` are the lines that its file shows all in bold."""
    heads = _heads(text)
    names = headings.find(text)
    if bold:
        names = sorted({head[0]: head for head in (*_alone(text, bold), *names)}.values())
    accepted = _speakers(text, heads, names)
    speaking = [head for head in heads if head[2] in accepted]
    if names:
        further = {head[0]: head for head in names if head[2] in accepted}
        speaking = sorted((further | {head[0]: head for head in speaking}).values())
    if not speaking:
        return tuple(_turns(text, [_UNLABELLED])) if _NOTE.search("\n" + text) else ()
    if _is_stamped(text):
        speaking = [_stamped(text, head) for head in speaking]
    return _ended(text, list(_turns(text, speaking)))


def by_pattern(text: str, pattern: str) -> tuple[Turn, ...]:
    """The turns in `text` that begin as `pattern` says, and no others."""
    heads = patterns.find(text, pattern)
    return tuple(_turns(text, heads)) if heads else ()


def speakers(text: str) -> frozenset[str]:
    """The labels in `text` that are speakers, in every spelling they have."""
    return _speakers(text, _heads(text))


def passed_over(text: str, found: Collection[str]) -> tuple[str, ...]:
    """The labels in `text` that look like a speaker's and are not in `found`, as they come."""
    labels = (head[2] for head in (*_heads(text), *headings.find(text)))
    return tuple(dict.fromkeys(label for label in labels if label not in found))


def opening(line: str) -> tuple[str, int] | None:
    """The label that `line` may begin with, and where the words after it can begin."""
    found = _FIRST.match(line)
    label = name(found["name"]) if found else ""
    return (label, found.end()) if found and label else None


def _heads(text: str) -> list[Head]:
    heads: list[Head] = []
    first = _FIRST.match(text)
    names: dict[str, str] = {}
    for found in chain([first] if first else [], _NEXT.finditer(text)):
        raw, before, after, late = found.group("name", "before", "after", "late")
        label = names.get(raw)
        if label is None:
            label = names[raw] = "" if _is_clause(raw) else name(raw)
        if label:
            line, words = found.span()
            time = before or after or late
            begins = milliseconds(_CLOCK.findall(time)[0]) if time else None
            heads.append((line, words, label, begins, begins is not None and time[0] in "[("))
    return heads


def _alone(text: str, bold: Collection[str]) -> Iterator[Head]:
    """The bold lines that may be a label without its colon."""
    at = 0
    for line in text.split("\n"):
        label = name(line) if line in bold and line[:1].isalpha() else ""
        if label:
            yield at, at + len(line), label, None, False
        at += len(line) + 1


def _speakers(text: str, heads: Sequence[Head], names: Sequence[Head] = ()) -> frozenset[str]:
    """Those labels of `heads`, and of `names` without a colon, that are speakers."""
    labels = {label for _, _, label, _, _ in heads}
    spellings = Counter([label for _, _, label, _, _ in (*heads, *names)])
    times: Counter[str] = Counter()
    for label, count in spellings.items():
        times[label.casefold()] += count
    accepted = {
        label for label in spellings if times[label.casefold()] > 1 or INTERVIEWER.fullmatch(label)
    }
    accepted |= {label for label in labels if label.isupper()}
    accepted |= {label for _, _, label, _, sure in (*heads, *names) if sure}
    if not labels <= accepted:
        accepted |= _in_bold(text, heads, accepted)
        first = next((head[0] for head in heads if head[2] in accepted), len(text))
        if _is_dialogue(text):
            accepted |= labels
        elif _BLANK.search(text[first:].strip()) and _is_dialogue(text[first:]):
            accepted |= {label for at, _, label, _, _ in heads if at >= first}
    if _is_stamped(text):
        # A program wrote it, and that puts a name and all that is said into one line.
        accepted |= set(filter(headings.is_name, labels))
    return frozenset(accepted)


def _in_bold(text: str, heads: Sequence[Head], accepted: AbstractSet[str]) -> set[str]:
    """The labels in bold, where two of them or more are speakers."""
    bold = {label for at, end, label, _, _ in heads if text[at:end].lstrip().startswith("**")}
    return bold if len(bold & accepted) > 1 else set()


def _is_clause(raw: str) -> bool:
    """Whether there is a comma that does not stand between a full name and an office."""
    full, comma, office = raw.partition(",")
    names = full.split()
    words = (*names, *office.split())
    return bool(comma) and (len(names) < 2 or any(word[0].islower() for word in words))


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


def _is_stamped(text: str) -> bool:
    """Whether there are times on lines of their own."""
    return bool(_STAMPED.match(f"\n{text[:_LONGEST_STAMP]}") or _STAMPED.search(text))


def _stamped(text: str, head: Head) -> Head:
    """`head` with the time that stands on the line above it, where it has none of its own."""
    start, words, label, begins, sure = head
    if begins is not None:
        return head
    above = start + (text[start] == "\n")
    stamp = _STAMP.search(text, max(0, above - _LONGEST_STAMP), above)
    if not stamp:
        return head
    line = stamp.start() + (stamp[0][0] == "\n")
    return line, words, label, milliseconds(stamp[1].strip("[]()")), sure


def _ended(text: str, found: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns without the time at the end of their words, where half of them have one.

    That is when the turn ends, and the next one without a time of its own begins.
    """
    last = [_last(text, turn.span) for turn in found]
    if 2 * sum(map(bool, last)) < len(found):
        return tuple(found)
    ended: list[Turn] = []
    before: int | None = None
    for turn, time in zip(found, last, strict=True):
        if turn.begins is None:
            turn = replace(turn, begins=before)
        if time and time.start() > turn.span.start:
            ends = milliseconds((time["f4"] or time["plain"]).strip("[]()"))
            ends += 100 * int(time["tenth"] or 0)
            turn = replace(turn, span=Span(turn.span.start, time.start()), ends=ends)
        before = turn.ends
        ended.append(turn)
    return tuple(ended)


def _last(text: str, span: Span) -> re.Match[str] | None:
    """The time at the end of `span`, if there is one."""
    if text[span.end - 1] not in "#])":
        return None
    return _LAST.search(text, max(span.start, span.end - _LONGEST_STAMP), span.end)


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
