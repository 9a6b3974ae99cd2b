"""The command starts without what it does not need, by whatever door it is called."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import COMMAND, plain_environment

HEAVY = (
    "sqlalchemy", "alembic", "textual", "rich", "spacy", "numpy", "docx", "lxml", "xlsxwriter",
    "yaml", "rapidfuzz", "psycopg", "charset_normalizer", "sqlite3",
)  # fmt: skip


def loaded(code: str, home: Path) -> set[str]:
    """The names of all packages that are loaded once `code` has run."""
    code = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=home,
        env=plain_environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in json.loads(ran.stderr.splitlines()[-1])}


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["nonsense"], ["--help", "--lang", "id"]]
)
def test_help_loads_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    found = loaded(f"from qualcode.cli import main\nmain({words})", tmp_path)
    assert found.isdisjoint(HEAVY)


def test_the_package_alone_loads_nothing(tmp_path: Path) -> None:
    found = loaded("import qualcode", tmp_path)
    assert found.isdisjoint({*HEAVY, "click"})


def test_listing_loads_no_more_than_the_database(tmp_path: Path, empty: Path) -> None:
    code = f"from qualcode.cli import main\nmain(['-p', {str(empty)!r}, 'log', '--format', 'json'])"
    found = loaded(code, tmp_path)
    assert "sqlalchemy" in found
    assert found.isdisjoint(set(HEAVY) - {"sqlalchemy", "sqlite3"})


def test_the_desk_is_painted_before_the_database_and_the_language_tools_are_loaded(
    tmp_path: Path,
) -> None:
    found = loaded("import qualcode.tui.app", tmp_path)
    assert "textual" in found
    assert found.isdisjoint(set(HEAVY) - {"textual", "rich", "sqlite3"})


def test_the_library_has_the_same_verbs(jember: Path) -> None:
    from qualcode import open_project

    with open_project(jember) as study:
        verdicts = {claim.id: claim.verdict for claim in study.triangulate().claims}
    assert verdicts["C10"] == "converged"


@pytest.mark.parametrize(
    "door", [[str(COMMAND)], [sys.executable, "-m", "qualcode"]], ids=["command", "module"]
)
def test_the_command_can_be_called_by_either_door(
    tmp_path: Path, jember: Path, door: list[str]
) -> None:
    ran = subprocess.run(
        [*door, "triangulate", "-p", jember, "--format", "json"],
        cwd=tmp_path,
        env=plain_environment(tmp_path),
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(json.loads(ran.stdout)["claims"]) == 34


@pytest.mark.parametrize(
    ("words", "status"), [("nonsense", 2), ("-p none log", 1), ("--version", 0)]
)
def test_a_process_ends_with_the_status(tmp_path: Path, words: str, status: int) -> None:
    ran = subprocess.run(
        [COMMAND, *words.split()],
        cwd=tmp_path,
        env=plain_environment(tmp_path),
        capture_output=True,
        text=True,
    )
    assert ran.returncode == status
    assert "Traceback" not in ran.stderr


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, jember: Path) -> None:
    process = subprocess.Popen(
        [COMMAND, "-p", jember, "codings", "list", "--format", "json"],
        env=plain_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    talked = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert talked == b""
