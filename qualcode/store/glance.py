"""The first text of a project, read before the project is opened.

SQLAlchemy takes half a second to import, longer than all the rest until a text is on the screen.
So what is shown first is read with plain `sqlite3`, and read only; whatever is out of the ordinary
is left to `Project.open`, which says what it is.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from qualcode.model.lists import FIRST_ROUND
from qualcode.model.transcript import Turn
from qualcode.store.turns import unpacked
from qualcode.store.version import APPLICATION_ID, HEAD


@dataclass(frozen=True, slots=True)
class Marked:
    """A coding as far as it is drawn: its number, its span, its code's last name and colour."""

    number: int
    start: int
    end: int
    code: str
    colour: str


@dataclass(frozen=True, slots=True)
class Glance:
    """A transcript as it looks: its text, who speaks where, what is coded in the first round."""

    transcript: str
    text: str
    turns: tuple[Turn, ...]
    codings: tuple[Marked, ...]


class _Code(NamedTuple):
    parent: int | None
    name: str
    colour: str


def first(where: str, wanted: str = "") -> Glance | None:
    """The transcript `wanted`, else the first one; None where there is none, or only
    `Project.open` can tell."""
    try:
        address = f"{Path(where).resolve(strict=True).as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as base:
            return _first(base, wanted)
    except (OSError, sqlite3.Error):
        return None


def _first(base: sqlite3.Connection, wanted: str) -> Glance | None:
    stamps = [base.execute(f"PRAGMA {name}").fetchone()[0] for name in _STAMPS]
    if stamps != [APPLICATION_ID, int(HEAD)]:
        return None
    base.execute("BEGIN")
    found = base.execute(_TEXT, (wanted,)).fetchone()
    if found is None:
        return None
    key, id_, text, turns = found
    codes = {code: _Code(*row) for code, *row in base.execute(_CODES)}
    coloured = {code: _colour(code, codes) for code in codes}
    codings = tuple(
        Marked(number, start, end, codes[code].name, coloured[code])
        for number, start, end, code in base.execute(_CODINGS, (key, FIRST_ROUND))
    )
    return Glance(id_, text, unpacked(turns), codings)


def _colour(key: int | None, codes: dict[int, _Code]) -> str:
    """The colour of a code, or of the nearest one above that has one."""
    while key is not None:
        if codes[key].colour:
            return codes[key].colour
        key = codes[key].parent
    return ""


_STAMPS = ("application_id", "user_version")
_TEXT = """
SELECT transcript.key, transcript.id, revision.text, revision.turns
FROM transcript JOIN revision ON revision.transcript = transcript.key AND revision.current = 1
ORDER BY transcript.id = ? DESC, transcript.id LIMIT 1
"""
_CODES = "SELECT key, parent, name, colour FROM code"
_CODINGS = """
SELECT coding.key, passage.start, passage."end", coding.code
FROM coding JOIN passage ON passage.key = coding.passage JOIN round ON round.key = coding.round
WHERE passage.transcript = ? AND passage.state <> 'lost' AND round.name = ?
"""
