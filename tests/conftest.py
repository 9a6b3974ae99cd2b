"""Real databases for every test that wants one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.postgres import cluster

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A private PostgreSQL server, for as long as the tests run."""
    with cluster() as url:
        yield url


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """A fresh, empty database."""
    import psycopg

    name = f"t{next(_NUMBERS)}"
    with psycopg.connect(postgres.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return postgres.format(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a new project may be made, once in a file and once on a server."""
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        return str(tmp_path / "study.qualcode")
    url: str = request.getfixturevalue("postgres_url")
    return url
