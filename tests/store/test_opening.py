"""What is opened is a project, whole and where it was; anything else is said to be so."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from qualcode import new_project, open_project
from qualcode.errors import InputError, NotFoundError, ProjectError, QualcodeError
from qualcode.store.engine import is_url
from tests.store.processes import Doomed, alone
from tests.store.studies import small_study


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"SQLite format 3\0" + bytes(200), bytes(range(256)) * 16]
)
def test_a_file_that_is_no_project_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.qualcode"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no qualcode project"):
        open_project(path)
    assert path.read_bytes() == content
    assert [*tmp_path.iterdir()] == [path]


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.qualcode"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE code (key)")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(InputError, match="no qualcode project"):
        open_project(path)
    assert path.read_bytes() == content


def test_a_damaged_project_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"x" * (len(whole) - 100))
    with pytest.raises(ProjectError, match="damaged"):
        open_project(path)


def test_what_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no project"):
        open_project(tmp_path / "none.qualcode")
    assert [*tmp_path.iterdir()] == []


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="cannot read"):
        open_project(tmp_path)


def test_a_file_is_no_folder_to_make_a_project_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectError, match="cannot make"):
        new_project(tmp_path / "file" / "x.qualcode", coder="ani")


def test_a_project_is_not_made_over_another(where: str) -> None:
    small_study(where).close()
    with pytest.raises(InputError, match="already"):
        new_project(where, coder="budi")
    with open_project(where) as study:
        assert study.coder == "ani"
        assert study.history.check() == ()


def test_only_the_owner_may_read_a_project_and_what_stands_beside_it(tmp_path: Path) -> None:
    with small_study(str(tmp_path / "study.qualcode")) as study:
        study.informants.add("P1", name="Sri Wahyuni")
        study.history.backup(tmp_path / "copy.qualcode")
        names = {path.name for path in tmp_path.iterdir()}
        assert {"study.qualcode-wal", "study.qualcode.key", "copy.qualcode.backup"} <= names
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_who_is_killed_right_after_making_a_project_finds_it_again(tmp_path: Path) -> None:
    alone(_make_and_die, tmp_path / "study.qualcode")


def _make_and_die(path: Path) -> None:
    def _work(tell: Callable[[int], None]) -> None:
        study = small_study(str(path))
        tell(len(study.history.list()))
        os.pause() if hasattr(os, "pause") else sys.stdin.read()

    child = Doomed(_work)
    child.wait_for(1)
    child.kill()
    with open_project(path) as study:
        assert [len(study.history.list())] == child.told
        assert study.history.check() == ()


def test_another_process_can_open_a_project_that_was_just_made(tmp_path: Path) -> None:
    with small_study(str(tmp_path / "study.qualcode")) as study:
        alone(_count_steps, study.project.where, len(study.history.list()))


def _count_steps(where: str, steps: int) -> None:
    with open_project(where) as study:
        assert len(study.history.list()) == steps


@pytest.mark.parametrize("how", ["removed", "moved", "replaced"])
def test_nothing_is_written_into_a_project_that_is_no_longer_there(
    tmp_path: Path, how: str
) -> None:
    path = tmp_path / "study.qualcode"
    with small_study(str(path)) as study:
        match how:
            case "removed":
                path.unlink()
            case "moved":
                path.rename(tmp_path / "elsewhere.qualcode")
            case _:
                shutil.copy(path, tmp_path / "other")
                (tmp_path / "other").replace(path)
        with pytest.raises(ProjectError, match="moved, removed or replaced"):
            study.memos.add("into nowhere")
        with pytest.raises(ProjectError, match="moved, removed or replaced"):
            study.history.list()
    assert path.exists() == (how == "replaced")


def test_a_backup_is_whole_and_never_written_over_another_file(tmp_path: Path) -> None:
    with small_study(str(tmp_path / "study.qualcode")) as study:
        copy = study.history.backup(tmp_path / "copy.qualcode")
        study.memos.add("afterwards")
        with pytest.raises(InputError, match="already there"):
            study.history.backup(copy)
        with pytest.raises(ProjectError, match="cannot make"):
            study.history.backup(tmp_path / "none" / "copy.qualcode")
    with open_project(copy) as kept:
        assert kept.history.check() == ()
        assert kept.memos.list() == []
        assert len(kept.codings.list()) == 2


@pytest.mark.parametrize(
    "url",
    ["postgresql://server:port/x", "postgresql://", "mysql://server/x", "sqlite:///x", "://",
     "postgresql://ani:secret@"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(InputError, match="no database that qualcode knows") as refused:
        open_project(url)
    assert "secret" not in str(refused.value)


@pytest.mark.postgresql
def test_a_server_that_does_not_answer_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="check the address") as refused:
        open_project(f"postgresql://ani:secret@/study?host={tmp_path}")
    assert "secret" not in str(refused.value)


@pytest.mark.postgresql
def test_an_empty_database_on_a_server_is_no_project(postgres_url: str) -> None:
    with pytest.raises(InputError, match="no qualcode project"):
        open_project(postgres_url)


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["memo (key int)", "alembic_version (version_num text)"])
def test_a_database_of_another_program_on_a_server_is_left_alone(
    postgres_url: str, table: str
) -> None:
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE {table}".encode())
        with pytest.raises(InputError, match="no qualcode project"):
            open_project(postgres_url)
        with pytest.raises(InputError, match="already holds something else"):
            new_project(postgres_url, coder="ani")
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == [(table.split()[0],)]


@pytest.mark.postgresql
def test_who_may_make_no_tables_is_told_whom_to_ask(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    monkeypatch.chdir(tmp_path)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        name = f"guest_{connection.info.dbname}"
        connection.execute(f"CREATE ROLE {name} LOGIN".encode())
    with pytest.raises(ProjectError, match="ask whoever runs the server"):
        new_project(postgres_url.replace("qualcode@", f"{name}@"), coder="ani")


@pytest.mark.postgresql
def test_several_studies_may_share_a_database(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    monkeypatch.chdir(tmp_path)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA one; CREATE SCHEMA two")
    urls = [f"{postgres_url}&options=-csearch_path%3D{name}" for name in ("one", "two")]
    for url, coder in zip(urls, ("ani", "budi"), strict=True):
        small_study(url, coder=coder).close()
    for url, coder in zip(urls, ("ani", "budi"), strict=True):
        with open_project(url) as study:
            assert study.coder == coder
            assert study.history.check() == ()


def _as_nobody(work: str, path: Path) -> str:
    """What `work` says when a person does it who owns nothing here."""
    code = f"""if True:
        import os, sys
        from pathlib import Path
        from qualcode import open_project
        from qualcode.errors import QualcodeError
        path = Path(sys.argv[1])
        open_project(path.parent.parent / "other.qualcode").close()
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            {work}
        except QualcodeError as refused:
            print(refused)"""
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o755), (0o444, 0o555), (0o000, 0o755)])
def test_what_may_not_be_read_or_written_is_said_to_be_so(file: int, folder: int) -> None:
    with TemporaryDirectory(prefix="qc") as name:
        outer, inner = Path(name), Path(name, "kept")
        inner.mkdir()
        path = inner / "study.qualcode"
        small_study(str(path)).close()
        small_study(str(outer / "other.qualcode")).close()
        content = path.read_bytes()
        path.chmod(file)
        inner.chmod(folder)
        outer.chmod(0o755)
        said = _as_nobody("open_project(path).memos.add('mine')", path)
        inner.chmod(0o755)
        assert "cannot be written" in said or "cannot read" in said
        assert path.read_bytes() == content


def test_every_failure_to_open_is_one_sentence_with_advice(tmp_path: Path) -> None:
    for where in (tmp_path / "none.qualcode", tmp_path, "postgresql://:x"):
        with pytest.raises(QualcodeError) as refused:
            open_project(where)
        assert refused.value.advice
        assert "\n" not in str(refused.value)
    assert is_url("postgresql://:x")
