"""Opening databases: how SQLite is set up, when a transaction begins, what a failure means."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Executable, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError, OperationalError

from qualcode.errors import InputError, ProjectError, QualcodeError, RefusedError
from qualcode.store.version import APPLICATION_ID

__all__ = [
    "APPLICATION_ID",
    "Connection",
    "create_private",
    "engine_for",
    "is_unfinished",
    "is_url",
    "mark",
    "no_text",
    "plain_failures",
    "put_in_place",
    "raw",
]

PATIENCE = 10.0  # seconds that a writer waits for another


def is_url(where: str) -> bool:
    """Whether `where` is a database URL rather than a file."""
    return "://" in where


def engine_for(where: str, *, patience: float | None = None) -> Engine:
    """An engine for a project file or a PostgreSQL URL; nothing is opened yet.

    `patience` is how many seconds a writer waits for another, `PATIENCE` unless given.
    """
    seconds = PATIENCE if patience is None else patience
    return _postgresql(where, seconds) if is_url(where) else _sqlite(Path(where), seconds)


def _sqlite(path: Path, patience: float) -> Engine:
    # Mode rw: a file that has gone meanwhile is missed, not made anew and empty.
    place = path.resolve().as_uri()
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=place, query={"mode": "rw", "uri": "true"}),
        hide_parameters=True,
        connect_args={"timeout": patience, "isolation_level": None},
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


def _postgresql(url: str, patience: float) -> Engine:
    parsed = _parsed(url)
    given = parsed.query.get("options", ())
    options = [given] if isinstance(given, str) else [*given]
    options.append(f"-c lock_timeout={int(patience * 1000)}")
    try:
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            connect_args={"options": " ".join(options)},
        )
    except (ImportError, NoSuchModuleError) as missing:
        raise ProjectError(
            "a PostgreSQL project needs the package psycopg",
            advice='install it with: pip install "qualcode[postgresql]"',
        ) from missing


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or parsed.get_backend_name() != "postgresql" or not parsed.database:
        raise InputError(
            "{url} is no database that qualcode knows",
            advice="give a file, or a URL like postgresql://server/database",
            url=_without_password(url),
        )
    return parsed


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
        raise _cannot_make(path, failure.strerror or failure) from None


def _cannot_make(path: Path, why: object) -> ProjectError:
    return ProjectError(
        "cannot make {path}: {why}",
        advice="choose a folder that you may write to",
        path=path,
        why=why,
    )


def is_unfinished(path: Path) -> bool:
    """Whether making a project there was broken off before anything was in the file itself."""
    try:
        with path.open("rb") as file:
            head, rights = file.read(100), os.fstat(file.fileno()).st_mode
    except OSError:
        return False
    if rights & 0o077:  # nothing that `create_private` made
        return False
    return not head or (head[60:64] == bytes(4) and head[68:72] == APPLICATION_ID.to_bytes(4))


def mark(path: Path) -> None:
    """Say in a new file's header that it is a project.

    What SQLite writes in WAL mode stands beside the file at first. Whoever is killed before it
    gets into the file must still find a project there.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except sqlite3.Error as failure:
        raise _cannot_make(path, failure) from None


def put_in_place(finished: Path, place: Path) -> None:
    """Give a finished file its name, for good even if the power fails right after."""
    finished.replace(place)
    if os.name == "posix":
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def plain_failures(name: str) -> Iterator[None]:
    """Turns what a database driver throws into one sentence about the project `name`."""
    try:
        yield
    except DBAPIError as failure:
        raise _plainly(name, failure) from failure
    except OverflowError as failure:
        raise _too_large() from failure
    except UnicodeEncodeError as failure:
        raise no_text() from failure


def _too_large() -> QualcodeError:
    return InputError("that number is too large", advice="nothing was changed")


def no_text() -> QualcodeError:
    """What to say of characters that one of the databases could not keep."""
    return InputError(
        "what was given holds characters that are no text (NUL or half of a pair)",
        advice="take them out; nothing was changed",
    )


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
    if state == "42501":
        return ProjectError(
            "{name} cannot be written",
            advice="ask whoever runs the server for the right to make and change tables there",
            name=name,
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
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
    if state == "22003":
        return _too_large()
    if isinstance(failure, DataError) and (not state or state in ("22021", "22P05")):
        return no_text()
    if isinstance(failure, OperationalError):
        return ProjectError(
            "cannot use {name}: {said}",
            advice="check the address and that the server is running",
            name=name,
            said=said,
        )
    raise failure


def fetched(connection: Connection, statement: Executable) -> list[Any]:
    """All rows of a statement, as the driver makes them.

    SQLAlchemy's own rows cost as much again; a matrix has tens of thousands.
    """
    with connection.execute(statement) as result:
        cursor: Any = result.cursor
        try:
            return list(cursor.fetchall())
        except connection.dialect.loaded_dbapi.Error as failure:
            raise DBAPIError(None, None, failure) from failure


def raw(connection: Connection) -> Any:
    """The driver's own connection, for what SQLAlchemy has no word for."""
    return connection.connection.driver_connection
