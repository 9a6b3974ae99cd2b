"""Which column of a matrix each source sits in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.errors import UsageError
from qualcode.model.transcript import SourceKind
from qualcode.store import transcripts
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.store.readings import Voice
from qualcode.workflows.groups import BY, UNKNOWN, group_of
from qualcode.workflows.informants import known
from qualcode.workflows.lineage import Listened


@dataclass(frozen=True, slots=True)
class Seating:
    """The columns of a matrix, and which of them a source, or a whole transcript, sits in.

    `only` names the informants who are listened to, where some are not.
    """

    columns: tuple[str, ...]
    seats: Mapping[str, str]
    by_transcript: bool = False
    only: frozenset[str] | None = None

    def of(self, voice: Voice) -> tuple[str, ...]:
        """The columns of a voice: one for each source, or the one of its transcript."""
        if not self.by_transcript:
            return tuple(self.seats.get(source, "") for source in voice.sources)
        mute = voice.asking or (self.only is not None and self.only.isdisjoint(voice.sources))
        return () if mute else (voice.transcript,)


def seated(connection: Connection, by: str, listened: Listened) -> Seating:
    """Who sits where by `by`, one of `BY` or an attribute; only who is heard sits anywhere."""
    people = [person for person in listened.people if person.heard]
    if by == "transcript":
        there = {id_ for person in people for id_ in person.transcripts}
        ids = sorted(transcripts.keys(connection))
        columns = tuple(id_ for id_ in ids if listened.ids is None or id_ in there)
        return Seating(columns, {}, by_transcript=True, only=listened.ids)
    _known(connection, by)
    seats = {person.id: group_of(person, by) for person in people}
    taken = dict.fromkeys(seats.values())
    if by == "organisation" and listened.ids is None:
        issuers = _issuers(connection, listened.voices)
        seats |= issuers
        taken |= dict.fromkeys(issuers.values())
    if by in ("informant", "branch", "seed"):
        return Seating(tuple(taken), seats)
    width = max(map(len, taken), default=0) if by == "wave" else 0
    order = sorted(taken, key=lambda seat: (seat == UNKNOWN, seat.rjust(width)))
    return Seating(tuple(order), seats)


def sides(project: Project) -> tuple[str, ...]:
    """All that themes can be set against: `BY`, and the attributes that informants have."""
    with project.reading() as connection:
        return _sides(connection)


def _sides(connection: Connection) -> tuple[str, ...]:
    attributes = {name for person in known(connection) for name in person.attributes}
    return (*BY, *sorted(attributes.difference(BY)))


def _known(connection: Connection, by: str) -> None:
    """Refuses what is known of nobody."""
    sides = _sides(connection)
    if by not in sides:
        raise UsageError(
            "there is nothing called {by} to set themes against",
            advice="use one of: {known}",
            by=by,
            known=", ".join(sides),
        )


def _issuers(connection: Connection, heard: Mapping[int, Voice]) -> dict[str, str]:
    """The bodies that issued the documents in which anything is coded."""
    coded = {voice.transcript for voice in heard.values()}
    return {
        stored.id: stored.about.organisation or UNKNOWN
        for stored in transcripts.listed(connection)
        if stored.about.kind is SourceKind.DOCUMENT and stored.id in coded
    }
