"""Names of people in what somebody says: after a title, or known ones as they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from qualcode.analysis.likeness import TITLES

Finder: TypeAlias = Callable[[str, int, int], Iterator[tuple[int, str]]]
"""Gives where in a text, from one place to another, which names stand."""

_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
_SAID = rf"(?i:(?<![\w-])(?:{_TITLE}))\b"
_NAME = rf"(?!(?i:(?:{_TITLE}))\b)[^\W\d_a-z][\w'’]*(?:-[^\W\d_a-z]\w*)*"
# Only what begins with a capital: "Bu Siti datang", "Pak RT kemarin", "ibu saya".
_TITLED = re.compile(rf"{_SAID}(?:\.?[ \u00a0]+{_SAID})*\.?[ \u00a0]+{_NAME}(?:[ ]{_NAME}){{0,2}}")
# A capital at the beginning of a sentence makes no name: "Bu, Saya", "Ibu Itu".
_PLAIN = (
    "saya kami kita anda dia mereka itu ini yang dan atau juga tidak ya jadi kalau sudah"
    " i you we they he she it the a and"
)
_NO_NAMES = frozenset(_PLAIN.split())


def finder(names: Iterable[str], ids: Iterable[str]) -> Finder:
    """A finder of whoever has a title, of real `names` in whatever case, and of `ids` as they are;
    a single letter is no id to be found."""
    ways = [
        *(rf"(?i:{re.escape(name)})" for name in sorted(names, key=len, reverse=True) if name),
        *(re.escape(id_) for id_ in sorted(ids, key=len, reverse=True) if len(id_) > 1),
    ]
    known = re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)") if ways else None

    def _found(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        taken: list[tuple[int, int]] = []
        for match in _TITLED.finditer(text, start, end):
            name = _cut(match[0])
            if name:
                taken.append((match.start(), match.start() + len(name)))
                yield match.start(), name
        for match in known.finditer(text, start, end) if known else ():
            if not any(first <= match.start() < last for first, last in taken):
                yield match.start(), match[0]

    return _found


def _cut(found: str) -> str:
    """What was found up to the first word that is none of a name."""
    kept: list[str] = []
    for word in found.split(" "):
        plain = word.strip(".").casefold()
        if plain in _NO_NAMES or (word[0].islower() and plain not in TITLES):
            break
        kept.append(word)
    named = any(word.strip(".").casefold() not in TITLES for word in kept)
    return " ".join(kept) if named else ""
