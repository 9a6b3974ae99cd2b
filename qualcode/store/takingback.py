"""Taking a step back: undo, and redo, which takes back the undo.

A change can be taken back as long as the rows are as it left them. Each row carries the number
of the step that touched it last, and restoring an image restores that number too: so "as it left
them" is one comparison, and an edit that was itself undone is no obstacle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, false, or_, select

from qualcode.errors import RefusedError
from qualcode.i18n import mark
from qualcode.model.lists import Placed
from qualcode.store import textindex
from qualcode.store.entries import Change, unpacked
from qualcode.store.journal import IMAGES_AT_ONCE, Step
from qualcode.store.rows import (
    KEYS_AT_ONCE,
    Image,
    alter,
    chunks,
    hanging,
    images_of,
    images_where,
    put_in,
    references,
    table_of,
    take_out,
)
from qualcode.store.tables import (
    AttributeRow,
    ChangeRow,
    ClaimAssetRow,
    ClaimLinkRow,
    ClaimReferenceRow,
    ClaimThemeRow,
    CoderRow,
    CodingRow,
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
_PLACE = ("transcript", "coder", "revision", "start", "end")
_TELLING: Mapping[str, frozenset[str]] = {
    row.__tablename__: frozenset(
        name for each, columns, only in _ONCE if each is row for name in (*columns, *only)
    )
    for row, _, _ in _ONCE
}


def take_back(step: Step, number: int) -> None:
    """Undo in `step` all that step `number` did, last first; refuses if anything was touched
    since."""
    _TakingBack(step).all_of(number)


class _TakingBack:
    """Changes on their way back, in one step."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._connection = step.connection
        self._back: dict[str, set[int]] = {}  # by table, what may now be there twice, or misplaced

    def all_of(self, number: int) -> None:
        """Take back every change of a step."""
        entries = self._connection.execute(
            select(
                ChangeRow.noun, ChangeRow.deed, ChangeRow.first, ChangeRow.last, ChangeRow.images
            )
            .where(ChangeRow.step == number)
            .order_by(ChangeRow.key.desc())
        ).all()
        for noun, deed, first, last, images in entries:
            change = unpacked(noun, deed, first, last, images)
            match deed:
                case "insert":
                    self._take_out_again(change, number)
                case "update":
                    self._change_again(change)
                case _:
                    self._put_in_again(change)
        self._nothing_twice()
        self._nothing_in_an_older_text()

    def _take_out_again(self, change: Change, number: int) -> None:
        table = table_of(change.noun)
        for condition, left in _as_left(table.c.key, change, number):
            images = images_where(self._connection, table, condition)
            _same(self._connection, change.noun, images, left)
            self._nothing_hangs(table, condition)
            take_out(self._connection, table, images)
            self._step.remember(change.noun, "delete", images)

    def _nothing_hangs(self, table: Table, condition: ColumnElement[bool]) -> None:
        for child, column in hanging()[table.name]:
            parents = select(table.c.key).where(condition)
            later = self._connection.execute(
                select(child.c.step).where(child.c[column].in_(parents)).limit(1)
            ).scalar_one_or_none()
            if later is not None:
                raise _touched_since(self._connection, child.name, later)

    def _change_again(self, change: Change) -> None:
        table = table_of(change.noun)
        now = images_of(self._connection, table, [image["key"] for image in change.images])
        left = {i["key"]: step for i, step in zip(change.images, change.left, strict=True)}
        _same(self._connection, change.noun, now, left)
        self._parents_are_there(table, change.images)
        last_first = change.images[::-1]
        alter(self._connection, table, last_first)
        restored = tuple(image["step"] for image in last_first)
        by_key = {image["key"]: image for image in now}
        telling = _TELLING.get(change.noun)
        self._back.setdefault(change.noun, set()).update(
            image["key"]
            for image in last_first
            if telling is None or any(image[c] != by_key[image["key"]][c] for c in telling)
        )
        before = tuple(by_key[image["key"]] for image in last_first)
        self._step.note(Change(change.noun, "update", images=before, left=restored), (), ())

    def _put_in_again(self, change: Change) -> None:
        table = table_of(change.noun)
        self._parents_are_there(table, change.images)
        names = tuple(change.images[0])
        rows = [tuple(image.values()) for image in change.images]
        put_in(self._connection, table, names, rows)
        if change.noun == RevisionRow.__tablename__:
            textindex.add(self._connection, [(i["key"], i["text"]) for i in change.images])
        keys = tuple({"key": image["key"]} for image in change.images)
        self._back.setdefault(change.noun, set()).update(image["key"] for image in change.images)
        left = tuple(image["step"] for image in change.images)
        self._step.note(Change(change.noun, "insert", images=keys, left=left), names, rows)

    def _parents_are_there(self, table: Table, images: Sequence[Image]) -> None:
        for column, parent in references()[table.name]:
            wanted = {image[column] for image in images} - {None}
            for some in chunks(sorted(wanted), KEYS_AT_ONCE):
                there = select(parent.c.key).where(parent.c.key.in_(some))
                gone = {*some}.difference(self._connection.execute(there).scalars())
                if gone:
                    raise _removed_since(self._connection, parent.name, gone)

    def _nothing_twice(self) -> None:
        for row, columns, only in _ONCE:
            back = self._back.get(row.__tablename__)
            if back:
                rows = _like(self._connection, table_of(row.__tablename__), columns, only, back)
                mine = {tuple(values) for key, _, *values in rows if key in back}
                for key, later, *values in rows:
                    if key not in back and tuple(values) in mine:
                        raise _touched_since(self._connection, row.__tablename__, later)

    def _nothing_in_an_older_text(self) -> None:
        """A passage from before a revision was never placed in the text as it is now."""
        for some in chunks(sorted(self._back.get(PassageRow.__tablename__, ())), KEYS_AT_ONCE):
            later = self._connection.execute(
                select(RevisionRow.step)
                .join(PassageRow, PassageRow.transcript == RevisionRow.transcript)
                .where(
                    PassageRow.key.in_(some),
                    PassageRow.state != Placed.LOST.value,
                    RevisionRow.current == 1,
                    RevisionRow.key != PassageRow.revision,
                )
                .limit(1)
            ).scalar_one_or_none()
            if later is not None:
                raise _touched_since(self._connection, "transcript", later)


