"""A whole project as plain values, to tell whether two are the same."""

from __future__ import annotations

from qualcode import Study
from qualcode.store.engine import Connection
from qualcode.store.tables import RECORDED

Dump = dict[str, list[tuple[object, ...]]]


def dump(study: Study) -> Dump:
    """Every row of every recorded table, whom the labels are, and each word of the index."""
    with study.project.reading() as connection:
        names = sorted(row.__tablename__ for row in RECORDED)
        found = {name: _rows(connection, f'SELECT * FROM "{name}" ORDER BY key') for name in names}
        found["speaker"] = sorted(
            _rows(connection, "SELECT transcript, label, informant, how FROM speaker"), key=repr
        )
        found["text_index"] = _index(connection)
        return found


def _rows(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(statement)]


def _index(connection: Connection) -> list[tuple[object, ...]]:
    if connection.dialect.name != "sqlite":
        return _rows(connection, "SELECT rowid, words::text FROM text_index ORDER BY rowid")
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed"
        " USING fts5vocab(main, text_index, instance)"
    )
    rows = _rows(connection, "SELECT rowid FROM text_index ORDER BY rowid")
    return rows + _rows(connection, 'SELECT doc, "offset", term FROM temp.indexed ORDER BY 1, 2')
