"""Whom informants named while they spoke: people who are known, and leads to follow."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qualcode.analysis.likeness import Known, bare, likenesses
from qualcode.analysis.mentions import Finder, finder
from qualcode.errors import InputError, NotFoundError
from qualcode.model.lists import Channel
from qualcode.model.people import LeadView, Likeness, MentionView
from qualcode.store import informants, people, settings, speakers, transcripts
from qualcode.store.closest import closest
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.store.transcripts import Text
from qualcode.workflows.informant_table import circle_in, goes_round, parents_of
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.speakers import known

_REFUSED = "-"


@dataclass(slots=True)
class _Named:
    """A name as it stands first, and where it stands."""

    name: str
    places: dict[tuple[str, tuple[str, ...]], list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leads:
    """The verbs on leads; what is decided about one is remembered until it is undone."""

    project: Project
    coder: str

    def list(self, transcript: str = "") -> list[LeadView]:
        """Whom informants named and did not lead to yet, in one transcript or in all; people who
        are likely known come with how alike they are."""
        with self.project.reading() as connection:
            return _listed(self.project, connection, transcript)

    def accept(self, name: str, id_: str) -> Outcome:
        """Make a lead an informant, or say which one it is; all who spoke of them named them.

        The name of somebody new goes to the key file, and nowhere else.
        """
        if not id_.strip() or ";" in id_:
            raise InputError("{id} is no id", advice="give a pseudonym", id=id_ or "nothing")
        with self.project.writing(by=self.coder, why=f"follow a lead to {id_}") as step:
            lead = _named(_listed(self.project, step.connection), name)
            there = informants.keys(step.connection)
            key, new = informants.put(step, there.get(id_), id_, {})
            if new:
                informants.put_name(step, key, lead.name, {})
            dates = {each.id: each.about.date for each in transcripts.listed(step.connection)}
            for place in lead.mentions:
                for speaker in place.speakers:
                    if speaker != id_:
                        informants.add_referral(
                            step, there[speaker], key, channel=Channel.NAMED,
                            date=dates[place.transcript],
                        )  # fmt: skip
            circle = circle_in(parents_of(step.connection))
            if circle:
                raise goes_round(circle)
            settings.put(step, _setting(lead.name), id_)
        return Outcome(step.made, new=int(new), changed=int(not new))

    def refuse(self, name: str) -> Outcome:
        """Say that a lead is nobody to follow."""
        with self.project.writing(by=self.coder, why="refuse a lead") as step:
            lead = _named(_listed(self.project, step.connection), name)
            settings.put(step, _setting(lead.name), _REFUSED)
        return Outcome(step.made, changed=1)


def remembered(names: Iterable[str]) -> frozenset[str]:
    """The settings that may hold what was decided about people called so."""
    return frozenset(map(_setting, names))


def _setting(name: str) -> str:
    # A digest, so that the name stands in no further place of the project.
    return settings.LEAD + hashlib.sha256(" ".join(bare(name)).encode()).hexdigest()[:24]


def _listed(project: Project, connection: Connection, transcript: str = "") -> list[LeadView]:
    everybody = known(project, connection)
    decided = settings.settings(connection)
    parents = parents_of(connection)
    led = {(edge.referrer, edge.informant) for edge in informants.referrals(connection)}
    views: list[LeadView] = []
    for named in _mentioned(connection, everybody, transcript):
        who = decided.get(_setting(named.name), "")
        if who == _REFUSED:
            continue
        like = None
        if not who:
            who, like = _who(named.name, everybody)
        mentions = tuple(
            MentionView(id_, places[0], speaking, len(places))
            for (id_, heard), places in named.places.items()
            if (speaking := tuple(s for s in heard if _leads(s, who, led, parents)))
        )
        if mentions:
            views.append(LeadView(named.name, who, like, mentions))
    return views


def _leads(
    speaker: str, who: str, led: set[tuple[str, str]], parents: Mapping[str, str]
) -> bool:  # fmt: skip
    """Whether a speaker who named `who` led there in a way that is not recorded: nobody leads to
    themselves, or to those through whom they were found."""
    if not who:
        return True
    above: str | None = speaker
    while above is not None:
        if above == who:
            return False
        above = parents.get(above)
    return (speaker, who) not in led


def _who(name: str, everybody: list[Known]) -> tuple[str, Likeness | None]:
    """Who is called so: by id or real name, else whoever is likeliest, if anybody is."""
    folded = speakers.folded(name)
    for person in everybody:
        if folded in (speakers.folded(person.id), speakers.folded(person.name)):
            return person.id, None
    like = next(iter(likenesses(name, everybody)), None)
    return (like.informant, like) if like else ("", None)


def _mentioned(
    connection: Connection, everybody: list[Known], transcript: str
) -> list[_Named]:  # fmt: skip
    """All names in what informants say, those of coders aside, in reading order."""
    find = finder((person.name for person in everybody), (person.id for person in everybody))
    keys = transcripts.keys(connection)
    if transcript:
        transcripts.key_of(connection, transcript)
    wanted = [keys[transcript]] if transcript else None
    ids = {key: id_ for id_, key in informants.keys(connection).items()}
    coders = {bare(name) for name in people.coders(connection)}
    who = transcripts.speakers_of(connection)
    found: dict[tuple[str, ...], _Named] = {}
    for text in sorted(transcripts.texts(connection, wanted), key=lambda each: each.id):
        for heard, at, name in _said(text, who.get(text.key, {}), ids, find):
            called = bare(name)
            if called not in coders:
                named = found.setdefault(called, _Named(name))
                named.places.setdefault((text.id, heard), []).append(
                    text.text.count("\n", 0, at) + 1
                )
    return list(found.values())


def _said(
    text: Text,
    who: Mapping[str, list[tuple[int, str]]],
    ids: Mapping[int, str],
    find: Finder,
) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Every name that informants say in a text: who says it, where, and the name."""
    stretches = [(turn.label, turn.span.start, turn.span.end) for turn in text.turns]
    for label, start, end in stretches or [("", 0, len(text.text))]:
        heard = tuple(ids[key] for key, _ in who.get(speakers.folded(label), ()) if key in ids)
        if heard:
            for at, name in find(text.text, start, end):
                yield heard, at, name


def _named(found: list[LeadView], name: str) -> LeadView:
    for lead in found:
        if bare(lead.name) == bare(name):
            return lead
    near = closest(name, [lead.name for lead in found])
    raise NotFoundError(
        "no informant named {name}, or it is recorded already",
        advice="did you mean {near}?" if near else "qualcode informants leads lists them",
        name=name,
        near=near,
    )
