"""What lists show: the nouns of a study as people see them, with names instead of keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.lists import Stance, Status
from qualcode.model.transcript import SourceKind, Turn


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a transcript beside its text; empty is unknown."""

    kind: SourceKind = SourceKind.INTERVIEW
    organisation: str = ""
    date: str = ""
    place: str = ""
    mode: str = ""
    language: str = ""
    duration: str = ""
    interviewer: str = ""
    informant: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """A transcript in a list: `speakers` are informants, `unmatched` labels are nobody.

    `coded` is the share of its characters under a coding, from 0 to 1; `consent` is what the
    speakers agreed to, where it is recorded.
    """

    id: str
    about: About
    length: int
    speakers: tuple[str, ...]
    unmatched: tuple[str, ...]
    passages: int
    codings: int
    coded: float
    consent: tuple[str, ...]
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextView:
    """A transcript with its text; positions in it count code points from 0."""

    id: str
    about: About
    revision: int
    text: str
    turns: tuple[tuple[Turn, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class InformantView:
    """An informant in a list; wave, branch and tree are worked out from the referrals."""

    id: str
    role: str
    organisation: str
    parent_organisation: str
    kind: str
    standpoint: str
    referred_by: tuple[str, ...]
    seed: bool
    channel: str
    referral_date: str
    date: str
    status: Status
    consent: str
    wave: int | None
    branch: str | None
    tree: str | None
    transcripts: tuple[str, ...]
    attributes: Mapping[str, str]

    @property
    def heard(self) -> bool:
        """Whether their words count: interviewed, or heard in an interview, and not withdrawn."""
        return self.status is Status.INTERVIEWED or (
            bool(self.transcripts) and self.status is not Status.WITHDRAWN
        )


@dataclass(frozen=True, slots=True)
class TopicView:
    """That a code was asked or not; `informant` is empty where all in the transcript are meant."""

    transcript: str
    informant: str
    code: str
    asked: bool


@dataclass(frozen=True, slots=True)
class CodingView:
    """A coding in a list; `sources` are whose words it holds."""

    number: int
    transcript: str
    code: str
    coder: str
    start: int
    end: int
    quote: str
    stance: Stance
    note: str
    round: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A coding with the words around it; `line` counts from 1."""

    coding: CodingView
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim in a list; `themes` are paths, with `!` before one that is turned round."""

    id: str
    text: str
    kind: str
    themes: tuple[str, ...]
    type: str
    level: str
    assets: tuple[str, ...]
    documents: tuple[str, ...]
    literature: tuple[str, ...]
    rests_on: tuple[str, ...]
    part_of: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence in a list; `sources` are whose words it holds."""

    number: int
    claim: str
    transcript: str
    coder: str
    start: int
    end: int
    quote: str
    stance: Stance
    basis: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """How somebody settled a contradiction about a claim; `when` is ISO 8601, UTC."""

    number: int
    claim: str
    by: str
    when: str
    decision: str
    note: str


@dataclass(frozen=True, slots=True)
class MemoView:
    """A memo in a list; `about` and `on` are empty for one on the project."""

    number: int
    kind: str
    date: str
    coder: str
    about: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class SettingView:
    """A setting in a list; `given` is false where the value is the default."""

    key: str
    value: str
    given: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A line of the history; `when` is ISO 8601, UTC."""

    number: int
    when: str
    by: str
    why: str
    undone: bool
    erased: bool


@dataclass(frozen=True, slots=True)
class HitView:
    """A place where a phrase stands, with the words around it."""

    transcript: str
    start: int
    end: int
    before: str
    hit: str
    after: str
    sources: tuple[str, ...]
