"""The schema of what Surge keeps about itself. A change here needs a migration beside it, as in `tables.py`."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
)

from bot.storage.columns import Instant
from bot.storage.schema import metadata

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

# Who of several processes does what only one should do.
leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("until", Instant, nullable=False),
)

# What somebody waits for whose process has no source of figures; and what who has one tells the others.
wanted = Table(
    "wanted",
    metadata,
    Column("symbol", String, primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("trouble", String, nullable=False),
    Column("text", String, nullable=False),
)
bulletins = Table(
    "bulletins",
    metadata,
    Column("name", String, primary_key=True),
    Column("text", String, nullable=False),
)
