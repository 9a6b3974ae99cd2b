"""From the words of a document to a transcript, for formats that only show who speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from qualcode.errors import Problem
from qualcode.model.transcript import Transcript
from qualcode.readers import lines, text, turns
from qualcode.readers.reading import Reading


def reading(
    path: Path, raw: str, problems: Iterable[Problem] = (), bold: Iterable[str] = ()
) -> Reading:
    """The transcript of `raw`; `bold` are the lines that the file shows all in bold."""
    words, lost = text.mended(raw)
    if not words or words.isspace():
        raise text.no_text(path)
    emphasised: Collection[str] = {text.mended(line)[0] for line in bold}
    found = turns.find(words, emphasised)
    told = (
        *text.replaced(path, lost),
        *problems,
        *lines.order(path, [(turn.begins, None) for turn in found]),
    )
    return Reading(Transcript(text.identity(path), words, found), told)
