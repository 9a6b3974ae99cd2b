"""How alike what somebody is called and somebody who is known are, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.people import Likeness, Reason

_HONORIFICS = (
    "bu ibu pak bapak bp bpk sdr sdri saudara saudari mas mbak mba kak kakak bang abang ny nyonya"
    " tn tuan nn nona h hj haji hajah hajjah kh kyai kiai gus ning ustaz ustad ustadz ustazah"
    " ustadzah dr drs dra ir prof mr mrs ms miss mx sir madam rev"
)
TITLES = frozenset(_HONORIFICS.split())
_DEGREES = re.compile(r",.*|\s+(?:[^\W\d_]{1,5}\.)+[^\W\d_]+\.?$")
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"([^\W\d_]+)0*(\d+)")
_SHORTEST = 4  # letters from which on a misspelling is one, and not another name
_ALIKE, _LIKELIEST = 82, 99


@dataclass(frozen=True, slots=True)
class Known:
    """A person by the pseudonym `id`, and by the real name and the role, where they are known."""

    id: str
    name: str = ""
    role: str = ""


def bare(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without titles before it and degrees behind it."""
    words = _words(_DEGREES.sub("", unicodedata.normalize("NFC", name)))
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return tuple(words)


def likenesses(label: str, people: Iterable[Known]) -> tuple[Likeness, ...]:
    """Whom `label` may be, the likeliest first; initials that fit several people are nobody's."""
    found = [like for person in people if (like := likeness(label, person))]
    initials = [like for like in found if like.reason is Reason.INITIALS]
    if len(initials) > 1:
        found = [like for like in found if like.reason is not Reason.INITIALS]
    return tuple(sorted(found, key=lambda like: (-like.score, like.informant)))


def likeness(label: str, person: Known) -> Likeness | None:
    """How alike a label and one person are; None where they are not."""
    words = bare(label)
    if not words or len("".join(words)) < 2:
        return None
    ways = [_as_id(label, person.id), _as_name(words, bare(person.name))]
    if words in (bare(person.role), tuple(_words(person.role))):
        ways.append((80, Reason.ROLE))
    best = max((way for way in ways if way), default=None)
    return Likeness(*best, person.id) if best else None


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())


def _as_id(label: str, id_: str) -> tuple[int, Reason] | None:
    """Ids are alike only where they differ by signs and leading zeros: KB1 and KB2 are two."""
    said, known = _squeezed(label), _squeezed(id_)
    if said == known:
        return 97, Reason.SPELLING
    if bare(label) == bare(id_):
        return 95, Reason.TITLE
    letters = _NUMBERED.fullmatch(known)
    if letters and len(letters[1]) > 1 and letters[1] == said:
        return 60, Reason.INITIALS
    if said.isalpha() and known.isalpha():
        return _misspelt(said, known)
    return None


def _squeezed(id_: str) -> str:
    return _NUMBERED.sub(r"\1\2", "".join(_words(id_.replace("_", " "))))


def _as_name(words: tuple[str, ...], known: tuple[str, ...]) -> tuple[int, Reason] | None:
    if not known:
        return None
    if words == known:
        return 98, Reason.TITLE
    if sorted(words) == sorted(known):
        return 96, Reason.ORDER
    if set(words) < set(known) and max(map(len, words)) >= _SHORTEST - 1:
        return 85, Reason.PART
    if _abbreviated(words, known):
        return 70, Reason.INITIALS
    return _misspelt(" ".join(words), " ".join(known))


def _misspelt(said: str, known: str) -> tuple[int, Reason] | None:
    """What one or two letters tell apart."""
    from rapidfuzz import fuzz

    if min(len(said), len(known)) < _SHORTEST:
        return None
    score = round(fuzz.ratio(said, known))
    return (min(score, _LIKELIEST - 5), Reason.MISSPELT) if score >= _ALIKE else None


def _abbreviated(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """`S. Aminah`, `Siti A.` and `SA` for Siti Aminah."""
    if len(known) < 2:
        return False
    if len(words) == 1:
        return words[0] == "".join(word[0] for word in known)
    return len(words) == len(known) and all(
        said == whole or (len(said) == 1 and whole.startswith(said))
        for said, whole in zip(words, known, strict=True)
    )
