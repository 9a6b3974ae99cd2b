"""Two may work on one project at once; nothing is lost, and who waits too long is told."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from qualcode import Study, open_project
from qualcode.errors import ProjectError, RefusedError
from qualcode.store.engine import raw
from qualcode.store.project import Project
from tests.store.dumps import dump
from tests.store.studies import small_study

STEPS = 25


def _write(where: str, coder: str) -> None:
    with open_project(where, coder=coder) as study:
        for number in range(STEPS):
            study.memos.add(f"{coder} {number}")


def test_two_processes_lose_nothing(where: str) -> None:
    small_study(where).close()
    start = multiprocessing.get_context("spawn")
    writers = [start.Process(target=_write, args=(where, coder)) for coder in ("budi", "cici")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    with open_project(where) as study:
        kept = {memo.text for memo in study.memos.list()}
        assert kept == {f"{coder} {n}" for coder in ("budi", "cici") for n in range(STEPS)}
        assert study.history.check() == ()


def test_whoever_waits_too_long_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    with Study(Project.open(str(path), patience=0.3), "ani") as study:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RefusedError, match="somebody else is writing"):
            study.memos.add("mine")
        assert len(study.codings.list()) == 2  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        study.memos.add("mine")


@pytest.mark.postgresql
def test_whoever_waits_too_long_for_a_server_is_told(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    monkeypatch.chdir(tmp_path)
    small_study(postgres_url).close()
    impatient = Study(Project.open(postgres_url, patience=0.3), "ani")
    with impatient as study, psycopg.connect(postgres_url) as other:
        other.execute("SELECT last FROM counter WHERE name = 'step' FOR UPDATE")
        with pytest.raises(RefusedError, match="somebody else is writing"):
            study.memos.add("mine")
        other.rollback()
        study.memos.add("mine")


def test_a_full_file_is_said_to_be_so_and_there_is_more_room_again_later(tmp_path: Path) -> None:
    with small_study(str(tmp_path / "study.qualcode")) as study:
        _grow_by(study, 50)
        before = dump(study)
        with pytest.raises(ProjectError, match="the disk is full, and nothing was changed"):
            study.memos.add("long " * 1_000_000)
        assert dump(study) == before
        _grow_by(study, 10_000)
        study.memos.add("long " * 1_000_000)
        assert study.history.check() == ()


def _grow_by(study: Study, pages: int) -> None:
    with study.project.reading() as connection:
        (now,) = raw(connection).execute("PRAGMA page_count").fetchone()
        raw(connection).execute(f"PRAGMA max_page_count = {now + pages}").close()


def _fill(path: Path) -> None:
    """Write until the file may grow no more: to SQLite this is a full disk."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open_project(path) as study:
        limit = path.stat().st_size + 200_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        for number in range(10_000):
            study.memos.add(f"{number} " + "long " * 2_000)


def test_a_full_disk_is_said_and_loses_only_the_step_in_flight(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    code = (
        "from pathlib import Path; from tests.store.test_writers import _fill as it;"
        f" it(Path({str(path)!r}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "ProjectError" in ran.stderr
    assert "disk" in ran.stderr.splitlines()[-1]
    with open_project(path) as study:
        assert study.history.check() == ()
        texts = [memo.text.split()[0] for memo in study.memos.list()]
        assert texts == [str(number) for number in range(len(texts))]
        assert len(texts) > 3


def _open_as_nobody(path: Path) -> None:
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        Study(open_project(path).project, "x").memos.add("mine")
    except ProjectError as refused:
        print(refused)


def test_a_folder_that_may_not_be_written_is_said_to_be_so() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "study.qualcode")
        small_study(str(path)).close()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        code = (
            "from pathlib import Path; from tests.store.test_writers import _open_as_nobody as it;"
            f" it(Path({str(path)!r}))"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        Path(folder).chmod(0o755)
    assert "cannot be written" in ran.stdout, ran.stderr
    assert "Traceback" not in ran.stderr
