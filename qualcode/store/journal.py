"""A step: the transaction, the audit entry and the unit of undo, in one.

Every change to a recorded table goes through `Step.insert`, `Step.update` and `Step.delete`.
Rows put in are journaled as a key range. A row that changes or goes leaves its image, as JSON.
Undoing a step is itself a step, which takes the changes back, last first, and journals what it
does in the same way; redoing is taking back the undo. The hash of a step covers its entries in
the journal as they are kept, so that they can be checked; of rows put in, only their hash is.

A change can be taken back as long as the rows are as it left them. Each row carries the number
of the step that touched it last, and restoring an image restores that number too: so "as it left
them" is one comparison, and an edit that was itself undone is no obstacle.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Table,
    bindparam,
    false,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from qualcode.errors import RefusedError
from qualcode.i18n import mark
from qualcode.store import engine, textindex
from qualcode.store.tables import (
    RECORDED,
    AttributeRow,
    ChangeRow,
    ClaimAssetRow,
    ClaimLinkRow,
    ClaimReferenceRow,
    ClaimThemeRow,
    CoderRow,
    CodingRow,
    CounterRow,
    EvidenceRow,
    NegativeCaseRow,
    PassageRow,
    Recorded,
    ReferralRow,
    RevisionRow,
    StepRow,
    ThemeCodeRow,
    TopicRow,
)

BOOKKEEPING = ("key", "guid", "created_by", "created_at", "changed_by", "changed_at", "step")
IMAGES_AT_ONCE = 5_000
_KEYS_AT_ONCE = 500
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it

# What there is only one of, by the columns that are then the same. The verbs see to it; taking a
# step back must not bring a second one in beside what somebody made meanwhile. Two passages are
# the same here where they are one coder's at one place.
_ONCE: tuple[tuple[type[Recorded], tuple[str, ...], Mapping[str, int]], ...] = (
    (AttributeRow, ("informant", "transcript", "name"), {}),
    (ClaimAssetRow, ("claim", "asset"), {}),
    (ClaimLinkRow, ("claim", "other", "kind"), {}),
    (ClaimReferenceRow, ("claim", "kind", "text"), {}),
    (ClaimThemeRow, ("claim", "code", "turned"), {}),
    (CodingRow, ("code", "passage", "round", "layer"), {}),
    (EvidenceRow, ("claim", "passage"), {}),
    (NegativeCaseRow, ("claim", "passage"), {}),
    (ReferralRow, ("referrer", "informant"), {}),
    (ReferralRow, ("informant",), {"tree": 1}),
    (ThemeCodeRow, ("theme", "code"), {}),
    (TopicRow, ("transcript", "informant", "code"), {}),
)
_PLACE = ("transcript", "coder", "start", "end")

Image = dict[str, Any]
Entry = tuple[str, str, int | None, int | None, str | None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Change:
    """What was done to which rows of a table, and what is needed to undo it.

    `images` are whole rows as they were (update, delete), or the keys put back (insert by an
    undo). `left` is the step number that each row carries after the change.
    """

    noun: str
    deed: str
    first: int | None = None
    last: int | None = None
    images: tuple[Image, ...] = ()
    left: tuple[int, ...] = ()


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
        self.known_names: Callable[[], Mapping[str, str]] = dict
        self.hash = ""
        self.newcomers = False
        self.kind = kind
        self.target: int | None = None
        self._counters = _counters(connection)
        self._given: dict[str, int] = {}
        self._entries: list[Entry] = []
        self._back: dict[str, set[int]] = {}
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
        _insert(self.connection, _table(noun), names, whole)
        self._note(_Change(noun, "insert", keys.start, keys.stop - 1), names, whole)
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
        table = _table(row.__tablename__)
        changed: list[Image] = []
        for image in _images(self.connection, table, list(changes)):
            values = changes[image["key"]]
            if any(isinstance(value, str) and "\0" in value for value in values.values()):
                raise engine.no_text()
            if any(image[name] != value for name, value in values.items()):
                books = {"changed_by": self.by, "changed_at": self.at, "step": self.number}
                changing = update(table).where(table.c.key == image["key"])
                with _no_clash(table):
                    self.connection.execute(changing.values(**values, **books))
                changed.append(image)
        self._remember(table.name, "update", changed)
        return len(changed)

    def touch(self, row: type[Recorded], keys: Sequence[int]) -> int:
        """Let rows stand as they are, as of this step; gives how many there are.

        For what a person has looked at again, and for what is kept outside of the project.
        """
        table = _table(row.__tablename__)
        images = _images(self.connection, table, keys)
        books = {"changed_by": self.by, "changed_at": self.at, "step": self.number}
        for some in _chunks([image["key"] for image in images], _KEYS_AT_ONCE):
            touching = update(table).where(table.c.key.in_(some))
            self.connection.execute(touching.values(**books))
        self._remember(table.name, "update", images)
        return len(images)

    def delete(self, row: type[Recorded], keys: Iterable[int]) -> int:
        """Take out rows and, first, all that hangs on them; gives how many rows of `row` went."""
        table = _table(row.__tablename__)
        gone = list(dict.fromkeys(keys))
        for child, column in _hanging()[table.name]:
            for some in _chunks(gone, _KEYS_AT_ONCE):
                found = select(child.c.key).where(child.c[column].in_(some))
                below = list(self.connection.execute(found).scalars())
                if below:
                    self.delete(_rows()[child.name], below)
        images = _images(self.connection, table, gone)
        _take_out(self.connection, table, images)
        self._remember(table.name, "delete", images)
        return len(images)

    def _remember(self, noun: str, deed: str, images: Sequence[Image]) -> None:
        for some in _chunks(images, IMAGES_AT_ONCE):
            left = (self.number,) * len(some) if deed == "update" else ()
            self._note(_Change(noun, deed, images=tuple(some), left=left), (), ())

    def _note(self, change: _Change, columns: Sequence[str], rows: Sequence[object]) -> None:
        images = _packed(change, columns, rows)
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
                "erased": 0,
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

    # Taking back

    def take_back(self, number: int) -> None:
        """Undo all that step `number` did, last first; refuses if anything was touched since."""
        entries = self.connection.execute(
            select(
                ChangeRow.noun, ChangeRow.deed, ChangeRow.first, ChangeRow.last, ChangeRow.images
            )
            .where(ChangeRow.step == number)
            .order_by(ChangeRow.key.desc())
        ).all()
        for noun, deed, first, last, images in entries:
            change = _unpacked(noun, deed, first, last, images)
            match deed:
                case "insert":
                    self._take_out_again(change, number)
                case "update":
                    self._change_again(change)
                case _:
                    self._put_in_again(change)
        self._nothing_twice()

    def _take_out_again(self, change: _Change, number: int) -> None:
        table = _table(change.noun)
        for condition, left in _as_left(table.c.key, change, number):
            images = _images_where(self.connection, table, condition)
            _same(self.connection, change.noun, images, left)
            self._nothing_hangs(table, condition)
            _take_out(self.connection, table, images)
            self._remember(change.noun, "delete", images)

    def _nothing_hangs(self, table: Table, condition: ColumnElement[bool]) -> None:
        for child, column in _hanging()[table.name]:
            parents = select(table.c.key).where(condition)
            later = self.connection.execute(
                select(child.c.step).where(child.c[column].in_(parents)).limit(1)
            ).scalar_one_or_none()
            if later is not None:
                raise _touched_since(self.connection, child.name, later)

    def _change_again(self, change: _Change) -> None:
        table = _table(change.noun)
        now = _images(self.connection, table, [image["key"] for image in change.images])
        left = {i["key"]: step for i, step in zip(change.images, change.left, strict=True)}
        _same(self.connection, change.noun, now, left)
        self._parents_are_there(table, change.images)
        last_first = change.images[::-1]
        for image in last_first:
            changing = update(table).where(table.c.key == image["key"])
            with _no_clash(table):
                self.connection.execute(changing.values(**image))
        self._back.setdefault(change.noun, set()).update(left)
        restored = tuple(image["step"] for image in last_first)
        by_key = {image["key"]: image for image in now}
        before = tuple(by_key[image["key"]] for image in last_first)
        self._note(_Change(change.noun, "update", images=before, left=restored), (), ())

    def _put_in_again(self, change: _Change) -> None:
        table = _table(change.noun)
        self._parents_are_there(table, change.images)
        names = tuple(change.images[0])
        rows = [tuple(image.values()) for image in change.images]
        _insert(self.connection, table, names, rows)
        if change.noun == RevisionRow.__tablename__:
            textindex.add(self.connection, [(i["key"], i["text"]) for i in change.images])
        keys = tuple({"key": image["key"]} for image in change.images)
        self._back.setdefault(change.noun, set()).update(image["key"] for image in change.images)
        left = tuple(image["step"] for image in change.images)
        self._note(_Change(change.noun, "insert", images=keys, left=left), names, rows)

    def _parents_are_there(self, table: Table, images: Sequence[Image]) -> None:
        for column, parent in _parents()[table.name]:
            wanted = {image[column] for image in images} - {None}
            for some in _chunks(sorted(wanted), _KEYS_AT_ONCE):
                there = select(parent.c.key).where(parent.c.key.in_(some))
                gone = {*some}.difference(self.connection.execute(there).scalars())
                if gone:
                    raise _removed_since(self.connection, parent.name, gone)

    def _nothing_twice(self) -> None:
        for row, columns, only in _ONCE:
            back = self._back.get(row.__tablename__)
            if back:
                rows = _like(self.connection, _table(row.__tablename__), columns, only, back)
                mine = {tuple(values) for key, _, *values in rows if key in back}
                for key, later, *values in rows:
                    if key not in back and tuple(values) in mine:
                        raise _touched_since(self.connection, row.__tablename__, later)


def _like(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    only: Mapping[str, int],
    keys: AbstractSet[int],
) -> list[Any]:
    """Key, step and `columns` of the rows that have the first column with some of `keys` in common.

    A passage stands for its coder and place.
    """
    source: FromClause = table
    shown = [table.c[name] for name in columns if name != "passage"]
    if "passage" in columns:
        passage = _table(PassageRow.__tablename__)
        source = table.join(passage, passage.c.key == table.c.passage)
        shown += [passage.c[name] for name in _PLACE]
    wanted: set[Any] = set()
    for some in _chunks(sorted(keys), _KEYS_AT_ONCE):
        wanted.update(connection.execute(select(shown[0]).where(table.c.key.in_(some))).scalars())
    of_those = or_(shown[0].in_(wanted - {None}), shown[0].is_(None) if None in wanted else false())
    conditions = [of_those, *(table.c[name] == value for name, value in only.items())]
    found = select(table.c.key, table.c.step, *shown).select_from(source).where(*conditions)
    return list(connection.execute(found).all())


def _same(
    connection: Connection, noun: str, images: Sequence[Image], left: Mapping[int, int]
) -> None:
    for image in images:
        if image["step"] != left[image["key"]]:
            raise _touched_since(connection, noun, image["step"])
    gone = left.keys() - {image["key"] for image in images}
    if gone:
        raise _removed_since(connection, noun, gone)


def _touched_since(connection: Connection, noun: str, later: int) -> RefusedError:
    message = mark("step {later} by {who} ({why}) has since touched the same {noun}")
    return _in_the_way(connection, message, noun, later)


def _removed_since(connection: Connection, noun: str, keys: AbstractSet[int]) -> RefusedError:
    entries = connection.execute(
        select(ChangeRow.step, ChangeRow.images)
        .where(ChangeRow.noun == noun, ChangeRow.deed == "delete")
        .order_by(ChangeRow.key.desc())
    )
    message = mark("step {later} by {who} ({why}) has since removed that {noun}")
    for later, images in entries:
        change = _unpacked(noun, "delete", None, None, images)
        if any(image["key"] in keys for image in change.images):
            return _in_the_way(connection, message, noun, later)
    return RefusedError("that {noun} is no longer there", noun=noun.replace("_", " "))


def _in_the_way(connection: Connection, message: str, noun: str, later: int) -> RefusedError:
    why, kind, who = connection.execute(
        select(StepRow.why, StepRow.kind, CoderRow.name)
        .join(CoderRow, CoderRow.key == StepRow.by)
        .where(StepRow.number == later)
    ).one()
    return RefusedError(
        message,
        advice="redo what that undid first" if kind == "undo" else "undo that step first",
        later=later,
        who=who,
        why=why,
        noun=noun.replace("_", " "),
    )


def content_of(entries: Iterable[Entry]) -> str:
    """The hash of what a step did, from its entries in the journal."""
    content = hashlib.sha256()
    for *what, images in entries:
        content.update(json.dumps(what).encode())
        content.update((images or "").encode())
    return content.hexdigest()


def _as_left(
    key: ColumnElement[int], change: _Change, number: int
) -> Iterator[tuple[ColumnElement[bool], Mapping[int, int]]]:
    """The rows that a change put in, some at a time, with the step each must still carry."""
    if change.first is not None and change.last is not None:
        for start in range(change.first, change.last + 1, IMAGES_AT_ONCE):
            stop = min(start + IMAGES_AT_ONCE, change.last + 1)
            yield key.between(start, stop - 1), dict.fromkeys(range(start, stop), number)
        return
    pairs = [(image["key"], left) for image, left in zip(change.images, change.left, strict=True)]
    for some in _chunks(pairs, _KEYS_AT_ONCE):
        yield key.in_([each for each, _ in some]), dict(some)


def _packed(change: _Change, columns: Sequence[str], rows: Sequence[object]) -> str:
    held: dict[str, object] = {}
    if change.images:
        held["columns"] = list(change.images[0])
        held["rows"] = [list(image.values()) for image in change.images]
        held["left"] = change.left
    if rows:
        whole = json.dumps((columns, rows), ensure_ascii=False).encode("utf-8", "replace")
        if b"\\u0000" in whole and _NUL.search(whole):  # SQLite would take it, PostgreSQL does not
            raise engine.no_text()
        held["put in"] = hashlib.sha256(whole).hexdigest()
    return json.dumps(held, ensure_ascii=False)


def _unpacked(
    noun: str, deed: str, first: int | None, last: int | None, images: str | None
) -> _Change:
    held = json.loads(images or "{}")
    if "rows" not in held:
        return _Change(noun, deed, first, last)
    rows = tuple(dict(zip(held["columns"], row, strict=True)) for row in held["rows"])
    return _Change(noun, deed, first, last, rows, tuple(held["left"]))


def past_images(connection: Connection, row: type[Recorded]) -> Iterator[tuple[int, Image]]:
    """Every image that is kept of the rows of a table, with the step that changed it or took it
    out, the oldest first."""
    kept = connection.execute(
        select(ChangeRow.step, ChangeRow.noun, ChangeRow.deed, ChangeRow.images)
        .where(ChangeRow.noun == row.__tablename__, ChangeRow.deed != "insert")
        .order_by(ChangeRow.key)
    )
    for step, noun, deed, images in kept:
        for image in _unpacked(noun, deed, None, None, images).images:
            yield step, image


def _images(connection: Connection, table: Table, keys: Sequence[int]) -> list[Image]:
    found: list[Image] = []
    for some in _chunks(keys, _KEYS_AT_ONCE):
        found += _images_where(connection, table, table.c.key.in_(some))
    return found


def _images_where(
    connection: Connection, table: Table, condition: ColumnElement[bool]
) -> list[Image]:
    found = connection.execute(select(*table.c).where(condition).order_by(table.c.key))
    names = tuple(column.name for column in table.c)
    return [dict(zip(names, row, strict=True)) for row in found]


def _insert(
    connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]
) -> None:
    """Straight to the driver: through SQLAlchemy's own `insert` it takes half as long again."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(quote(name) for name in names)
    marks = ", ".join([mark] * len(names))
    statement = f"INSERT INTO {quote(table.name)} ({listed}) VALUES ({marks})"
    with _no_clash(table):
        connection.exec_driver_sql(statement, rows)


