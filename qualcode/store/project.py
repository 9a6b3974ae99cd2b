"""A project: one study in one database, read in snapshots and written in steps."""

from __future__ import annotations

import filecmp
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Engine, bindparam, func, insert, make_url, select, update

from qualcode.errors import InputError, NotFoundError, ProjectError, RefusedError
from qualcode.model.lists import FIRST_ROUND
from qualcode.store import engine as engines
from qualcode.store import (
    informants,
    migrate,
    people,
    soundness,
    speakers,
    sweeping,
    transcripts,
)
from qualcode.store.engine import plain_failures
from qualcode.store.journal import Step, take_turn
from qualcode.store.keyfile import KeyFile
from qualcode.store.migrate import TODAY, Schema
from qualcode.store.rows import new_guids
from qualcode.store.tables import RECORDED, CounterRow, ProjectRow, StepRow
from qualcode.store.takingback import take_back

Clock = Callable[[], int]

_END_UNDONE = (
    update(StepRow)
    .where(StepRow.by == bindparam("coder"), StepRow.state == "undone")
    .values(state="ended")
)


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Project:
    """An open project. Reading never blocks; writing waits for other writers, or is refused."""

    def __init__(self, where: str, engine: Engine, clock: Clock, schema: Schema) -> None:
        self.where = where
        self.name = _name(where)
        self.clock = clock
        self.keyfile = KeyFile(_key_path(where))
        self._engine = engine
        self._schema = schema
        self._file = None if engines.is_url(where) else _File.at(Path(where).resolve())

    @classmethod
    def create(
        cls, where: str, *, coder: str, clock: Clock = now, patience: float | None = None
    ) -> Project:
        """A new, empty project whose first coder is `coder`."""
        engine = engines.engine_for(where, patience=patience)
        with _new_file(where):
            project = cls(where, engine, clock, TODAY)
            with project._closed_on_failure():
                project._make(coder)
        return project

    def _make(self, coder: str) -> None:
        with self._begun(writing=True) as connection:
            migrate.alone(connection)
            if migrate.version_of(connection) is not None:
                raise InputError(
                    "{where} already holds a project", advice="open it", where=self.name
                )
            if not migrate.is_empty(connection):
                raise InputError(
                    "{where} already holds something else",
                    advice="choose an empty database",
                    where=self.name,
                )
            migrate.make(connection)
            at = self.clock()
            connection.execute(
                insert(ProjectRow).values(
                    key=1, guid=new_guids(1)[0], name=self.name, created_at=at
                )
            )
            nouns = ["change", "step", "voice", *(row.__tablename__ for row in RECORDED)]
            connection.execute(insert(CounterRow), [{"name": n, "last": 0} for n in sorted(nouns)])
            people.new_coder(connection, coder, at)
            people.new_round(connection, FIRST_ROUND, at)

    @classmethod
    def open(
        cls,
        where: str,
        *,
        clock: Clock = now,
        patience: float | None = None,
        schema: Schema = TODAY,
    ) -> Project:
        """An existing project, brought up to date first if an older qualcode made it."""
        if not engines.is_url(where):
            _must_be_a_project(Path(where))
        project = cls(where, engines.engine_for(where, patience=patience), clock, schema)
        with project._closed_on_failure():
            project._be_of_today()
            project.sweep()
        return project

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    def _be_of_today(self) -> None:
        version = self._version()
        if version < self._schema.head:
            with plain_failures(self.name):
                migrate.upgrade(self._engine, self._schema, first=self._keep_older)
            version = self._version()
        if version > self._schema.head:
            raise ProjectError(
                "{where} was made by a newer qualcode",
                advice="update qualcode to open it; nothing was changed",
                where=self.name,
            )

    def _version(self) -> str:
        with self._begun() as connection:
            version = migrate.version_of(connection)
        if version is None:
            raise InputError(
                "{where} is no qualcode project",
                advice="make one with: qualcode new {where}",
                where=self.name,
            )
        return version

    def _keep_older(self, version: str) -> None:
        """Keep a copy beside the project, unless an earlier try kept the same one."""
        if engines.is_url(self.where):
            return
        copy = Path(f"{self.where}.before-{version}.copy")
        copy.unlink(missing_ok=True)
        self.backup(copy)
        numbered = ("" if number == 1 else f".{number}" for number in count(1))
        places = (Path(f"{self.where}.before-{version}{number}.backup") for number in numbered)
        free = (p for p in places if not p.exists() or filecmp.cmp(copy, p, shallow=False))
        engines.put_in_place(copy, next(free))

    def sweep(self) -> bool:
        """Come to the end of an erasure, if one is under way: its words go from the files, too.

        Tells whether none is left: while somebody else reads in the project, the words stay in the
        log beside it.
        """
        with self._begun() as connection:
            if not sweeping.is_due(connection):
                return True
        # While nobody writes, for a step in the making may just be adding to the key file.
        try:
            with self._begun(writing=True) as connection:
                take_turn(connection)
                stones = informants.withdrawn(connection)
                self.keyfile.forget(stones, transcripts.digests(connection))
        except RefusedError:
            return False
        with plain_failures(self.name):
            return sweeping.sweep(self._engine)

    def names_of(self, guid: str) -> tuple[str, ...]:
        """All real names that the key file has ever held of an informant."""
        return tuple(each.name for each in (self.keyfile.names() or {}).get(guid, ()))

    @property
    def folder(self) -> Path:
        """Where files that the project names are looked for: beside it, or where one works."""
        return Path() if engines.is_url(self.where) else Path(self.where).resolve().parent

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _begun(self, *, writing: bool = False, vanished: bool = False) -> Iterator[Connection]:
        """A transaction; with `vanished` also in a file that is no longer at its path."""
        if self._file is not None and not vanished:
            self._file.must_be_there(self.name)
        with plain_failures(self.name), self._engine.connect() as plain:
            connection = plain.execution_options(writing=writing)
            if not writing and connection.dialect.name != "sqlite":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the project, whatever others write meanwhile."""
        with self._begun() as connection:
            yield connection

    @contextmanager
    def writing(self, *, by: str, why: str) -> Iterator[Step]:
        """One step by the coder `by`; all of it happens, or none of it.

        `why` is what the history shows; it must hold no words of an interview.
        """
        with self._stepping(by, why, "do") as step:
            yield step

    @contextmanager
    def _stepping(self, by: str, why: str, kind: str) -> Iterator[Step]:
        with self._begun(writing=True) as connection:
            take_turn(connection)
            if migrate.stamped(connection) != self._schema.head:
                raise ProjectError(
                    "{where} has meanwhile been brought up to date by a newer qualcode",
                    advice="update qualcode and open it again; nothing was changed",
                    where=self.name,
                )
            at = self.clock()
            known = people.coders(connection)
            coder = known.get(by) or people.new_coder(connection, by, at)
            step = Step(connection, by=coder, at=at, why=why, kind=kind)
            step.known_names = lambda: self.real_names(connection)
            yield step
            self._finish(step, newcomer=by not in known)

    def _finish(self, step: Step, *, newcomer: bool) -> None:
        if newcomer or step.newcomers or step.touched & speakers.TOUCHED_BY:
            names = self._real_names(step.connection)
            if step.real_names:
                names = {**(names or {}), **step.real_names}
            speakers.rematch(step.connection, names)
        if step.finish() and step.kind == "do":
            step.connection.execute(_END_UNDONE, {"coder": step.by})
        if step.real_names or step.originals:
            self.keyfile.keep(step.number, step.hash, step.real_names, step.originals)

    def real_names(self, connection: Connection) -> dict[str, str]:
        """The real names that hold, by informant GUID, as far as the key file is at hand."""
        return self._real_names(connection) or {}

    def _real_names(self, connection: Connection) -> dict[str, str] | None:
        """The names that hold, by informant GUID; None without a key file."""
        held = self.keyfile.names()
        if held is None:
            return None
        given = {each.step for names in held.values() for each in names}
        seals = select(StepRow.number, StepRow.hash).where(
            StepRow.number.in_(given), StepRow.state == "done"
        )
        holding = {(number, seal) for number, seal in connection.execute(seals)}
        return {
            guid: last[-1]
            for guid, names in held.items()
            if (last := [name for step, seal, name in names if (step, seal) in holding])
        }

    def undo(self, *, by: str) -> Step:
        """Take back this coder's last step that is not undone."""
        with self._stepping(by, "", "undo") as step:
            number = step.connection.execute(
                select(func.max(StepRow.number)).where(
                    StepRow.by == step.by, StepRow.kind == "do", StepRow.state == "done"
                )
            ).scalar_one()
            if number is None:
                raise RefusedError("there is nothing that {by} could undo", by=by)
            _not_erased(step.connection, number)
            step.aim(number)
            take_back(step, number)
            _nothing_tangled(step)
            _set_state(step.connection, number, "undone")
        return step

    def redo(self, *, by: str) -> Step:
        """Do again what this coder undid last; a new step ends what can be redone."""
        with self._stepping(by, "", "redo") as step:
            number = step.connection.execute(
                select(func.min(StepRow.number)).where(
                    StepRow.by == step.by, StepRow.kind == "do", StepRow.state == "undone"
                )
            ).scalar_one()
            if number is None:
                raise RefusedError("there is nothing that {by} could redo", by=by)
            _not_erased(step.connection, number)
            undone_by = step.connection.execute(
                select(func.max(StepRow.number)).where(
                    StepRow.kind == "undo", StepRow.target == number
                )
            ).scalar_one()
            _not_erased(step.connection, undone_by)
            step.aim(number)
            take_back(step, undone_by)
            _nothing_tangled(step)
            _set_state(step.connection, number, "done")
        return step

    def backup(self, to: Path) -> None:
        """Copy the whole project, as it is at one moment, to a private file.

        The copy has its name only once it is whole. It can be made of a file that was removed while
        it was open, too: that may be all that is left of it.
        """
        if engines.is_url(self.where):
            raise RefusedError(
                "a project on a server is not backed up from here",
                advice="use pg_dump, or ask whoever runs the server",
            )
        if to.exists():
            raise InputError("{path} is already there", advice="choose another name", path=to)
        beside = to.with_name(f"{to.name}.new")
        beside.unlink(missing_ok=True)
        engines.create_private(beside)
        try:
            with (
                self._begun(vanished=True) as connection,
                closing(sqlite3.connect(beside)) as target,
            ):
                engines.raw(connection).backup(target)
            engines.put_in_place(beside, to)
        except (sqlite3.Error, OSError) as failure:
            raise ProjectError(
                "the backup {to} could not be written: {why}",
                advice="free some space, or choose another place",
                to=to,
                why=failure,
            ) from failure
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def _new_file(where: str) -> Iterator[None]:
    """A private file that is marked as a project, gone again if no project comes into it.

    What is left where somebody was killed while making one is taken up; if it was finished after
    all, and so is in the log beside it, whoever makes the tables finds that out.
    """
    if engines.is_url(where):
        yield
        return
    path = Path(where)
    left = engines.is_unfinished(path)
    if not left:
        engines.create_private(path)
    try:
        engines.mark(path)
        yield
    except BaseException:
        if not left:
            path.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class _File:
    """The file that was opened; what is written into one that was moved away would be lost."""

    path: Path
    identity: tuple[int, int]

    @classmethod
    def at(cls, path: Path) -> _File:
        """The file that is there now."""
        now = path.stat()
        return cls(path, (now.st_dev, now.st_ino))

    def must_be_there(self, name: str) -> None:
        """Refuse to go on where it is no longer the one at its path."""
        try:
            same = _File.at(self.path) == self
        except OSError:
            same = False
        if not same:
            raise ProjectError(
                "{name} was moved, removed or replaced while it was open",
                advice="nothing was changed; put it back, or keep a copy of what is open",
                name=name,
            )


