"""Whether a project is sound, from the file to the last reference."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, select, text
from sqlalchemy.exc import DatabaseError

from qualcode.errors import Problem, problem
from qualcode.model.lists import Placed
from qualcode.store import sweeping, textindex, transcripts
from qualcode.store.entries import content_of
from qualcode.store.revisions import NOBODY
from qualcode.store.tables import (
    RECORDED,
    ChangeRow,
    CodeRow,
    CodingRow,
    CounterRow,
    InformantRow,
    PassageRow,
    PlacementRow,
    ReferralRow,
    RevisionRow,
    StepRow,
    TranscriptRow,
    VoiceRow,
)

TANGLED_BY = frozenset(
    {
        CodeRow.__tablename__,
        InformantRow.__tablename__,
        ReferralRow.__tablename__,
        RevisionRow.__tablename__,
    }
)


def unsound(connection: Connection) -> Iterator[Problem]:
    """Everything that is not as it must be, most basic first."""
    yield from _damaged(connection)
    yield from _references(connection)
    yield from _texts(connection)
    yield from _passages(connection)
    yield from _placements(connection)
    yield from _codings(connection)
    yield from tangles(connection)
    yield from _history(connection)
    yield from _states(connection)
    yield from _changes(connection)
    yield from _index(connection)
    yield from _unswept(connection)


def _damaged(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield problem(
                "file", "the database says: {said}", advice="go back to a backup", said=said
            )


def _references(connection: Connection) -> Iterator[Problem]:
    for noun, column, lost in _lost():
        for number, target in connection.execute(lost):
            yield problem(
                f"{noun} {number}",
                "its {column} {target} does not exist",
                column=column,
                target=target,
            )


@cache
def _lost() -> list[tuple[str, str, Select[int, Any]]]:
    """Per reference, the rows whose target is not there."""
    found: list[tuple[str, str, Select[int, Any]]] = []
    for row in RECORDED:
        table = row.metadata.tables[row.__tablename__]
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            parent = key.column.table.alias("parent")
            lost = (
                select(row.key, key.parent)
                .outerjoin(parent, key.parent == parent.c.key)
                .where(key.parent.is_not(None), parent.c.key.is_(None))
            )
            found.append((table.name, key.parent.name, lost))
    return found


def _texts(connection: Connection) -> Iterator[Problem]:
    rows = connection.execute(
        select(
            TranscriptRow.id, RevisionRow.number, RevisionRow.text, RevisionRow.sha256,
            RevisionRow.length, RevisionRow.turns,
        ).join(TranscriptRow, TranscriptRow.key == RevisionRow.transcript)
    )  # fmt: skip
    for id_, number, words, digest, length, turns in rows:
        where = f"{id_}, revision {number}"
        if transcripts.digest(words) != digest or len(words) != length:
            yield problem(where, "its text is not the one that was recorded")
        elif not _are_turns(turns, length):
            yield problem(where, "a turn lies outside of its text")


def _are_turns(turns: str, length: int) -> bool:
    try:
        return all(0 <= start <= end <= length for _, start, end, *_ in json.loads(turns))
    except (ValueError, TypeError):
        return False


def _passages(connection: Connection) -> Iterator[Problem]:
    rows = connection.execute(
        select(PassageRow.key, PassageRow.start, PassageRow.end, RevisionRow.length,
               RevisionRow.transcript, PassageRow.transcript)
        .outerjoin(RevisionRow, RevisionRow.key == PassageRow.revision)
    )  # fmt: skip
    for number, start, end, length, of, transcript in rows:
        if length is not None and of == transcript and not 0 <= start < end <= length:
            yield problem(
                f"passage {number}",
                "its span {start}:{end} lies outside of the text",
                start=start,
                end=end,
            )


def _placements(connection: Connection) -> Iterator[Problem]:
    """Where passages stood; one whose passage or revision is gone is a reference to nothing."""
    rows = connection.execute(
        select(PlacementRow.key, PlacementRow.start, PlacementRow.end, RevisionRow.length)
        .join(RevisionRow, RevisionRow.key == PlacementRow.revision)
        .join(PassageRow, PassageRow.key == PlacementRow.passage)
        .where(
            (PlacementRow.start < 0)
            | (PlacementRow.start >= PlacementRow.end)
            | (PlacementRow.end > RevisionRow.length)
            | (PassageRow.transcript != RevisionRow.transcript)
        )
    )
    for number, start, end, _ in rows:
        yield problem(
            f"placement {number}",
            "its span {start}:{end} lies outside of the text",
            start=start,
            end=end,
        )


def _adrift(connection: Connection) -> Iterator[Problem]:
    """Passages in no revision of their transcript; only a lost one may stand in an older one."""
    rows = connection.execute(
        select(PassageRow.key)
        .outerjoin(RevisionRow, RevisionRow.key == PassageRow.revision)
        .where(
            RevisionRow.key.is_(None)
            | (RevisionRow.transcript != PassageRow.transcript)
            | ((RevisionRow.current == 0) & (PassageRow.state != Placed.LOST.value))
        )
        .order_by(PassageRow.key)
    )
    for (number,) in rows:
        yield problem(
            f"passage {number}", "it stands in a revision that its transcript does not have"
        )


def _codings(connection: Connection) -> Iterator[Problem]:
    """`coder` and `voice` repeat the passage's; the voice must be one of its transcript, or
    nobody's where the passage is lost."""
    rows = connection.execute(
        select(CodingRow.key)
        .join(PassageRow, PassageRow.key == CodingRow.passage)
        .outerjoin(VoiceRow, VoiceRow.key == PassageRow.voice)
        .where(
            (CodingRow.coder != PassageRow.coder)
            | (CodingRow.voice != PassageRow.voice)
            | ((PassageRow.state == Placed.LOST.value) != (PassageRow.voice == NOBODY))
            | (
                (PassageRow.state != Placed.LOST.value)
                & (VoiceRow.key.is_(None) | (VoiceRow.transcript != PassageRow.transcript))
            )
        )
    )
    for (number,) in rows:
        yield problem(f"coding {number}", "its coder or voice is not that of its passage")


