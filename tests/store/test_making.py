"""Making a project and being killed meanwhile."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from qualcode import new_project, open_project
from qualcode.errors import InputError, QualcodeError
from tests.store.processes import Doomed, alone

KILLS = 30


def test_where_making_a_project_was_broken_off_it_can_be_made_again(tmp_path: Path) -> None:
    alone(_kill_makers, tmp_path)


def _kill_makers(folder: Path) -> None:
    chance = random.Random(3)
    longest = _time_to_make(folder)
    made_again = 0
    for kill in range(KILLS):
        path = folder / f"{kill}.qualcode"
        child = Doomed(partial(_make, path))
        time.sleep(longest * chance.random())
        child.kill()
        try:
            new_project(path, coder="ani").close()
            made_again += 1
        except InputError as refused:
            assert "already" in str(refused)
        with open_project(path) as study:
            assert study.coder == "ani"
            assert study.history.check() == ()
            assert path.stat().st_mode & 0o777 == 0o600
    assert made_again > 0


def _make(path: Path, _tell: Callable[[int], None]) -> None:
    new_project(path, coder="ani").close()


def _time_to_make(folder: Path) -> float:
    for number in range(2):
        begun = time.monotonic()
        new_project(folder / f"timed{number}.qualcode", coder="ani").close()
        took = time.monotonic() - begun
    return took


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(84)])
def test_a_file_of_another_program_is_never_made_a_project(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "study.qualcode"
    path.write_bytes(content)
    path.chmod(0o644)
    with pytest.raises(QualcodeError, match="already there"):
        new_project(path, coder="ani")
    assert path.read_bytes() == content
