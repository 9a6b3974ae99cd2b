"""What the README shows is what happens."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BIN = Path(sys.executable).parent


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUALCODE")}
    return {**kept, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "LANG": "C.UTF-8"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("jember", "dissonance"):
        shutil.copytree(ROOT / "transcripts" / name, tmp_path / "transcripts" / name)
    return tmp_path


def test_every_command_of_the_tutorial_runs_and_then_the_example_in_python(
    checkout: Path,
) -> None:
    script = "set -euo pipefail\n" + "".join(_blocks("console"))
    (example,) = _blocks("python")
    script += f"\npython - <<'PYTHON'\n{example}PYTHON\n"
    ran = subprocess.run(
        ["bash", "-c", script], cwd=checkout, env=_environment(), capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "C10 converged ['KBDS', 'KB1', 'KB3', 'KBI', 'KTBI', 'FBI']" in ran.stdout
    mine = checkout / "mine"
    for written in ("matrix.xlsx", "triangulation.json", "triangulation.html"):
        assert (mine / written).stat().st_size > 0
    assert list(mine.glob("study.qualcode.*.backup"))


def test_the_first_command_ends_in_a_demo(tmp_path: Path) -> None:
    (command,) = re.findall(r"^    python3 -m venv .*&& \.venv/bin/(qualcode demo .*)$", README,
                            re.MULTILINE)  # fmt: skip
    ran = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=_environment(), capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert "converged" in ran.stdout
    for built in ("jember.qualcode", "report.html", "matrix.csv", "dissonance/dissonance.qualcode"):
        assert (tmp_path / "demo" / built).is_file()


def test_every_command_that_the_readme_names_exists() -> None:
    from qualcode.cli.commands import COMMANDS

    named = set(re.findall(r"qualcode (?:-p \S+ )?([a-z]+)", " ".join(_blocks("console"))))
    assert named <= {entry.name for entry in COMMANDS}