def tangles(connection: Connection) -> Iterator[Problem]:
    """Codes below themselves, referrals that go round, seeds whom somebody referred, passages
    that stand in no text."""
    yield from _adrift(connection)
    hanging = select(CodeRow.key, CodeRow.parent, CodeRow.name).order_by(CodeRow.key)
    codes = connection.execute(hanging).all()
    above = {key: parent for key, parent, _ in codes if parent is not None}
    for key in _going_round(above):
        name = next(name for code, _, name in codes if code == key)
        yield problem(f"code {name}", "it hangs below itself")
    tree = (
        select(ReferralRow.informant, ReferralRow.referrer)
        .where(ReferralRow.tree == 1)
        .order_by(ReferralRow.key)
    )
    above = dict(connection.execute(tree).all())
    people = select(InformantRow.key, InformantRow.id, InformantRow.seed).order_by(InformantRow.key)
    round_ = {*_going_round(above)}
    for key, id_, seed in connection.execute(people):
        if key in round_:
            yield problem(f"informant {id_}", "the referrals go round in a circle")
        if seed and key in above:
            yield problem(f"informant {id_}", "a seed has no referrer, but this one has")


def _going_round(above: Mapping[int, int]) -> list[int]:
    """One of each circle."""
    found: list[int] = []
    seen: set[int] = set()
    for start in above:
        path: set[int] = set()
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            path.add(at)
            at = above.get(at)
        if at in path:
            found.append(at)
    return found


