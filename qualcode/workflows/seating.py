"""Where people sit: the columns of a matrix, the waves, branches and bodies of an analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.errors import UsageError
from qualcode.model.transcript import SourceKind
from qualcode.model.views import InformantView
from qualcode.store import transcripts
from qualcode.store.engine import Connection
from qualcode.store.readings import Voice
from qualcode.workflows.informants import known

BY = (
    "informant", "transcript", "wave", "branch", "organisation", "role", "standpoint", "kind",
)  # fmt: skip
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Seating:
    """The columns of a matrix, and which of them a source, or a whole transcript, sits in."""

    columns: tuple[str, ...]
    seats: Mapping[str, str]
    by_transcript: bool = False

    def of(self, voice: Voice) -> tuple[str, ...]:
        """The columns of a voice: one for each source, or the one of its transcript."""
        if self.by_transcript:
            return () if voice.asking else (voice.transcript,)
        return tuple(self.seats.get(source, "") for source in voice.sources)


def seated(connection: Connection, by: str, heard: Mapping[int, Voice]) -> Seating:
    """Who sits where by `by`, one of `BY` or an attribute; only who is heard sits anywhere."""
    if by == "transcript":
        ids = tuple(stored.id for stored in transcripts.listed(connection))
        return Seating(ids, {}, by_transcript=True)
    people = known(connection)
    if by not in BY and not any(by in person.attributes for person in people):
        attributes = sorted({name for person in people for name in person.attributes})
        raise UsageError(
            "there is nothing called {by} to set themes against",
            advice="use one of: {known}",
            by=by,
            known=", ".join((*BY, *attributes)),
        )
    seats = {person.id: seat(person, by) for person in people if person.heard}
    taken = dict.fromkeys(seats.values())
    if by == "organisation":
        issuers = _issuers(connection, heard)
        seats |= issuers
        taken |= dict.fromkeys(issuers.values())
    if by in ("informant", "branch"):
        return Seating(tuple(taken), seats)
    width = max(map(len, taken), default=0) if by == "wave" else 0
    order = sorted(taken, key=lambda seat: (seat == UNKNOWN, seat.rjust(width)))
    return Seating(tuple(order), seats)


def seat(person: InformantView, by: str) -> str:
    """Where an informant sits, `UNKNOWN` where that is not known."""
    match by:
        case "informant":
            return person.id
        case "wave":
            return UNKNOWN if person.wave is None else str(person.wave)
        case "branch":
            return person.branch or (UNKNOWN if person.wave is None else person.id)
        case "organisation" | "role" | "standpoint" | "kind":
            return str(getattr(person, by)) or UNKNOWN
        case _:
            return person.attributes.get(by) or UNKNOWN


def _issuers(connection: Connection, heard: Mapping[int, Voice]) -> dict[str, str]:
    """The bodies that issued the documents in which anything is coded."""
    coded = {voice.transcript for voice in heard.values()}
    return {
        stored.id: stored.about.organisation or UNKNOWN
        for stored in transcripts.listed(connection)
        if stored.about.kind is SourceKind.DOCUMENT and stored.id in coded
    }
