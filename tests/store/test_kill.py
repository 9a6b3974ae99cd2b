"""A killed process loses at most the step in flight."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode import Study, open_project
from qualcode.store import migrate
from qualcode.store.engine import engine_for
from tests.store.studies import small_study

KILLS = 110


def _child(work: Callable[[int], None]) -> tuple[int, int]:
    """Start `work` in a process of its own; gives its id and what it prints to.

    A fork needs no second start of Python, so that a hundred of them are soon done.
    """
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        try:
            work(tell)
        except BaseException as failure:
            sys.stderr.write(f"{failure!r}\n")
            os._exit(1)
        os._exit(0)
    os.close(tell)
    return child, told


def _kill_after(child: int, told: int, seconds: float) -> list[int]:
    """Kill a child at some moment; gives the step numbers that it had printed."""
    heard = b""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if select.select([told], [], [], left)[0]:
            more = os.read(told, 4_096)
            if not more:
                break
            heard += more
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(told, 4_096):
        heard += more
    os.close(told)
    return [int(line) for line in heard.split(b"\n")[:-1]]


def _writer(path: Path, seed: int) -> Callable[[int], None]:
    """Makes steps of all sizes for ever, and prints the number of each once it is committed."""

    def _work(tell: int) -> None:
        chance = random.Random(seed)
        table = path.with_name(f"{seed}.csv")
        with open_project(path) as study:
            while True:
                os.write(tell, b"%d\n" % _some_step(study, chance, table))

    return _work


def _some_step(study: Study, chance: random.Random, table: Path) -> int:
    match chance.randrange(6):
        case 0:
            at = chance.randrange(40)
            outcome = study.codings.code("K0", ["air"], start=str(at), end=str(at + 3))
            return outcome.step or len(study.history.list())
        case 1:
            return study.memos.add("a thought").step or 0
        case 2:
            return study.codebook.add(f"c{chance.getrandbits(60)}").step or 0
        case 3:
            first = chance.randrange(10)
            rows = "".join(
                f"K0,air,r{chance.getrandbits(60)},{n},{n + 9}\n" for n in range(first, 40)
            )
            table.write_text("transcript,code,coder,start,end\n" + rows, "utf-8")
            return study.codings.import_table(table).step or 0
        case 4:
            return study.informants.add(f"P{chance.getrandbits(60)}", name="Somebody").step or 0
        case _:
            return study.history.undo().step or 0


def test_every_step_that_was_told_is_there_after_a_hundred_kills(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    chance = random.Random(7)
    told = 0
    for kill in range(KILLS):
        child, heard = _child(_writer(path, kill))
        steps = _kill_after(child, heard, 0.02 + chance.random() * 0.12)
        told += len(steps)
        if kill % 5 and kill != KILLS - 1:
            continue
        with open_project(path) as study:
            assert study.history.check() == ()
            log = [step.number for step in study.history.list()]
            assert log == list(range(1, len(log) + 1))
            assert not steps or steps[-1] <= log[-1]
    assert told > 0  # how many depends on the machine; that some were told does not


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scripts = tmp_path_factory.mktemp("later") / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts)
    more = Path(__file__).with_name("next_schema") / "versions" / "0002_next.py"
    shutil.copy(more, scripts / "versions")
    return scripts


def test_a_killed_migration_leaves_the_old_project_or_the_new_one(
    tmp_path: Path, later: Path
) -> None:
    original = tmp_path / "study.qualcode"
    small_study(str(original)).close()
    chance = random.Random(11)
    versions: list[str | None] = []
    for kill in range(KILLS):
        copy = tmp_path / f"copy{kill}.qualcode"
        shutil.copy(original, copy)

        def _migrate(tell: int, copy: Path = copy) -> None:
            engine = engine_for(str(copy))
            migrate.upgrade(engine, scripts=later, head="0002")
            os.write(tell, b"2\n")

        child, heard = _child(_migrate)
        _kill_after(child, heard, chance.random() * 0.25)
        engine = engine_for(str(copy))
        with engine.connect() as connection:
            version = migrate.version_of(connection)
            versions.append(version)
            columns = connection.exec_driver_sql("PRAGMA table_info(code)").all()
            assert ("symbol" in {column[1] for column in columns}) == (version == "0002")
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        if version == migrate.HEAD:
            migrate.upgrade(engine, scripts=later, head="0002")
        engine.dispose()
        copy.unlink()
    assert set(versions) == {"0001", "0002"}
