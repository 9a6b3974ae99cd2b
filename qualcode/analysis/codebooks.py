"""How two states of a codebook differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from qualcode.model.codebook import Bilingual, Code

_TEXTS = ("name", "definition", "include", "exclude", "example")


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One difference: `what` is new, gone, moved, merged or changed.

    `code` is the path now, or as it was where the code is gone. `before` and `now` are paths
    where it moved, the path of the code that took it in where it was merged, else the words of
    `field`, in `language` where the field has two.
    """

    code: str
    what: str
    field: str = ""
    language: str = ""
    before: str = ""
    now: str = ""


def difference(before: Sequence[Code], now: Sequence[Code]) -> tuple[CodeChange, ...]:
    """What became of each code, in the order of the codebook now, what is gone last.

    A code is known by its path; failing that by a key, or by a name, that only one code has that
    is gone and only one that is new: that one moved. One whose key has become an alias of another
    was merged with it.
    """
    old, new = {c.path: c for c in before}, {c.path: c for c in now}
    gone = [code for code in before if code.path not in new]
    fresh = [code for code in now if code.path not in old]
    moved = _moved(gone, fresh)
    found: list[CodeChange] = []
    for code in now:
        then = old.get(code.path) or moved.get(code.path)
        if then is None:
            found.append(CodeChange(code.path, "new"))
            continue
        if then.path != code.path:
            found.append(CodeChange(code.path, "moved", before=then.path, now=code.path))
        found += changes(then, code)
    elsewhere = {code.path for code in moved.values()}
    for code in gone:
        if code.path not in elsewhere:
            taken = next((n.path for n in now if _took(n, old.get(n.path), code)), "")
            found.append(CodeChange(code.path, "merged" if taken else "gone", now=taken))
    return tuple(found)


def changes(before: Code, now: Code) -> Iterator[CodeChange]:
    """What a code says of itself otherwise than it did."""
    for field in _TEXTS:
        then, since = getattr(before, field), getattr(now, field)
        for language, was, is_ in (("en", then.en, since.en), ("id", then.id, since.id)):
            if was != is_:
                yield CodeChange(now.path, "changed", field, language, was, is_)
    for field, was, is_ in (
        ("kind", before.kind.value, now.kind.value),
        ("aliases", ", ".join(before.aliases), ", ".join(now.aliases)),
        ("colour", before.colour, now.colour),
    ):
        if was != is_:
            yield CodeChange(now.path, "changed", field, "", was, is_)


def _moved(gone: Sequence[Code], fresh: Sequence[Code]) -> dict[str, Code]:
    """The codes that are at another path now: what each was, by its path now."""
    moved = _matched(gone, fresh, attrgetter("key"))
    left = [code for code in gone if code not in moved.values()]
    came = [code for code in fresh if code.path not in moved]
    return moved | _matched(left, came, attrgetter("name"))


def _matched(
    gone: Iterable[Code], fresh: Iterable[Code], trait: Callable[[Code], str | Bilingual]
) -> dict[str, Code]:
    """Pairs that alone on either side share a trait."""
    left, came = _alone(gone, trait), _alone(fresh, trait)
    return {came[mark].path: code for mark, code in left.items() if mark in came}


def _alone(
    codes: Iterable[Code], trait: Callable[[Code], str | Bilingual]
) -> dict[str | Bilingual, Code]:
    by_trait: dict[str | Bilingual, list[Code]] = {}
    for code in codes:
        if trait(code):
            by_trait.setdefault(trait(code), []).append(code)
    return {mark: held[0] for mark, held in by_trait.items() if len(held) == 1}


def _took(now: Code, before: Code | None, gone: Code) -> bool:
    known = before.aliases if before else ()
    return gone.key in now.aliases and gone.key not in known
