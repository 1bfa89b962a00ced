"""Quiet hours, and what they hold back."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""
