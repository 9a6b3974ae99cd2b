"""Writes the first migration anew from the tables.

    python -m tests.store.first_schema

Only until the first release: from then on the first schema stays what it is, and what changes
in the tables is a migration of its own.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from qualcode.store import migrate
from qualcode.store.engine import create_private, engine_for
from qualcode.store.tables import Base

PLACE = migrate.TODAY.scripts / "versions" / "0001_first_schema.py"

_HEAD = '''"""The first schema.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT_INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE text_index USING fts5"
        "(words, content='', tokenize='unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "CREATE TABLE text_index (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_text_index_words ON text_index USING gin (words)",
    ),
}


def upgrade() -> None:
    """Make every table."""
'''
# Alembic passes over an index on an expression, and knows nothing of the text index.
_TAIL = """
    op.create_index(
        "uq_code_siblings", "code", [sa.text("coalesce(parent, 0)"), "name"], unique=True
    )
    for statement in _TEXT_INDEX[op.get_bind().dialect.name]:
        op.execute(statement)
"""


def written() -> str:
    """The first migration, as the tables are now."""
    with TemporaryDirectory() as folder:
        create_private(Path(folder, "empty"))
        engine = engine_for(str(Path(folder, "empty")))
        with engine.connect() as connection, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            script = produce_migrations(MigrationContext.configure(connection), Base.metadata)
        engine.dispose()
    assert script.upgrade_ops is not None
    _, *lines = render_python_code(script.upgrade_ops).splitlines()
    body = "\n".join(line for line in lines if not line.strip().startswith("# "))
    ruff = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(PLACE), "-"]
    code = _HEAD + body + _TAIL
    return subprocess.run(ruff, input=code, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    PLACE.write_text(written(), "utf-8")
