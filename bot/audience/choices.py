"""What people and channels have chosen. A protocol; storage implements it."""

from collections.abc import Mapping
from typing import Protocol

from bot.alerts.alert import Audience
from bot.alerts.audit import Entry
from bot.audience.preferences import Preferences


class Choices(Protocol):
    """Keeps what each channel, or person, has chosen by a name."""

    async def preferences(self, team: str, destination: str, audience: Audience) -> Preferences:
        """Return all that a person or a channel has chosen, and what counts where nothing was."""

    def remembered(self, team: str, destination: str, audience: Audience) -> Preferences | None:
        """Return what was looked up a moment ago, without waiting; None where nobody asked just now."""

    async def chosen(self, team: str, destination: str, name: str) -> str:
        """Return the choice, "" where none was made."""

    async def choose(self, team: str, destination: str, choices: Mapping[str, str], entry: Entry | None = None) -> None:
        """Keep these choices, by name, in place of those before, and what is to be remembered of that; "" takes back.

        What is held back for them is looked at again at once: it may be due, or due later.
        """