def _history(connection: Connection) -> Iterator[Problem]:
    """Each step is sealed with the one before it. An erasure takes words out of a reason: such a
    step holds its place in the chain, but its own seal can no longer be worked out."""
    previous = ""
    expected = 1
    for step in connection.execute(
        select(
            StepRow.number, StepRow.at, StepRow.by, StepRow.why, StepRow.kind, StepRow.target,
            StepRow.content, StepRow.previous, StepRow.hash, StepRow.erased,
        ).order_by(StepRow.number)
    ):  # fmt: skip
        number, at, by, why, kind, target, content, before, digest, erased = step
        sealed = (previous or None, number, at, by, why, kind, target, content)
        if number != expected:
            yield problem(f"step {expected}", "it is missing from the history")
        elif before != previous or not (erased or _seal(sealed) == digest):
            yield problem(f"step {number}", "it is not as it was recorded")
        previous, expected = digest, number + 1
    last = select(CounterRow.last).where(CounterRow.name == "step")
    if connection.execute(last).scalar_one_or_none() != expected - 1:
        yield problem(f"step {expected}", "it is missing from the history")


def _seal(sealed: tuple[object, ...]) -> str:
    return sha256(json.dumps(sealed).encode()).hexdigest()


def _states(connection: Connection) -> Iterator[Problem]:
    """Whether a step counts as undone follows from the undos and redos after it."""
    expected: dict[int, str] = {}
    undone: dict[int, set[int]] = {}
    kept: dict[int, str] = {}
    for number, by, kind, target, state in connection.execute(
        select(StepRow.number, StepRow.by, StepRow.kind, StepRow.target, StepRow.state).order_by(
            StepRow.number
        )
    ):
        kept[number] = state
        expected[number] = "done"
        mine = undone.setdefault(by, set())
        if kind == "undo" and target is not None:
            expected[target] = "undone"
            mine.add(target)
        elif kind == "redo" and target is not None:
            expected[target] = "done"
            mine.discard(target)
        else:
            expected.update(dict.fromkeys(mine, "ended"))
            mine.clear()
    for number, state in kept.items():
        if state != expected[number]:
            yield problem(f"step {number}", "it is not as it was recorded")


def _changes(connection: Connection) -> Iterator[Problem]:
    """What the journal keeps of a step is what the step was sealed with, unless it was erased."""
    sealed = {
        number: content
        for number, content, erased in connection.execute(
            select(StepRow.number, StepRow.content, StepRow.erased)
        )
        if not erased
    }
    entries = connection.execute(
        select(
            ChangeRow.step, ChangeRow.noun, ChangeRow.deed, ChangeRow.first, ChangeRow.last,
            ChangeRow.images,
        ).order_by(ChangeRow.step, ChangeRow.key)
    )  # fmt: skip
    for number, own in groupby(entries, key=itemgetter(0)):
        content = content_of(
            (noun, deed, first, last, images) for _, noun, deed, first, last, images in own
        )
        if sealed.pop(number, content) != content:
            yield problem(f"step {number}", "its entries in the journal are not as recorded")
    for number in sealed:
        yield problem(f"step {number}", "its entries in the journal are not as recorded")


def _unswept(connection: Connection) -> Iterator[Problem]:
    if sweeping.is_due(connection):
        yield problem(
            "file",
            "words that were erased may still stand in its free space or in the log beside it",
            advice="close it everywhere else, and open it again",
        )


def _index(connection: Connection) -> Iterator[Problem]:
    revisions = connection.execute(select(RevisionRow.key, RevisionRow.text))
    wanted = {block for key, words in revisions for block in textindex.numbers(key, words)}
    if wanted != set(connection.execute(text("SELECT rowid FROM text_index")).scalars()):
        yield problem("text index", "it does not hold the texts that are there")
    yield from _damaged_index(connection)


def _damaged_index(connection: Connection) -> Iterator[Problem]:
    """SQLite looks its index over only for a writer, so this takes a moment of its own for it."""
    if connection.dialect.name != "sqlite":
        return
    with connection.engine.connect().execution_options(writing=True) as other:
        try:
            with other.begin() as moment:
                look = text("INSERT INTO text_index (text_index) VALUES ('integrity-check')")
                other.execute(look)
                moment.rollback()
        except DatabaseError as failure:
            if not str(getattr(failure.orig, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
                raise
            yield problem("text index", "it is damaged: {why}", why=failure.orig)
