"""What is changed behind the journal is found, in a file as on a server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from qualcode import Study, open_project
from qualcode.store.engine import is_url
from tests.store.studies import small_study


@pytest.fixture
def study(where: str) -> Iterator[Study]:
    """A study with something changed, removed, undone and done again in it."""
    with small_study(where) as made:
        made.codebook.rename("air", en="Water")
        made.codebook.add("sumur")
        made.codebook.remove("sumur")
        made.memos.add("one")
        made.memos.add("two")
        made.history.undo()
        made.history.redo()
        made.history.undo()
        yield made


def _damage(where: str, statement: str) -> int:
    """Change the database as no step does; gives how many rows were changed."""
    import psycopg

    if is_url(where):
        with psycopg.connect(where) as server:
            server.execute("SET session_replication_role = replica")  # no reference is checked
            return server.execute(statement.encode()).rowcount
    with closing(sqlite3.connect(where)) as file, file:
        return file.execute(statement).rowcount


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE step SET why = 'nothing' WHERE number = 3", "step 3"),
        ("UPDATE step SET at = at + 1 WHERE number = 3", "step 3"),
        ("UPDATE step SET kind = 'redo' WHERE number = 3", "step 3"),
        ("UPDATE step SET target = 1 WHERE kind = 'undo'", "step 14"),
        ("UPDATE step SET state = 'undone' WHERE number = 3", "step 3"),
        ("UPDATE step SET state = 'done' WHERE state = 'undone'", "step 13"),
        ("UPDATE step SET content = '' WHERE number = 3", "step 3"),
        ("DELETE FROM step WHERE number = 1", "step 1"),
        ("DELETE FROM step WHERE number = 4", "step 4"),
        ("DELETE FROM step WHERE number = 16", "step 16"),
        ("UPDATE change SET first = first + 1 WHERE step = 3", "step 3"),
        ("UPDATE change SET images = replace(images, 'sumur', 'telaga') WHERE deed = 'delete'",
         "step 11"),
        ("DELETE FROM change WHERE step = 9", "step 9"),
        ("UPDATE revision SET text = replace(text, 'belum', 'sudah')", "K0, revision 1"),
        ("UPDATE revision SET turns = '[[\"K0\", 0, 100000]]'", "K0, revision 1"),
        ("UPDATE revision SET turns = 'no list'", "K0, revision 1"),
        ('UPDATE passage SET "end" = 100000 WHERE key = 1', "passage 1"),
        ("UPDATE passage SET revision = 99 WHERE key = 1", "passage 1"),
        ("UPDATE coding SET code = 99 WHERE key = 1", "coding 1"),
        ("UPDATE coding SET coder = 99 WHERE key = 1", "coding 1"),
        ("UPDATE coding SET voice = voice + 1 WHERE key = 1", "coding 1"),
        ("UPDATE code SET parent = 2 WHERE key = 1", "code air"),
        ("UPDATE evidence SET claim = 99 WHERE key = 1", "evidence 1"),
        ("DELETE FROM informant WHERE id = 'K0'", "referral 1"),
    ],
)  # fmt: skip
def test_what_is_changed_behind_the_journal_is_found(
    study: Study, where: str, statement: str, place: str
) -> None:
    assert study.history.check() == ()
    study.close()
    assert _damage(where, statement) > 0
    with open_project(where) as again:
        assert place in {problem.where for problem in again.history.check()}


def test_a_text_that_is_missing_from_the_index_is_found(study: Study, where: str) -> None:
    study.close()
    if is_url(where):
        _damage(where, "DELETE FROM text_index")
    else:
        _damage(where, "INSERT INTO text_index (text_index) VALUES ('delete-all')")
    with open_project(where) as again:
        assert [problem.where for problem in again.history.check()] == ["text index"]
