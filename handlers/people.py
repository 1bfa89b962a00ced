"""Who somebody is in the workspace: looked up where a change is to be made, and remembered for a few minutes."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from time import monotonic
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience.rights import Actor
from handlers.trouble import TROUBLE

LIFETIME = 300.0
PATIENCE = 2.0  # a modal must be opened within 3 s of the press
MOST = 1000
STRANGER = ("is_restricted", "is_ultra_restricted", "is_stranger")
ADMIN = ("is_admin", "is_owner", "is_primary_owner")
log = structlog.get_logger(__name__)


class People:
    """The people who changed something lately. `clock` tells seconds that never step back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[float, Actor]] = OrderedDict()

    def asker(self, client: AsyncWebClient, team: str, user: str) -> Callable[[], Awaitable[Actor]]:
        """Return a way to look this person up, for whoever needs it."""
        return partial(self.actor, client, team, user)

    async def actor(self, client: AsyncWebClient, team: str, user: str) -> Actor:
        """Return the person with their rights; one who cannot be looked up is not `known`."""
        kept = self._known.get((team, user))
        if kept and self._clock() - kept[0] < LIFETIME:
            return kept[1]
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await client.users_info(user=user)
        except TROUBLE as error:
            log.warning("rights not looked up", cause=type(error).__name__)
            return Actor(team=team, user=user, known=False)
        return self._keep(read(team, user, answer.get("user") or {}))

    def _keep(self, actor: Actor) -> Actor:
        self._known[actor.team, actor.user] = (self._clock(), actor)
        self._known.move_to_end((actor.team, actor.user))
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return actor


def read(team: str, user: str, profile: Mapping[str, Any]) -> Actor:
    """Read a person out of users.info; somebody of another organisation counts as a guest."""
    foreign = bool(team) and profile.get("team_id", team) != team
    return Actor(
        team=team,
        user=user,
        admin=any(profile.get(name) for name in ADMIN),
        guest=foreign or any(profile.get(name) for name in STRANGER),
    )
