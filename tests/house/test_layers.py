"""The house keeps its direction, and its face stays light."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_imports_go_one_way() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("words", [["--help"], ["transcripts", "--help"]])
def test_help_loads_nothing_that_it_does_not_need(words: list[str]) -> None:
    heavy = "sqlalchemy textual spacy numpy lxml docx openpyxl pypdfium2 striprtf defusedxml"
    asked = (
        "import sys; from qualcode.cli import main\n"
        f"try: main({words!r})\n"
        f"finally: print(set('{heavy}'.split()) & set(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    assert "Usage" in ran.stdout
    assert ran.stderr.strip() == "set()"
