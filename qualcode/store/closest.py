"""What somebody may have meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.errors import NotFoundError
from qualcode.i18n import mark


def closest(word: str, known: Sequence[str]) -> str:
    """The known word nearest to `word`, empty where none is near."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        word, known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=75
    )
    return str(found[0]) if found else ""


def alike(word: str, known: Sequence[str]) -> str:
    """The known word that `word` is a misspelling of, letter by letter; empty where it is none."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=85)
    return str(found[0]) if found else ""


def named(known: Mapping[str, int], id_: str, message: str, otherwise: str) -> int:
    """What `known` holds for `id_`; `message` says that it is not there, `otherwise` what to do
    where nothing is near."""
    if id_ in known:
        return known[id_]
    near = closest(id_, list(known))
    advice = mark("did you mean {near}?") if near else otherwise
    raise NotFoundError(message, advice=advice, id=id_, near=near)
