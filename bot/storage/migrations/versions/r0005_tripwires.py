"""What finds the rules that a move concerns: a key for each, a log of their changes, and the last samples judged."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables, and give each alert its key."""
    op.create_table(
        "counters",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "rule_changes",
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("was", sa.JSON),
        sa.PrimaryKeyConstraint("version", name="pk_rule_changes"),
    )
    op.create_table(
        "readings",
        sa.Column("target", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("target", "measure", name="pk_readings"),
    )
    op.add_column("alerts", sa.Column("key", sa.Integer))
    _give_keys()
    op.create_index("ix_alerts_key", "alerts", ["key"], unique=True)


def _give_keys() -> None:
    alerts = sa.table("alerts", sa.column("team"), sa.column("id"), sa.column("key"))
    counters = sa.table("counters", sa.column("name"), sa.column("last"))
    connection = op.get_bind()
    found = connection.execute(sa.select(alerts.c.team, alerts.c.id).order_by(alerts.c.team, alerts.c.id)).all()
    for key, (team, number) in enumerate(found, start=1):
        connection.execute(alerts.update().where(alerts.c.team == team, alerts.c.id == number).values(key=key))
    connection.execute(counters.insert().values(name="rule", last=len(found)))
