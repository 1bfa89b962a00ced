"""The schema of what is sent, and where. A change here needs a migration beside it, as in `tables.py`."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.storage.columns import Exact, Instant
from bot.storage.schema import metadata

HELD_NOW = text("state = 'held'")

# The outbox. `due_at` is the lease as well: a claim moves it on. `owner` is "" where nobody holds it.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String, nullable=False),
    Column("team", String, nullable=False),
    Column("destination", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("state", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempted_at", Instant),
    Column("channel", String, nullable=False),
    Column("ts", String, nullable=False),
    Column("error", String, nullable=False),
    Column("root_id", Integer),
    Column("broadcast", Boolean),
    Column("notice", JSON(none_as_null=True)),
    Column("gone", JSON(none_as_null=True)),
    Column("held_until", Instant),
    Column("doubts", Integer),
    UniqueConstraint("token"),
    Index(None, "state", "due_at"),
    Index(None, "channel", "ts"),
    Index(None, "root_id"),
    # Each place has one digest in the making, however many processes make it.
    Index("ix_deliveries_held", "team", "destination", unique=True, sqlite_where=HELD_NOW, postgresql_where=HELD_NOW),
    Index("ix_deliveries_held_until", "held_until", sqlite_where=HELD_NOW, postgresql_where=HELD_NOW),
)

told = Table(
    "delivery_events",
    metadata,
    Column("delivery_id", ForeignKey("deliveries.id"), nullable=False),
    Column("event_id", ForeignKey("events.id"), nullable=False),
    PrimaryKeyConstraint("delivery_id", "event_id"),
    Index(None, "event_id"),
)

# How the figure that a message tells of went on in its session; `changed_at` is wall time.
courses = Table(
    "courses",
    metadata,
    Column("target", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("session", String, nullable=False),
    Column("value", Exact, nullable=False),
    Column("time", Instant, nullable=False),
    Column("high", Exact, nullable=False),
    Column("high_at", Instant, nullable=False),
    Column("low", Exact, nullable=False),
    Column("low_at", Instant, nullable=False),
    Column("over", Boolean, nullable=False),
    Column("changed_at", Instant, nullable=False),
    PrimaryKeyConstraint("target", "measure", "session"),
    Index(None, "over"),
)

# Messages that stand somewhere, and are edited until they are frozen. `shown` is what they say now, without times;
# `notes` what buttons did. Edited since `looked_at` is what changed before it.
living = Table(
    "living_messages",
    metadata,
    Column("delivery_id", ForeignKey("deliveries.id"), nullable=False),
    Column("team", String, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("edited_at", Instant, nullable=False),
    Column("looked_at", Instant, nullable=False),
    Column("repeated", Boolean, nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("shown", String, nullable=False),
    Column("notes", JSON, nullable=False),
    PrimaryKeyConstraint("delivery_id"),
    Index(None, "frozen", "edited_at"),
)

# Each workspace's bucket of posts and of edits (the time by which it is full again), and why Surge is refused there.
workspaces = Table(
    "workspaces",
    metadata,
    Column("team", String, primary_key=True),
    Column("posts_at", Instant, nullable=False),
    Column("edits_at", Instant, nullable=False),
    Column("paused_until", Instant),
    Column("error", String, nullable=False),
)

# Places that cannot be posted to: nothing is sent there before `retry_at`.
dead_places = Table(
    "dead_places",
    metadata,
    Column("team", String, nullable=False),
    Column("destination", String, nullable=False),
    Column("error", String, nullable=False),
    Column("since", Instant, nullable=False),
    Column("retry_at", Instant, nullable=False),
    PrimaryKeyConstraint("team", "destination"),
)

# What a channel has chosen.
choices = Table(
    "channel_choices",
    metadata,
    Column("team", String, nullable=False),
    Column("destination", String, nullable=False),
    Column("name", String, nullable=False),
    Column("value", String, nullable=False),
    PrimaryKeyConstraint("team", "destination", "name"),
)

# When the next post to a destination is allowed.
paces = Table(
    "paces",
    metadata,
    Column("team", String, nullable=False),
    Column("destination", String, nullable=False),
    Column("next_at", Instant, nullable=False),
    PrimaryKeyConstraint("team", "destination"),
)
