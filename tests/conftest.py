"""Real projects and databases for every test that wants one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from qualcode import Study, new_project
from tests.postgres import cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A private PostgreSQL server, for as long as the tests run."""
    with cluster() as url:
        yield url


@pytest.fixture(scope="session")
def fresh_database(postgres: str) -> Callable[[], str]:
    """Makes empty databases on the server; gives the URL of each."""
    import psycopg

    numbers = count(1)

    def _make() -> str:
        name = f"t{next(numbers)}"
        with psycopg.connect(postgres.format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return postgres.format(name)

    return _make


@pytest.fixture
def postgres_url(fresh_database: Callable[[], str]) -> str:
    """A fresh, empty database."""
    return fresh_database()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a new project may be made, once in a file and once on a server."""
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        return str(tmp_path / "study.qualcode")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Study]:
    """A new project in a file; its coder is ani."""
    with new_project(tmp_path / "study.qualcode", coder="ani") as study:
        yield study


@pytest.fixture
def any_project(where: str) -> Iterator[Study]:
    """A new project, once in a file and once on a server; its coder is ani."""
    with new_project(where, coder="ani") as study:
        yield study
