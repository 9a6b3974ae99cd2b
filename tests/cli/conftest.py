"""A folder to work in, projects to work on, and the command to work with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.cli.calling import Answer, Run, call, plain_environment
from tests.cli.work import Work

Write: TypeAlias = Callable[..., Path]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Calls the command in the test's folder; `env` is what the environment says besides."""

    def _run(*words: object, env: Mapping[str, str] | None = None) -> Answer:
        return call(words, folder=tmp_path, env={**plain_environment(tmp_path), **(env or {})})

    return _run


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file into the test's folder."""

    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


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
def work(run: Run, write: Write, project: Path) -> Work:
    """The test's own empty project, with what most tests do to it."""
    return Work(run, write, project)


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
