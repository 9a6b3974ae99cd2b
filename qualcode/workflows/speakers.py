"""Deciding whom a speaker label is, where neither an id nor a real name says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.analysis.likeness import Known, likenesses
from qualcode.errors import NotFoundError, UsageError
from qualcode.model.lists import Status
from qualcode.model.people import Likeness, SpeakerView
from qualcode.model.transcript import SourceKind
from qualcode.store import decisions, informants, speakers, transcripts
from qualcode.store.closest import closest
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome

_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Speakers:
    """The verbs on speaker labels; each decision is one step, remembered until it is undone."""

    project: Project
    coder: str

    def unmatched(self, transcript: str = "") -> list[SpeakerView]:
        """The labels that are nobody yet, in one transcript or in all, and whom each may be."""
        with self.project.reading() as connection:
            keys = transcripts.keys(connection)
            if transcript:
                transcripts.key_of(connection, transcript)
            people = known(self.project, connection)
            out = _ruled_out(connection)
            found: list[SpeakerView] = []
            counts: dict[str, Counter[str]] = {}
            for id_, label, _ in speakers.unmatched(connection):
                if not label or (transcript and id_ != transcript):
                    continue
                if id_ not in counts:
                    turns = transcripts.text_of(connection, keys[id_]).turns
                    counts[id_] = Counter(speakers.folded(turn.label) for turn in turns)
                like = _likely(label, people, out.get((keys[id_], speakers.folded(label)), set()))
                found.append(SpeakerView(id_, label, counts[id_][speakers.folded(label)], like))
        return found

    def accept(
        self, transcript: str, label: str, people: Sequence[str], *, everywhere: bool = False
    ) -> Outcome:
        """Say whom a label is; several informants for a label such as "all".

        `everywhere` says it of the same label in every interview.
        """
        if not people:
            raise UsageError("nobody is named", advice="name the informant, or --nobody")

        def _decide(step: Step, key: int) -> None:
            found = [informants.key_of(step.connection, id_) for id_ in dict.fromkeys(people)]
            decisions.decide(step, key, label, found)

        why = f"a speaker in {transcript} is {', '.join(people)}"
        return self._each(transcript, label, everywhere, why, _decide)

    def rule_out(
        self, transcript: str, label: str, people: Sequence[str], *, everywhere: bool = False
    ) -> Outcome:
        """Refuse proposals: the label is none of those informants, and stays open."""

        def _decide(step: Step, key: int) -> None:
            for id_ in people:
                decisions.rule_out(step, key, label, informants.key_of(step.connection, id_))

        why = f"a speaker in {transcript} is not {', '.join(people)}"
        return self._each(transcript, label, everywhere, why, _decide)

    def nobody(self, transcript: str, label: str, *, everywhere: bool = False) -> Outcome:
        """Say that a label is no informant: somebody who passed by."""

        def _decide(step: Step, key: int) -> None:
            decisions.decide(step, key, label, ())

        why = f"a speaker in {transcript} is nobody"
        return self._each(transcript, label, everywhere, why, _decide)

    def interviewer(self, transcript: str, label: str, *, everywhere: bool = False) -> Outcome:
        """Say that a label is who asks; the words count for nobody."""

        def _decide(step: Step, key: int) -> None:
            decisions.interviewer(step, key, label)

        why = f"a speaker in {transcript} is the interviewer"
        return self._each(transcript, label, everywhere, why, _decide)

    def _each(
        self,
        transcript: str,
        label: str,
        everywhere: bool,
        why: str,
        decide: Callable[[Step, int], None],
    ) -> Outcome:
        where = f"{why}, everywhere" if everywhere else why
        with self.project.writing(by=self.coder, why=where) as step:
            own = transcripts.key_of(step.connection, transcript)
            spoken = _spoken(step.connection)
            _heard(label, transcript, spoken.get(own, ()))
            places = [own]
            if everywhere:
                places = [key for key, labels in spoken.items() if _has(labels, label)]
            for key in places:
                decide(step, key)
        return Outcome(step.made, changed=len(places))


def known(project: Project, connection: Connection) -> list[Known]:
    """Everybody a label or a name may be, with real names as far as the key file is at hand."""
    names = project.real_names(connection)
    return [
        Known(person.id, names.get(person.guid, ""), person.role)
        for person in informants.listed(connection)
        if person.status != Status.WITHDRAWN
    ]


def _likely(label: str, people: Sequence[Known], out: set[str]) -> tuple[Likeness, ...]:
    return tuple(
        like for like in likenesses(label, people) if like.informant not in out
    )[:_OFFERED]  # fmt: skip


def _ruled_out(connection: Connection) -> dict[tuple[int, str], set[str]]:
    ids = {key: id_ for id_, key in informants.keys(connection).items()}
    out: dict[tuple[int, str], set[str]] = {}
    for each in decisions.decisions(connection):
        if each.informant is not None and not each.accepted:
            out.setdefault((each.transcript, each.label), set()).add(ids[each.informant])
    return out


def _spoken(connection: Connection) -> dict[int, tuple[str, ...]]:
    """The labels of every interview."""
    kinds = {stored.key: stored.about.kind for stored in transcripts.listed(connection)}
    return {
        key: labels
        for key, labels in transcripts.labels(connection).items()
        if kinds[key] is SourceKind.INTERVIEW
    }


def _has(labels: Sequence[str], label: str) -> bool:
    return speakers.folded(label) in map(speakers.folded, labels)


def _heard(label: str, transcript: str, labels: Sequence[str]) -> None:
    if _has(labels, label):
        return
    near = closest(label, labels)
    raise NotFoundError(
        "nobody called {label} speaks in {id}",
        advice="did you mean {near}?" if near else "qualcode transcripts speakers lists them",
        label=label,
        id=transcript,
        near=near,
    )