def _nothing_tangled(step: Step) -> None:
    if step.touched & soundness.TANGLED_BY:
        for found in soundness.tangles(step.connection):
            raise RefusedError(
                "what was done since stands against it: {what}",
                advice="undo the later step first",
                what=found.message,
            )


def _not_erased(connection: Connection, number: int) -> None:
    erased = select(StepRow.erased).where(StepRow.number == number)
    if connection.execute(erased).scalar_one():
        raise RefusedError(
            "step {number} erased somebody's words, or touched words that were erased since",
            advice="what is erased cannot come back",
            number=number,
        )


def _set_state(connection: Connection, number: int, state: str) -> None:
    connection.execute(update(StepRow).where(StepRow.number == number).values(state=state))


def _name(where: str) -> str:
    return str(make_url(where).database) if engines.is_url(where) else Path(where).name


def _key_path(where: str) -> Path:
    if engines.is_url(where):
        return Path(f"{_name(where)}.qualcode.key")
    return Path(f"{where}.key")


def _must_be_a_project(path: Path) -> None:
    if path.is_fifo():  # opening one would wait for whoever writes into it
        raise _no_project(path)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise NotFoundError(
            "there is no project {path}", advice="make it with: qualcode new {path}", path=path
        ) from None
    except OSError as failure:
        raise ProjectError(
            "cannot read {path}: {why}",
            advice="check that it is a file and that you may read it",
            path=path,
            why=failure.strerror or failure,
        ) from None
    if head[:16] != b"SQLite format 3\0" or head[68:72] != engines.APPLICATION_ID.to_bytes(4):
        raise _no_project(path)


def _no_project(path: Path) -> InputError:
    return InputError(
        "{path} is no qualcode project",
        advice="name the .qualcode file of the project",
        path=path,
    )
