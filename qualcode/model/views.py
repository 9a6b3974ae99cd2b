"""What lists show: the nouns of a study as people see them, with names instead of keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qualcode.model.codebook import Bilingual
from qualcode.model.lists import Placed, Stance, Status, ThemeStatus
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


class Fate(StrEnum):
    """What happens to a file that is brought in."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    TWIN = "same-name"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileView:
    """What is made of a file before it is made; `speakers` are labels with how often they speak,
    and `who` are the informants that each would be.

    `passed` are labels that look like speakers' and are not taken for them; the span of a turn
    counts in `text`. Where nobody speaks, `pattern` is what its lines seem to begin with.
    """

    file: str
    id: str
    fate: Fate
    text: str = ""
    turns: tuple[Turn, ...] = ()
    speakers: tuple[tuple[str, int], ...] = ()
    who: tuple[tuple[str, ...], ...] = ()
    passed: tuple[str, ...] = ()
    pattern: str = ""


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
    passage: int = 0


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A passage by itself, whatever it carries; `codes` are paths, none where it waits for one."""

    number: int
    transcript: str
    coder: str
    start: int
    end: int
    quote: str
    key_quote: bool
    codes: tuple[str, ...]
    sources: tuple[str, ...]
    translation: str = ""
    translator: str = ""


@dataclass(frozen=True, slots=True)
class DoubtfulView:
    """A passage as a revision left it: `was` are its words before, `now` those where it stands,
    none where they are lost; `start` and `end` count in the current text, None where lost."""

    number: int
    transcript: str
    coder: str
    state: Placed
    start: int | None
    end: int | None
    was: str
    now: str
    codes: tuple[str, ...]
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of the codebook in a list; `when` is ISO 8601, UTC."""

    name: str
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme in a list; `codes` are paths."""

    number: int
    name: Bilingual
    idea: str
    status: ThemeStatus
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeView:
    """What merging two codes would change: how many codings move, how many fall away because
    their passage has both codes, which codes come to hang elsewhere, and how many topics, claims,
    themes and memos move with them."""

    codings: int
    twice: int
    below: tuple[str, ...]
    topics: int
    claims: int
    themes: int
    memos: int


@dataclass(frozen=True, slots=True)
class LinkView:
    """That one passage contradicts, explains or follows (`kind`) another."""

    number: int
    passage: int
    other: int
    kind: str


@dataclass(frozen=True, slots=True)
class Adjudication:
    """How `coder` settled a contradiction about a claim; `date` is the day, ISO 8601, UTC."""

    decision: str
    note: str
    coder: str
    date: str


@dataclass(frozen=True, slots=True)
class RetrievedView:
    """A coding with the words around it; `line` counts from 1."""

    coding: CodingView
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words to print, whose they are and where they stand; `line` counts from 1.

    `code` is a path, empty for evidence; `translator` made it, empty without a translation.
    """

    passage: int
    sources: tuple[str, ...]
    transcript: str
    line: int
    words: str
    stance: Stance
    code: str
    translation: str = ""
    translator: str = ""


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
    adjudications: tuple[Adjudication, ...]


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
    passage: int = 0


@dataclass(frozen=True, slots=True)
class NegativeCaseView:
    """A passage, by number, that denies or qualifies a claim, and how that was explained.

    `stance` is toward the claim, as its evidence has it, or else the codes in `codes`; None where
    an explained passage no longer speaks against it. `revised` says that the claim was reworded;
    `explained_by` and `date` are empty where nothing was explained.
    """

    claim: str
    passage: int
    transcript: str
    coder: str
    start: int
    end: int
    quote: str
    stance: Stance | None
    codes: tuple[str, ...]
    sources: tuple[str, ...]
    explanation: str
    revised: bool
    explained_by: str
    date: str


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
