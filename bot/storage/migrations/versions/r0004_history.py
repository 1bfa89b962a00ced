"""The past: daily figures of instruments, turnovers by day, month and minute, and who was traded most."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "daily_figures",
        sa.Column("symbol", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("close", sa.String, nullable=False),
        sa.Column("volume", sa.BigInteger),
        sa.Column("market_cap", sa.String),
        sa.Column("shares", sa.BigInteger),
        sa.PrimaryKeyConstraint("symbol", "day", name="pk_daily_figures"),
    )
    op.create_table(
        "histories",
        sa.Column("symbol", sa.String, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("filled_at", _TIME),
        sa.Column("tried_at", _TIME),
        sa.Column("trouble", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("symbol", name="pk_histories"),
    )
    _make_turnovers()


def _make_turnovers() -> None:
    op.create_table(
        "daily_turnovers",
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("half", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("scope", "day", name="pk_daily_turnovers"),
    )
    op.create_table(
        "monthly_turnovers",
        sa.Column("month", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_monthly_turnovers"),
    )
    op.create_table(
        "turnover_samples",
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("scope", "day", "minute", name="pk_turnover_samples"),
    )
    op.create_table(
        "universes",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("symbols", sa.JSON, nullable=False),
        sa.Column("share", sa.String, nullable=False),
        sa.Column("total", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_universes"),
    )
