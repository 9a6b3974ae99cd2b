"""Informants, and who referred whom, from a table into the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from qualcode.errors import InputError, NotFoundError, Problem, RefusedError, problem
from qualcode.exchange import csvtable
from qualcode.exchange.csvtable import Row
from qualcode.model.lists import Channel, Status
from qualcode.store import informants, organisations
from qualcode.store.closest import alike
from qualcode.store.engine import Connection
from qualcode.store.journal import Step
from qualcode.store.speakers import folded
from qualcode.workflows.outcome import Wrong
from qualcode.workflows.values import a_date, items, of_list

COLUMNS = (
    "name", "role", "organisation", "parent_organisation", "kind", "standpoint", "referred_by",
    "channel", "referral_date", "date", "status", "consent",
)  # fmt: skip
WORKED_OUT = ("wave", "branch", "seed", "transcripts")  # listings have them too
SEED = "-"


def parents_of(connection: Connection) -> dict[str, str]:
    """Who led to whom in the referral trees, by id."""
    return {r.informant: r.referrer for r in informants.referrals(connection) if r.tree}


def circle_in(parents: Mapping[str, str]) -> list[str]:
    """Ids that refer to each other in a circle, empty where there is none."""
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


def names_itself(id_: str) -> RefusedError:
    """What says that nobody refers to themselves."""
    return RefusedError(
        "{id} cannot have named themselves",
        advice="name who did, or give - for a seed",
        id=id_,
    )


def goes_round(circle: list[str]) -> RefusedError:
    """What says that those ids refer to each other in a circle."""
    named = [*reversed(circle), circle[-1]]
    return RefusedError(
        "the referrals go round in a circle: {circle}",
        advice="somebody in it was named by somebody else first, or is a seed (-)",
        circle=" → ".join(named),
    )


def own_columns(table: csvtable.Table) -> tuple[tuple[str, ...], list[Problem]]:
    """The further columns that become attributes, and why the others do not."""
    missing = [column for column in COLUMNS if column not in table.columns]
    own: list[str] = []
    problems: list[Problem] = []
    for column in table.further:
        near = alike(column, missing)
        if column in WORKED_OUT:
            problems.append(
                problem(
                    table.file,
                    "the column {column} was left out, since it is worked out anew",
                    advice="give it another name if it says something else",
                    column=column,
                )
            )
        elif near:
            problems.append(
                problem(
                    table.file,
                    "the column {column} was left out: did you mean {near}?",
                    advice="name it {near} and import again, or give it quite another name",
                    column=column,
                    near=near,
                )
            )
        else:
            own.append(column)
    return tuple(own), problems


class Intake:
    """A table of informants on its way into one step: checked first, then put in."""

    def __init__(self, step: Step, table: csvtable.Table, own: Sequence[str] = ()) -> None:
        self._step = step
        self._own = own
        self._rows = table.rows
        self.wrong = Wrong(table.file)
        self._keys = informants.keys(step.connection)
        self._names = step.known_names()
        self._lines: dict[str, int] = {}
        self._values: dict[int, dict[str, str]] = {}
        self._new: set[str] = set()
        self._changed: set[str] = set()

    @property
    def new(self) -> int:
        """How many were not there."""
        return len(self._new)

    @property
    def changed(self) -> int:
        """How many are otherwise than they were."""
        return len(self._changed - self._new)

    @property
    def same(self) -> int:
        """How many are as before."""
        return len(self._good()) - self.new - self.changed

    def check(self) -> None:
        """Find what is wrong; a row that refers to one that is left out is wrong too."""
        spelled = {folded(id_): id_ for id_ in self._keys}
        for row in self._rows:
            self._values[row.line] = self._checked(row)
            with self.wrong.at(row, "id"):
                self._check_id(row["id"], spelled)
            self._lines.setdefault(row["id"], row.line)
        found = -1
        while found != len(self.wrong.problems):
            found = len(self.wrong.problems)
            self._check_referrals()

    def _check_id(self, id_: str, spelled: dict[str, str]) -> None:
        if not id_:
            raise InputError("there is no id", advice="give every informant one")
        if id_ in self._lines:
            raise InputError(
                "{id} is already in row {line}",
                advice="keep one of the two",
                id=id_,
                line=self._lines[id_],
            )
        if id_ == SEED or ";" in id_ or not id_.isprintable():
            raise InputError(
                "{id} cannot be an id",
                advice="- stands for a seed, ; parts a list, and an id is one line",
                id=id_,
            )
        other = spelled.setdefault(folded(id_), id_)
        if other != id_:
            raise InputError(
                "{id} and {other} cannot be told apart in speaker labels",
                advice="give one of the two another id",
                id=id_,
                other=other,
            )

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

    def _check_referrals(self) -> None:
        there = self._keys.keys() | {row["id"] for row in self._good()}
        parents = parents_of(self._step.connection)
        for row in self._good():
            named = items(row["referred_by"])
            with self.wrong.at(row, "referred_by"):
                if named != (SEED,):
                    self._check_named(row["id"], named, there)
            if named and not self.wrong.has(row):
                parents[row["id"]] = named[0]
        circle = circle_in({one: by for one, by in parents.items() if by != SEED})
        for row in self._good():
            if row["id"] in circle and row["referred_by"]:
                with self.wrong.at(row, "referred_by"):
                    raise goes_round(circle)

    def _check_named(self, id_: str, named: Sequence[str], there: Set[str]) -> None:
        for referrer in named:
            if referrer == id_:
                raise names_itself(id_)
            if referrer in self._lines and referrer not in there:
                raise InputError(
                    "{id}, in row {line}, was left out itself",
                    advice="mend that row first",
                    id=referrer,
                    line=self._lines[referrer],
                )
            if referrer not in there:
                raise NotFoundError(
                    "{id} is no informant, neither here nor in the project",
                    advice="add a row for them, or leave the cell empty if it is unknown",
                    id=referrer,
                )

    def _good(self) -> list[Row]:
        return [row for row in self._rows if not self.wrong.has(row)]

    def put(self) -> None:
        """Put in everybody, then who referred whom."""
        for write in (self._put, self._refer):
            for row in self._good():
                before = self._step.size
                write(row)
                if self._step.size > before:
                    self._changed.add(row["id"])

    def _put(self, row: Row) -> None:
        id_, values = row["id"], self._values[row.line]
        key, new = informants.put(self._step, self._keys.get(id_), id_, values)
        self._keys[id_] = key
        if new:
            self._new.add(id_)
        if values["organisation"] and values["parent_organisation"]:
            names = {values["organisation"], values["parent_organisation"]}
            bodies = organisations.keys_at(self._step, names)
            organisations.put_parent(
                self._step, bodies[values["organisation"]], bodies[values["parent_organisation"]]
            )
        informants.put_attributes(
            self._step, key, {name: row[name] for name in self._own if row[name]}
        )
        if values["consent"]:
            informants.put_consent(self._step, key, values["consent"])
        if values["name"]:
            informants.put_name(self._step, key, values["name"], self._names)

    def _refer(self, row: Row) -> None:
        named = items(row["referred_by"])
        if named == (SEED,):
            informants.put_seed(self._step, self._keys[row["id"]])
        elif named:
            informants.put_referrals(
                self._step,
                self._keys[row["id"]],
                [self._keys[referrer] for referrer in named],
                channel=row["channel"].lower(),
                date=self._values[row.line]["referral_date"],
            )
