"""Transcripts, their revisions, and who speaks in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select

from qualcode.i18n import mark
from qualcode.model.lists import Placed
from qualcode.model.transcript import SourceKind, Speakers, Transcript, Turn
from qualcode.model.views import About
from qualcode.store import organisations
from qualcode.store.closest import named
from qualcode.store.journal import Step
from qualcode.store.tables import (
    AttributeRow,
    CodingRow,
    OrganisationRow,
    PassageRow,
    RevisionRow,
    SpeakerRow,
    TombstoneRow,
    TranscriptRow,
    VoiceRow,
)
from qualcode.store.turns import packed, unpacked

FILLED = ("kind", "date", "place", "mode", "language", "duration", "media")


@dataclass(frozen=True, slots=True)
class Stored:
    """A transcript in the project, without its text."""

    key: int
    id: str
    about: About
    revision: int
    revision_number: int
    length: int
    sha256: str
    file: str


@dataclass(frozen=True)
class Text:
    """The current text of a transcript; its turns stay packed until somebody asks for them."""

    key: int
    id: str
    revision: int
    text: str
    packed: str

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Who speaks from where to where."""
        return unpacked(self.packed)

    @cached_property
    def speakers(self) -> Speakers:
        """Finds who speaks in a span."""
        return Speakers(
            self.text, [(turn[0], turn[1], turn[2]) for turn in json.loads(self.packed)]
        )


def listed(connection: Connection) -> list[Stored]:
    """All transcripts, by id."""
    columns = (
        TranscriptRow.key,
        TranscriptRow.id,
        TranscriptRow.kind,
        OrganisationRow.name,
        TranscriptRow.date,
        TranscriptRow.place,
        TranscriptRow.mode,
        TranscriptRow.language,
        TranscriptRow.duration,
        TranscriptRow.interviewer,
        TranscriptRow.declared,
        TranscriptRow.media,
        RevisionRow.key,
        RevisionRow.number,
        RevisionRow.length,
        RevisionRow.sha256,
        RevisionRow.file,
    )
    found = connection.execute(
        select(*columns)
        .join(RevisionRow, RevisionRow.transcript == TranscriptRow.key)
        .outerjoin(OrganisationRow, OrganisationRow.key == TranscriptRow.organisation)
        .where(RevisionRow.current == 1)
    )
    stored = [
        Stored(
            key,
            id_,
            About(SourceKind(kind), organisation or "", *about),
            revision,
            number,
            length,
            sha,
            file,
        )
        for key, id_, kind, organisation, *about, revision, number, length, sha, file in found
    ]
    return sorted(stored, key=lambda each: each.id)


def texts(connection: Connection, keys: Sequence[int] | None = None) -> Iterator[Text]:
    """The current texts of some transcripts, or of all, one at a time."""
    return _texts(connection, () if keys is None else (TranscriptRow.key.in_(keys),))


def of_revisions(connection: Connection, revisions: Sequence[int]) -> Iterator[Text]:
    """Those of some revisions that are current, one at a time."""
    for at in range(0, len(revisions), 500):
        yield from _texts(connection, (RevisionRow.key.in_(revisions[at : at + 500]),))


# Made once: a table of codings asks for one text after the other.
_CURRENT = (
    select(
        TranscriptRow.key, TranscriptRow.id, RevisionRow.key, RevisionRow.text, RevisionRow.turns
    )
    .join(RevisionRow, RevisionRow.transcript == TranscriptRow.key)
    .where(RevisionRow.current == 1)
)
_CURRENT_OF = _CURRENT.where(TranscriptRow.key == bindparam("transcript"))


