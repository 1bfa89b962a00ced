"""Where a stand-in of Slack takes posts: each answered after a while, and none beyond the limits where it is strict."""

import asyncio
from dataclasses import dataclass, field
from time import perf_counter

from aiohttp import web

# What Slack documents is one a second to a place, and "several hundred a minute" from one app in one workspace: here
# 300, and 20 at once. A second's worth of either is allowed for what bunches up on the way.
PLACE, PLACE_AT_ONCE = 1.0, 2
WORKSPACE, WORKSPACE_AT_ONCE = 0.2, 25


@dataclass(slots=True)
class Postbox:
    """Counts what was `taken` and `refused`. A destination "T7-U123" lies in the workspace "T7"."""

    delay: float = 0.0
    strict: bool = False
    taken: int = 0
    refused: int = 0
    last: float = 0.0
    _full: dict[str, float] = field(default_factory=dict)

    async def take(self, request: web.Request) -> web.Response:
        """Take a post, or refuse it as Slack does."""
        destination = (await request.json())["channel"]
        self.last = perf_counter()
        if self.strict and not self.allows(destination, self.last):
            self.refused += 1
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        self.taken += 1
        number = self.taken
        await asyncio.sleep(self.delay)
        return web.json_response({"ok": True, "channel": destination, "ts": f"{number}.000001"})

    def allows(self, destination: str, now: float) -> bool:
        """Whether neither the place nor its workspace has had too much by `now`; what comes too soon counts as well."""
        workspace = destination.partition("-")[0]
        place = self._bucket(destination, now, PLACE, PLACE_AT_ONCE)
        return self._bucket(workspace, now, WORKSPACE, WORKSPACE_AT_ONCE) and place

    def _bucket(self, name: str, now: float, interval: float, at_once: int) -> bool:
        full = max(self._full.get(name, now), now) + interval
        self._full[name] = full
        return full - now <= at_once * interval + 1e-9
