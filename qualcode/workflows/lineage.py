"""Looking at a part of the referral trees only: a wave, a branch, all to whom one person led."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import NotFoundError
from qualcode.model.lineage import Lineage
from qualcode.model.transcript import SourceKind
from qualcode.model.views import InformantView
from qualcode.store import informants, readings
from qualcode.store.engine import Connection
from qualcode.store.readings import Voice
from qualcode.workflows.groups import group_of
from qualcode.workflows.informants import forest, known


@dataclass(frozen=True, slots=True)
class Listened:
    """The informants that an analysis listens to, and the voices in which they are heard.

    Documents and observations stand in no tree: they are heard only where nobody is left out.
    """

    people: tuple[InformantView, ...]
    voices: dict[int, Voice]
    ids: frozenset[str] | None

    def to(self, sources: Collection[str]) -> bool:
        """Whether any of those sources is listened to."""
        return bool(sources) if self.ids is None else not self.ids.isdisjoint(sources)


def listened(connection: Connection, lineage: Lineage) -> Listened:
    """Whom to listen to. Raises `NotFoundError` for a branch, wave or informant that is not."""
    people = known(connection)
    voices = readings.voices(connection)
    if not lineage:
        return Listened(tuple(people), voices, None)
    ids = _ids(connection, people, lineage)
    only = {
        key: replace(voice, sources=tuple(source for source in voice.sources if source in ids))
        for key, voice in voices.items()
        if voice.kind is SourceKind.INTERVIEW and not ids.isdisjoint(voice.sources)
    }
    return Listened(tuple(person for person in people if person.id in ids), only, ids)


def _ids(
    connection: Connection, people: Sequence[InformantView], lineage: Lineage
) -> frozenset[str]:
    ids = frozenset(person.id for person in people)
    for by, wanted in (("branch", lineage.branch), ("wave", lineage.wave)):
        if wanted:
            ids &= frozenset(p.id for p in people if group_of(p, by) == wanted) or _refuse(
                by, wanted, (group_of(person, by) for person in people)
            )
    if lineage.descendants_of:
        informants.key_of(connection, lineage.descendants_of)
        ids &= frozenset(forest(connection).descendants(lineage.descendants_of))
    return ids


def _refuse(by: str, wanted: str, there: Iterable[str]) -> frozenset[str]:
    raise NotFoundError(
        "there is no {what} {wanted}",
        advice="there is: {known}",
        what=by,
        wanted=wanted,
        known=", ".join(dict.fromkeys(there)) or "-",
    )
