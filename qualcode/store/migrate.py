"""Which schema a project has, and how an older one becomes today's.

A new project is made straight from the tables and stamped. An older one is moved by Alembic,
which is imported only then (it takes longer to load than most commands take to run).
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from qualcode.errors import ProjectError
from qualcode.store import version as versions
from qualcode.store.engine import APPLICATION_ID
from qualcode.store.tables import Base

HEAD = versions.HEAD
_LOCK = APPLICATION_ID
SCRIPTS = Path(__file__).with_name("migrations")


def make(connection: Connection) -> None:
    """Make all tables of a new project and say which schema they are."""
    Base.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    _stamp(connection, HEAD)


def _stamp(connection: Connection, version: str) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def version_of(connection: Connection) -> str | None:
    """The schema of a project, None where there is no project at all."""
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            return None
        return f"{connection.exec_driver_sql('PRAGMA user_version').scalar_one():04}"
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def is_newer(version: str, head: str = HEAD) -> bool:
    """Whether a schema was made by a later qualcode."""
    return int(version) > int(head)


def upgrade(engine: Engine, *, scripts: Path = SCRIPTS, head: str = HEAD) -> None:
    """Move a project to schema `head` in one transaction: wholly, or not at all.

    Whoever comes second waits, and finds nothing left to do. On SQLite foreign keys are off
    meanwhile (a batch change of a parent table would take its children with it) and checked at
    the end, before the commit.
    """
    from alembic.config import Config
    from alembic.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    directory = ScriptDirectory.from_config(config)

    def _through(revision: object, _context: object) -> list[object]:
        return list(directory._upgrade_revs(head, revision))  # type: ignore[arg-type]

    with engine.connect().execution_options(writing=True) as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:it)"), {"it": _LOCK})
                with EnvironmentContext(config, directory, fn=_through) as context:
                    context.configure(
                        connection=connection,
                        target_metadata=Base.metadata,
                        render_as_batch=True,
                        transactional_ddl=False,
                    )
                    context.run_migrations()
                if sqlite:
                    _check_references(connection)
                _stamp(connection, head)
        finally:
            if sqlite:
                _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """The pragma does nothing inside a transaction, so it goes to the driver outside of one."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise ProjectError("the database closed while it was being changed")
    driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise ProjectError(
            "the project could not be brought up to date: {count} references lead nowhere",
            advice="nothing was changed; run qualcode check",
            count=len(broken),
        )
