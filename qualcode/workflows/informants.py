"""Bringing informants in, who referred whom, and looking at them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.referral import Forest, Person
from qualcode.errors import InputError, UsageError
from qualcode.exchange import csvtable
from qualcode.exchange.csvtable import Row
from qualcode.model.lists import Channel, ConsentMode, Scope, Status
from qualcode.model.views import InformantView
from qualcode.store import informants
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.workflows.informant_table import (
    COLUMNS,
    SEED,
    Intake,
    circle_in,
    goes_round,
    names_itself,
    own_columns,
    parents_of,
)
from qualcode.workflows.nobodies import nobodies
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.values import a_date, items, of_list

_BY_TABLE = ("name", "parent_organisation", "referred_by", "channel", "referral_date")


@dataclass(frozen=True, slots=True)
class Informants:
    """The verbs on informants."""

    project: Project
    coder: str

    def import_table(self, path: Path, *, keep_going: bool = False) -> Outcome:
        """Take in informants from a CSV; a row whose id exists updates what it fills."""
        table = csvtable.read(path, required=("id",), optional=COLUMNS, further=True)
        own, problems = own_columns(table)
        with self.project.writing(by=self.coder, why=f"import informants {path.name}") as step:
            intake = Intake(step, table, own)
            intake.check()
            intake.wrong.insist(keep_going=keep_going, told=(*table.problems, *problems))
            intake.put()
        found = [*table.problems, *problems, *intake.wrong.problems]
        with self.project.reading() as connection:
            found += nobodies(connection)
        return Outcome(step.made, intake.new, intake.changed, intake.same, problems=tuple(found))

    def add(self, id_: str, **values: str) -> Outcome:
        """Add one informant, or fill in what is given; names as the columns of the table."""
        row = Row.of(f"informant {id_}", {"id": id_, **values})
        table = csvtable.Table(row.file, tuple(row.at), (row,))
        with self.project.writing(by=self.coder, why=f"add informant {id_}") as step:
            for referrer in items(values.get("referred_by", "")):
                if referrer not in (SEED, id_):
                    informants.key_of(step.connection, referrer)
            intake = Intake(step, table)
            intake.check()
            if intake.wrong.problems:
                first = intake.wrong.problems[0]
                raise InputError(first.message, advice=first.advice, **dict(first.facts))
            intake.put()
        return Outcome(step.made, intake.new, intake.changed, intake.same)

    def change(self, id_: str, **values: str) -> Outcome:
        """Change what is known of an informant, empty included; names as the columns of a table.

        A name that is no column is a further attribute; referrals are changed by `add` and `refer`.
        """
        for name in values:
            if name in _BY_TABLE:
                raise UsageError(
                    "{column} is not changed like this",
                    advice="qualcode informants add fills it in, refer says who named whom",
                    column=name,
                )
        checked = dict(values)
        if values.get("status"):
            checked["status"] = of_list(Status, values["status"], "status").value
        if values.get("date"):
            checked["date"] = a_date(values["date"], "date")
        with self.project.writing(by=self.coder, why=f"change informant {id_}") as step:
            key = informants.key_of(step.connection, id_)
            informants.change(step, key, checked)
            further = {name: v for name, v in checked.items() if name not in COLUMNS}
            informants.put_attributes(step, key, further)
            if checked.get("consent"):
                informants.put_consent(step, key, checked["consent"])
        return Outcome(step.made, changed=1)

    def refer(self, referrer: str, informant: str, *, channel: str = "", date: str = "") -> Outcome:
        """Record that `referrer` named `informant`; the first referral makes the tree."""
        channel = of_list(Channel, channel, "channel") if channel else ""
        date = a_date(date, "date") if date else ""
        with self.project.writing(by=self.coder, why=f"{referrer} named {informant}") as step:
            one = informants.key_of(step.connection, referrer)
            other = informants.key_of(step.connection, informant)
            if one == other:
                raise names_itself(referrer)
            informants.add_referral(step, one, other, channel=channel, date=date)
            circle = circle_in(parents_of(step.connection))
            if circle:
                raise goes_round(circle)
        return Outcome(step.made, new=1)

    def consent(
        self,
        id_: str,
        *,
        scope: str = "",
        date: str = "",
        mode: str = "",
        form: str = "",
        note: str = "",
    ) -> Outcome:
        """Record what an informant consented to: `scope` is any of `Scope`, or none of them.

        What is recorded last holds. Without a scope it says nothing of what may be quoted.
        """
        covered = [of_list(Scope, each, "scope").value for each in _listed(scope)]
        if Scope.NONE in covered and len(set(covered)) > 1:
            raise UsageError("none and something else is no scope", advice="leave out one of them")
        mode = of_list(ConsentMode, mode, "mode").value if mode else ""
        date = a_date(date, "date") if date else ""
        if not any((covered, date, mode, form, note)):
            raise UsageError("nothing is said of the consent", advice="give at least --scope")
        with self.project.writing(by=self.coder, why=f"consent of {id_}") as step:
            key = informants.key_of(step.connection, id_)
            informants.add_consent(
                step, key, scope=",".join(dict.fromkeys(covered)), date=date, mode=mode, form=form,
                note=note,
            )  # fmt: skip
        return Outcome(step.made, new=1)

    def show(self, id_: str) -> InformantView:
        """One informant."""
        with self.project.reading() as connection:
            return _named(connection, id_)

    def list(self) -> list[InformantView]:
        """All informants, in tree order."""
        with self.project.reading() as connection:
            return known(connection)


def _listed(scope: str) -> list[str]:
    return [each.strip() for each in scope.replace(";", ",").split(",") if each.strip()]


def _named(connection: Connection, id_: str) -> InformantView:
    informants.key_of(connection, id_)
    return next(person for person in known(connection) if person.id == id_)


def known(connection: Connection) -> list[InformantView]:
    """All informants with their place in the tree, in tree order."""
    people = {person.id: person for person in informants.listed(connection)}
    edges: dict[str, list[informants.Referral]] = {}
    for edge in informants.referrals(connection):
        edges.setdefault(edge.informant, []).append(edge)
    tree = forest(connection)
    speaking = informants.speaking(connection)
    dates = informants.first_dates(connection)
    consents = informants.consents(connection)
    further = informants.attributes(connection)
    listed: list[InformantView] = []
    for id_ in tree.order:
        person = people[id_]
        led = sorted(edges.get(id_, []), key=lambda edge: (not edge.tree, edge.key))
        spoken = tuple(speaking.get(person.key, ()))
        default = Status.INTERVIEWED if spoken else Status.NAMED
        listed.append(
            InformantView(
                id_, person.role, person.organisation, person.parent_organisation, person.kind,
                person.standpoint, tuple(edge.referrer for edge in led), person.seed,
                led[0].channel if led else "", led[0].date if led else "",
                person.date or dates.get(person.key, ""), Status(person.status or default),
                consents.get(person.key, ""), tree.wave(id_), tree.branch(id_), tree.seed(id_),
                spoken, further.get(person.key, {}),
            )
        )  # fmt: skip
    return listed


def forest(connection: Connection) -> Forest:
    """The referral trees of the project; whoever named somebody is in one."""
    edges = informants.referrals(connection)
    parents = {edge.informant: edge.referrer for edge in edges if edge.tree}
    placed = parents.keys() | {edge.referrer for edge in edges}
    dates = informants.first_dates(connection)
    return Forest.of(
        Person(
            person.id,
            parents.get(person.id),
            known=person.seed or person.id in placed,
            date=person.date or dates.get(person.key, ""),
        )
        for person in informants.listed(connection)
    )