def _like(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    only: Mapping[str, int],
    keys: AbstractSet[int],
) -> list[Any]:
    """Key, step and `columns` of the rows that have the first column with some of `keys` in common.

    A passage stands for its coder and place; a lost one is where it was in an older text.
    """
    source: FromClause = table
    shown = [table.c[name] for name in columns if name != "passage"]
    if "passage" in columns:
        passage = table_of(PassageRow.__tablename__)
        source = table.join(passage, passage.c.key == table.c.passage)
        shown += [passage.c[name] for name in _PLACE]
    wanted: set[Any] = set()
    for some in chunks(sorted(keys), KEYS_AT_ONCE):
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
        change = unpacked(noun, "delete", None, None, images)
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


def _as_left(
    key: ColumnElement[int], change: Change, number: int
) -> Iterator[tuple[ColumnElement[bool], Mapping[int, int]]]:
    """The rows that a change put in, some at a time, with the step each must still carry."""
    if change.first is not None and change.last is not None:
        for start in range(change.first, change.last + 1, IMAGES_AT_ONCE):
            stop = min(start + IMAGES_AT_ONCE, change.last + 1)
            yield key.between(start, stop - 1), dict.fromkeys(range(start, stop), number)
        return
    pairs = [(image["key"], left) for image, left in zip(change.images, change.left, strict=True)]
    for some in chunks(pairs, KEYS_AT_ONCE):
        yield key.in_([each for each, _ in some]), dict(some)
