"""The raw limit: plain `sqlite3` and plain Python doing the same durable work.

Same durability (WAL, synchronous FULL, deleted content overwritten), a full-text index over the
same texts, passages and codings with two indexes and foreign keys, an audit row for each step.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import sqlite3
from collections import defaultdict
from pathlib import Path

from benchmarks.corpus import Corpus

_TABLES = """
CREATE TABLE transcript (key INTEGER PRIMARY KEY, id TEXT UNIQUE, sha TEXT, text TEXT, turns TEXT);
CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2');
CREATE TABLE code (key INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE passage (key INTEGER PRIMARY KEY, guid TEXT, transcript INT REFERENCES transcript,
    coder TEXT, start INT, stop INT, voice INT, made INT);
CREATE TABLE coding (key INTEGER PRIMARY KEY, guid TEXT, passage INT REFERENCES passage,
    code INT REFERENCES code, voice INT, coder TEXT, stance TEXT, made INT);
CREATE INDEX passage_place ON passage (transcript, start);
CREATE INDEX coding_code ON coding (code, voice, coder);
CREATE UNIQUE INDEX coding_passage ON coding (passage, code);
CREATE TABLE step (number INTEGER PRIMARY KEY, why TEXT);
"""
_TURN = re.compile(r"^([A-Z][\w-]*): ", re.MULTILINE)


class Raw:
    """The same study, with nothing around the database."""

    def __init__(self, path: Path, corpus: Corpus) -> None:
        self._corpus = corpus
        self._base = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON",
                       "foreign_keys=ON", "cache_size=-65536"):  # fmt: skip
            self._base.execute(f"PRAGMA {pragma}")
        self._base.executescript(_TABLES)
        with corpus.codes.open(encoding="utf-8") as file:
            names = [(row["key"],) for row in csv.DictReader(file)]
        self._base.executemany("INSERT INTO code (name) VALUES (?)", names)

    def import_texts(self) -> int:
        """Read every file, find its turns, keep and index it."""
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        for path in self._corpus.texts:
            text = path.read_bytes().decode("utf-8-sig")
            turns = str([(found[1], found.end()) for found in _TURN.finditer(text)])
            sha = hashlib.sha256(text.encode()).hexdigest()
            base.execute("INSERT INTO transcript (id, sha, text, turns) VALUES (?, ?, ?, ?)",
                         (path.stem, sha, text, turns))  # fmt: skip
            base.execute("INSERT INTO words (text) VALUES (?)", (text,))
        base.execute("INSERT INTO step (why) VALUES ('import')")
        base.execute("COMMIT")
        return len(self._corpus.texts)

    def import_codings(self) -> int:
        """Read the table, and keep passages and codings."""
        base = self._base
        transcripts = dict(base.execute("SELECT id, key FROM transcript"))
        codes = dict(base.execute("SELECT name, key FROM code"))
        passages: dict[tuple[int, str, int, int], int] = {}
        codings = []
        with self._corpus.codings.open(newline="", encoding="utf-8") as file:
            for transcript, code, coder, start, end in list(csv.reader(file))[1:]:
                key = transcripts[transcript]
                place = (key, coder, int(start), int(end))
                passage = passages.setdefault(place, len(passages) + 1)
                codings.append((os.urandom(16).hex(), passage, codes[code], key, coder))
        base.execute("BEGIN IMMEDIATE")
        base.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
            ((n, os.urandom(16).hex(), *place, place[0]) for place, n in passages.items()),
        )
        base.executemany("INSERT INTO coding (guid, passage, code, voice, coder, stance, made)"
                         " VALUES (?, ?, ?, ?, ?, 'mention', 1)", codings)  # fmt: skip
        base.execute("INSERT INTO step (why) VALUES ('codings')")
        base.execute("COMMIT")
        return len(codings)

    def matrix(self) -> int:
        """Code by document; gives how many cells are not empty."""
        cells = {
            (code, voice): count
            for code, voice, count in self._base.execute(
                "SELECT code, voice, count(*) FROM coding"
                " WHERE coder IN ('ana', 'budi') GROUP BY code, voice"
            )
        }
        return len(cells)

    def triangulate(self) -> int:
        """k, branches and organisations for each code; gives how many codes there are."""
        who = dict(self._base.execute("SELECT key, (key - 1) % 20 FROM transcript"))
        sources = defaultdict(set)
        for code, voice, _coder, _stance in self._base.execute(
            "SELECT DISTINCT code, voice, coder, stance FROM coding"
        ):
            sources[code].add(who[voice])
        found = {
            code: (len(heard), len({(h - 1) // 3 for h in heard}), len({h % 5 for h in heard}))
            for code, heard in sources.items()
        }
        return len(found)

    def code_one(self, at: int) -> None:
        """One coding, kept for good."""
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        made = base.execute(
            "INSERT INTO passage (guid, transcript, coder, start, stop, voice, made)"
            " VALUES (?, 1, 'ana', ?, ?, 1, 2)",
            (os.urandom(16).hex(), at, at + 5),
        )
        base.execute("INSERT INTO coding (guid, passage, code, voice, coder, stance, made)"
                     " VALUES (?, ?, 1, 1, 'ana', 'mention', 2)",
                     (os.urandom(16).hex(), made.lastrowid))  # fmt: skip
        base.execute("INSERT INTO step (why) VALUES ('code')")
        base.execute("COMMIT")

    def search(self) -> int:
        """Documents with the phrase, each with a snippet."""
        found = self._base.execute(
            "SELECT rowid, snippet(words, 0, '[', ']', '…', 12) FROM words WHERE words MATCH ?",
            (f'"{self._corpus.phrase}"',),
        )
        return len(found.fetchall())
