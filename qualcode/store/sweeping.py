"""The end of an erasure: what the rows no longer hold goes from the bytes of the files, too.

That an erasure is under way is kept in the project, in the same transaction as the erasure; where
somebody is killed before the end, the next one to open the project comes to it.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, Engine, delete, insert, select

from qualcode.store.engine import raw
from qualcode.store.tables import CounterRow

_UNSWEPT = "unswept"


def begin(connection: Connection) -> None:
    """Say, inside the step, that the files are to be swept."""
    if not is_due(connection):
        connection.execute(insert(CounterRow).values(name=_UNSWEPT, last=1))


def is_due(connection: Connection) -> bool:
    """Whether the files still are to be swept."""
    found = select(CounterRow.last).where(CounterRow.name == _UNSWEPT)
    return connection.execute(found).first() is not None


def sweep(engine: Engine) -> bool:
    """Write the database anew without what was erased, its log included; tells whether that was
    possible, which it is not while somebody else reads in it."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return _rewritten(raw(connection))
        by_itself = connection.execution_options(isolation_level="AUTOCOMMIT")
        by_itself.exec_driver_sql("VACUUM FULL")
        by_itself.execute(delete(CounterRow).where(CounterRow.name == _UNSWEPT))
    return True


def _rewritten(file: sqlite3.Connection) -> bool:
    try:
        file.execute("PRAGMA temp_store=MEMORY")  # no copy in a folder that is for everybody
        file.execute("VACUUM")
        if not _emptied(file):
            return False
        file.execute("DELETE FROM counter WHERE name = ?", (_UNSWEPT,))
        return _emptied(file)
    except sqlite3.OperationalError as failure:
        if failure.sqlite_errorname not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise
        return False
    finally:
        file.execute("PRAGMA temp_store=DEFAULT")


def _emptied(file: sqlite3.Connection) -> bool:
    """Whether all of the log beside the file came into it, so that nothing is left there."""
    (busy, _, _) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
