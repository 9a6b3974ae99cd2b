"""Whom labels and names may be, one grid each."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import mark, say
from qualcode.model.people import LeadView, Likeness, SpeakerView
from qualcode.reports.document import Column, Document, Grid, Value


def speakers(found: Sequence[SpeakerView], notice: str = "") -> Document:
    """Labels that are nobody, with proposals."""
    columns = (
        Column("transcript", mark("Transcript")),
        Column("speaker", mark("Speaker")),
        Column("turns", mark("Turns")),
        Column("proposals", mark("May be")),
    )
    rows = tuple(
        (each.transcript, each.label, each.turns, tuple(map(proposal, each.proposals)))
        for each in found
    )
    data: tuple[dict[str, Value], ...] = tuple(
        {
            "transcript": each.transcript,
            "speaker": each.label,
            "turns": each.turns,
            "proposals": tuple(map(_likeness, each.proposals)),
        }
        for each in found
    )
    return Document(say(mark("Unknown speakers")), (Grid(columns, rows),), notice, data)


def leads(found: Sequence[LeadView], notice: str = "") -> Document:
    """People whom informants named, where and how often."""
    columns = (
        Column("name", mark("Name")),
        Column("informant", mark("May be")),
        Column("named_by", mark("Named by")),
        Column("transcript", mark("Transcript")),
        Column("line", mark("Line")),
        Column("times", mark("Times")),
    )
    rows = tuple(
        (
            each.name,
            proposal(each.likeness) if each.likeness else each.informant,
            tuple(dict.fromkeys(who for place in each.mentions for who in place.speakers)),
            each.mentions[0].transcript,
            each.mentions[0].line,
            sum(place.times for place in each.mentions),
        )
        for each in found
    )
    data: tuple[dict[str, Value], ...] = tuple(
        {
            "name": each.name,
            "informant": each.informant or None,
            "score": each.likeness.score if each.likeness else None,
            "reason": each.likeness.reason.value if each.likeness else None,
            "mentions": tuple(
                {
                    "transcript": place.transcript,
                    "line": place.line,
                    "speakers": place.speakers,
                    "times": place.times,
                }
                for place in each.mentions
            ),
        }
        for each in found
    )
    return Document(say(mark("Leads")), (Grid(columns, rows),), notice, data)


def proposal(like: Likeness) -> str:
    """A proposal in one line: who, how alike from 0 to 100, and why."""
    return f"{like.informant} ({like.score}, {say(like.reason.value)})"


def _likeness(like: Likeness) -> dict[str, Value]:
    return {"informant": like.informant, "score": like.score, "reason": like.reason.value}
