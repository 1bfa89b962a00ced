"""Rules over each member of a group: where one stands is told for every member."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = ["team", "alert_id", "member", "direction"]


def upgrade() -> None:
    """Make the member part of what tells standings apart; so far every rule was about one target."""
    with op.batch_alter_table("standings", recreate="auto") as batch:
        batch.add_column(sa.Column("member", sa.String, nullable=False, server_default=""))
        batch.drop_constraint("pk_standings", type_="primary")
        batch.create_primary_key("pk_standings", KEY)
    with op.batch_alter_table("standings") as batch:
        batch.alter_column("member", server_default=None)
