"""A hash of all that a project holds, by which a report can be tied to its data."""

from __future__ import annotations

import json
from hashlib import sha256

from sqlalchemy import Connection, select

from qualcode.store.tables import RECORDED, Base

_NOT_DATA = ("guid", "created_by", "created_at", "changed_by", "changed_at", "step")


def fingerprint(connection: Connection) -> str:
    """SHA-256 over every row of every recorded table, by key, in hexadecimal.

    It covers what was entered and not when or by which step, so that a copy, and a project in
    which a step was undone, have the hash that they had before.
    """
    found = sha256()
    for row in RECORDED:
        table = Base.metadata.tables[row.__tablename__]
        columns = [column for column in table.columns if column.name not in _NOT_DATA]
        found.update(f"{table.name}:{[column.name for column in columns]}\n".encode())
        rows = connection.execute(select(*columns).order_by(row.key)).yield_per(10_000)
        for values in rows:
            line = json.dumps(list(values), ensure_ascii=True, default=_bytes)
            found.update(line.encode() + b"\n")
    return found.hexdigest()


def _bytes(value: object) -> str:
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else str(value)
