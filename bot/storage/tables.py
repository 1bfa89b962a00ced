"""The schema. A change here needs a migration beside it: a test holds the two together."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import Exact, Instant

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

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
    PrimaryKeyConstraint("team", "id"),
    Index(None, "destination"),
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
    Column("direction", String, nullable=False),
    Column("session", String, nullable=False),
    Column("value", Exact, nullable=False),
    Column("time", Instant, nullable=False),
    Column("beyond", Boolean, nullable=False),
    Column("armed", Boolean, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("since", Instant),
    PrimaryKeyConstraint("team", "alert_id", "direction"),
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

# Who besides its maker and the admins of a team may change a channel's rules.
managers = Table(
    "managers",
    metadata,
    Column("team", String, nullable=False),
    Column("person", String, nullable=False),
    PrimaryKeyConstraint("team", "person"),
)

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
    UniqueConstraint("token"),
    Index(None, "state", "due_at"),
    Index(None, "channel", "ts"),
    Index(None, "root_id"),
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

# How far each tape was played.
cursors = Table(
    "replay_cursors",
    metadata,
    Column("tape", String, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("playing", Boolean, nullable=False),
    Column("begun", Boolean, nullable=False),
    Column("speed", Float, nullable=False),
    Column("clean", Boolean, nullable=False),
)

# What came in lately: each key has one effect.
receipts = Table(
    "receipts",
    metadata,
    Column("key", String, primary_key=True),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

# When each source of figures was asked, over the last hour, and how long it wants to be left alone.
requests = Table(
    "source_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "source", "at"),
)
breakers = Table(
    "source_breakers",
    metadata,
    Column("source", String, primary_key=True),
    Column("until", Instant),
    Column("strikes", Integer, nullable=False),
    Column("reason", String, nullable=False),
)

# A day of each instrument, as it closed; and of which instruments the past is known how far.
daily_figures = Table(
    "daily_figures",
    metadata,
    Column("symbol", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("close", Exact, nullable=False),
    Column("volume", BigInteger),
    Column("market_cap", Exact),
    Column("shares", BigInteger),
    PrimaryKeyConstraint("symbol", "day"),
)
histories = Table(
    "histories",
    metadata,
    Column("symbol", String, primary_key=True),
    Column("complete", Boolean, nullable=False),
    Column("filled_at", Instant),
    Column("tried_at", Instant),
    Column("trouble", String, nullable=False),
)

# What was traded in Hong Kong: by day, by month (HKEX's averages), and by minute of a session, each of its scope.
daily_turnovers = Table(
    "daily_turnovers",
    metadata,
    Column("scope", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("value", Exact, nullable=False),
    Column("source", String, nullable=False),
    Column("half", Boolean, nullable=False),
    PrimaryKeyConstraint("scope", "day"),
)
monthly_turnovers = Table(
    "monthly_turnovers",
    metadata,
    Column("month", String, primary_key=True),
    Column("value", Exact, nullable=False),
    Column("source", String, nullable=False),
)
turnover_samples = Table(
    "turnover_samples",
    metadata,
    Column("scope", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("value", Exact, nullable=False),
    PrimaryKeyConstraint("scope", "day", "minute"),
)

# The most traded shares, as counted on a day, and which part of all that was traded they made up.
universes = Table(
    "universes",
    metadata,
    Column("day", Date, primary_key=True),
    Column("symbols", JSON, nullable=False),
    Column("share", Exact, nullable=False),
    Column("total", Exact, nullable=False),
)
