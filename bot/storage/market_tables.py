"""The schema of what is known of the market. A change here needs a migration beside it, as in `tables.py`."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from bot.storage.columns import Exact, Instant
from bot.storage.schema import metadata

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
