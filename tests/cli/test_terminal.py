"""At a terminal, what destroys asks first."""

from __future__ import annotations

import os
import pty
import subprocess

import pytest

from tests.cli.calling import COMMAND, plain_environment
from tests.cli.work import Work


@pytest.mark.parametrize(
    ("answer", "status", "left"), [("n", 1, ["A1"]), ("", 1, ["A1"]), ("y", 0, [])]
)
def test_what_is_destroyed_is_asked_about(
    work: Work, answer: str, status: int, left: list[str]
) -> None:
    work.text("A1", "A1: Ya.\n")
    person, terminal = pty.openpty()
    os.write(person, f"{answer}\n".encode())
    ran = subprocess.run(
        [COMMAND, "transcripts", "remove", "A1"],
        cwd=work.project.parent,
        env=plain_environment(work.project.parent),
        stdin=terminal,
        capture_output=True,
        text=True,
    )
    os.close(terminal)
    os.close(person)
    assert ran.returncode == status, ran.stderr
    assert "A1" in ran.stderr
    assert ran.stdout == ""
    assert [row["id"] for row in work.listed("transcripts", "list")] == left
