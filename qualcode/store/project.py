"""A project: one study in one database, read in snapshots and written in steps."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, make_url, select, update

from qualcode.errors import InputError, NotFoundError, ProjectError, RefusedError
from qualcode.store import engine as engines
from qualcode.store import migrate, people, speakers
from qualcode.store.engine import plain_failures
from qualcode.store.journal import Step, new_guids, take_turn
from qualcode.store.keyfile import KeyFile
from qualcode.store.tables import RECORDED, CounterRow, ProjectRow, StepRow

Clock = Callable[[], int]


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Project:
    """An open project. Reading never blocks; writing waits for other writers, or is refused."""

    def __init__(self, where: str, engine: Engine, clock: Clock) -> None:
        self.where = where
        self.name = _name(where)
        self.clock = clock
        self.keyfile = KeyFile(_key_path(where))
        self._engine = engine
        self._file: tuple[int, int] | None = None

    @classmethod
    def create(cls, where: str, *, coder: str, clock: Clock = now) -> Project:
        """A new, empty project whose first coder is `coder`."""
        engine = engines.engine_for(where)
        if not engines.is_url(where):
            engines.create_private(Path(where))
        project = cls(where, engine, clock)
        with project._closed_on_failure():
            try:
                project._make(coder)
            except BaseException:
                if not engines.is_url(where):
                    Path(where).unlink(missing_ok=True)
                raise
        return project

    def _make(self, coder: str) -> None:
        with self._begun(writing=True) as connection:
            if migrate.version_of(connection) is not None:
                raise InputError(
                    "{where} already holds a project", advice="open it", where=self.name
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
            people.new_round(connection, people.FIRST_ROUND, at)

    @classmethod
    def open(cls, where: str, *, clock: Clock = now) -> Project:
        """An existing project, brought up to date first if an older qualcode made it."""
        if not engines.is_url(where):
            _must_be_a_project(Path(where))
        project = cls(where, engines.engine_for(where), clock)
        with project._closed_on_failure():
            project._check_version()
            project._must_be_there()
        return project

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    def _check_version(self) -> None:
        with self._begun() as connection:
            version = migrate.version_of(connection)
        if version is None:
            raise InputError(
                "{where} is no qualcode project",
                advice="make one with: qualcode new {where}",
                where=self.name,
            )
        if migrate.is_newer(version):
            raise ProjectError(
                "{where} was made by a newer qualcode",
                advice="update qualcode to open it; nothing was changed",
                where=self.name,
            )
        if version != migrate.HEAD:
            self._bring_up_to_date(version)

    def _bring_up_to_date(self, version: str) -> None:
        if not engines.is_url(self.where):
            self.backup(Path(f"{self.where}.before-{version}.backup"), replace=True)
        with plain_failures(self.name):
            migrate.upgrade(self._engine)

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
    def _begun(self, *, writing: bool = False) -> Iterator[Connection]:
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
        self._must_be_there()
        with self._begun(writing=True) as connection:
            take_turn(connection)
            at = self.clock()
            known = people.coders(connection)
            coder = known.get(by) or people.new_coder(connection, by, at)
            step = Step(connection, by=coder, at=at, why=why, kind=kind)
            yield step
            self._finish(step, newcomer=by not in known)

    def _finish(self, step: Step, *, newcomer: bool) -> None:
        names = self.keyfile.names()
        if step.real_names:
            names = {**(names or {}), **step.real_names}
        if newcomer or step.touched & speakers.TOUCHED_BY:
            speakers.rematch(step.connection, names)
        if not step.finish():
            return
        if step.kind == "do":
            step.connection.execute(
                update(StepRow)
                .where(StepRow.by == step.by, StepRow.state == "undone")
                .values(state="ended")
            )
        if step.real_names:
            self.keyfile.keep(step.real_names)

    def _must_be_there(self) -> None:
        """Refuse to write where nobody would find it: a removed file takes what is written."""
        if engines.is_url(self.where):
            return
        try:
            now_there = Path(self.where).stat()
        except OSError:
            raise ProjectError(
                "{name} is no longer where it was, and nothing was recorded",
                advice="put it back, or keep a copy of what is open",
                name=self.name,
            ) from None
        same = (now_there.st_dev, now_there.st_ino)
        if self._file is None:
            self._file = same
        elif self._file != same:
            raise ProjectError(
                "{name} was replaced by another file, and nothing was recorded",
                advice="keep a copy of what is open, then open it again",
                name=self.name,
            )

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
            step.take_back(number)
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
            step.aim(number)
            step.take_back(undone_by)
            _set_state(step.connection, number, "done")
        return step

    def backup(self, to: Path, *, replace: bool = False) -> None:
        """Copy the whole project, as it is at one moment, to a private file."""
        if engines.is_url(self.where):
            raise RefusedError(
                "a project on a server is not backed up from here",
                advice="use pg_dump, or ask whoever runs the server",
            )
        if replace:
            to.unlink(missing_ok=True)
        engines.create_private(to)
        with self.reading() as connection:
            source = engines.raw(connection)
            target = sqlite3.connect(to)
            try:
                source.backup(target)
            except sqlite3.Error as failure:
                raise ProjectError(
                    "the backup {to} could not be written: {why}",
                    advice="free some space, or choose another place",
                    to=to,
                    why=failure,
                ) from failure
            finally:
                target.close()


def _not_erased(connection: Connection, number: int) -> None:
    erased = select(StepRow.erased).where(StepRow.number == number)
    if connection.execute(erased).scalar_one():
        raise RefusedError(
            "step {number} touched what was erased since and cannot come back", number=number
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
        raise InputError(
            "{path} is no qualcode project",
            advice="name the .qualcode file of the project",
            path=path,
        )
