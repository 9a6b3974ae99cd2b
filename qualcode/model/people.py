"""Whom a speaker label or a name in the text may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a label may be somebody."""

    TITLE = "title"
    SPELLING = "spelling"
    ORDER = "order"
    PART = "part"
    MISSPELT = "misspelt"
    ROLE = "role"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a label and an informant are, from 0 to 100, and why it is thought so."""

    score: int
    reason: Reason
    informant: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker label that is nobody yet, how often it speaks, and whom it may be."""

    transcript: str
    label: str
    turns: int
    proposals: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class MentionView:
    """Where informants named somebody first; lines count from 1, `times` in that transcript."""

    transcript: str
    line: int
    speakers: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True)
class LeadView:
    """Somebody whom informants named: known to the project, likely so, or a new lead.

    `informant` is empty for a new lead; `likeness` is None where the words are an id or a real
    name themselves.
    """

    name: str
    informant: str
    likeness: Likeness | None
    mentions: tuple[MentionView, ...]
