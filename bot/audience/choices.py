"""What a channel has chosen. A protocol; storage implements it."""

from typing import Protocol

TIERS = "tiers"  # whether further levels are shown in the channel, or only in the first one's thread
ON, OFF = "on", "off"


class Choices(Protocol):
    """Keeps what each channel, or person, has chosen by a name."""

    async def chosen(self, team: str, destination: str, name: str) -> str:
        """Return the choice, "" where none was made."""

    async def choose(self, team: str, destination: str, name: str, value: str) -> None:
        """Keep a choice in place of the one before."""
