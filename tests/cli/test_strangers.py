"""Folders and files that one may not read or write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calling import plain_environment
from tests.cli.conftest import Begun
from tests.cli.work import Work

NOBODY = 65534
FILES = {"study.qualcode", "A1.txt", "people.csv"}

# What is loaded late is loaded by trying the command out first, since a stranger may not be
# allowed to read Python's own files either.
SCRIPT = """
import contextlib, io, os, sys
from qualcode.cli import main
rehearsal, folder, *words = sys.argv[1:]
os.chdir(rehearsal)
nowhere = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
with contextlib.redirect_stdout(nowhere[0]), contextlib.redirect_stderr(nowhere[1]):
    main(words)
    main(["nonsense"])
os.chdir(folder)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(words))
"""


def _made(work: Work) -> None:
    work("codebook", "add", "x")


@pytest.fixture
def folder(begun: Begun) -> Iterator[Path]:
    """A folder with a project, a transcript and a table that everybody may look into."""
    work = begun(_made)
    work.write("A1.txt", "A1: Ya.\n")
    work.write("people.csv", "id\nA1\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in FILES:
            shutil.copy(work.project.with_name(file), folder / file)
            (folder / file).chmod(0o644)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def as_a_stranger(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder as somebody who owns nothing there."""
    with tempfile.TemporaryDirectory() as rehearsal:
        shutil.copytree(folder, rehearsal, dirs_exist_ok=True)
        for file in Path(rehearsal).iterdir():
            file.chmod(0o644)
        return subprocess.run(
            [sys.executable, "-c", SCRIPT, rehearsal, folder, *words],
            env=plain_environment(folder),
            capture_output=True,
            text=True,
        )


@pytest.mark.parametrize(
    "words",
    ["codebook add y", "transcripts import A1.txt", "informants import people.csv", "undo"],
)
def test_a_project_in_a_folder_that_may_not_be_written_is_not_changed(
    folder: Path, words: str
) -> None:
    (folder / "study.qualcode").chmod(0o444)
    folder.chmod(0o555)
    before = (folder / "study.qualcode").read_bytes()
    ran = as_a_stranger(folder, *words.split())
    assert ran.returncode == 1
    assert "study.qualcode" in ran.stderr
    _one_sentence(ran)
    assert (folder / "study.qualcode").read_bytes() == before
    assert {path.name for path in folder.iterdir()} == FILES


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("new other.qualcode", "other.qualcode"),
        ("demo here --no-open", "here"),
        ("-p study.qualcode log -o log.csv", ""),
        ("-p study.qualcode backup copy.qualcode", ""),
    ],
)
def test_nothing_is_made_in_a_folder_that_may_not_be_written(
    folder: Path, words: str, named: str
) -> None:
    folder.chmod(0o555)
    ran = as_a_stranger(folder, *words.split())
    assert ran.returncode == 1
    assert named in ran.stderr
    _one_sentence(ran)
    assert {path.name for path in folder.iterdir()} == FILES


def test_a_project_of_somebody_else_is_not_opened(folder: Path) -> None:
    (folder / "study.qualcode").chmod(0o600 if os.geteuid() == 0 else 0o000)
    ran = as_a_stranger(folder, "log")
    assert ran.returncode == 1
    assert "study.qualcode" in ran.stderr
    _one_sentence(ran)


@pytest.mark.parametrize(
    ("words", "file"),
    [("transcripts import A1.txt", "A1.txt"), ("informants import people.csv", "people.csv")],
)
def test_a_file_that_may_not_be_read_is_refused_by_its_name(
    folder: Path, words: str, file: str
) -> None:
    _give(folder)
    (folder / file).chmod(0o000)
    ran = as_a_stranger(folder, *words.split())
    assert ran.returncode == 1
    assert file in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "something unexpected" not in ran.stderr


def _give(folder: Path) -> None:
    """Let the stranger have the folder and the project in it."""
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.chown(folder / "study.qualcode", NOBODY, NOBODY)


def _one_sentence(ran: subprocess.CompletedProcess[str]) -> None:
    assert ran.stdout == ""
    assert ran.stderr.startswith("qualcode: "), ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "something unexpected" not in ran.stderr


def test_the_files_that_may_be_read_come_in_though_one_may_not(folder: Path) -> None:
    (folder / "B1.txt").write_text("B1: Tidak.\n", "utf-8")
    _give(folder)
    (folder / "A1.txt").chmod(0o000)
    ran = as_a_stranger(folder, "transcripts", "import", "A1.txt", "B1.txt")
    assert ran.returncode == 0
    assert "A1.txt" in ran.stderr
    assert "1 new" in ran.stderr
