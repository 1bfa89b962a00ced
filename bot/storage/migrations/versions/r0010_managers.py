"""Managers are a channel's: the list of before was a whole workspace's, and nothing ever wrote to it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the list anew."""
    op.drop_table("managers")
    op.create_table(
        "managers",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("destination", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "destination", "person", name="pk_managers"),
    )
