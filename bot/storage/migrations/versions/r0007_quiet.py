"""Quiet hours, and what they hold back: a digest in the making for each place. And how often a post was in doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

HELD = sa.text("state = 'held'")


def upgrade() -> None:
    """Say of a message until when it is held, one for each place at a time, and how many posts of it are in doubt."""
    op.add_column("deliveries", sa.Column("held_until", sa.DateTime(timezone=True)))
    op.add_column("deliveries", sa.Column("doubts", sa.Integer))
    op.create_index(
        "ix_deliveries_held",
        "deliveries",
        ["team", "destination"],
        unique=True,
        sqlite_where=HELD,
        postgresql_where=HELD,
    )
    op.create_index("ix_deliveries_held_until", "deliveries", ["held_until"], sqlite_where=HELD, postgresql_where=HELD)
