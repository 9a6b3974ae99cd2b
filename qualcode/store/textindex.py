"""The full-text index, which the store writes itself, in the step.

Both databases index the same folded words, so both find the same: small letters without
accents, everything that is neither letter nor digit a space. Folding keeps every character's
place, so that a hit in the folded text is a hit in the text. A long text is indexed in blocks,
because PostgreSQL limits what one entry holds; each begins between words and reaches into the
next one, so that no phrase is cut in two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sqlalchemy import Connection, event, select, text

from qualcode.model.span import Span
from qualcode.store.tables import Base, RevisionRow

_BLOCK = 60_000
_REACH = 1_000
_BLOCKS_PER_TEXT = 65_536

CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE text_index USING fts5"
        "(words, content='', tokenize='unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "CREATE TABLE text_index (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_text_index_words ON text_index USING gin (words)",
    ),
}


def _create(_target: object, connection: Connection, **_: object) -> None:
    for statement in CREATE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


event.listen(Base.metadata, "after_create", _create)


def fold(words: str) -> str:
    """`words` in small letters without accents, of the same length, character by character."""
    if words.isascii():
        return words.translate(_ASCII)
    return words.translate({ord(c): _folded(c) for c in set(words)})


_ASCII = "".join(chr(c).lower() if chr(c).isalnum() else " " for c in range(128))


@cache
def _folded(character: str) -> str:
    if unicodedata.category(character) in ("Mn", "Mc"):
        return character
    if not character.isalnum():
        return " "
    bare = "".join(
        c
        for c in unicodedata.normalize("NFD", character.casefold())
        if not unicodedata.combining(c)
    )
    return bare if len(bare) == 1 else character


def _blocks(revision: int, words: str) -> Iterator[tuple[int, str]]:
    for number, (start, end) in zip(numbers(revision, words), _cuts(words), strict=True):
        yield number, fold(words[start : end + _REACH])


def numbers(revision: int, words: str) -> range:
    """Under which numbers the blocks of a revision stand."""
    first = revision * _BLOCKS_PER_TEXT
    return range(first, first + sum(1 for _ in _cuts(words)))


def _cuts(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        end = start + _BLOCK
        if end < len(words):
            cut = max(words.rfind("\n", start, end), words.rfind(" ", start, end))
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def add(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Index revisions, given as (key, text)."""
    blocks = [block for revision, words in texts for block in _blocks(revision, words)]
    if not blocks:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO text_index (rowid, words) VALUES (?, ?)", blocks)
    else:
        connection.exec_driver_sql(
            "INSERT INTO text_index VALUES (%s, to_tsvector('simple', %s))", blocks
        )


def remove(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Take revisions out of the index, given as (key, text)."""
    blocks = [block for revision, words in texts for block in _blocks(revision, words)]
    if not blocks:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO text_index (text_index, rowid, words) VALUES ('delete', ?, ?)", blocks
        )
    else:
        connection.exec_driver_sql(
            "DELETE FROM text_index WHERE rowid = %s", [(number,) for number, _ in blocks]
        )


def rebuild(connection: Connection) -> None:
    """Write the index anew, from the texts that are there."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO text_index (text_index) VALUES ('delete-all')")
    else:
        connection.exec_driver_sql("DELETE FROM text_index")
    for key, words in connection.execute(select(RevisionRow.key, RevisionRow.text)).all():
        add(connection, [(key, words)])


def holding(connection: Connection, phrase: str) -> list[int]:
    """The keys of the revisions that may hold `phrase`; all that do are among them.

    PostgreSQL forgets where a word stands once it has stood in 255 places of an entry, so there
    only the words themselves are asked for.
    """
    words = fold(phrase).split()
    if not words:
        return []
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT rowid FROM text_index WHERE text_index MATCH :phrase ORDER BY rowid"),
            {"phrase": f'"{" ".join(words)}"'},
        )
    else:
        found = connection.execute(
            text(
                "SELECT rowid FROM text_index"
                " WHERE words @@ plainto_tsquery('simple', :phrase) ORDER BY rowid"
            ),
            {"phrase": " ".join(words)},
        )
    return list(dict.fromkeys(number // _BLOCKS_PER_TEXT for number in found.scalars()))


def places(phrase: str, words: str) -> Sequence[Span]:
    """Where `phrase` stands in a text, word for word, blind to case, accents and punctuation."""
    wanted = fold(phrase).split()
    if not wanted:
        return ()
    pattern = re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, wanted)) + r"(?![^\W_])")
    bare = words.lower() if words.isascii() else fold(words)
    found: list[Span] = []
    at = bare.find(wanted[0])  # far quicker than letting the pattern look at every place
    while at >= 0:
        hit = pattern.match(bare, at)
        if hit:
            found.append(Span(*hit.span()))
        at = bare.find(wanted[0], hit.end() if hit else at + 1)
    return tuple(found)
