"""What was asked, where and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.store.journal import Step
from qualcode.store.tables import InformantRow, TopicRow, TranscriptRow


@dataclass(frozen=True, slots=True)
class Topic:
    """That a code was asked or not; `informant` is empty where all in the transcript are meant."""

    transcript: str
    informant: str
    code: int
    asked: bool


def put(step: Step, transcript: int, informant: int | None, code: int, *, asked: bool) -> bool:
    """Say whether a code was asked; tells whether that is news."""
    same_person = (
        TopicRow.informant.is_(None) if informant is None else TopicRow.informant == informant
    )
    key = step.connection.execute(
        select(TopicRow.key).where(
            TopicRow.transcript == transcript, TopicRow.code == code, same_person
        )
    ).scalar_one_or_none()
    if key is not None:
        return step.update(TopicRow, key, asked=int(asked))
    step.add(TopicRow, transcript=transcript, informant=informant, code=code, asked=int(asked))
    return True


def listed(connection: Connection) -> Iterator[Topic]:
    """All that is recorded, by transcript, in the order of recording."""
    found = connection.execute(
        select(TranscriptRow.id, InformantRow.id, TopicRow.code, TopicRow.asked)
        .join(TranscriptRow, TranscriptRow.key == TopicRow.transcript)
        .outerjoin(InformantRow, InformantRow.key == TopicRow.informant)
        .order_by(TranscriptRow.key, TopicRow.key)
    )
    for transcript, informant, code, asked in found:
        yield Topic(transcript, informant or "", code, bool(asked))
