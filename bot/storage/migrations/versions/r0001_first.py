"""The first schema: alerts, where they stand, what they told, what is to be sent, and how far a tape was played."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _alerts()
    _standings()
    _events()
    _outbox()
    _memory()


def _alerts() -> None:
    op.create_table(
        "alert_numbers",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", name="pk_alert_numbers"),
    )
    op.create_table(
        "alerts",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("destination", sa.String, nullable=False),
        sa.Column("creator", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("frequency", sa.String, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("made_in", sa.String, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("quiet_until", _TIME),
        sa.Column("muted_in", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_destination", "alerts", ["destination"])


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("alert_id", sa.Integer, nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.Column("beyond", sa.Boolean, nullable=False),
        sa.Column("armed", sa.Boolean, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "alert_id", "direction", name="pk_standings"),
    )
    op.create_table(
        "seeds",
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_seeds"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("dedupe_key", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("alert_id", sa.Integer, nullable=False),
        sa.Column("alert", sa.JSON, nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("rearm", sa.String),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("time", _TIME, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("detected_at", _TIME, nullable=False),
        sa.Column("recorded_at", _TIME, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("dedupe_key", name="uq_events_dedupe_key"),
    )
    op.create_index("ix_events_team", "events", ["team", "alert_id"])


def _outbox() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("destination", sa.String, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("attempted_at", _TIME),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("ts", sa.String, nullable=False),
        sa.Column("error", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("token", name="uq_deliveries_token"),
    )
    op.create_index("ix_deliveries_channel", "deliveries", ["channel", "ts"])
    op.create_index("ix_deliveries_state", "deliveries", ["state", "due_at"])
    op.create_table(
        "delivery_events",
        sa.Column("delivery_id", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_delivery_events_event_id"),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_delivery_events_delivery_id"),
        sa.PrimaryKeyConstraint("delivery_id", "event_id", name="pk_delivery_events"),
    )
    op.create_index("ix_delivery_events_event_id", "delivery_events", ["event_id"])


def _memory() -> None:
    op.create_table(
        "paces",
        sa.Column("team", sa.String, nullable=False),
        sa.Column("destination", sa.String, nullable=False),
        sa.Column("next_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("team", "destination", name="pk_paces"),
    )
    op.create_table(
        "admitted",
        sa.Column("target", sa.String, nullable=False),
        sa.Column("time", _TIME),
        sa.Column("value", sa.String),
        sa.Column("suspect_time", _TIME),
        sa.Column("suspect", sa.String),
        sa.PrimaryKeyConstraint("target", name="pk_admitted"),
    )
    op.create_table(
        "replay_cursors",
        sa.Column("tape", sa.String, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("playing", sa.Boolean, nullable=False),
        sa.Column("begun", sa.Boolean, nullable=False),
        sa.Column("speed", sa.Float, nullable=False),
        sa.Column("clean", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("tape", name="pk_replay_cursors"),
    )
