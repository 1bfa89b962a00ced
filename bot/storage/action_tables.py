"""The schema of corporate actions. A change here needs a migration beside it, as in `tables.py`."""

from sqlalchemy import Column, Date, PrimaryKeyConstraint, String, Table

from bot.storage.columns import Instant
from bot.storage.schema import metadata

# What happened to a symbol and was acted on, so that it is acted on once; `at` is wall time.
corporate_actions = Table(
    "corporate_actions",
    metadata,
    Column("symbol", String, nullable=False),
    Column("name", String, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("symbol", "name"),
)

# The sessions in which the source did not have a symbol, though it had others of the same exchange.
absences = Table(
    "absences",
    metadata,
    Column("symbol", String, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("symbol", "day"),
)
