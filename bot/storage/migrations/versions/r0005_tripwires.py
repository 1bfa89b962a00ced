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
    _let_rules_say_how()
    _keep_what_happened()
    _let_messages_live()
    _keep_places()


def _give_keys() -> None:
    alerts = sa.table("alerts", sa.column("team"), sa.column("id"), sa.column("key"))
    counters = sa.table("counters", sa.column("name"), sa.column("last"))
    connection = op.get_bind()
    found = connection.execute(sa.select(alerts.c.team, alerts.c.id).order_by(alerts.c.team, alerts.c.id)).all()
    for key, (team, number) in enumerate(found, start=1):
        connection.execute(alerts.update().where(alerts.c.team == team, alerts.c.id == number).values(key=key))
    connection.execute(counters.insert().values(name="rule", last=len(found)))


def _let_rules_say_how() -> None:
    """Make what a rule says of how it speaks, where it waits, and why an event was not told."""
    op.add_column("alerts", sa.Column("until", sa.Date))
    for name in ("rearm", "note"):
        op.add_column("alerts", sa.Column(name, sa.String))
    for name in ("done_at", "warned_at"):
        op.add_column("alerts", sa.Column(name, sa.DateTime(timezone=True)))
    op.add_column("alerts", sa.Column("lasting", sa.Integer))
    op.add_column("standings", sa.Column("since", sa.DateTime(timezone=True)))
    op.add_column("events", sa.Column("held", sa.String))
    op.add_column("events", sa.Column("more", sa.Integer))


def _keep_what_happened() -> None:
    """Make the record of what became of each rule, and the list of who may change a team's."""
    op.create_table(
        "audits",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("alert_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audits"),
    )
    op.create_index("ix_audits_team", "audits", ["team", "alert_id"])
    op.create_index("ix_audits_team_who", "audits", ["team", "who"])
    op.create_table(
        "managers",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("team", "person", name="pk_managers"),
    )


def _let_messages_live() -> None:
    """Make what a message needs to be edited, threaded, or to tell something else than a crossing."""
    op.add_column("deliveries", sa.Column("root_id", sa.Integer))
    op.add_column("deliveries", sa.Column("broadcast", sa.Boolean))
    op.add_column("deliveries", sa.Column("notice", sa.JSON))
    op.add_column("deliveries", sa.Column("gone", sa.JSON))
    op.create_index("ix_deliveries_root_id", "deliveries", ["root_id"])
    figures = [sa.Column(name, sa.String, nullable=False) for name in ("value", "high", "low")]
    times = [
        sa.Column(name, sa.DateTime(timezone=True), nullable=False)
        for name in ("time", "high_at", "low_at", "changed_at")
    ]
    op.create_table(
        "courses",
        sa.Column("target", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        *figures,
        *times,
        sa.Column("over", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("target", "measure", "session", name="pk_courses"),
    )
    op.create_index("ix_courses_over", "courses", ["over"])
    op.create_table(
        "living_messages",
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("deliveries.id", name="fk_living_messages_delivery_id")),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("repeated", sa.Boolean, nullable=False),
        sa.Column("plain", sa.Boolean, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_living_messages"),
    )
    op.create_index("ix_living_messages_frozen", "living_messages", ["frozen", "edited_at"])


def _keep_places() -> None:
    """Make what is known of workspaces and channels."""
    op.create_table(
        "workspaces",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("posts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edits_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.Column("error", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("team", name="pk_workspaces"),
    )
    op.create_table(
        "dead_places",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("destination", sa.String, nullable=False),
        sa.Column("error", sa.String, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "destination", name="pk_dead_places"),
    )
    op.create_table(
        "channel_choices",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("destination", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("team", "destination", "name", name="pk_channel_choices"),
    )
