"""Corporate actions: rules that they pause, which of them were acted on, and on which days a symbol was not quoted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the column and the tables."""
    op.add_column("alerts", sa.Column("paused", sa.JSON))
    op.create_table(
        "corporate_actions",
        sa.Column("symbol", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("symbol", "name", name="pk_corporate_actions"),
    )
    op.create_table(
        "absences",
        sa.Column("symbol", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("symbol", "day", name="pk_absences"),
    )
    op.create_index("ix_alerts_target", "alerts", ["target"])
