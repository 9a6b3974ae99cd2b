"""What the analyses read off the database, grouped by it as far as it can."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from qualcode.model.lists import Status
from qualcode.model.span import Span
from qualcode.model.transcript import SourceKind
from qualcode.store import codings, speakers, transcripts
from qualcode.store.engine import fetched
from qualcode.store.tables import (
    ClaimRow,
    CodingRow,
    EvidenceRow,
    InformantRow,
    PassageRow,
    SpeakerRow,
    TranscriptRow,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is heard where: a transcript, and the sources that its words belong to there.

    In a document or an observation the source is the transcript itself. Who has withdrawn is no
    source any more. `asking` says that only interviewers speak there.
    """

    transcript: str
    kind: SourceKind
    sources: tuple[str, ...]
    asking: bool = False


@dataclass(frozen=True, slots=True)
class Counting:
    """Whose codings count: the reporting coders and rounds, by key."""

    coders: tuple[int, ...]
    rounds: tuple[int, ...]

    @property
    def condition(self) -> ColumnElement[bool]:
        """That a coding counts."""
        return and_(
            CodingRow.coder.in_(self.coders),
            CodingRow.round.in_(self.rounds),
            CodingRow.layer == "individual",
        )


def voices(connection: Connection, keys: Collection[int] | None = None) -> dict[int, Voice]:
    """Every voice, or those of some keys, by key."""
    rows = codings.voices(connection, keys)
    among = None if keys is None else {transcript for _, transcript, _ in rows}
    kinds = _KINDS.where(*_among(TranscriptRow.key, among))
    interviewers = _INTERVIEWERS.where(*_among(SpeakerRow.transcript, among))
    known = {key: (id_, SourceKind(kind)) for key, id_, kind in fetched(connection, kinds)}
    who = _who(connection, among)
    asking = set(fetched(connection, interviewers))
    heard: dict[int, Voice] = {}
    for key, transcript, labels in rows:
        if transcript not in known:
            continue
        id_, kind = known[transcript]
        if kind is not SourceKind.INTERVIEW:
            heard[key] = Voice(id_, kind, (id_,))
            continue
        spoken = _spoken(labels)
        found = {source for label in spoken for source in who.get((transcript, label), ())}
        only_asking = all((transcript, label) in asking for label in spoken)
        heard[key] = Voice(id_, kind, tuple(sorted(found)), only_asking)
    return heard


_KINDS = select(TranscriptRow.key, TranscriptRow.id, TranscriptRow.kind)
_INTERVIEWERS = select(SpeakerRow.transcript, SpeakerRow.label).where(
    SpeakerRow.how == "interviewer"
)


@lru_cache(4_096)
def _spoken(labels: str) -> tuple[str, ...]:
    """The folded labels of a voice; the same few come in one transcript after the other."""
    return tuple(map(speakers.folded, json.loads(labels))) or ("",)


def coding_counts(connection: Connection, counting: Counting) -> list[tuple[int, int, int]]:
    """(code, voice, codings) for all that counts; one sweep over one index."""
    statement = (
        select(CodingRow.code, CodingRow.voice, func.count())
        .where(counting.condition)
        .group_by(CodingRow.code, CodingRow.voice)
    )
    return fetched(connection, statement)


def stances(connection: Connection, counting: Counting) -> list[tuple[int, int, int, str]]:
    """(code, voice, coder, stance), each once and in order, for all that counts."""
    statement = (
        select(CodingRow.code, CodingRow.voice, CodingRow.coder, CodingRow.stance)
        .where(counting.condition)
        .distinct()
    )
    return sorted(fetched(connection, statement))  # they come nearly sorted off the index


def passages_by_theme(
    connection: Connection,
    counting: Counting,
    themes: Mapping[int, Sequence[int]],
    heard: Sequence[int],
) -> dict[int, int]:
    """Distinct passages at or below each theme, given as theme → codes; of those voices only.

    That is the codings, less those on a passage that the theme has already: only passages with
    several codings are looked at one by one.
    """
    above: dict[int, list[int]] = {}
    for theme, codes in themes.items():
        for code in codes:
            above.setdefault(code, []).append(theme)
    counted = dict.fromkeys(themes, 0)
    if not above:
        return counted
    listening = set(heard)
    for code, voice, count in coding_counts(connection, counting):
        if voice in listening:
            for theme in above.get(code, ()):
                counted[theme] += count
    last: dict[int, int] = {}
    for passage, code, voice in _together(connection, counting):
        if voice in listening:
            for theme in above.get(code, ()):
                counted[theme] -= last.get(theme) == passage
                last[theme] = passage
    return counted


