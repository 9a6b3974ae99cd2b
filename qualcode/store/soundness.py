"""Whether a project is sound, from the file to the last reference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, select, text

from qualcode.errors import Problem, problem
from qualcode.store import transcripts
from qualcode.store.tables import (
    RECORDED,
    ChangeRow,
    CodingRow,
    PassageRow,
    RevisionRow,
    StepRow,
    TranscriptRow,
    VoiceRow,
)


def unsound(connection: Connection) -> Iterator[Problem]:
    """Everything that is not as it must be, most basic first."""
    yield from _damaged(connection)
    yield from _references(connection)
    yield from _texts(connection)
    yield from _passages(connection)
    yield from _codings(connection)
    yield from _history(connection)
    yield from _index(connection)


def _damaged(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield problem(
                "file", "the database says: {said}", advice="go back to a backup", said=said
            )


def _references(connection: Connection) -> Iterator[Problem]:
    for row in RECORDED:
        table = row.metadata.tables[row.__tablename__]
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            parent = key.column.table.alias("parent")
            lost = (
                select(row.key, key.parent)
                .outerjoin(parent, key.parent == parent.c.key)
                .where(key.parent.is_not(None), parent.c.key.is_(None))
            )
            for number, target in connection.execute(lost):
                yield problem(
                    f"{table.name} {number}",
                    "its {column} {target} does not exist",
                    column=key.parent.name,
                    target=target,
                )


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
        elif any(end > length for _, _, end, *_ in json.loads(turns)):
            yield problem(where, "a turn lies outside of its text")


def _passages(connection: Connection) -> Iterator[Problem]:
    rows = connection.execute(
        select(PassageRow.key, PassageRow.start, PassageRow.end, RevisionRow.length,
               RevisionRow.transcript, PassageRow.transcript)
        .outerjoin(RevisionRow, RevisionRow.key == PassageRow.revision)
    )  # fmt: skip
    for number, start, end, length, of, transcript in rows:
        where = f"passage {number}"
        if length is None or of != transcript:
            yield problem(where, "it stands in a revision that its transcript does not have")
        elif not 0 <= start < end <= length:
            yield problem(
                where, "its span {start}:{end} lies outside of the text", start=start, end=end
            )


def _codings(connection: Connection) -> Iterator[Problem]:
    """`coder` and `voice` repeat the passage's; the voice must be one of its transcript."""
    rows = connection.execute(
        select(CodingRow.key)
        .join(PassageRow, PassageRow.key == CodingRow.passage)
        .outerjoin(VoiceRow, VoiceRow.key == PassageRow.voice)
        .where(
            (CodingRow.coder != PassageRow.coder)
            | (CodingRow.voice != PassageRow.voice)
            | VoiceRow.key.is_(None)
            | (VoiceRow.transcript != PassageRow.transcript)
        )
    )
    for (number,) in rows:
        yield problem(f"coding {number}", "its coder or voice is not that of its passage")


def _history(connection: Connection) -> Iterator[Problem]:
    previous = ""
    expected = 1
    for step in connection.execute(
        select(
            StepRow.number, StepRow.at, StepRow.by, StepRow.why, StepRow.kind, StepRow.target,
            StepRow.content, StepRow.previous, StepRow.hash,
        ).order_by(StepRow.number)
    ):  # fmt: skip
        number, at, by, why, kind, target, content, before, digest = step
        sealed = (previous or None, number, at, by, why, kind, target, content)
        if number != expected:
            yield problem(f"step {expected}", "it is missing from the history")
        elif before != previous or sha256(json.dumps(sealed).encode()).hexdigest() != digest:
            yield problem(f"step {number}", "it is not as it was recorded")
        previous, expected = digest, number + 1
    steps = set(connection.execute(select(StepRow.number)).scalars())
    lost = set(connection.execute(select(ChangeRow.step).distinct()).scalars()) - steps
    for number in sorted(lost):
        yield problem(f"step {number}", "its changes are there, but it is not")


def _index(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return
    try:
        connection.execute(text("INSERT INTO text_index (text_index) VALUES ('integrity-check')"))
    except Exception as failure:
        yield problem("text index", "it is damaged: {why}", why=failure)
