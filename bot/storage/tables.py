"""The schema of alerts. A change here needs a migration beside it: a test holds the two together."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import Exact, Instant
from bot.storage.schema import metadata

# The last number given to an alert of each team: numbers are never reused.
numbers = Table(
    "alert_numbers",
    metadata,
    Column("team", String, primary_key=True),
    Column("last", Integer, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("team", String, nullable=False),
    Column("id", Integer, nullable=False),
    Column("audience", String, nullable=False),
    Column("destination", String, nullable=False),
    Column("creator", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("target", String, nullable=False),
    Column("words", String, nullable=False),
    Column("name", String, nullable=False),
    Column("frequency", String, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_in", String, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("quiet_until", Instant),
    Column("muted_in", String, nullable=False),
    Column("key", Integer),
    Column("lasting", Integer),  # seconds
    Column("rearm", Exact),
    Column("until", Date),
    Column("note", String),
    Column("done_at", Instant),
    Column("warned_at", Instant),
    Column("paused", JSON(none_as_null=True)),
    PrimaryKeyConstraint("team", "id"),
    Index(None, "destination"),
    Index(None, "target"),
    Index(None, "key", unique=True),
)

# What is counted across all teams: the last key of an alert, and the version of them all.
counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("last", Integer, nullable=False),
)

# What changed about the rules, for the processes that watch for them: the rule as it was, NULL where it is new.
rule_changes = Table(
    "rule_changes",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("key", Integer, nullable=False),
    Column("was", JSON(none_as_null=True)),
)

# The last sample that was judged of each subject: where the next move of it starts.
readings = Table(
    "readings",
    metadata,
    Column("target", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("session", String, nullable=False),
    Column("value", Exact, nullable=False),
    Column("time", Instant, nullable=False),
    PrimaryKeyConstraint("target", "measure"),
)

# Where each alert stands at each of its thresholds, in its present edition.
standings = Table(
    "standings",
    metadata,
    Column("team", String, nullable=False),
    Column("alert_id", Integer, nullable=False),
    Column("member", String, nullable=False),  # "" where the rule is about one target
    Column("direction", String, nullable=False),
    Column("session", String, nullable=False),
    Column("value", Exact, nullable=False),
    Column("time", Instant, nullable=False),
    Column("beyond", Boolean, nullable=False),
    Column("armed", Boolean, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("since", Instant),
    PrimaryKeyConstraint("team", "alert_id", "member", "direction"),
)

# Crossings: facts only. `alert` is the alert as it was then; it may have been edited or removed since.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dedupe_key", String, nullable=False),
    Column("team", String, nullable=False),
    Column("alert_id", Integer, nullable=False),
    Column("alert", JSON, nullable=False),
    Column("direction", String, nullable=False),
    Column("level", Exact, nullable=False),
    Column("rearm", Exact),
    Column("target", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("value", Exact, nullable=False),
    Column("time", Instant, nullable=False),
    Column("session", String, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("reason", String, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("detected_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("held", String),
    Column("more", Integer),
    Column("source", String),
    UniqueConstraint("dedupe_key"),
    Index(None, "team", "alert_id"),
)

# What became of each rule, and who did it: kept when the rule is gone. `at` is market time.
audits = Table(
    "audits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("alert_id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("details", JSON, nullable=False),
    Index(None, "team", "alert_id"),
    Index("ix_audits_team_who", "team", "who"),
)

# Who besides a rule's maker and the admins of a team may change a channel's rules, and who listed them.
managers = Table(
    "managers",
    metadata,
    Column("team", String, nullable=False),
    Column("destination", String, nullable=False),
    Column("person", String, nullable=False),
    Column("by", String, nullable=False),
    Column("since", Instant, nullable=False),
    PrimaryKeyConstraint("team", "destination", "person"),
)

# What the admission gate remembers.
admitted = Table(
    "admitted",
    metadata,
    Column("target", String, primary_key=True),
    Column("time", Instant),
    Column("value", Exact),
    Column("suspect_time", Instant),
    Column("suspect", Exact),
)

seeds = Table("seeds", metadata, Column("name", String, primary_key=True))
