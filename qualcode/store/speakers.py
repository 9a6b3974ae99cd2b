"""Whom a speaker label is, worked out anew inside every step that changes people or texts.

So the order of imports does not matter, and undoing an import of people takes their words back
from them. Only a match by real name needs the key file; where that is not at hand, or does not
know somebody, the matches that another once gave are kept.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Connection, delete, insert, select

from qualcode.model.transcript import SourceKind
from qualcode.store.tables import (
    CoderRow,
    InformantRow,
    RevisionRow,
    SpeakerDecisionRow,
    SpeakerRow,
    TranscriptRow,
)

TOUCHED_BY = frozenset({"transcript", "revision", "informant", "speaker_decision"})
INTERVIEWERS = frozenset({"pewawancara", "peneliti", "interviewer", "researcher", "moderator"})
NOBODY = 0
SEVERAL = "several"
LOST = ("nobody", SEVERAL)

_Match = tuple[int, str]


@lru_cache(4_096)
def folded(label: str) -> str:
    """A label as it is compared: without regard to case or spacing."""
    return " ".join(unicodedata.normalize("NFC", label).casefold().split())


@dataclass(frozen=True, slots=True)
class _People:
    by_id: Mapping[str, int]
    by_name: Mapping[str, int]
    several: Mapping[str, frozenset[int]]  # what more than one of them is called
    coders: frozenset[str]


def rematch(connection: Connection, names: Mapping[str, str] | None) -> None:
    """Work out anew whom every label of every interview is."""
    before = {
        (row.transcript, row.label, row.informant): row.how
        for row in connection.execute(
            select(SpeakerRow.transcript, SpeakerRow.label, SpeakerRow.informant, SpeakerRow.how)
        )
    }
    people = _people(connection, names)
    kept = _kept_names(connection, before, names or {})
    decided = _decisions(connection)
    now: dict[tuple[int, str, int], str] = {}
    for key, id_, interviewer, declared, labels in connection.execute(
        select(
            TranscriptRow.key,
            TranscriptRow.id,
            TranscriptRow.interviewer,
            TranscriptRow.declared,
            RevisionRow.labels,
        )
        .join(RevisionRow, RevisionRow.transcript == TranscriptRow.key)
        .where(RevisionRow.current == 1, TranscriptRow.kind == SourceKind.INTERVIEW)
    ):
        own = people.by_id.get(folded(declared)) if declared else people.by_id.get(folded(id_))
        asking = {folded(each) for each in interviewer.split(";") if each.strip()}
        spoken = [folded(label) for label in json.loads(labels)]
        known = people
        if key in kept:
            known = replace(people, by_name={**kept[key], **people.by_name})
        for label, found in _matched(spoken, own, asking, known, decided.get(key, {})).items():
            now.update({(key, label, informant): how for informant, how in found})
    _store(connection, before, now)


def _people(connection: Connection, names: Mapping[str, str] | None) -> _People:
    found = select(InformantRow.key, InformantRow.id, InformantRow.guid).order_by(InformantRow.key)
    rows = connection.execute(found).all()
    by_id = {folded(id_): key for key, id_, _ in rows}
    by_name: dict[str, int] = {}
    called: dict[str, set[int]] = {}
    for key, id_, guid in rows:
        called.setdefault(folded(id_), set()).add(key)
        if names is not None and guid in names:
            by_name[folded(names[guid])] = key
            called.setdefault(folded(names[guid]), set()).add(key)
    several = {label: frozenset(keys) for label, keys in called.items() if len(keys) > 1}
    coders = connection.execute(select(CoderRow.name)).scalars()
    return _People(
        by_id, by_name, several, frozenset(folded(name) for name in coders if len(name) > 1)
    )


def _kept_names(
    connection: Connection, before: Mapping[tuple[int, str, int], str], names: Mapping[str, str]
) -> dict[int, dict[str, int]]:
    """Matches by real names that the key file at hand does not hold, by transcript."""
    people = connection.execute(select(InformantRow.key, InformantRow.guid))
    nameless = {key for key, guid in people if guid not in names}
    kept: dict[int, dict[str, int]] = {}
    for (transcript, label, informant), how in before.items():
        if how == "name" and informant in nameless:
            kept.setdefault(transcript, {})[label] = informant
    return kept


def _decisions(connection: Connection) -> dict[int, dict[str, list[_Match]]]:
    decided: dict[int, dict[str, list[_Match]]] = {}
    for transcript, label, informant, accepted in connection.execute(
        select(
            SpeakerDecisionRow.transcript,
            SpeakerDecisionRow.label,
            SpeakerDecisionRow.informant,
            SpeakerDecisionRow.accepted,
        )
    ):
        if informant and not accepted:
            continue  # whom it is not says nothing of who it is
        match = (informant or NOBODY, "accepted") if accepted else (NOBODY, "refused")
        decided.setdefault(transcript, {}).setdefault(folded(label), []).append(match)
    return decided


def _matched(
    labels: list[str],
    own: int | None,
    asking: set[str],
    people: _People,
    decided: Mapping[str, list[_Match]],
) -> dict[str, list[_Match]]:
    if labels in ([], [""]):
        return {"": [(own or NOBODY, "declared" if own else "nobody")]}
    matched = {
        label: decided.get(label) or [_by_itself(label, own, asking, people)] for label in labels
    }
    unknown = [label for label, found in matched.items() if found == [(NOBODY, "nobody")]]
    if own and len(unknown) == 1 and own not in {who for f in matched.values() for who, _ in f}:
        matched[unknown[0]] = [(own, "declared")]
    return matched


def _by_itself(label: str, own: int | None, asking: set[str], people: _People) -> _Match:
    if label in asking:
        return NOBODY, "interviewer"
    if label in people.several:
        return (own, "declared") if own in people.several[label] else (NOBODY, SEVERAL)
    if label in people.by_id:
        return people.by_id[label], "id"
    if label in people.by_name:
        return people.by_name[label], "name"
    if label in INTERVIEWERS or label in people.coders:
        return NOBODY, "interviewer"
    return NOBODY, "nobody"


def _store(
    connection: Connection,
    before: Mapping[tuple[int, str, int], str],
    now: Mapping[tuple[int, str, int], str],
) -> None:
    for (transcript, label, informant), how in before.items():
        if now.get((transcript, label, informant)) != how:
            connection.execute(
                delete(SpeakerRow).where(
                    SpeakerRow.transcript == transcript,
                    SpeakerRow.label == label,
                    SpeakerRow.informant == informant,
                )
            )
    new = [
        {"transcript": transcript, "label": label, "informant": informant, "how": how}
        for (transcript, label, informant), how in now.items()
        if before.get((transcript, label, informant)) != how
    ]
    if new:
        connection.execute(insert(SpeakerRow), new)


def foreseer(
    connection: Connection, names: Mapping[str, str]
) -> Callable[[str, Sequence[str]], list[tuple[int, ...]]]:
    """Tells whom the labels of an interview would be that is not there yet, as informant keys, by
    its id and its labels."""
    people = _people(connection, names)

    def _foreseen(id_: str, labels: Sequence[str]) -> list[tuple[int, ...]]:
        spoken = list(dict.fromkeys(map(folded, labels)))
        found = _matched(spoken, people.by_id.get(folded(id_)), set(), people, {})
        return [tuple(who for who, _ in found[folded(label)] if who) for label in labels]

    return _foreseen


def unmatched(connection: Connection) -> list[tuple[str, str, str]]:
    """Speaker labels that are nobody, as (transcript id, label, how); the label is empty for a
    text without turns that belongs to nobody, and `how` is `SEVERAL` where it may be several."""
    found = connection.execute(
        select(TranscriptRow.id, SpeakerRow.label, RevisionRow.labels, SpeakerRow.how)
        .join(TranscriptRow, TranscriptRow.key == SpeakerRow.transcript)
        .join(RevisionRow, RevisionRow.transcript == TranscriptRow.key)
        .where(SpeakerRow.how.in_(LOST), RevisionRow.current == 1)
    )
    return sorted((id_, _as_written(label, labels), how) for id_, label, labels, how in found)


def _as_written(label: str, labels: str) -> str:
    return next((each for each in json.loads(labels) if folded(each) == label), label)
