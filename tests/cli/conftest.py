"""A folder to work in, projects to work on, and the command to work with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.cli.calling import Run, call, plain_environment, runner
from tests.cli.work import Work, written

Write: TypeAlias = Callable[[str, str | bytes], Path]
Recipe: TypeAlias = Callable[[Work], None]
Begun: TypeAlias = Callable[[Recipe], Work]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Calls the command in the test's folder."""
    return runner(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file into the test's folder."""
    return lambda name, content: written(tmp_path / name, content)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project of the coder ani; to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    made = call(
        ["new", "study.qualcode", "--coder", "ani"], folder=folder, env=plain_environment(folder)
    )
    assert made.status == 0, made.err
    return folder / "study.qualcode"


@pytest.fixture
def project(empty: Path, tmp_path: Path) -> Path:
    """The test's own empty project, the only one in its folder."""
    return Path(shutil.copy2(empty, tmp_path / "study.qualcode"))


@pytest.fixture
def work(project: Path) -> Work:
    """The test's own empty project, with what most tests do to it."""
    return Work(project)


@pytest.fixture(scope="session")
def made() -> dict[Recipe, Path]:
    """Projects that were made, by what made them."""
    return {}


@pytest.fixture
def begun(
    made: dict[Recipe, Path], empty: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Begun:
    """The test's own copy of a project, which is made the first time that it is asked for."""

    def _begun(recipe: Recipe) -> Work:
        if recipe not in made:
            folder = tmp_path_factory.mktemp("made")
            made[recipe] = Path(shutil.copy2(empty, folder / "study.qualcode"))
            recipe(Work(made[recipe]))
        return Work(Path(shutil.copy2(made[recipe], tmp_path / "study.qualcode")))

    return _begun


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `qualcode demo` made; to be read only."""
    home = tmp_path_factory.mktemp("home")
    made = call(["demo", "demo", "--no-open"], folder=home, env=plain_environment(home))
    assert made.status == 0, made.err
    return home / "demo"


@pytest.fixture(scope="session")
def jember(demo: Path) -> Path:
    """The project of the demonstration."""
    return demo / "jember.qualcode"


@pytest.fixture(scope="session")
def dissonance(demo: Path) -> Path:
    """The small project beside it, in which informants contradict each other."""
    return demo / "dissonance" / "dissonance.qualcode"
