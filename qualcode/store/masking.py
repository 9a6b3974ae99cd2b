"""Masking one person's words and names wherever somebody else wrote them down.

A quote is a run of `RUN` words or more that stands in the person's words, or anything between
quotation marks that does. Names are replaced where they stand as whole words. Both are found
without regard to case, accents and punctuation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from qualcode.store.textindex import fold

GONE = "[withdrawn]"
RUN = 5
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|‘([^’]+)’|«([^»]+)»|„([^“”]+)[“”]')
_CODE = re.compile(r"[a-z]{0,4}[-_.]?\d+")


def says_nothing(id_: str) -> bool:
    """Whether an id is a mere code, at most four letters and a number, and so names nobody."""
    return bool(_CODE.fullmatch(id_.casefold()))


class Names:
    """Finds some names as whole words, and puts `stone` in their place; mere codes are none."""

    def __init__(self, names: Iterable[str], stone: str) -> None:
        self._stone = stone
        self._pattern = _pattern(names, stone)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where a name stands."""
        if self._pattern is None:
            return []
        return [hit.span() for hit in self._pattern.finditer(_plain(text))]

    def __call__(self, text: str) -> str:
        """The text without the names."""
        for start, end in reversed(self.places(text)):
            text = f"{text[:start]}{self._stone}{text[end:]}"
        return text


class Mask:
    """Takes the words of `texts` out of other texts, and puts `stone` where a name stood."""

    def __init__(self, texts: Iterable[str], names: Iterable[str], stone: str) -> None:
        self._runs: set[tuple[str, ...]] = set()
        self._spoken: list[str] = []
        for text in texts:
            words = _WORD.findall(fold(text))
            self._runs.update(zip(*(words[at:] for at in range(RUN)), strict=False))
            self._spoken.append(f" {' '.join(words)} ")
        self._names = Names(names, stone)

    def __call__(self, text: str) -> str:
        """The text without their words and names; the very same where it holds none."""
        without = text
        for start, end in reversed(_merged(self._quotes(text))):
            without = f"{without[:start]}{GONE}{without[end:]}"
        return self._names(without)

    def value(self, held: Any) -> Any:
        """The same for every text in a value that was read from JSON."""
        if isinstance(held, str):
            return self(held)
        if isinstance(held, list):
            return [self.value(each) for each in held]
        if isinstance(held, dict):
            return {self(name): self.value(each) for name, each in held.items()}
        return held

    def column(self, text: str) -> str:
        """The same for a column, which may hold JSON."""
        if text[:1] in ("[", "{"):
            try:
                held = json.loads(text)
            except ValueError:
                return self(text)
            without = self.value(held)
            return text if without == held else json.dumps(without, ensure_ascii=False)
        return self(text)

    def _quotes(self, text: str) -> Iterator[tuple[int, int]]:
        words = list(_WORD.finditer(fold(text)))
        plain = [word.group() for word in words]
        for at in range(len(words) - RUN + 1):
            if tuple(plain[at : at + RUN]) in self._runs:
                yield words[at].start(), words[at + RUN - 1].end()
        for hit in _QUOTED.finditer(text):
            inside = next(at for at in range(1, 6) if hit.group(at) is not None)
            said = f" {' '.join(_WORD.findall(fold(hit.group(inside))))} "
            if said.strip() and any(said in spoken for spoken in self._spoken):
                yield hit.span(inside)


def _plain(text: str) -> str:
    """As `fold`, but for what stands between the words."""
    return "".join(f if c.isalnum() else c for c, f in zip(text, fold(text), strict=True))


def _pattern(names: Iterable[str], stone: str) -> re.Pattern[str] | None:
    telling = {name for name in names if len(name) > 1 and not says_nothing(name)} - {stone}
    if not telling:
        return None
    longest = sorted((_plain(name) for name in telling), key=lambda name: (-len(name), name))
    either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


def _merged(spans: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
