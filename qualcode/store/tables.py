"""The tables of a project.

Every column is a whole number or a text, on SQLite as on PostgreSQL, so that a row is the same
JSON in the journal of either. Truth values are 0 and 1. Times are milliseconds since 1970, UTC.
Lists that are never searched (turns, aliases) are JSON in a text.

Three kinds of table:

- **Recorded**: each change is an image in the journal and can be undone (`Recorded`).
- **Ledger**: only ever grows, so that what hangs on a row can never lose it (`coder`, `round`,
  `voice`, `counter`), with the journal itself (`step`, `change`) and the headstones (`tombstone`).
- **Derived**: worked out anew by the store inside the step (`speaker`, and the text index).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

_KEY = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """What all tables share: names for their constraints, and what a Python type becomes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: dict[Any, Any] = {int: BigInteger, str: Text}  # noqa: RUF012


def _to(column: str, *, index: bool = True) -> Any:
    """A reference, checked when the transaction ends; what hangs on a row goes with it."""
    return mapped_column(ForeignKey(column, deferrable=True, initially="DEFERRED"), index=index)


class Keyed(Base):
    """A table whose keys the store hands out itself and never twice."""

    __abstract__ = True

    key: Mapped[int] = mapped_column(_KEY, primary_key=True, autoincrement=False)


class Recorded(Keyed):
    """A table in the journal: who made and changed a row, and the step that touched it last."""

    __abstract__ = True

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - SQLAlchemy passes the class
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__[:-3]).lstrip("_")

    guid: Mapped[str]
    created_by: Mapped[int]
    created_at: Mapped[int]
    changed_by: Mapped[int]
    changed_at: Mapped[int]
    step: Mapped[int]


# The ledger


class ProjectRow(Keyed):
    """The one row that says which study this is."""

    __tablename__ = "project"

    guid: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[int]


class CounterRow(Base):
    """The last key given out per table; taking it locks out other writers on PostgreSQL."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class CoderRow(Keyed):
    """A person who codes; exists from the first use of the name."""

    __tablename__ = "coder"

    guid: Mapped[str]
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    created_at: Mapped[int]


class RoundRow(Keyed):
    """A pass over the material: first coding, recoding, blind coding."""

    __tablename__ = "round"

    guid: Mapped[str]
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    created_at: Mapped[int]


class VoiceRow(Keyed):
    """A set of speaker labels (JSON list) that some passage of a transcript is spoken by.

    `transcript` refers without a constraint: a voice outlives an undone import, so that
    redoing it finds the same voice again.
    """

    __tablename__ = "voice"
    __table_args__ = (UniqueConstraint("transcript", "labels"),)

    transcript: Mapped[int]
    labels: Mapped[str]


class StepRow(Base):
    """One change a person made: the transaction, the audit entry and the unit of undo."""

    __tablename__ = "step"

    number: Mapped[int] = mapped_column(_KEY, primary_key=True, autoincrement=False)
    guid: Mapped[str]
    at: Mapped[int]
    by: Mapped[int] = mapped_column(ForeignKey("coder.key"))
    why: Mapped[str]
    kind: Mapped[str]
    target: Mapped[int | None]
    state: Mapped[str]
    erased: Mapped[int]
    content: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]

    __table_args__ = (Index("ix_step_by_state", "by", "state"),)


class ChangeRow(Keyed):
    """What a step did to one table: a key range put in, or images of rows changed or gone."""

    __tablename__ = "change"

    step: Mapped[int] = mapped_column(ForeignKey("step.number"), index=True)
    noun: Mapped[str]
    deed: Mapped[str]
    first: Mapped[int | None]
    last: Mapped[int | None]
    images: Mapped[str | None]


class TombstoneRow(Keyed):
    """What was erased for good: which row of which table, never what it held."""

    __tablename__ = "tombstone"

    noun: Mapped[str]
    guid: Mapped[str]
    at: Mapped[int]
    step: Mapped[int]


# Derived


class SpeakerRow(Base):
    """Whom a speaker label of a transcript is; worked out anew when people or texts change.

    `label` is folded, and empty for the whole of a text without turns; `informant` is 0 for an
    interviewer and for a label that is nobody. A label may be several informants.
    """

    __tablename__ = "speaker"

    transcript: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(primary_key=True)
    informant: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    how: Mapped[str]


# The study


class SettingRow(Recorded):
    """One setting of the project."""

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class OrganisationRow(Recorded):
    """A body that people belong to or that issues documents."""

    name: Mapped[str] = mapped_column(unique=True)
    parent: Mapped[int | None] = _to("organisation.key")


class InformantRow(Recorded):
    """A person who was interviewed or named; the real name is never here."""

    id: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    organisation: Mapped[int | None] = _to("organisation.key")
    kind: Mapped[str]
    standpoint: Mapped[str]
    status: Mapped[str]
    date: Mapped[str]
    seed: Mapped[int]


class ReferralRow(Recorded):
    """`referrer` led to `informant`; the one with `tree` = 1 makes the referral tree."""

    referrer: Mapped[int] = _to("informant.key")
    informant: Mapped[int] = _to("informant.key")
    tree: Mapped[int]
    channel: Mapped[str]
    date: Mapped[str]


class ConsentRow(Recorded):
    """An event in an informant's consent: given, narrowed, withdrawn."""

    informant: Mapped[int] = _to("informant.key")
    event: Mapped[str]
    date: Mapped[str]
    mode: Mapped[str]
    scope: Mapped[str]
    form: Mapped[str]
    note: Mapped[str]


