"""Who somebody is in the workspace: looked up where a change is to be made, and remembered for a few minutes."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience.rights import Actor
from bot.errors import NotAllowed
from handlers.directory import called, joined
from handlers.trouble import TROUBLE

LIFETIME = 300.0
PATIENCE = 2.0  # a modal must be opened within 3 s of the press
MOST = 1000
STRANGER = ("is_restricted", "is_ultra_restricted", "is_stranger")
ADMIN = ("is_admin", "is_owner", "is_primary_owner")
SHARED = ("C", "G")  # what the ids of channels begin with; in direct messages there is nobody else
PERSON = re.compile(r"@?[UW][A-Z0-9]{2,}")
log = structlog.get_logger(__name__)


class People:
    """The people who changed something lately. `clock` tells seconds that never step back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[float, Actor]] = OrderedDict()

    def asker(self, client: AsyncWebClient, team: str, user: str, channel: str = "") -> Callable[[], Awaitable[Actor]]:
        """Return a way to look this person up, for whoever needs it; `channel` is where they ask."""
        return partial(self.actor, client, team, user, channel)

    def finder(self, client: AsyncWebClient, team: str, channel: str) -> Callable[[str], Awaitable[Actor | None]]:
        """Return a way to look up somebody whom a person names in `channel`; None where nobody is called so."""

        async def found(name: str) -> Actor | None:
            user = name.removeprefix("@") if PERSON.fullmatch(name) else await self._named(client, name)
            return await self.actor(client, team, user, channel) if user else None

        return found

    async def actor(self, client: AsyncWebClient, team: str, user: str, channel: str = "") -> Actor:
        """Return the person with their rights; one who cannot be looked up is not `known`.

        Who is in `channel`, as far as was known, may have left it some minutes ago; who was not is looked up again.
        """
        if kept := self._kept(team, user, channel):
            return kept
        try:
            async with asyncio.timeout(PATIENCE):
                profile, channels = await asyncio.gather(client.users_info(user=user), joined(client, user))
        except TROUBLE as error:
            log.warning("rights not looked up", cause=type(error).__name__)
            return Actor(team=team, user=user, known=False)
        return self._keep(replace(read(team, user, profile.get("user") or {}), channels=channels))

    def _kept(self, team: str, user: str, channel: str) -> Actor | None:
        """Return a person who was looked up lately; one who may have come to `channel` since is asked for again."""
        looked, actor = self._known.get((team, user), (0.0, None))
        if actor is None or self._clock() - looked >= LIFETIME:
            return None
        return None if channel.startswith(SHARED) and channel not in actor.channels else actor

    async def _named(self, client: AsyncWebClient, name: str) -> str:
        """Return who is called `name`. Raises NotAllowed where that cannot be looked up."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await called(client, name)
        except TROUBLE as error:
            log.warning("name not looked up", cause=type(error).__name__)
            raise NotAllowed("That name could not be looked up just now. Please try again.") from error

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
        zone=str(profile.get("tz") or ""),
    )
