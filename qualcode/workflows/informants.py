"""Bringing informants in, who referred whom, and looking at them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.referral import Forest, Person
from qualcode.errors import InputError, NotFoundError, RefusedError, UsageError
from qualcode.exchange import csvtable
from qualcode.exchange.csvtable import Row
from qualcode.model.lists import Channel, Status
from qualcode.model.views import InformantView
from qualcode.store import informants, organisations
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome, Wrong
from qualcode.workflows.transcripts import nobodies
from qualcode.workflows.values import a_date, items, of_list

COLUMNS = (
    "name", "role", "organisation", "parent_organisation", "kind", "standpoint", "referred_by",
    "channel", "referral_date", "date", "status", "consent",
)  # fmt: skip
SEED = "-"
_BY_TABLE = ("name", "parent_organisation", "referred_by", "channel", "referral_date")


@dataclass(frozen=True, slots=True)
class Informants:
    """The verbs on informants."""

    project: Project
    coder: str

    def import_table(self, path: Path, *, keep_going: bool = False) -> Outcome:
        """Take in informants from a CSV; a row whose id exists updates what it fills."""
        table = csvtable.read(path, required=("id",), optional=COLUMNS, further=True)
        with self.project.writing(by=self.coder, why=f"import informants {path.name}") as step:
            intake = _Intake(step, table)
            intake.people()
            intake.referrals()
            intake.wrong.insist(keep_going=keep_going and not intake.goes_round)
        found = [*table.problems, *intake.wrong.problems]
        with self.project.reading() as connection:
            found += nobodies(connection)
        return Outcome(step.made, intake.new, intake.changed, intake.same, problems=tuple(found))

    def add(self, id_: str, **values: str) -> Outcome:
        """Add one informant, or fill in what is given; names as the columns of the table."""
        row = Row.of(f"informant {id_}", {"id": id_, **values})
        table = csvtable.Table(row.file, tuple(row.at), (row,))
        with self.project.writing(by=self.coder, why=f"add informant {id_}") as step:
            intake = _Intake(step, table)
            intake.people()
            intake.referrals()
            if intake.wrong.problems:
                first = intake.wrong.problems[0]
                raise InputError(first.message, advice=first.advice, **dict(first.facts))
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
                raise RefusedError("{id} cannot have named themselves", id=referrer)
            informants.add_referral(step, one, other, channel=channel, date=date)
            circle = _circle(step.connection)
            if circle:
                raise _goes_round(circle)
        return Outcome(step.made, new=1)

    def withdraw(self, id_: str) -> Outcome:
        """Record that an informant has withdrawn: nothing they said counts any more."""
        with self.project.writing(by=self.coder, why=f"{id_} withdrew") as step:
            key = informants.key_of(step.connection, id_)
            informants.set_status(step, key, Status.WITHDRAWN)
        return Outcome(step.made, changed=1)

    def list(self) -> list[InformantView]:
        """All informants, in tree order."""
        with self.project.reading() as connection:
            return known(connection)


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
    """The referral trees of the project."""
    parents = {r.informant: r.referrer for r in informants.referrals(connection) if r.tree}
    dates = informants.first_dates(connection)
    return Forest.of(
        Person(
            person.id,
            parents.get(person.id),
            known=person.seed or person.id in parents,
            date=person.date or dates.get(person.key, ""),
        )
        for person in informants.listed(connection)
    )


def _circle(connection: Connection) -> list[str]:
    """Ids that refer to each other in a circle of tree edges, empty where there is none."""
    parents = {r.informant: r.referrer for r in informants.referrals(connection) if r.tree}
    safe: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in safe:
            if at in path:
                ids = list(path)
                return ids[ids.index(at) :]
            path[at] = None
            at = parents.get(at)
        safe.update(path)
    return []


def _goes_round(circle: list[str]) -> RefusedError:
    named = [*reversed(circle), circle[-1]]
    return RefusedError(
        "the referrals go round in a circle: {circle}",
        advice="somebody in it was named by somebody else first, or is a seed (-)",
        circle=" → ".join(named),
    )


class _Intake:
    """A table of informants on its way into one step."""

    def __init__(self, step: Step, table: csvtable.Table) -> None:
        self._step = step
        self._further = table.further
        self._rows = table.rows
        self.wrong = Wrong(table.file)
        self._keys = informants.keys(step.connection)
        self.new = self.changed = self.same = 0
        self.goes_round = False

    def people(self) -> None:
        """Put in everybody, so that referrals may point anywhere."""
        seen: dict[str, int] = {}
        for row in self._rows:
            id_ = row["id"]
            values = self._checked(row)
            with self.wrong.at(row, "id"):
                if not id_:
                    raise InputError("there is no id", advice="give every informant one")
                if id_ in seen:
                    raise InputError(
                        "{id} is already in row {line}",
                        advice="keep one of the two",
                        id=id_,
                        line=seen[id_],
                    )
            seen.setdefault(id_, row.line)
            if not self.wrong.has(row):
                self._put(id_, row, values)

    def _checked(self, row: Row) -> dict[str, str]:
        values = {column: row[column] for column in COLUMNS}
        for column, kinds, what in (("status", Status, "status"), ("channel", Channel, "channel")):
            if values[column]:
                with self.wrong.at(row, column):
                    values[column] = of_list(kinds, values[column], what)
        for column in ("date", "referral_date"):
            if values[column]:
                with self.wrong.at(row, column):
                    values[column] = a_date(values[column], "date")
        return values

    def _put(self, id_: str, row: Row, values: dict[str, str]) -> None:
        before = self._step.size
        key, new = informants.put(self._step, self._keys.get(id_), id_, values)
        self._keys[id_] = key
        if values["organisation"] and values["parent_organisation"]:
            names = {values["organisation"], values["parent_organisation"]}
            bodies = organisations.keys_at(self._step, names)
            organisations.put_parent(
                self._step, bodies[values["organisation"]], bodies[values["parent_organisation"]]
            )
        informants.put_attributes(
            self._step, key, {name: row[name] for name in self._further if name and row[name]}
        )
        if values["consent"]:
            informants.put_consent(self._step, key, values["consent"])
        if values["name"]:
            self._step.real_names[informants.guid_of(self._step.connection, key)] = values["name"]
        self.new += new
        self.changed += not new and self._step.size > before
        self.same += not new and self._step.size == before

    def referrals(self) -> None:
        """Record who referred whom, now that everybody is there."""
        for row in self._rows:
            id_ = row["id"]
            if self.wrong.has(row) or not row["referred_by"]:
                continue
            with self.wrong.at(row, "referred_by"):
                self._refer(id_, row)
        circle = _circle(self._step.connection)
        self.goes_round = bool(circle)
        for row in self._rows:
            if row["id"] in circle:
                with self.wrong.at(row, "referred_by"):
                    raise _goes_round(circle)

    def _refer(self, id_: str, row: Row) -> None:
        named = items(row["referred_by"])
        if named == (SEED,):
            informants.put_seed(self._step, self._keys[id_])
            return
        for referrer in named:
            if referrer == id_:
                raise InputError("{id} cannot have named themselves", id=id_)
            if referrer not in self._keys:
                raise NotFoundError(
                    "{id} is no informant, neither here nor in the project",
                    advice="add a row for them, or leave the cell empty if it is unknown",
                    id=referrer,
                )
        informants.put_referrals(
            self._step,
            self._keys[id_],
            [self._keys[referrer] for referrer in named],
            channel=row["channel"].lower(),
            date=row["referral_date"],
        )
