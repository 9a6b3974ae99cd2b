"""An older project becomes today's, wholly or not at all."""

from __future__ import annotations

import re
import sqlite3
import stat
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from qualcode import Study, new_project, open_project
from qualcode.errors import ProjectError, RefusedError
from qualcode.store import migrate
from qualcode.store.engine import Connection, create_private, engine_for, is_url
from qualcode.store.migrate import TODAY, Schema
from qualcode.store.project import Project
from qualcode.store.tables import Base
from tests.store.processes import together
from tests.store.studies import small_study

_OUT_OF_STEP = (
    "the tables are not what the migrations make: add a migration, or, before the first release,"
    " write the first one anew with: python -m tests.store.first_schema"
)


def _schema(engine: Engine) -> dict[str, list[str]]:
    """Every table and index, its parts in order, whoever wrote them down first."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql <> ''"))
        return {name: _parts(" ".join(sql.split())) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    head, _, body = sql.partition("(")
    parts = re.split(r",\s*(?![^()]*\))", body.strip().removesuffix(")"))
    return [head.strip(), *sorted(part.strip() for part in parts)]


def _columns(connection: Connection) -> dict[str, list[tuple[str, str, bool]]]:
    look = inspect(connection)
    return {
        name: sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name))
        for name in look.get_table_names()
    }


def _differences(connection: Connection) -> list[object]:
    options = {"include_name": migrate.is_compared}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLite does not show an index on an expression
        found = compare_metadata(
            MigrationContext.configure(connection, opts=options), Base.metadata
        )
    return list(found)


def test_migrating_from_nothing_makes_what_a_new_project_has(tmp_path: Path) -> None:
    new_project(tmp_path / "new.qualcode", coder="ani").close()
    create_private(tmp_path / "old.qualcode")
    old, new = (engine_for(str(tmp_path / f"{name}.qualcode")) for name in ("old", "new"))
    migrate.upgrade(old)
    assert _schema(old) == _schema(new), _OUT_OF_STEP
    with old.connect() as one, new.connect() as other:
        assert migrate.version_of(one) == migrate.version_of(other) == TODAY.head
        assert _differences(one) == _differences(other) == []
    old.dispose()
    new.dispose()


@pytest.mark.postgresql
def test_migrating_from_nothing_on_a_server_makes_what_a_new_project_has(
    fresh_database: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    urls = fresh_database(), fresh_database()
    old, new = map(engine_for, urls)
    migrate.upgrade(old)
    new_project(urls[1], coder="ani").close()
    with old.connect() as one, new.connect() as other:
        assert _differences(one) == _differences(other) == [], _OUT_OF_STEP
        assert _columns(one) == _columns(other), _OUT_OF_STEP
        assert migrate.version_of(one) == migrate.version_of(other) == TODAY.head
    old.dispose()
    new.dispose()


def _counts(where: str) -> dict[str, int]:
    engine = engine_for(where)
    with engine.connect() as connection:
        names = [n for n in inspect(connection).get_table_names() if not n.startswith("text_index")]
        found = {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in names
        }
    engine.dispose()
    return found


def _versions(where: str) -> tuple[str | None, str]:
    """The schema by either mark."""
    engine = engine_for(where)
    with engine.connect() as connection:
        stamp = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        found = migrate.version_of(connection), str(stamp)
    engine.dispose()
    return found


def test_a_parent_table_made_anew_keeps_its_children(where: str, later: Schema) -> None:
    small_study(where).close()
    before = _counts(where)
    with Project.open(where, schema=later) as project:
        study = Study(project)
        assert len(study.search("belum masuk")) == 1
        assert study.history.check() == ()
        with project.reading() as connection:
            symbols = connection.execute(text("SELECT name, symbol FROM code ORDER BY key")).all()
            assert all(name[0].upper() == symbol for name, symbol in symbols)
            villages = connection.execute(text("SELECT DISTINCT village FROM informant")).scalars()
            assert list(villages) == ["?"]
            dates = connection.execute(text("SELECT interviewed FROM informant ORDER BY key"))
            assert list(dates.scalars()) == ["2024-01-02", ""]
    assert _counts(where) == before
    assert _versions(where) == ("0002", "0002")


def test_what_was_done_before_can_be_undone_after(where: str, later: Schema) -> None:
    with small_study(where) as study:
        study.codebook.remove("air")
    with Project.open(where, schema=later) as project:
        study = Study(project)
        study.history.undo()
        assert [code.path for code in study.codebook.list()] == ["air", "air/gotong-royong"]
        assert len(study.codings.list()) == 2


def test_references_are_guarded_again_after_a_migration(tmp_path: Path, later: Schema) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    with Project.open(str(path), schema=later) as project, project.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_an_older_project_is_kept_beside_the_new_one(tmp_path: Path, later: Schema) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    before = _counts(str(path))
    Project.open(str(path), schema=later).close()
    Project.open(str(path), schema=later).close()
    assert {each.name for each in tmp_path.iterdir()} == {
        "study.qualcode",
        "study.qualcode.before-0001.backup",
    }
    kept = tmp_path / "study.qualcode.before-0001.backup"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (_versions(str(kept)), _versions(str(path))) == (("0001",) * 2, ("0002",) * 2)
    assert _counts(str(kept)) == before
    with open_project(kept) as study:
        assert study.history.check() == ()


def test_a_copy_kept_earlier_is_never_written_over(tmp_path: Path, later: Schema) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    other = tmp_path / "study.qualcode.before-0001.backup"
    other.write_bytes(b"of another study by that name")
    Project.open(str(path), schema=later).close()
    assert other.read_bytes() == b"of another study by that name"
    assert _versions(str(tmp_path / "study.qualcode.before-0001.2.backup"))[0] == "0001"


def test_a_migration_that_would_break_references_changes_nothing(
    where: str, faulty: Schema
) -> None:
    with small_study(where) as study:
        before = _counts(where)
        for _ in range(2):
            with pytest.raises(ProjectError, match="could not be brought up to date"):
                Project.open(where, schema=faulty)
        assert _counts(where) == before
        assert _versions(where) == ("0001", "0001")
        assert study.history.check() == ()
        study.memos.add("it goes on")
    if not is_url(where):
        assert len([*Path(where).parent.glob("*.backup")]) == 1


def test_a_project_of_a_later_qualcode_is_left_alone(where: str, later: Schema) -> None:
    small_study(where).close()
    Project.open(where, schema=later).close()
    before = _counts(where)
    with pytest.raises(ProjectError, match="made by a newer qualcode"):
        open_project(where)
    engine = engine_for(where)
    migrate.upgrade(engine)
    engine.dispose()
    assert _counts(where) == before
    assert _versions(where) == ("0002", "0002")


def test_whoever_had_it_open_while_it_was_migrated_writes_no_more(
    where: str, later: Schema
) -> None:
    with small_study(where) as study:
        Project.open(where, schema=later).close()
        before = _counts(where)
        with pytest.raises(ProjectError, match="meanwhile been brought up to date"):
            study.memos.add("by the rules of yesterday")
        with pytest.raises(ProjectError, match="meanwhile been brought up to date"):
            study.history.undo()
    assert _counts(where) == before


def _open_and_write(where: str, schema: Schema, coder: str) -> None:
    with Project.open(where, schema=schema) as project:
        Study(project, coder).memos.add(f"{coder} was here")


def test_of_several_who_open_it_at_once_one_migrates(where: str, later: Schema) -> None:
    small_study(where).close()
    steps = _counts(where)["step"]
    coders = ("ani", "budi", "cici", "dewi")
    together(*((_open_and_write, where, later, coder) for coder in coders))
    assert _counts(where)["step"] == steps + len(coders)
    assert _versions(where) == ("0002", "0002")
    if not is_url(where):
        (kept,) = Path(where).parent.glob("*.backup")
        assert _counts(str(kept))["step"] == steps


def test_a_migration_waits_for_a_writer_and_is_refused_if_that_takes_too_long(
    where: str, later: Schema
) -> None:
    with small_study(where) as study:
        with (
            study.project.writing(by="ani", why="long"),
            pytest.raises(RefusedError, match="somebody else is writing"),
        ):
            Project.open(where, schema=later, patience=0.2)
        assert _versions(where) == ("0001", "0001")
    Project.open(where, schema=later).close()
    assert _versions(where) == ("0002", "0002")


def test_a_full_disk_leaves_the_older_project_and_no_half_of_a_copy(
    tmp_path: Path, later: Schema
) -> None:
    path = tmp_path / "study.qualcode"
    with small_study(str(path)) as study:
        study.memos.add("long " * 100_000)
    together((_open_with_little_room, str(path), later))
    assert [each.name for each in tmp_path.iterdir()] == ["study.qualcode"]
    assert _versions(str(path)) == ("0001", "0001")
    Project.open(str(path), schema=later).close()


def _open_with_little_room(where: str, schema: Schema) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    with pytest.raises(ProjectError, match=r"the backup .* could not be written"):
        Project.open(where, schema=schema)


def test_the_marks_of_a_file_are_those_of_the_database(tmp_path: Path, later: Schema) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    Project.open(str(path), schema=later).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("PRAGMA application_id").fetchone() == (0x71636F64,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
