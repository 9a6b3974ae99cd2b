"""How passages that speak against a claim were explained."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.store.journal import Step
from qualcode.store.tables import CoderRow, NegativeCaseRow


@dataclass(frozen=True, slots=True)
class Explained:
    """How a passage, by number, that speaks against a claim, by key, was explained.

    `revised` says that the claim was reworded for it; `coder` explained it last, `at`
    milliseconds since 1970, UTC.
    """

    claim: int
    passage: int
    explanation: str
    revised: bool
    coder: str
    at: int


def negative_cases(connection: Connection) -> list[Explained]:
    """Every explanation, the oldest first."""
    found = connection.execute(
        select(
            NegativeCaseRow.claim, NegativeCaseRow.passage, NegativeCaseRow.explanation,
            NegativeCaseRow.revised, CoderRow.name, NegativeCaseRow.changed_at,
        )
        .join(CoderRow, CoderRow.key == NegativeCaseRow.changed_by)
        .order_by(NegativeCaseRow.key)
    )  # fmt: skip
    return [
        Explained(claim, passage, explanation, bool(revised), coder, at)
        for claim, passage, explanation, revised, coder, at in found
    ]


def explain(step: Step, claim: int, passage: int, explanation: str, *, revised: bool) -> bool:
    """Record how a passage against a claim is explained; gives whether that is the first time."""
    known = step.connection.execute(
        select(NegativeCaseRow.key).where(
            NegativeCaseRow.claim == claim, NegativeCaseRow.passage == passage
        )
    ).scalar_one_or_none()
    said = {"explanation": explanation, "revised": int(revised)}
    if known is None:
        step.add(NegativeCaseRow, claim=claim, passage=passage, **said)
        return True
    step.update(NegativeCaseRow, known, **said)
    return False
