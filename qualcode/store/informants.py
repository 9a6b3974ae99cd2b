"""Informants, who referred whom, and what they consented to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.i18n import mark
from qualcode.store import organisations
from qualcode.store.closest import named
from qualcode.store.journal import Step
from qualcode.store.tables import (
    AttributeRow,
    ConsentRow,
    InformantRow,
    MemberCheckRow,
    OrganisationRow,
    ReferralRow,
    SpeakerRow,
    TranscriptRow,
)

PLAIN = ("role", "kind", "standpoint", "status", "date")


@dataclass(frozen=True, slots=True)
class Informant:
    """A person in the project; `status` is the recorded one, empty where none was given."""

    key: int
    guid: str
    id: str
    role: str
    organisation: str
    parent_organisation: str
    kind: str
    standpoint: str
    status: str
    date: str
    seed: bool


@dataclass(frozen=True, slots=True)
class Referral:
    """`referrer` led to `informant`, by id; `tree` marks the one that makes the referral tree."""

    key: int
    referrer: str
    informant: str
    tree: bool
    channel: str
    date: str


def listed(connection: Connection) -> list[Informant]:
    """All informants, by id."""
    parents = organisations.parents(connection)
    rows = connection.execute(
        select(
            InformantRow.key, InformantRow.guid, InformantRow.id, InformantRow.role,
            OrganisationRow.name, InformantRow.kind, InformantRow.standpoint, InformantRow.status,
            InformantRow.date, InformantRow.seed,
        ).outerjoin(OrganisationRow, OrganisationRow.key == InformantRow.organisation)
    )  # fmt: skip
    found = [
        Informant(
            key, guid, id_, role, body or "", parents.get(body or "", ""), kind, standpoint, status,
            date, bool(seed),
        )
        for key, guid, id_, role, body, kind, standpoint, status, date, seed in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.id)


def keys(connection: Connection) -> dict[str, int]:
    """Keys of all informants by id."""
    return dict(connection.execute(select(InformantRow.id, InformantRow.key)).all())


def key_of(connection: Connection, id_: str) -> int:
    """The key of the informant `id_`."""
    message = mark("there is no informant {id}")
    return named(keys(connection), id_, message, mark("qualcode informants list shows all"))


def put_name(step: Step, key: int, name: str, known: Mapping[str, str]) -> None:
    """Say what an informant is really called, where that is not among the `known` names.

    The name goes into the key file; the project only sees that something changed.
    """
    guid = step.connection.execute(
        select(InformantRow.guid).where(InformantRow.key == key)
    ).scalar_one()
    if known.get(guid) != name:
        step.touch(InformantRow, [key])
        step.real_names[guid] = name


def put(step: Step, known: int | None, id_: str, values: Mapping[str, str]) -> tuple[int, bool]:
    """Add an informant, or fill in what is given of the `known` one; gives the key and whether
    it is new."""
    filled: dict[str, object] = {name: values[name] for name in PLAIN if values.get(name)}
    if values.get("organisation"):
        filled["organisation"] = organisations.keys_at(step, {values["organisation"]})[
            values["organisation"]
        ]
    if known is not None:
        step.update(InformantRow, known, **filled)
        return known, False
    empty: dict[str, object] = dict.fromkeys(PLAIN, "") | {"organisation": None, "seed": 0}
    return step.add(InformantRow, id=id_, **{**empty, **filled}), True


def change(step: Step, key: int, values: Mapping[str, str]) -> None:
    """Change what is known of an informant to exactly what is given, empty included."""
    changes: dict[str, object] = {name: values[name] for name in PLAIN if name in values}
    if "organisation" in values:
        changes["organisation"] = organisations.key_or_none(step, values["organisation"])
    step.update(InformantRow, key, **changes)


def put_seed(step: Step, key: int) -> None:
    """Say that nobody referred this informant; who was said to have is said no more."""
    step.update(InformantRow, key, seed=1)
    edges = select(ReferralRow.key).where(ReferralRow.informant == key)
    step.delete(ReferralRow, list(step.connection.execute(edges).scalars()))


def put_attributes(step: Step, key: int, values: Mapping[str, str]) -> None:
    """Set further columns of an informant; one that is there already may become empty."""
    known = {
        name: (row, value)
        for row, name, value in step.connection.execute(
            select(AttributeRow.key, AttributeRow.name, AttributeRow.value).where(
                AttributeRow.informant == key
            )
        )
    }
    for name, value in values.items():
        if name in known:
            step.update(AttributeRow, known[name][0], value=value)
        elif value:
            step.add(AttributeRow, informant=key, transcript=None, name=name, value=value)


def attributes(connection: Connection) -> dict[int, dict[str, str]]:
    """Further columns per informant key."""
    found: dict[int, dict[str, str]] = {}
    for key, name, value in connection.execute(
        select(AttributeRow.informant, AttributeRow.name, AttributeRow.value)
        .where(AttributeRow.informant.is_not(None))
        .order_by(AttributeRow.key)
    ):
        found.setdefault(key or 0, {})[name] = value
    return found


def put_consent(step: Step, key: int, words: str) -> None:
    """Record consent in the words of the table it came from, unless it is recorded already."""
    known = step.connection.execute(
        select(ConsentRow.note).where(ConsentRow.informant == key)
    ).scalars()
    if words not in list(known):
        step.add(
            ConsentRow, informant=key, event="given", date="", mode="", scope="", form="",
            note=words,
        )  # fmt: skip


def add_consent(
    step: Step, key: int, *, scope: str, date: str, mode: str, form: str, note: str
) -> None:
    """Record what an informant consented to; `scope` is separated by commas, or `none`."""
    step.add(
        ConsentRow, informant=key, event="given", date=date, mode=mode, scope=scope, form=form,
        note=note,
    )  # fmt: skip


def scopes(connection: Connection) -> dict[str, frozenset[str]]:
    """Per informant id, what the last consent with a scope covers; nobody of whom none says so."""
    found = (
        select(InformantRow.id, ConsentRow.scope)
        .join(ConsentRow, ConsentRow.informant == InformantRow.key)
        .where(ConsentRow.scope != "")
        .order_by(ConsentRow.key)
    )
    return {id_: frozenset(scope.split(",")) - {"none"} for id_, scope in connection.execute(found)}


def consents(connection: Connection) -> dict[int, str]:
    """What the last consent of each informant says, in its own words or by scope and date."""
    found = select(
        ConsentRow.informant, ConsentRow.scope, ConsentRow.date, ConsentRow.note
    ).order_by(ConsentRow.key)
    return {
        key: ", ".join(filter(None, (scope.replace(",", ", "), date, note)))
        for key, scope, date, note in connection.execute(found)
    }


def referrals(connection: Connection) -> list[Referral]:
    """All referrals, in the order in which they were recorded."""
    ids = {key: id_ for id_, key in keys(connection).items()}
    rows = connection.execute(
        select(
            ReferralRow.key, ReferralRow.referrer, ReferralRow.informant, ReferralRow.tree,
            ReferralRow.channel, ReferralRow.date,
        ).order_by(ReferralRow.key)
    )  # fmt: skip
    return [
        Referral(key, ids[referrer], ids[informant], bool(tree), channel, date)
        for key, referrer, informant, tree, channel, date in rows
    ]


def put_referrals(
    step: Step, key: int, referrers: Sequence[int], *, channel: str, date: str
) -> None:
    """Say who referred an informant: the first makes the tree, later ones are further edges."""
    known = {
        referrer: (row, tree)
        for row, referrer, tree in step.connection.execute(
            select(ReferralRow.key, ReferralRow.referrer, ReferralRow.tree).where(
                ReferralRow.informant == key
            )
        )
    }
    step.update(InformantRow, key, seed=0)
    for referrer, (row, tree) in known.items():
        if tree and referrer != referrers[0]:
            step.update(ReferralRow, row, tree=0)
    for at, referrer in enumerate(referrers):
        values: dict[str, object] = {"tree": int(at == 0)}
        if referrer in known:
            filled = {"channel": channel, "date": date}
            values |= {name: value for name, value in filled.items() if value}
            step.update(ReferralRow, known[referrer][0], **values)
        else:
            step.add(
                ReferralRow, referrer=referrer, informant=key, channel=channel, date=date, **values
            )


def add_referral(step: Step, referrer: int, informant: int, *, channel: str, date: str) -> bool:
    """Add that one informant led to another; gives whether it makes the tree."""
    step.update(InformantRow, informant, seed=0)
    rows = step.connection.execute(
        select(ReferralRow.key, ReferralRow.referrer, ReferralRow.tree).where(
            ReferralRow.informant == informant
        )
    ).all()
    tree = not any(tree for _, _, tree in rows)
    for row, known, _ in rows:
        if known == referrer:
            filled = {"channel": channel, "date": date}
            step.update(ReferralRow, row, **{n: v for n, v in filled.items() if v})
            return tree
    step.add(
        ReferralRow, referrer=referrer, informant=informant, tree=int(tree), channel=channel,
        date=date,
    )  # fmt: skip
    return tree


def speaking(connection: Connection) -> dict[int, list[str]]:
    """Per informant key, the ids of the interviews that he or she speaks in."""
    found: dict[int, list[str]] = {}
    for informant, transcript in connection.execute(
        select(SpeakerRow.informant, TranscriptRow.id)
        .join(TranscriptRow, TranscriptRow.key == SpeakerRow.transcript)
        .where(SpeakerRow.informant != 0)
        .order_by(TranscriptRow.id)
    ):
        found.setdefault(informant, []).append(transcript)
    return {informant: list(dict.fromkeys(ids)) for informant, ids in found.items()}


def withdrawn(connection: Connection) -> list[str]:
    """The GUIDs of those of whom everything was erased."""
    found = (
        select(InformantRow.guid)
        .join(ConsentRow, ConsentRow.informant == InformantRow.key)
        .where(ConsentRow.event == "withdrawn")
    )
    return list(connection.execute(found).scalars())


def first_dates(connection: Connection) -> dict[int, str]:
    """Per informant key, the date of the earliest dated interview."""
    found: dict[int, str] = {}
    for informant, date in connection.execute(
        select(SpeakerRow.informant, TranscriptRow.date)
        .join(TranscriptRow, TranscriptRow.key == SpeakerRow.transcript)
        .where(SpeakerRow.informant != 0, TranscriptRow.date != "")
    ):
        found[informant] = min(date, found.get(informant, date))
    return found


def member_checks(connection: Connection) -> dict[int, str]:
    """How each informant's last member check stands: its outcome, else "sent"."""
    found = connection.execute(
        select(MemberCheckRow.informant, MemberCheckRow.outcome).order_by(MemberCheckRow.key)
    )
    return {key: outcome or "sent" for key, outcome in found}
