"""Two demonstrations are the same to the byte, wherever and whenever they are made."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.calling import COMMAND, ask, plain_environment


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration made by a process of its own, on the other side of the date line."""
    home = tmp_path_factory.mktemp("elsewhere")
    env = {**plain_environment(home), "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    made = subprocess.run(
        [COMMAND, "demo", "demo", "--no-open"], cwd=home, env=env, capture_output=True
    )
    assert made.returncode == 0, made.stderr.decode()
    (home / "printed").write_bytes(made.stdout)
    return home / "demo"


@pytest.mark.parametrize("file", ["report.html", "matrix.csv"])
def test_two_demonstrations_write_the_same_bytes(demo: Path, elsewhere: Path, file: str) -> None:
    assert (demo / file).read_bytes() == (elsewhere / file).read_bytes()


@pytest.mark.parametrize("form", ["text", "json", "csv", "md", "html", "xlsx", "docx"])
@pytest.mark.parametrize("project", ["jember.qualcode", "dissonance/dissonance.qualcode"])
def test_two_demonstrations_are_judged_in_the_same_bytes(
    demo: Path, elsewhere: Path, project: str, form: str
) -> None:
    here, there = (
        ask(home / project, "triangulate", "--format", form).printed for home in (demo, elsewhere)
    )
    assert here == there


@pytest.mark.parametrize(
    "words",
    [
        "log", "codings list", "claims evidence list", "matrix", "cooccur", "saturation",
        "saturation --over claims", "referrals",
    ],
)  # fmt: skip
def test_nothing_that_is_listed_depends_on_the_day(demo: Path, elsewhere: Path, words: str) -> None:
    here, there = (
        ask(home / "jember.qualcode", *words.split(), "--format", "json").printed
        for home in (demo, elsewhere)
    )
    assert here == there
