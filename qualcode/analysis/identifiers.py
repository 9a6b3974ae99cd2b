"""Finding what tells who somebody is: names, places, numbers and addresses, as whole words.

A name is found without regard to case and accents, with the clitics -nya, -ku and -mu behind it,
which stay. Certain are whole names and numbers; a part of a name, or one that is nearly spelt so,
is doubtful, and so is a single word in small letters (`budi` is a word of its own).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qualcode.model.pseudonyms import Hit, Identifier
from qualcode.model.span import Span

_CLITIC = r"(?:nya|ku|mu)"
_MARKS = "\u0300-\u036f"
_BEFORE = rf"(?<![^\W_])(?<![{_MARKS}])"
_AFTER = rf"(?=(?:-?{_CLITIC})?(?:[\W_]|\Z)(?<![{_MARKS}]))"
_GAP = r"(?:[^\S\n]+\n?|\n|[_-])[^\S\n]*"
_TOKEN = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(rf"(?<=...){_CLITIC}\Z")
_TITLES = frozenset(
    {
        "bapak", "pak", "ibu", "mas", "mbak", "haji", "hajah", "drs", "dra", "prof", "mrs", "miss",
        "kyai", "ustad", "ustadz", "gus", "ning", "bin", "binti", "van", "der", "the",
    }
)  # fmt: skip
_SHORT = 3  # letters; so short a name with a clitic may be another word, as Su in `suku`
_PART = 3
_NEARLY = 4  # letters; anything shorter is nearly everything
_ALIKE = 82.0
_CAPITAL = r"[A-Z][\w'’.-]*"
_NUMBER = r"(?:,?\s+(?:No\.?|Nomor)?\s*\d+[A-Za-z]?\b)?"
_DISTRICT = r"RT\.?\s*\d+(?:\s*/?\s*RW\.?\s*\d+)?"

_PATTERNS: tuple[tuple[Identifier, str, bool, str], ...] = (
    (Identifier.NIK, "[NIK]", True, r"(?<![\d.,-])\d{4}(?:[ .-]?\d{4}){3}(?![\d])"),
    (Identifier.EMAIL, "[e-mail]", True, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    (
        Identifier.PHONE, "[phone]", True,
        r"(?<![\w+.,/-])(?:"
        r"(?:\+62|62|0)[ -]?8\d{1,2}(?:[ .-]?\d{2,5}){2,3}"
        r"|\+\d{1,3}(?:[ .-]?(?:\(\d{1,4}\)|\d{2,5})){2,5}"
        r"|\(0?\d{3}\)[ -]?\d{3}(?:[ -]?\d{2,5}){1,2}"
        r"|0\d{2,3}[ -]\d{6,8}"
        r"|\d{3}-\d{3}-\d{4}"
        r")(?!\d)",
    ),
    (
        Identifier.ADDRESS, "[address]", False,
        rf"(?<!\w)(?:(?:Jl|Jln|Gg)\.?|Jalan|Gang)\s+{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}}{_NUMBER}"
        rf"(?:,?\s+{_DISTRICT})?",
    ),
    (
        Identifier.ADDRESS, "[address]", False,
        r"(?<!\w)\d{1,5}[ ](?:[A-Z]\w+[ ]){1,3}(?:Street|Road|Avenue|Lane|Drive|St|Rd|Ave)\b\.?",
    ),
    (Identifier.ADDRESS, "[address]", False, rf"(?<!\w){_DISTRICT}(?!\w)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """An informant's id and GUID, and one of the names that they have."""

    id: str
    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Words that somebody listed, and what is to stand for them."""

    words: str
    replacement: str
    kind: Identifier = Identifier.NAME
    whom: tuple[str, ...] = ()

    def put(self, words: str) -> str:
        """What stands for `words`: in capitals or small letters as they are, unless it is an id."""
        if self.whom or not (words.isupper() or words.islower()) or len(words) < 2:
            return self.replacement
        return self.replacement.upper() if words.isupper() else self.replacement.lower()


def plain(text: str) -> str:
    """Small letters without accents, of the same length, character by character."""
    return text.translate({ord(c): _bare(c) for c in set(text)})


@cache
def _bare(character: str) -> str:
    small = unicodedata.normalize("NFD", character)[0].lower()
    return small if len(small) == 1 else character


class Words:
    """Finds given words, as whole ones; what they stand for is up to who gave them."""

    def __init__(self, words: Iterable[str]) -> None:
        told = {tuple(_parts(each)) for each in words}
        longest = sorted(told - {()}, key=lambda parts: (-sum(map(len, parts)), parts))
        either = "|".join(_GAP.join(map(re.escape, parts)) for parts in longest)
        self._pattern = re.compile(rf"{_BEFORE}(?:{either})(?:{_AFTER})") if longest else None

    def places(self, text: str) -> list[Span]:
        """Where they stand, in order; none overlap."""
        if self._pattern is None:
            return []
        return [Span(*found.span()) for found in self._pattern.finditer(plain(text))]


def key(words: str) -> str:
    """Words as they are compared."""
    return " ".join(_parts(words))


def _parts(words: str) -> list[str]:
    return [part for part in re.split(r"[\s_-]+", plain(words)) if part]


class Finder:
    """Finds all that tells of some people, and whatever is listed."""

    def __init__(self, people: Sequence[Person], listed: Sequence[Listed]) -> None:
        self._named: dict[str, list[Person]] = {}
        self._parts: dict[str, list[Person]] = {}
        for person in people:
            if key(person.name) in ("", key(person.id)):
                continue
            self._named.setdefault(key(person.name), []).append(person)
            for part in _TOKEN.findall(plain(person.name)):
                if len(part) >= _PART and part not in _TITLES and part != key(person.id):
                    self._parts.setdefault(part, []).append(person)
        self._long = [part for part in self._parts if len(part) >= _NEARLY]
        self._listed = {key(each.words): each for each in listed}
        self._words = Words([*self._named, *self._listed])

    def hits(self, text: str) -> tuple[Hit, ...]:
        """What is found, in order; where two overlap, the certain and then the longer one."""
        found = [
            hit
            for hit in (*self._whole(text), *_patterns(text), *self._partly(text))
            if hit.words != hit.replacement
        ]
        taken: list[Hit] = []
        edges: set[int] = set()
        for hit in sorted(found, key=lambda h: (not h.certain, h.span.start - h.span.end)):
            inside = range(hit.span.start, hit.span.end)
            if edges.isdisjoint(inside):
                edges.update(inside)
                taken.append(hit)
        return tuple(sorted(taken, key=lambda hit: hit.span))

    def _whole(self, text: str) -> Iterator[Hit]:
        for span in self._words.places(text):
            words = span.of(text)
            certain = not _is_another_word(words, text[span.end : span.end + 2])
            listed = self._listed.get(key(words))
            if listed:
                replacement = listed.put(words)
                yield Hit(span, words, replacement, listed.kind, certain, listed.whom)
            else:
                people = self._named[key(words)]
                sure = certain and len({person.guid for person in people}) == 1
                yield _of(span, words, people, certain=sure)

    def _partly(self, text: str) -> Iterator[Hit]:
        """Parts of names and what is nearly one, such as belong to one person put together."""
        run: list[tuple[Span, Sequence[Person]]] = []
        known: dict[str, tuple[str, Sequence[Person]]] = {}
        for token in _TOKEN.finditer(text):
            if not token[0][0].isupper():
                continue
            if token[0] not in known:
                known[token[0]] = self._called(token[0])
            words, people = known[token[0]]
            if not people:
                continue
            span = Span(token.start(), token.start() + len(words))
            same = [p for p in run[-1][1] if p in people] if run else []
            if same and text[run[-1][0].end : span.start].isspace():
                run[-1] = (Span(run[-1][0].start, span.end), same)
            else:
                run.append((span, people))
        for span, people in run:
            yield _of(span, span.of(text), people, certain=False)

    def _called(self, token: str) -> tuple[str, Sequence[Person]]:
        """A word, without a clitic if it is known so, and whose part of a name it is, or nearly."""
        from rapidfuzz import fuzz, process  # not loaded until names are looked for

        forms = dict.fromkeys((token, _ENDING.sub("", token)))
        for words in forms:
            if plain(words) in self._parts:
                return words, self._parts[plain(words)]
        for words in reversed(forms):
            if len(words) >= _NEARLY and plain(words) not in _TITLES:
                near = process.extractOne(
                    plain(words), self._long, scorer=fuzz.ratio, score_cutoff=_ALIKE
                )
                if near:
                    return words, self._parts[near[0]]
        return token, ()


def _of(span: Span, words: str, people: Sequence[Person], *, certain: bool) -> Hit:
    ids = dict.fromkeys(person.id for person in people)
    guids = tuple(dict.fromkeys(person.guid for person in people))
    return Hit(span, words, ";".join(ids), Identifier.NAME, certain, guids)


def _is_another_word(words: str, after: str) -> bool:
    """Whether a single word may just be one of the language."""
    if len(words.split()) > 1 or not words[0].isalpha():
        return False
    return len(words) == 1 or words[0].islower() or (len(words) <= _SHORT and after[:1].isalpha())


def _patterns(text: str) -> Iterator[Hit]:
    for kind, replacement, certain, pattern in _PATTERNS:
        for found in re.finditer(pattern, text):
            yield Hit(Span(*found.span()), found[0], replacement, kind, certain)
