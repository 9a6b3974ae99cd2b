"""The schema of a qualcode to come."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.store.migrate import TODAY, Schema


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """Today's migrations and one more, which changes tables that others refer to."""
    return with_one_more(tmp_path_factory.mktemp("later"), "0002_next.py")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """Today's migrations and one more, which takes codes out and leaves what hangs on them."""
    return with_one_more(tmp_path_factory.mktemp("faulty"), "0002_faulty.py")


def with_one_more(folder: Path, script: str) -> Schema:
    """The migrations of today with another after them."""
    scripts = folder / "migrations"
    shutil.copytree(TODAY.scripts, scripts)
    shutil.copy(Path(__file__).with_name("next_schema") / script, scripts / "versions")
    return Schema(scripts, "0002")
