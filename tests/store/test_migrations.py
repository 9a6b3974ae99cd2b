"""An older project becomes today's, wholly or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from qualcode import new_project, open_project
from qualcode.errors import InputError, ProjectError, QualcodeError
from qualcode.store import migrate
from qualcode.store.engine import create_private, engine_for, is_url
from tests.store.studies import small_study


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a later qualcode: today's and one more."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts)
    more = Path(__file__).with_name("next_schema") / "versions" / "0002_next.py"
    shutil.copy(more, scripts / "versions")
    return scripts


def _schema(engine: Engine) -> dict[str, list[str]]:
    """Every table and index, its parts in order, whoever wrote them down first."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql <> ''"))
        return {name: _parts(" ".join(sql.split())) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    head, _, body = sql.partition("(")
    parts = re.split(r",\s*(?![^()]*\))", body.strip().removesuffix(")"))
    return [head.strip(), *sorted(part.strip() for part in parts)]


def test_migrating_from_nothing_makes_what_a_new_project_has(tmp_path: Path) -> None:
    new_project(tmp_path / "new.qualcode", coder="ani").close()
    create_private(tmp_path / "old.qualcode")
    old, new = (engine_for(str(tmp_path / f"{name}.qualcode")) for name in ("old", "new"))
    migrate.upgrade(old)
    assert _schema(old) == _schema(new)
    with old.connect() as one, new.connect() as other:
        assert migrate.version_of(one) == migrate.version_of(other) == migrate.HEAD
    old.dispose()
    new.dispose()


@pytest.mark.postgresql
def test_migrating_from_nothing_on_a_server_leaves_no_difference(postgres_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from qualcode.store.tables import Base

    engine = engine_for(postgres_url)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: name != "text_index"}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_parent_table_made_anew_keeps_its_children(where: str, later: Path) -> None:
    small_study(where).close()
    engine = engine_for(where)
    before = _counts(engine)
    migrate.upgrade(engine, scripts=later, head="0002")
    migrate.upgrade(engine, scripts=later, head="0002")  # whoever comes second finds it done
    assert _counts(engine) == before
    with engine.connect() as connection:
        assert migrate.version_of(connection) == "0002"
        symbols = connection.execute(text("SELECT name, symbol FROM code ORDER BY key")).all()
        assert all(name[0].upper() == symbol for name, symbol in symbols)
        villages = connection.execute(text("SELECT DISTINCT village FROM informant")).scalars()
        assert list(villages) == ["?"]
    engine.dispose()


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        names = [n for n in inspect(connection).get_table_names() if not n.startswith("text_index")]
        return {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in names
        }


def test_a_project_of_a_later_qualcode_is_left_alone(where: str, later: Path) -> None:
    small_study(where).close()
    engine = engine_for(where)
    migrate.upgrade(engine, scripts=later, head="0002")
    before = _counts(engine)
    with pytest.raises(ProjectError, match="newer qualcode"):
        open_project(where)
    assert _counts(engine) == before
    engine.dispose()


def test_an_older_project_is_kept_beside_the_new_one(
    tmp_path: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    monkeypatch.setattr(migrate, "HEAD", "0002")
    monkeypatch.setattr(migrate, "SCRIPTS", later)
    monkeypatch.setattr(migrate.upgrade, "__kwdefaults__", {"scripts": later, "head": "0002"})
    open_project(path).close()
    (kept,) = tmp_path.glob("study.qualcode.before-0001.backup")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with sqlite3.connect(kept) as old, sqlite3.connect(path) as new:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert new.execute("PRAGMA user_version").fetchone() == (2,)
    old.close()
    new.close()


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"SQLite format 3\0" + bytes(200), os.urandom(4_000)]
)
def test_a_file_that_is_no_project_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.qualcode"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no qualcode project"):
        open_project(path)
    assert path.read_bytes() == content


def test_what_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="there is no project"):
        open_project(tmp_path / "none.qualcode")


def test_a_folder_of_nothing_cannot_hold_a_project(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(QualcodeError, match="cannot make"):
        new_project(tmp_path / "file" / "x.qualcode", coder="ani")


def test_an_empty_database_on_a_server_is_no_project(where: str) -> None:
    if is_url(where):
        with pytest.raises(InputError, match="no qualcode project"):
            open_project(where)
    else:
        with pytest.raises(QualcodeError, match="there is no project"):
            open_project(where)
