"""A later schema, for the tests only: a new column, and a parent table that is made anew.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("code", sa.Column("symbol", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE code SET symbol = upper(substr(name, 1, 1))")
    with op.batch_alter_table("informant") as batch:
        batch.add_column(sa.Column("village", sa.Text(), nullable=False, server_default="?"))
        batch.alter_column("date", new_column_name="interviewed")
