"""Which schema a project has, and how an older one becomes today's.

A new project is made straight from the tables and stamped. An older one is moved by Alembic,
which is imported only then (it takes longer to load than most commands take to run).

The images in the journal are rows as they were. A migration that renames or drops a column does
so in them too, and a new column has a default in the database, or older steps cannot be undone.
A batch change of `code` makes its index on an expression again, which SQLite does not show it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from qualcode.errors import ProjectError
from qualcode.store.engine import APPLICATION_ID, raw
from qualcode.store.tables import Base, CounterRow, StepRow
from qualcode.store.version import HEAD


@dataclass(frozen=True, slots=True)
class Schema:
    """What a qualcode makes of a project: its migrations, and the last of them."""

    scripts: Path
    head: str


TODAY = Schema(Path(__file__).with_name("migrations"), HEAD)
_VERSION = "alembic_version"


def make(connection: Connection) -> None:
    """Make all tables of a new project and say which schema they are."""
    Base.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": TODAY.head})
    _stamp(connection, TODAY.head)


def _stamp(connection: Connection, version: str) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def version_of(connection: Connection) -> str | None:
    """The schema of a project, None where there is no project, or none that was made whole."""
    if connection.dialect.name == "sqlite":
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID
        version = stamped(connection) if ours else "0000"
        return None if version == "0000" else version
    tables = inspect(connection).get_table_names()
    if not {_VERSION, StepRow.__tablename__, CounterRow.__tablename__} <= {*tables}:
        return None
    version = stamped(connection)
    return version if re.fullmatch(r"\d{4}", version) else None


def stamped(connection: Connection) -> str:
    """The schema that a project says it has."""
    if connection.dialect.name == "sqlite":
        return f"{connection.exec_driver_sql('PRAGMA user_version').scalar_one():04}"
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def is_empty(connection: Connection) -> bool:
    """Whether a database holds nothing at all yet."""
    return not inspect(connection).get_table_names()


def is_compared(name: str | None, kind: str, _within: object) -> bool:
    """Whether Alembic compares that with the tables: not the text index, nor what is behind it."""
    return not (kind == "table" and name is not None and name.startswith("text_index"))


def alone(connection: Connection) -> None:
    """Wait until nobody else makes or changes tables here; SQLite has done so at the beginning."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:it)"), {"it": APPLICATION_ID})


def upgrade(
    engine: Engine, schema: Schema = TODAY, *, first: Callable[[str], None] = lambda _: None
) -> None:
    """Move a project to `schema` in one transaction: wholly, or not at all.

    Whoever comes second waits, and finds nothing left to do. `first` is called with the version
    that there was, once nobody else can write any more and before anything is changed.
    """
    with (
        engine.connect().execution_options(writing=True) as connection,
        _references_unguarded(connection),
        connection.begin(),
    ):
        alone(connection)
        version = version_of(connection)
        if version is not None and version >= schema.head:
            return
        if version is not None:
            _no_writers(connection)
            first(version)
        _run(connection, schema)
        _check_references(connection)
        _stamp(connection, schema.head)


def _no_writers(connection: Connection) -> None:
    """Every step takes a row of `counter` first, so that this waits for those under way."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("LOCK TABLE counter IN EXCLUSIVE MODE"))


def _run(connection: Connection, schema: Schema) -> None:
    from alembic.config import Config
    from alembic.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
    directory = ScriptDirectory.from_config(config)

    def _through(revision: object, _context: object) -> list[object]:
        return list(directory._upgrade_revs(schema.head, revision))  # type: ignore[arg-type]

    with EnvironmentContext(config, directory, fn=_through) as context:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=is_compared,
            render_as_batch=True,
            transactional_ddl=False,
        )
        context.run_migrations()


@contextmanager
def _references_unguarded(connection: Connection) -> Iterator[None]:
    """On SQLite, foreign keys off: a batch change of a parent table would take its children with
    it. The pragma does nothing inside a transaction, so it goes to the driver outside of one."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw(connection).execute("PRAGMA foreign_keys = OFF").close()
    try:
        yield
    finally:
        raw(connection).execute("PRAGMA foreign_keys = ON").close()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        sound = not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    else:
        sound = _holds(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    if not sound:
        raise ProjectError(
            "the project could not be brought up to date: references in it lead nowhere",
            advice="nothing was changed; run qualcode check",
        )


def _holds(connection: Connection, statement: str) -> bool:
    try:
        connection.execute(text(statement))
    except IntegrityError:
        return False
    return True
