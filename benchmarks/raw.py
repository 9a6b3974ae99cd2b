"""The raw limit: plain `sqlite3` and plain Python doing the same durable work.

Same durability (WAL, synchronous FULL, deleted content overwritten), the same texts with a
full-text index over them, passages and codings with two indexes and foreign keys, an audit row for
each step; nothing is checked and nothing can be taken back.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from benchmarks.corpus import PHRASE, Corpus

_TABLES = """
CREATE TABLE informant (key INTEGER PRIMARY KEY, id TEXT UNIQUE, organisation TEXT, branch TEXT);
CREATE TABLE transcript (key INTEGER PRIMARY KEY, id TEXT UNIQUE, sha TEXT, text TEXT, turns TEXT,
    speaker INT REFERENCES informant);
CREATE VIRTUAL TABLE words USING fts5(text, content='transcript', content_rowid='key',
    tokenize='unicode61 remove_diacritics 2');
CREATE TABLE code (key INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE passage (key INTEGER PRIMARY KEY, guid TEXT, transcript INT REFERENCES transcript,
    coder TEXT, start INT, stop INT, made INT);
CREATE TABLE coding (key INTEGER PRIMARY KEY, guid TEXT, passage INT REFERENCES passage,
    code INT REFERENCES code, transcript INT, coder TEXT, stance TEXT, made INT);
CREATE INDEX passage_place ON passage (transcript, start);
CREATE INDEX coding_code ON coding (code, transcript, coder, stance);
CREATE UNIQUE INDEX coding_passage ON coding (passage, code);
CREATE TABLE step (number INTEGER PRIMARY KEY, why TEXT);
"""
_TURN = re.compile(r"^([A-Z][\w-]*): ", re.MULTILINE)


class Raw:
    """A study with nothing around its database."""

    def __init__(self, path: Path, corpus: Corpus) -> None:
        self._corpus = corpus
        new = not path.exists()
        self._base = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON",
                       "foreign_keys=ON", "cache_size=-65536"):  # fmt: skip
            self._base.execute(f"PRAGMA {pragma}")
        if new:
            self._make()

    def _make(self) -> None:
        self._base.executescript(_TABLES)
        names = [(row["key"],) for row in _rows(self._corpus.codes)]
        self._base.executemany("INSERT INTO code (name) VALUES (?)", names)
        people = {row["id"]: row for row in _rows(self._corpus.informants)}
        self._base.executemany(
            "INSERT INTO informant (id, organisation, branch) VALUES (?, ?, ?)",
            [(id_, row["organisation"], _branch(id_, people)) for id_, row in people.items()],
        )

    def close(self) -> None:
        """Let go of the database."""
        self._base.close()

    def answer(self, found: object) -> object:
        """What a work found: as it gives it."""
        return found

    def import_texts(self) -> int:
        """Read every file, find its turns, keep and index it; gives how many there are."""
        base = self._base
        people = dict(base.execute("SELECT id, key FROM informant"))
        texts = self._corpus.texts
        base.execute("BEGIN IMMEDIATE")
        for key, path in enumerate(texts, 1):
            text = path.read_bytes().decode("utf-8-sig")
            turns = [(found[1], found.end()) for found in _TURN.finditer(text)]
            speaker = next(people[label] for label, _ in turns if label in people)
            sha = hashlib.sha256(text.encode()).hexdigest()
            base.execute("INSERT INTO transcript VALUES (?, ?, ?, ?, ?, ?)",
                         (key, path.stem, sha, text, json.dumps(turns), speaker))  # fmt: skip
            base.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (key, text))
        base.execute("INSERT INTO step (why) VALUES ('import')")
        base.execute("COMMIT")
        return len(texts)

    def import_codings(self) -> int:
        """Read the table, and keep passages and codings; gives how many codings there are."""
        base = self._base
        transcripts = dict(base.execute("SELECT id, key FROM transcript"))
        codes = dict(base.execute("SELECT name, key FROM code"))
        passages: dict[tuple[int, str, int, int], int] = {}
        codings = []
        with self._corpus.codings.open(newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            for transcript, code, coder, start, end in rows:
                key = transcripts[transcript]
                place = (key, coder, int(start), int(end))
                passage = passages.setdefault(place, len(passages) + 1)
                codings.append((os.urandom(16).hex(), passage, codes[code], key, coder))
        base.execute("BEGIN IMMEDIATE")
        base.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, 1)",
                         ((n, os.urandom(16).hex(), *place) for place, n in passages.items()),
                         )  # fmt: skip
        base.executemany("INSERT INTO coding (guid, passage, code, transcript, coder, stance, made)"
                         " VALUES (?, ?, ?, ?, ?, 'mention', 1)", codings)  # fmt: skip
        base.execute("INSERT INTO step (why) VALUES ('codings')")
        base.execute("COMMIT")
        return len(codings)

    def matrix(self) -> dict[tuple[str, str], int]:
        """Codings by code and document; grouped first and joined after, which is quickest."""
        return {
            (code, document): count
            for code, document, count in self._base.execute(
                "SELECT code.name, transcript.id, n FROM"
                " (SELECT code AS c, transcript AS t, count(*) AS n FROM coding GROUP BY c, t)"
                " JOIN code ON code.key = c JOIN transcript ON transcript.key = t"
            )
        }

    def triangulate(self) -> dict[str, tuple[int, int, int]]:
        """Per code how many informants, branches and organisations it is heard from."""
        base = self._base
        codes = dict(base.execute("SELECT key, name FROM code"))
        who = dict(base.execute("SELECT key, speaker FROM transcript"))
        known = {key: about for key, *about in base.execute(
            "SELECT key, organisation, branch FROM informant")}  # fmt: skip
        heard: dict[int, set[int]] = {code: set() for code in codes}
        for code, transcript, _coder, _stance in base.execute(
            "SELECT DISTINCT code, transcript, coder, stance FROM coding"
        ):
            heard[code].add(who[transcript])
        counted: dict[str, tuple[int, int, int]] = {}
        for code, people in heard.items():
            branches = {known[person][1] for person in people} - {""}
            organisations = {known[person][0] for person in people}
            counted[codes[code]] = len(people), len(branches) or 1, len(organisations)
        return counted

    def code_one(self, at: int) -> int:
        """One coding, kept for good."""
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        passage = base.execute("INSERT INTO passage (guid, transcript, coder, start, stop, made)"
                               " VALUES (?, 1, 'ana', ?, ?, 2)",
                               (os.urandom(16).hex(), at, at + 5)).lastrowid  # fmt: skip
        base.execute("INSERT INTO coding (guid, passage, code, transcript, coder, stance, made)"
                     " VALUES (?, ?, 1, 1, 'ana', 'mention', 2)",
                     (os.urandom(16).hex(), passage))  # fmt: skip
        base.execute("INSERT INTO step (why) VALUES ('code')")
        base.execute("COMMIT")
        return 1

    def search(self) -> int:
        """How many documents hold the phrase, each found with a snippet."""
        found = self._base.execute(
            "SELECT rowid, snippet(words, 0, '[', ']', '…', 12) FROM words WHERE words MATCH ?",
            (f'"{PHRASE}"',),
        )
        return len(found.fetchall())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _branch(person: str, people: Mapping[str, Mapping[str, str]]) -> str:
    """Whom the seed named on the way to this person; empty for the seed."""
    above = people[person]["referred_by"]
    if above == "-":
        return ""
    return person if people[above]["referred_by"] == "-" else _branch(above, people)