def _together(connection: Connection, counting: Counting) -> Iterator[tuple[int, int, int]]:
    """(passage, code, voice) of the codings that share a passage, passage by passage."""
    several = select(CodingRow.passage).group_by(CodingRow.passage).having(func.count() > 1)
    found = connection.execute(
        select(CodingRow.passage, CodingRow.code, CodingRow.voice)
        .where(CodingRow.passage.in_(several), counting.condition)
        .order_by(CodingRow.passage)
    )
    return ((passage, code, voice) for passage, code, voice in found)


@dataclass(frozen=True, slots=True)
class Tied:
    """One piece of evidence, as an analysis needs it."""

    claim: str
    passage: int
    voice: int
    coder: int
    stance: str
    basis: str


def evidence(connection: Connection, coders: Sequence[int]) -> list[Tied]:
    """All evidence that the reporting coders judged, by claim and passage."""
    found = connection.execute(
        select(
            ClaimRow.id, EvidenceRow.passage, PassageRow.voice, PassageRow.coder,
            EvidenceRow.stance, EvidenceRow.basis,
        )
        .join(PassageRow, PassageRow.key == EvidenceRow.passage)
        .join(ClaimRow, ClaimRow.key == EvidenceRow.claim)
        .where(PassageRow.coder.in_(coders))
        .order_by(ClaimRow.position, ClaimRow.key, EvidenceRow.passage)
    )  # fmt: skip
    return [Tied(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Coded:
    """A span under a code, for what the database cannot group: words and quotes."""

    code: int
    voice: int
    transcript: int
    start: int
    end: int


def spans(connection: Connection, counting: Counting) -> list[Coded]:
    """All coded spans that count, in reading order."""
    found = connection.execute(
        select(
            CodingRow.code, CodingRow.voice, PassageRow.transcript, PassageRow.start, PassageRow.end
        )
        .join(PassageRow, PassageRow.key == CodingRow.passage)
        .where(counting.condition)
        .order_by(PassageRow.transcript, PassageRow.start, PassageRow.end, CodingRow.key)
    )
    return [Coded(*row) for row in found]


def texts(connection: Connection) -> dict[int, transcripts.Text]:
    """All current texts, by transcript key."""
    return {text.key: text for text in transcripts.texts(connection)}


class Listening:
    """Tells whose words a span holds, in any transcript."""

    def __init__(self, connection: Connection) -> None:
        self._kinds = dict(connection.execute(select(TranscriptRow.key, TranscriptRow.kind)).all())
        self._who = _who(connection)

    def sources(self, text: transcripts.Text, span: Span) -> tuple[str, ...]:
        """The sources of a span; in a document or an observation, the transcript itself."""
        if self._kinds[text.key] != SourceKind.INTERVIEW:
            return (text.id,)
        labels = text.speakers.of(span) if text.packed != "[]" else ("",)
        heard: set[str] = set()
        for label in labels:
            heard.update(self._who.get((text.key, speakers.folded(label)), ()))
        return tuple(sorted(heard))


def _among(
    column: InstrumentedAttribute[int], keys: Collection[int] | None
) -> list[ColumnElement[bool]]:
    """That something is one of those of some keys, where they are given."""
    return [] if keys is None else [column.in_(keys)]


def _who(
    connection: Connection, transcripts: Collection[int] | None = None
) -> dict[tuple[int, str], list[str]]:
    """The informants behind each label of each transcript, or of some; without those who
    withdrew."""
    who: dict[tuple[int, str], list[str]] = {}
    asked = _WHO.where(*_among(SpeakerRow.transcript, transcripts))
    for transcript, label, informant in fetched(connection, asked):
        who.setdefault((transcript, label), []).append(informant)
    return who


_WHO = (
    select(SpeakerRow.transcript, SpeakerRow.label, InformantRow.id)
    .join(InformantRow, InformantRow.key == SpeakerRow.informant)
    .where(InformantRow.status != Status.WITHDRAWN.value)
    .order_by(InformantRow.id)
)
