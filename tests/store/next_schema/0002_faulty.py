"""A later schema, for the tests only: it changes much, and then takes out what others need.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("code", sa.Column("symbol", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("informant") as batch:
        batch.alter_column("date", new_column_name="interviewed")
    op.execute("DELETE FROM code")
