"""Opening databases: how SQLite is set up, when a transaction begins, what a failure means."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ClauseElement, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError

from qualcode.errors import InputError, ProjectError, QualcodeError, RefusedError
from qualcode.store.version import APPLICATION_ID

__all__ = [
    "APPLICATION_ID",
    "Connection",
    "create_private",
    "engine_for",
    "is_url",
    "plain_failures",
    "raw",
]

PATIENCE = 10.0  # seconds that a writer waits for another


def is_url(where: str) -> bool:
    """Whether `where` is a database URL rather than a file."""
    return "://" in where


def engine_for(where: str) -> Engine:
    """An engine for a project file or a PostgreSQL URL; nothing is opened yet."""
    return _postgresql(where) if is_url(where) else _sqlite(Path(where))


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path.resolve())),
        hide_parameters=True,
        connect_args={"timeout": PATIENCE, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "trusted_schema=OFF",
            "foreign_keys=ON",
            "cache_size=-65536",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgresql(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "postgresql":
            raise InputError(
                "{url} is no database that qualcode knows",
                advice="give a file, or a URL that starts with postgresql://",
                url=_without_password(url),
            )
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            connect_args={"options": f"-c lock_timeout={int(PATIENCE * 1000)}"},
        )
    except (ImportError, NoSuchModuleError) as missing:
        raise ProjectError(
            "a PostgreSQL project needs the package psycopg",
            advice='install it with: pip install "qualcode[postgresql]"',
        ) from missing


def _without_password(url: str) -> str:
    return re.sub(r"(://[^/@:]*):[^@]*@", r"\1@", url)


def create_private(path: Path) -> None:
    """An empty file that only its owner can read, made before SQLite makes its own."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise InputError(
            "{path} is already there", advice="choose another name", path=path
        ) from None
    except OSError as failure:
        raise ProjectError(
            "cannot make {path}: {why}",
            advice="choose a folder that you may write to",
            path=path,
            why=failure.strerror or failure,
        ) from None


@contextmanager
def plain_failures(name: str) -> Iterator[None]:
    """Turns what a database driver throws into one sentence about the project `name`."""
    try:
        yield
    except DBAPIError as failure:
        raise _plainly(name, failure) from failure


def _plainly(name: str, failure: DBAPIError) -> QualcodeError:
    code = str(getattr(failure.orig, "sqlite_errorname", "") or "")
    state = str(getattr(failure.orig, "sqlstate", "") or "")
    said = str(failure.orig).strip().splitlines()[0] if str(failure.orig).strip() else ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in ("55P03", "40001", "40P01"):
        return RefusedError(
            "somebody else is writing to {name}, and nothing was changed",
            advice="try again in a moment",
            name=name,
        )
    if code.startswith("SQLITE_FULL") or state == "53100":
        return ProjectError(
            "the disk is full, and nothing was changed in {name}",
            advice="free some space and try again",
            name=name,
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or state == "42501":
        return ProjectError(
            "{name} cannot be written",
            advice="check that the file and its folder are there and that you may write to both",
            name=name,
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return ProjectError(
            "{name} is damaged or is no qualcode project",
            advice="run qualcode check, or go back to a backup",
            name=name,
        )
    if code.startswith("SQLITE_IOERR"):
        return ProjectError(
            "the disk failed while {name} was used: {said}",
            advice="check the disk; what was already recorded is kept",
            name=name,
            said=said,
        )
    if isinstance(failure, OperationalError):
        return ProjectError(
            "cannot use {name}: {said}",
            advice="check the address and that the server is running",
            name=name,
            said=said,
        )
    raise failure


def fetched(connection: Connection, statement: ClauseElement) -> list[Any]:
    """All rows of a statement without values from outside, as the driver makes them.

    SQLAlchemy's own rows cost as much again; a matrix has tens of thousands.
    """
    written = statement.compile(connection, compile_kwargs={"literal_binds": True})
    cursor = raw(connection).execute(str(written))
    return list(cursor.fetchall())


def raw(connection: Connection) -> Any:
    """The driver's own connection, for what SQLAlchemy has no word for."""
    return connection.connection.driver_connection
