"""Corporate actions that pause rules."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nothing yet."""
