"""What somebody may have meant."""

from __future__ import annotations

from collections.abc import Sequence


def closest(word: str, known: Sequence[str]) -> str:
    """The known word nearest to `word`, empty where none is near."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        word, known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=75
    )
    return str(found[0]) if found else ""
