"""Does the workspace still take Surge's token? Asked twice a minute, so that a pause ends by itself."""

from datetime import timedelta

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.alerts.book import Outbox
from bot.clock import Clock
from handlers.identity import Identity
from handlers.outcomes import Fate, outcome

log = structlog.get_logger()

PAUSE = timedelta(minutes=1)


class Token:
    """Knows whether the token works: `good` until Slack refuses it, and again once it takes it."""

    def __init__(self, identity: Identity, outbox: Outbox, wall: Clock) -> None:
        self.good = True
        self._identity, self._outbox, self._wall = identity, outbox, wall

    async def check(self) -> None:
        """Ask Slack; no answer changes nothing. Raises StorageError."""
        team = (await self._known()) or ""
        try:
            await self._identity.ask()
        except SlackApiError as error:
            result = outcome(error)
            if result.fate is Fate.WORKSPACE_DEAD:
                await self.refused(team, result.error)
        except (aiohttp.ClientError, TimeoutError):
            return
        else:
            if not self.good:
                log.info("token taken again")
            self.good = True
            await self._outbox.resume(team)

    async def refused(self, team: str, error: str) -> None:
        """Note that Slack refuses the token: nothing is sent for a while. Raises StorageError."""
        log.error("Slack refuses the token", error=error)
        self.good = False
        await self._outbox.refuse(team, error, self._wall() + PAUSE)

    async def _known(self) -> str | None:
        """Return the workspace, which is asked for only at the first start."""
        return (await self._identity.authorize()).team_id
