"""A step: the transaction, the audit entry and the unit of undo, in one.

Every change to a recorded table goes through `Step.insert`, `Step.update` and `Step.delete`.
Rows put in are journaled as a key range. A row that changes or goes leaves its image, as JSON.
Undoing a step is itself a step, which takes the changes back (`takingback`) and journals what it
does in the same way; redoing is taking back the undo. The hash of a step covers its entries in
the journal as they are kept, so that they can be checked; of rows put in, only their hash is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from qualcode.model.pseudonyms import Original
from qualcode.store import engine, textindex
from qualcode.store.entries import Change, Entry, content_of, packed
from qualcode.store.rows import (
    KEYS_AT_ONCE,
    Image,
    alter,
    chunks,
    hanging,
    images_of,
    new_guids,
    put_in,
    recorded,
    table_of,
    take_out,
)
from qualcode.store.tables import ChangeRow, CounterRow, Recorded, RevisionRow, StepRow

BOOKKEEPING = ("key", "guid", "created_by", "created_at", "changed_by", "changed_at", "step")
IMAGES_AT_ONCE = 5_000


class Step:
    """One change in the making; everything it does happens with its audit entry or not at all."""

    def __init__(
        self, connection: Connection, *, by: int, at: int, why: str, kind: str = "do"
    ) -> None:
        self.connection = connection
        self.by = by
        self.at = at
        self.why = why
        self.real_names: dict[str, str] = {}
        self.originals: dict[str, tuple[str, Sequence[Original]]] = {}
        self.known_names: Callable[[], Mapping[str, str]] = dict
        self.hash = ""
        self.newcomers = False
        self.erases = False
        self.kind = kind
        self.target: int | None = None
        self._counters = _counters(connection)
        self._given: dict[str, int] = {}
        self._entries: list[Entry] = []
        self.number = self.keys("step", 1).start

    @property
    def touched(self) -> frozenset[str]:
        """The tables it has changed so far."""
        return frozenset(noun for noun, *_ in self._entries)

    @property
    def made(self) -> int | None:
        """Its number in the history, None where it changed nothing."""
        return self.number if self._entries else None

    @property
    def size(self) -> int:
        """How many entries the journal has of it so far."""
        return len(self._entries)

    def aim(self, number: int) -> None:
        """Say which step this one undoes or redoes."""
        self.target = number
        self.why = f"{self.kind} {number}"

    def last(self, noun: str) -> int:
        """The last key given out for `noun`."""
        return self._given.get(noun, self._counters.get(noun, 0))

    def keys(self, noun: str, count: int) -> range:
        """New keys for `count` rows of `noun`, never given out before."""
        first = self.last(noun) + 1
        self._given[noun] = first + count - 1
        return range(first, first + count)

    def add(self, row: type[Recorded], **values: object) -> int:
        """Put in one row; gives its key."""
        return self.insert(row, tuple(values), [tuple(values.values())]).start

    def insert(
        self, row: type[Recorded], columns: Sequence[str], rows: Sequence[tuple[object, ...]]
    ) -> range:
        """Put in many rows, given in the order of `columns`; gives their keys."""
        noun = row.__tablename__
        keys = self.keys(noun, len(rows))
        if not rows:
            return keys
        books = (self.by, self.at, self.by, self.at, self.number)
        whole = [
            (key, guid, *books, *values)
            for key, guid, values in zip(keys, new_guids(len(rows)), rows, strict=True)
        ]
        names = (*BOOKKEEPING, *columns)
        put_in(self.connection, table_of(noun), names, whole)
        self.note(Change(noun, "insert", keys.start, keys.stop - 1), names, whole)
        if row is RevisionRow:
            at = columns.index("text")
            texts = [(key, str(values[at])) for key, values in zip(keys, rows, strict=True)]
            textindex.add(self.connection, texts)
        return keys

    def update(self, row: type[Recorded], key: int, **values: object) -> bool:
        """Change one row; tells whether anything in it was different."""
        return self.update_many(row, {key: values}) == 1

    def update_many(self, row: type[Recorded], changes: Mapping[int, Mapping[str, object]]) -> int:
        """Change many rows, by key; gives how many were different."""
        table = table_of(row.__tablename__)
        books = {"changed_by": self.by, "changed_at": self.at, "step": self.number}
        changed: list[Image] = []
        for image in images_of(self.connection, table, list(changes)):
            values = changes[image["key"]]
            if any(isinstance(value, str) and "\0" in value for value in values.values()):
                raise engine.no_text()
            if any(image[name] != value for name, value in values.items()):
                changed.append(image)
        rows = [{"key": image["key"], **changes[image["key"]], **books} for image in changed]
        alter(self.connection, table, rows)
        self.remember(table.name, "update", changed)
        return len(changed)

    def touch(self, row: type[Recorded], keys: Sequence[int]) -> int:
        """Let rows stand as they are, as of this step; gives how many there are.

        For what a person has looked at again, and for what is kept outside of the project.
        """
        table = table_of(row.__tablename__)
        images = images_of(self.connection, table, keys)
        books = {"changed_by": self.by, "changed_at": self.at, "step": self.number}
        for some in chunks([image["key"] for image in images], KEYS_AT_ONCE):
            touching = update(table).where(table.c.key.in_(some))
            self.connection.execute(touching.values(**books))
        self.remember(table.name, "update", images)
        return len(images)

    def delete(self, row: type[Recorded], keys: Iterable[int]) -> int:
        """Take out rows and, first, all that hangs on them; gives how many rows of `row` went."""
        table = table_of(row.__tablename__)
        gone = list(dict.fromkeys(keys))
        for child, column in hanging()[table.name]:
            for some in chunks(gone, KEYS_AT_ONCE):
                found = select(child.c.key).where(child.c[column].in_(some))
                below = list(self.connection.execute(found).scalars())
                if below:
                    self.delete(recorded()[child.name], below)
        images = images_of(self.connection, table, gone)
        take_out(self.connection, table, images)
        self.remember(table.name, "delete", images)
        return len(images)

    def remember(self, noun: str, deed: str, images: Sequence[Image]) -> None:
        """Journal rows as they were before this step changed them or took them out."""
        for some in chunks(images, IMAGES_AT_ONCE):
            left = (self.number,) * len(some) if deed == "update" else ()
            self.note(Change(noun, deed, images=tuple(some), left=left), (), ())

    def note(self, change: Change, columns: Sequence[str], rows: Sequence[object]) -> None:
        """Journal a change; of `rows` put in, only their hash is kept."""
        images = packed(change, columns, rows)
        self._entries.append((change.noun, change.deed, change.first, change.last, images))

    def finish(self) -> bool:
        """Write the audit entry; tells whether there was anything to write."""
        if not self._entries:
            del self._given["step"]
            _write_counters(self.connection, self._counters, self._given)
            return False
        before = {"before": self.number - 1}
        previous = self.connection.execute(_HASH, before).scalar_one_or_none()
        content = content_of(self._entries)
        sealed = (previous, self.number, self.at, self.by, self.why, self.kind, self.target)
        self.hash = hashlib.sha256(json.dumps((*sealed, content)).encode()).hexdigest()
        self.connection.execute(
            insert(StepRow),
            {
                "number": self.number,
                "guid": new_guids(1)[0],
                "at": self.at,
                "by": self.by,
                "why": self.why,
                "kind": self.kind,
                "target": self.target,
                "state": "done",
                "erased": int(self.erases),
                "content": content,
                "previous": previous or "",
                "hash": self.hash,
            },
        )
        self._write_changes()
        _write_counters(self.connection, self._counters, self._given)
        return True

    def _write_changes(self) -> None:
        keys = self.keys("change", len(self._entries))
        names = ("key", "step", "noun", "deed", "first", "last", "images")
        self.connection.execute(
            insert(ChangeRow),
            [
                dict(zip(names, (key, self.number, *entry), strict=True))
                for key, entry in zip(keys, self._entries, strict=True)
            ],
        )


def take_turn(connection: Connection) -> None:
    """Wait until no other step is under way; SQLite has done so when the transaction began."""
    if connection.dialect.name != "sqlite":
        turn = select(CounterRow.last).where(CounterRow.name == "step").with_for_update()
        connection.execute(turn).all()


def _counters(connection: Connection) -> dict[str, int]:
    return dict(connection.execute(_COUNTERS).all())


_COUNTERS = select(CounterRow.name, CounterRow.last)


def _write_counters(
    connection: Connection, before: Mapping[str, int], given: Mapping[str, int]
) -> None:
    counted = [{"counter": name, "to": last} for name, last in given.items() if name in before]
    if counted:
        connection.execute(_COUNTED, counted)
    new = [{"name": name, "last": last} for name, last in given.items() if name not in before]
    if new:
        connection.execute(insert(CounterRow), new)


_HASH = select(StepRow.hash).where(StepRow.number == bindparam("before"))
_COUNTED = (
    update(CounterRow).where(CounterRow.name == bindparam("counter")).values(last=bindparam("to"))
)
