"""How often a source of figures was asked, so that a restart does not forget it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "source_requests",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source_requests"),
    )
    op.create_index("ix_source_requests_source", "source_requests", ["source", "at"])
    op.create_table(
        "source_breakers",
        sa.Column("source", sa.String, nullable=False),
        sa.Column("until", _TIME),
        sa.Column("strikes", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_source_breakers"),
    )
