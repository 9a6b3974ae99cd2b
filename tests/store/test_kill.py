"""A killed process loses at most the step in flight."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import inspect

from qualcode import Study, open_project
from qualcode.store import migrate
from qualcode.store.engine import engine_for
from qualcode.store.migrate import Schema
from qualcode.store.project import Project
from tests.store.processes import Doomed, alone
from tests.store.studies import small_study

KILLS = 110
KILLS_ON_A_SERVER = 30


def _writer(where: str, seed: int, folder: Path) -> Callable[[Callable[[int], None]], None]:
    """Makes steps of all sizes for ever, and tells the number of each once it is committed."""

    def _work(tell: Callable[[int], None]) -> None:
        chance = random.Random(seed)
        table = folder / f"{seed}.csv"
        with open_project(where) as study:
            while True:
                tell(_some_step(study, chance, table))

    return _work


def _some_step(study: Study, chance: random.Random, table: Path) -> int:
    name = f"{chance.getrandbits(60):x}"
    match chance.randrange(8):
        case 0:
            at = chance.randrange(40)
            made = study.codings.code("K0", ["air"], start=str(at), end=str(at + 3))
            return made.step or len(study.history.list())
        case 1:
            return study.memos.add("a thought").step or 0
        case 2:
            return study.codebook.add(f"c{name}").step or 0
        case 3:
            rows = "".join(f"K0,air,{name},{at},{at + 9}\n" for at in range(chance.randrange(60)))
            table.write_text(f"transcript,code,coder,start,end\n{rows}K0,air,,0,5\n", "utf-8")
            return study.codings.import_table(table).step or len(study.history.list())
        case 4:
            return study.informants.add(f"P{name}", name="Somebody").step or 0
        case 5:
            talk = table.with_name(f"t{name}.txt")
            talk.write_text(f"Ani: Lalu?\n\nP{name}: {'Kami menunggu air. ' * 200}\n", "utf-8")
            return study.transcripts.import_files([talk]).step or 0
        case 6:
            ids = [each.id for each in study.transcripts.list() if each.id != "K0"]
            return study.transcripts.remove(ids[0]).step or 0 if ids else 0
        case _:
            return study.history.undo().step or 0


def _kill_writers(where: str, kills: int, folder: Path) -> None:
    """Kill a writer at some moment, again and again; what it told must be there each time."""
    os.chdir(folder)
    chance = random.Random(7)
    told = 0
    for kill in range(kills):
        child = Doomed(_writer(where, kill, folder))
        child.wait_for(chance.randrange(4))
        time.sleep(chance.random() * 0.03)
        child.kill()
        assert not child.finished
        told += len(child.told)
        with open_project(where) as study:
            assert study.history.check() == ()
            log = {step.number for step in study.history.list()}
            assert log == set(range(1, len(log) + 1))
            assert log.issuperset({*child.told} - {0})
    assert told > kills


def test_every_step_that_was_told_is_there_after_a_hundred_kills(tmp_path: Path) -> None:
    path = str(tmp_path / "study.qualcode")
    small_study(path).close()
    alone(_kill_writers, path, KILLS, tmp_path)


@pytest.mark.postgresql
def test_every_step_that_was_told_is_there_on_a_server(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small_study(postgres_url).close()
    alone(_kill_writers, postgres_url, KILLS_ON_A_SERVER, tmp_path)


def _kill_migrations(folder: Path, later: Schema) -> None:
    """Kill a migration at some moment, again and again, from its copy of the old to its end."""
    original = folder / "study.qualcode"
    chance = random.Random(11)
    longest = _time_of_a_migration(original, later)
    left: list[str | None] = []
    killed = 0
    while killed < KILLS:
        place = folder / "killed"
        place.mkdir()
        path = place / "study.qualcode"
        shutil.copy(original, path)
        child = Doomed(partial(_migrate, str(path), later))
        time.sleep(longest * chance.random())
        child.kill()
        killed += not child.finished
        longest *= 0.97 if child.finished else 1.02
        left.append(_wholly_old_or_new(path))
        with Project.open(str(path), schema=later) as project:
            study = Study(project)
            assert study.history.check() == ()
            assert len(study.search("belum masuk")) == 1
        names = {each.name for each in place.iterdir()}
        assert names == {"study.qualcode", "study.qualcode.before-0001.backup"}
        shutil.rmtree(place)
    assert {*left} == {"0001", "0002"}


def _migrate(where: str, schema: Schema, _tell: Callable[[int], None]) -> None:
    Project.open(where, schema=schema).close()


def _time_of_a_migration(original: Path, later: Schema) -> float:
    """How long one takes; the first one also loads Alembic, so that no fork has to."""
    for _ in range(2):
        copy = shutil.copy(original, original.with_name("copy"))
        begun = time.monotonic()
        Project.open(str(copy), schema=later).close()
        took = time.monotonic() - begun
    return took


def _wholly_old_or_new(path: Path) -> str | None:
    engine = engine_for(str(path))
    with engine.connect() as connection:
        version = migrate.version_of(connection)
        marked = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert marked.scalar_one() == version
        codes = connection.exec_driver_sql("PRAGMA table_info(code)").all()
        people = connection.exec_driver_sql("PRAGMA table_info(informant)").all()
        assert ("symbol" in {column[1] for column in codes}) == (version == "0002")
        assert ("village" in {column[1] for column in people}) == (version == "0002")
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()
    return version


def test_a_killed_migration_leaves_the_old_project_or_the_new_one(
    tmp_path: Path, later: Schema
) -> None:
    small_study(str(tmp_path / "study.qualcode")).close()
    alone(_kill_migrations, tmp_path, later)


def _kill_migrations_on_a_server(where: str, later: Schema, folder: Path) -> None:
    """Kill one migration after another until one gets through."""
    os.chdir(folder)
    wait = 0.0
    for _ in range(200):
        child = Doomed(partial(_migrate, where, later))
        time.sleep(wait)
        child.kill()
        engine = engine_for(where)
        with engine.connect() as connection:
            version = migrate.version_of(connection)
            marked = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            assert marked.scalar_one() == version
            columns = {each["name"] for each in inspect(connection).get_columns("code")}
            assert ("symbol" in columns) == (version == "0002")
        engine.dispose()
        if child.finished:
            break
        wait += 0.01
    with Project.open(where, schema=later) as project:
        assert Study(project).history.check() == ()


@pytest.mark.postgresql
def test_a_killed_migration_on_a_server_leaves_the_old_project_or_the_new_one(
    postgres_url: str, tmp_path: Path, later: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small_study(postgres_url).close()
    alone(_kill_migrations_on_a_server, postgres_url, later, tmp_path)
