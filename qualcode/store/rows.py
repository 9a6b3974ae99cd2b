"""Rows of recorded tables as they stand: read whole, put in, taken out.

What is done here is in no journal; `journal` and `takingback` see to that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from qualcode.errors import RefusedError
from qualcode.store import textindex
from qualcode.store.tables import RECORDED, Recorded, RevisionRow

KEYS_AT_ONCE = 500

Image = dict[str, Any]
_T = TypeVar("_T")


def images_of(connection: Connection, table: Table, keys: Sequence[int]) -> list[Image]:
    """The rows of those keys that are there, whole."""
    found: list[Image] = []
    for some in chunks(keys, KEYS_AT_ONCE):
        found += images_where(connection, table, table.c.key.in_(some))
    return found


def images_where(
    connection: Connection, table: Table, condition: ColumnElement[bool]
) -> list[Image]:
    """The rows for which something holds, whole, by key."""
    found = connection.execute(select(*table.c).where(condition).order_by(table.c.key))
    names = tuple(column.name for column in table.c)
    return [dict(zip(names, row, strict=True)) for row in found]


def put_in(
    connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]
) -> None:
    """Put in rows, straight to the driver: SQLAlchemy's own `insert` takes half as long again."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(quote(name) for name in names)
    marks = ", ".join([mark] * len(names))
    statement = f"INSERT INTO {quote(table.name)} ({listed}) VALUES ({marks})"
    with no_clash(table):
        connection.exec_driver_sql(statement, rows)


def alter(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Give rows, found by their keys, other values; such as change the same columns in one go."""
    for names, some in groupby(rows, key=tuple):
        columns = [table.c[name] for name in names if name != "key"]
        changing = update(table).where(table.c.key == bindparam("of_key"))
        changing = changing.values({each: bindparam(f"of_{each.name}") for each in columns})
        with no_clash(table):
            given = [{f"of_{name}": row[name] for name in names} for row in some]
            connection.execute(changing, given)


@contextmanager
def no_clash(table: Table) -> Iterator[None]:
    """Turns a second one of what there is only one of into one sentence."""
    try:
        yield
    except IntegrityError as clash:
        raise RefusedError(
            "another {noun} with the same name or place is there already",
            advice="look at what is there first",
            noun=table.name.replace("_", " "),
        ) from clash


def take_out(connection: Connection, table: Table, images: Sequence[Image]) -> None:
    """Delete rows, and what the text index holds of them."""
    if table.name == RevisionRow.__tablename__:
        textindex.remove(connection, [(image["key"], image["text"]) for image in images])
    for some in chunks(images, KEYS_AT_ONCE):
        keys = [image["key"] for image in some]
        connection.execute(table.delete().where(table.c.key.in_(keys)))


def new_guids(count: int) -> list[str]:
    """Random UUIDs (version 4) as 32 hexadecimal digits, made in one go."""
    digits = os.urandom(16 * count).hex()
    whole = (digits[at : at + 32] for at in range(0, 32 * count, 32))
    return [f"{g[:12]}4{g[13:16]}{'89ab'[int(g[16], 16) & 3]}{g[17:]}" for g in whole]


def chunks(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """Some at a time."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def table_of(noun: str) -> Table:
    """The table of that name."""
    return RECORDED[0].metadata.tables[noun]


@cache
def recorded() -> Mapping[str, type[Recorded]]:
    """All recorded tables by name."""
    return {row.__tablename__: row for row in RECORDED}


@cache
def references() -> Mapping[str, tuple[tuple[str, Table], ...]]:
    """Per recorded table, its references to other recorded tables."""
    return {
        noun: tuple(
            (key.parent.name, key.column.table)
            for key in table_of(noun).foreign_keys
            if key.column.table.name in recorded()
        )
        for noun in recorded()
    }


@cache
def hanging() -> Mapping[str, tuple[tuple[Table, str], ...]]:
    """Per recorded table, the references that other rows hold to it."""
    found: dict[str, list[tuple[Table, str]]] = {noun: [] for noun in recorded()}
    for noun, held in sorted(references().items()):
        for column, parent in sorted(held, key=lambda each: each[0]):
            found[parent.name].append((table_of(noun), column))
    return {noun: tuple(children) for noun, children in found.items()}