class MemberCheckRow(Recorded):
    """What an informant answered when shown a claim or their own words."""

    informant: Mapped[int] = _to("informant.key")
    claim: Mapped[int | None] = _to("claim.key")
    passage: Mapped[int | None] = _to("passage.key")
    sent: Mapped[str]
    answered: Mapped[str]
    outcome: Mapped[str]
    note: Mapped[str]


class TranscriptRow(Recorded):
    """One interview, document or observation; its words are in its revisions."""

    id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    organisation: Mapped[int | None] = _to("organisation.key")
    date: Mapped[str]
    place: Mapped[str]
    mode: Mapped[str]
    language: Mapped[str]
    duration: Mapped[str]
    interviewer: Mapped[str]
    present: Mapped[str]
    media: Mapped[str]
    declared: Mapped[str]


class RevisionRow(Recorded):
    """A text that never changes; `turns` is `[[label, start, end, begins, ends], …]`."""

    transcript: Mapped[int] = _to("transcript.key")
    number: Mapped[int]
    current: Mapped[int]
    text: Mapped[str]
    turns: Mapped[str]
    labels: Mapped[str]
    length: Mapped[int]
    sha256: Mapped[str]
    file: Mapped[str]


class AttributeRow(Recorded):
    """A further column about an informant or a transcript."""

    informant: Mapped[int | None] = _to("informant.key")
    transcript: Mapped[int | None] = _to("transcript.key")
    name: Mapped[str]
    value: Mapped[str]


class SpeakerDecisionRow(Recorded):
    """A person's word on whom a label is: accepted, or refused (several rows for "all")."""

    transcript: Mapped[int] = _to("transcript.key")
    label: Mapped[str]
    informant: Mapped[int | None] = _to("informant.key")
    accepted: Mapped[int]


class CodeRow(Recorded):
    """A code of the codebook."""

    parent: Mapped[int | None] = _to("code.key")
    name: Mapped[str]
    position: Mapped[int]
    kind: Mapped[str]
    name_en: Mapped[str]
    name_id: Mapped[str]
    definition_en: Mapped[str]
    definition_id: Mapped[str]
    include_en: Mapped[str]
    include_id: Mapped[str]
    exclude_en: Mapped[str]
    exclude_id: Mapped[str]
    example_en: Mapped[str]
    example_id: Mapped[str]
    aliases: Mapped[str]
    colour: Mapped[str]

    __table_args__ = (Index("uq_code_siblings", text("coalesce(parent, 0)"), "name", unique=True),)


class CodebookVersionRow(Recorded):
    """A codebook as it was when it was frozen under a name (JSON)."""

    name: Mapped[str] = mapped_column(unique=True)
    book: Mapped[str]


class ThemeRow(Recorded):
    """A named set of codes with a central idea."""

    name_en: Mapped[str]
    name_id: Mapped[str]
    idea: Mapped[str]
    status: Mapped[str]


class ThemeCodeRow(Recorded):
    """A code that a theme gathers."""

    theme: Mapped[int] = _to("theme.key")
    code: Mapped[int] = _to("code.key")


class TopicRow(Recorded):
    """Whether a topic was asked in a transcript, of everyone there or of one informant."""

    transcript: Mapped[int] = _to("transcript.key")
    informant: Mapped[int | None] = _to("informant.key")
    code: Mapped[int] = _to("code.key")
    asked: Mapped[int]


class AssignmentRow(Recorded):
    """Who codes what in which round, and how far they are."""

    coder: Mapped[int] = _to("coder.key")
    transcript: Mapped[int] = _to("transcript.key")
    round: Mapped[int] = _to("round.key")
    started: Mapped[str]
    finished: Mapped[str]


class PassageRow(Recorded):
    """A coder's span of a transcript, where it stands in the current revision.

    `voice` is who speaks there. Where it stood in earlier revisions is in `placement`. A
    `translation` is `[words, translator]`, or empty.
    """

    transcript: Mapped[int] = _to("transcript.key", index=False)
    coder: Mapped[int] = _to("coder.key", index=False)
    revision: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    voice: Mapped[int]
    state: Mapped[str]
    settled_by: Mapped[int | None]
    key_quote: Mapped[int]
    translation: Mapped[str]

    __table_args__ = (Index("ix_passage_transcript_start", "transcript", "start"),)


