"""Who said the figure that made a rule ring."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the column; of what rang before nobody knows it."""
    op.add_column("events", sa.Column("source", sa.String))