@contextmanager
def _no_clash(table: Table) -> Iterator[None]:
    try:
        yield
    except IntegrityError as clash:
        raise RefusedError(
            "another {noun} with the same name or place is there already",
            advice="look at what is there first",
            noun=table.name.replace("_", " "),
        ) from clash


def _take_out(connection: Connection, table: Table, images: Sequence[Image]) -> None:
    if table.name == RevisionRow.__tablename__:
        textindex.remove(connection, [(image["key"], image["text"]) for image in images])
    for some in _chunks(images, _KEYS_AT_ONCE):
        keys = [image["key"] for image in some]
        connection.execute(table.delete().where(table.c.key.in_(keys)))


def new_guids(count: int) -> list[str]:
    """Random UUIDs (version 4) as 32 hexadecimal digits, made in one go."""
    digits = os.urandom(16 * count).hex()
    whole = (digits[at : at + 32] for at in range(0, 32 * count, 32))
    return [f"{g[:12]}4{g[13:16]}{'89ab'[int(g[16], 16) & 3]}{g[17:]}" for g in whole]


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


def _chunks(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


def _table(noun: str) -> Table:
    return RECORDED[0].metadata.tables[noun]


@cache
def _rows() -> Mapping[str, type[Recorded]]:
    return {row.__tablename__: row for row in RECORDED}


@cache
def _parents() -> Mapping[str, tuple[tuple[str, Table], ...]]:
    """Per recorded table, its references to other recorded tables."""
    return {
        noun: tuple(
            (key.parent.name, key.column.table)
            for key in _table(noun).foreign_keys
            if key.column.table.name in _rows()
        )
        for noun in _rows()
    }


@cache
def _hanging() -> Mapping[str, tuple[tuple[Table, str], ...]]:
    """Per recorded table, the references that other rows hold to it."""
    hanging: dict[str, list[tuple[Table, str]]] = {noun: [] for noun in _rows()}
    for noun, references in sorted(_parents().items()):
        for column, parent in sorted(references, key=lambda each: each[0]):
            hanging[parent.name].append((_table(noun), column))
    return {noun: tuple(children) for noun, children in hanging.items()}