class PlacementRow(Recorded):
    """Where a passage stood in a revision that is no longer the current one."""

    passage: Mapped[int] = _to("passage.key")
    revision: Mapped[int] = _to("revision.key")
    start: Mapped[int]
    end: Mapped[int]
    voice: Mapped[int]
    state: Mapped[str]
    settled_by: Mapped[int | None]


class PassageLinkRow(Recorded):
    """One passage contradicts, explains or follows another."""

    passage: Mapped[int] = _to("passage.key")
    other: Mapped[int] = _to("passage.key")
    kind: Mapped[str]


class CodingRow(Recorded):
    """A code on a passage.

    `coder` and `voice` repeat the passage's, so that a matrix is read off one index: joined
    to the passage, the same count took three to six times as long.
    """

    passage: Mapped[int] = _to("passage.key", index=False)
    code: Mapped[int] = _to("code.key", index=False)
    round: Mapped[int] = _to("round.key", index=False)
    coder: Mapped[int]
    voice: Mapped[int]
    layer: Mapped[str]
    stance: Mapped[str]
    note: Mapped[str]
    origin: Mapped[str]

    __table_args__ = (
        UniqueConstraint("passage", "code", "round", "layer"),
        Index("ix_coding_code_voice", "code", "voice", "coder", "round", "layer", "stance"),
    )


class ClaimRow(Recorded):
    """A sentence that the researcher wants to publish."""

    id: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]
    text: Mapped[str]
    kind: Mapped[str]
    type: Mapped[str]
    level: Mapped[str]
    note: Mapped[str]


class ClaimThemeRow(Recorded):
    """A code that a claim is judged by where it has no evidence; `turned` for `!CODE`."""

    claim: Mapped[int] = _to("claim.key")
    code: Mapped[int] = _to("code.key")
    turned: Mapped[int]


class ClaimReferenceRow(Recorded):
    """A document or a piece of literature that a claim names."""

    claim: Mapped[int] = _to("claim.key")
    kind: Mapped[str]
    text: Mapped[str]


class ClaimLinkRow(Recorded):
    """A claim rests on another, or is part of it."""

    claim: Mapped[int] = _to("claim.key")
    other: Mapped[int] = _to("claim.key")
    kind: Mapped[str]


class AssetRow(Recorded):
    """A named asset, with its type and level once somebody says so."""

    name: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]
    level: Mapped[str]


class AssetLinkRow(Recorded):
    """Two assets are linked."""

    asset: Mapped[int] = _to("asset.key")
    other: Mapped[int] = _to("asset.key")
    kind: Mapped[str]


class ClaimAssetRow(Recorded):
    """A claim names an asset."""

    claim: Mapped[int] = _to("claim.key")
    asset: Mapped[int] = _to("asset.key")


class EvidenceRow(Recorded):
    """A passage that speaks for or against a claim; the passage's coder judged it."""

    claim: Mapped[int] = _to("claim.key")
    passage: Mapped[int] = _to("passage.key")
    stance: Mapped[str]
    basis: Mapped[str]
    note: Mapped[str]


class AdjudicationRow(Recorded):
    """How a person settled a contradiction."""

    claim: Mapped[int | None] = _to("claim.key")
    code: Mapped[int | None] = _to("code.key")
    decision: Mapped[str]
    note: Mapped[str]


class NegativeCaseRow(Recorded):
    """How a passage that speaks against a claim was explained."""

    claim: Mapped[int] = _to("claim.key")
    passage: Mapped[int] = _to("passage.key")
    explanation: Mapped[str]
    revised: Mapped[int]


class MemoRow(Recorded):
    """A dated note on one thing, or on the project where all references are empty."""

    kind: Mapped[str]
    date: Mapped[str]
    text: Mapped[str]
    transcript: Mapped[int | None] = _to("transcript.key")
    informant: Mapped[int | None] = _to("informant.key")
    code: Mapped[int | None] = _to("code.key")
    theme: Mapped[int | None] = _to("theme.key")
    claim: Mapped[int | None] = _to("claim.key")
    passage: Mapped[int | None] = _to("passage.key")
    coding: Mapped[int | None] = _to("coding.key")


class SuggestionDecisionRow(Recorded):
    """A coder took or refused a suggestion."""

    coder: Mapped[int] = _to("coder.key")
    transcript: Mapped[int] = _to("transcript.key")
    code: Mapped[int] = _to("code.key")
    start: Mapped[int]
    end: Mapped[int]
    accepted: Mapped[int]
    reason: Mapped[str]


class SavedQueryRow(Recorded):
    """A query kept under a name."""

    name: Mapped[str] = mapped_column(unique=True)
    query: Mapped[str]


RECORDED: tuple[type[Recorded], ...] = tuple(
    sorted(Recorded.__subclasses__(), key=lambda row: row.__tablename__)
)