def _texts(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> Iterator[Text]:
    statement = _CURRENT.where(*conditions).order_by(TranscriptRow.key)
    for key, id_, revision, text, turns in connection.execute(statement):
        yield Text(key, id_, revision, text, turns)


def text(connection: Connection, id_: str) -> Text:
    """The current text of the transcript `id_`."""
    return text_of(connection, key_of(connection, id_))


def text_of(connection: Connection, transcript: int) -> Text:
    """The current text of the transcript of that key.

    The one read last is kept, with its turns unpacked: a revision never changes, and who codes one
    passage after the other reads a text once.
    """
    given = {"transcript": transcript}
    which = (transcript, *connection.execute(_WHICH, given).one())
    found = _kept.get(which)
    if found is None:
        found = Text(*connection.execute(_CURRENT_OF, given).one())
        _kept.clear()
        _kept[which] = found
    return found


_WHICH = (
    select(
        TranscriptRow.id, RevisionRow.key, RevisionRow.guid, RevisionRow.step, RevisionRow.sha256
    )
    .join(RevisionRow, RevisionRow.transcript == TranscriptRow.key)
    .where(TranscriptRow.key == bindparam("transcript"), RevisionRow.current == 1)
)
_kept: dict[tuple[object, ...], Text] = {}


def keys(connection: Connection) -> dict[str, int]:
    """Keys of all transcripts by id."""
    return dict(connection.execute(_KEYS).all())


_KEYS = select(TranscriptRow.id, TranscriptRow.key)


def key_of(connection: Connection, id_: str) -> int:
    """The key of the transcript `id_`."""
    message = mark("there is no transcript {id}")
    return named(keys(connection), id_, message, mark("qualcode transcripts list shows all"))


def digest(text: str) -> str:
    """What tells whether two texts are the same."""
    return hashlib.sha256(text.encode()).hexdigest()


def digests(connection: Connection) -> dict[str, str | None]:
    """By the GUID of every revision there is, what tells its text; None for one that was erased."""
    there = select(RevisionRow.guid, RevisionRow.sha256)
    gone = select(TombstoneRow.guid).where(TombstoneRow.noun == RevisionRow.__tablename__)
    erased: dict[str, str | None] = dict.fromkeys(connection.execute(gone).scalars())
    return erased | dict(connection.execute(there).all())


def add_many(step: Step, found: Sequence[tuple[Transcript, About, str]]) -> dict[str, int]:
    """Put in new transcripts, each with its first revision; gives their keys by id."""
    issuers = organisations.keys_at(step, {about.organisation for _, about, _ in found} - {""})
    columns = (
        "id", "kind", "organisation", "date", "place", "mode", "language", "duration",
        "interviewer", "present", "media", "declared",
    )  # fmt: skip
    rows = [
        (
            transcript.id, about.kind.value, issuers.get(about.organisation), about.date,
            about.place, about.mode, about.language, about.duration, about.interviewer, "", "",
            about.informant,
        )
        for transcript, about, _ in found
    ]  # fmt: skip
    made = step.insert(TranscriptRow, columns, rows)
    revisions = [
        revision_row(key, 1, transcript, file)
        for key, (transcript, _, file) in zip(made, found, strict=True)
    ]
    step.insert(RevisionRow, REVISION, revisions)
    return {transcript.id: key for key, (transcript, _, _) in zip(made, found, strict=True)}


REVISION = (
    "transcript", "number", "current", "text", "turns", "labels", "length", "sha256", "file",
)  # fmt: skip


def revision_row(key: int, number: int, transcript: Transcript, file: str) -> tuple[object, ...]:
    """The current revision of a transcript, in the order of `REVISION`."""
    text = transcript.text
    labels = json.dumps(transcript.labels, ensure_ascii=False)
    turns = packed(transcript.turns)
    return (key, number, 1, text, turns, labels, len(text), digest(text), file)


def say_about(step: Step, key: int, values: Mapping[str, str]) -> bool:
    """Change what is known of a transcript; only what is filled in. Tells whether it changed."""
    changes: dict[str, object] = {name: values[name] for name in FILLED if values.get(name)}
    if values.get("interviewer"):
        changes["interviewer"] = values["interviewer"]
    if values.get("informant"):
        changes["declared"] = values["informant"]
    if values.get("organisation"):
        name = values["organisation"]
        changes["organisation"] = organisations.keys_at(step, {name})[name]
    return bool(changes) and step.update(TranscriptRow, key, **changes)


def change(step: Step, key: int, values: Mapping[str, str]) -> None:
    """Change what is known of a transcript to exactly what is given, empty included."""
    changes: dict[str, object] = {name: values[name] for name in FILLED if name in values}
    if "organisation" in values:
        changes["organisation"] = organisations.key_or_none(step, values["organisation"])
    step.update(TranscriptRow, key, **changes)


def remove(step: Step, key: int) -> None:
    """Take a transcript out, with its passages and all that hangs on them."""
    step.delete(TranscriptRow, [key])


_NEW_VOICE = insert(VoiceRow)


class Voices:
    """Keys of the sets of speakers of passages, made as they are needed."""

    def __init__(self, step: Step, transcript: int | None = None) -> None:
        """Those of one transcript, or of all."""
        self._step = step
        found = select(VoiceRow.transcript, VoiceRow.labels, VoiceRow.key)
        if transcript is not None:
            found = found.where(VoiceRow.transcript == transcript)
        self._known = {
            (transcript, tuple(json.loads(labels))): key
            for transcript, labels, key in step.connection.execute(found)
        }

    def at(self, transcript: int, labels: tuple[str, ...]) -> int:
        """The voice of those labels in that transcript."""
        together = tuple(sorted(labels))
        key = self._known.get((transcript, together))
        if key is None:
            key = self._step.keys("voice", 1).start
            written = json.dumps(together, ensure_ascii=False)
            new = {"key": key, "transcript": transcript, "labels": written}
            self._step.connection.execute(_NEW_VOICE, new)
            self._known[transcript, together] = key
        return key


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the coding of a transcript has come; `covered` counts characters under a coding."""

    passages: int = 0
    codings: int = 0
    covered: int = 0


def progress(connection: Connection) -> dict[int, Progress]:
    """Passages, codings and what they cover, per transcript key."""
    covered = _covered(connection)
    found = connection.execute(
        select(
            PassageRow.transcript,
            func.count(func.distinct(PassageRow.key)),
            func.count(CodingRow.key),
        )
        .outerjoin(CodingRow, CodingRow.passage == PassageRow.key)
        .where(PassageRow.state != Placed.LOST.value)
        .group_by(PassageRow.transcript)
    )
    return {
        transcript: Progress(passages, codings, covered.get(transcript, 0))
        for transcript, passages, codings in found
    }


def _covered(connection: Connection) -> dict[int, int]:
    """Per transcript key, how many characters lie under a coding, each counted once."""
    coded = select(CodingRow.key).where(CodingRow.passage == PassageRow.key).exists()
    found = connection.execute(
        select(PassageRow.transcript, PassageRow.start, PassageRow.end)
        .where(coded, PassageRow.state != Placed.LOST.value)
        .order_by(PassageRow.transcript, PassageRow.start)
    )
    covered: dict[int, int] = {}
    last, reached = 0, 0
    for transcript, start, end in found:
        if transcript != last:
            last, reached = transcript, 0
        covered[transcript] = covered.get(transcript, 0) + max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def speakers_of(connection: Connection) -> dict[int, dict[str, list[tuple[int, str]]]]:
    """Per transcript key and folded label: the informants (0 for none) and how they were found."""
    found: dict[int, dict[str, list[tuple[int, str]]]] = {}
    for transcript, label, informant, how in connection.execute(
        select(
            SpeakerRow.transcript, SpeakerRow.label, SpeakerRow.informant, SpeakerRow.how
        ).order_by(SpeakerRow.transcript, SpeakerRow.label, SpeakerRow.informant)
    ):
        found.setdefault(transcript, {}).setdefault(label, []).append((informant, how))
    return found


def put_attributes(step: Step, key: int, values: Mapping[str, str]) -> None:
    """Set further columns of a transcript; an empty one goes."""
    found = step.connection.execute(
        select(AttributeRow.name, AttributeRow.key).where(AttributeRow.transcript == key)
    )
    known = dict(found.all())
    for name, value in values.items():
        if name in known and value:
            step.update(AttributeRow, known[name], value=value)
        elif name in known:
            step.delete(AttributeRow, [known[name]])
        elif value:
            step.add(AttributeRow, informant=None, transcript=key, name=name, value=value)


def attributes(connection: Connection) -> dict[int, dict[str, str]]:
    """Further columns per transcript key."""
    found: dict[int, dict[str, str]] = {}
    for key, name, value in connection.execute(
        select(AttributeRow.transcript, AttributeRow.name, AttributeRow.value)
        .where(AttributeRow.transcript.is_not(None))
        .order_by(AttributeRow.key)
    ):
        found.setdefault(key or 0, {})[name] = value
    return found


def labels(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Per transcript key, the speaker labels of its current text as they are written."""
    found = select(RevisionRow.transcript, RevisionRow.labels).where(RevisionRow.current == 1)
    return {key: tuple(json.loads(spoken)) for key, spoken in connection.execute(found)}
