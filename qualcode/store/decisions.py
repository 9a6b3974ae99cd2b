"""What people decided about speaker labels: whom one is, whom it is not, or that it is nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.store.journal import Step
from qualcode.store.speakers import folded
from qualcode.store.tables import SpeakerDecisionRow, TranscriptRow


@dataclass(frozen=True, slots=True)
class Decision:
    """About a folded label of a transcript; `informant` is None where it is nobody at all."""

    key: int
    transcript: int
    label: str
    informant: int | None
    accepted: bool


def decisions(connection: Connection) -> list[Decision]:
    """All decisions, in the order in which they were made."""
    rows = connection.execute(
        select(
            SpeakerDecisionRow.key, SpeakerDecisionRow.transcript, SpeakerDecisionRow.label,
            SpeakerDecisionRow.informant, SpeakerDecisionRow.accepted,
        ).order_by(SpeakerDecisionRow.key)
    )  # fmt: skip
    return [
        Decision(key, transcript, folded(label), informant, bool(accepted))
        for key, transcript, label, informant, accepted in rows
    ]


def decide(step: Step, transcript: int, label: str, informants: Sequence[int]) -> None:
    """Say whom a label is, or with nobody named that it is nobody; what was said before of who it
    is goes."""
    step.delete(
        SpeakerDecisionRow,
        [
            each.key
            for each in _about(step.connection, transcript, label)
            if each.accepted or each.informant is None or each.informant in informants
        ],
    )
    for informant in informants or (None,):
        accepted = int(informant is not None)
        step.add(
            SpeakerDecisionRow, transcript=transcript, label=folded(label), informant=informant,
            accepted=accepted,
        )  # fmt: skip


def rule_out(step: Step, transcript: int, label: str, informant: int) -> None:
    """Say that a label is not that informant."""
    there = [
        each for each in _about(step.connection, transcript, label) if each.informant == informant
    ]
    if all(each.accepted for each in there):
        step.delete(SpeakerDecisionRow, [each.key for each in there])
        step.add(
            SpeakerDecisionRow, transcript=transcript, label=folded(label), informant=informant,
            accepted=0,
        )  # fmt: skip


def interviewer(step: Step, transcript: int, label: str) -> None:
    """Say that a label of a transcript is who asks."""
    step.delete(
        SpeakerDecisionRow, [each.key for each in _about(step.connection, transcript, label)]
    )
    named = step.connection.execute(
        select(TranscriptRow.interviewer).where(TranscriptRow.key == transcript)
    ).scalar_one()
    asking = [each for each in named.split(";") if each.strip()]
    if folded(label) not in map(folded, asking):
        step.update(TranscriptRow, transcript, interviewer=";".join((*asking, label)))


def _about(connection: Connection, transcript: int, label: str) -> list[Decision]:
    return [
        each
        for each in decisions(connection)
        if each.transcript == transcript and each.label == folded(label)
    ]
