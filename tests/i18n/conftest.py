"""The demonstration, and the command to read it with in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qualcode.workflows.demo import Demo
from qualcode.workflows.demo import demo as build
from tests.cli.calling import Answer, Run, call, plain_environment


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demonstration study and the small one beside it; to be read only."""
    return build(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Calls the command in the test's folder; `env` is what the environment says besides."""

    def _run(*words: object, env: Mapping[str, str] | None = None) -> Answer:
        return call(words, folder=tmp_path, env={**plain_environment(tmp_path), **(env or {})})

    return _run
