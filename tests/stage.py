"""A stage for stories: the whole of Surge, through its own roof, with a tape of the story's own."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.__main__ import started
from bot.bootstrap import Recording, place
from bot.clock import Clock
from bot.clock import wall as real_time
from bot.market.providers.replay import SHIPPED
from bot.settings import Settings
from tests.bot.day import furnish

DAY = "2025-07-15"
OPEN = datetime.fromisoformat("2025-07-15T09:45:00+08:00")
DELAY = timedelta(minutes=15)
MARKETS, TRADER = "C01MARKETS", "U01TRADER"
PATIENCE = 60.0  # a bound for a busy machine, not a wait
SOON, SELDOM = 0.05, 0.25  # seconds between two looks, at first and in the end

Entry = Mapping[str, object]


def quote(symbol: str, price: object, at: datetime, **more: object) -> Entry:
    """Return one quote of an answer that arrives at `at`, stamped as late as Hong Kong's are."""
    known = {"previous_close": 100.0, "currency": "HKD", "delay_minutes": 15, "time": (at - DELAY).isoformat()}
    return {"symbol": symbol, "price": price, **known, **more}


def line(minute: int, *quotes: tuple[str, object], turnover: object = None) -> Entry:
    """Return the answer that arrives `minute` market minutes after the first: prices, and HK$ bn of turnover."""
    at = OPEN + timedelta(minutes=minute)
    answer: dict[str, Any] = {"at": at.isoformat(), "quotes": [quote(*each, at) for each in quotes]}
    if turnover is not None:
        value = turnover * 1e9 if isinstance(turnover, int | float) else turnover
        answer["turnover"] = {"scope": "market", "value": value}
    return answer


def tape(folder: Path, lines: Sequence[Entry | str], name: str = DAY) -> Path:
    """Write a tape of `lines` and return its path."""
    header = {"tape": name, "title": "A made-up day", "sources": ["a test"], "notes": "All figures are made up."}
    path = folder / "tape.jsonl"
    texts = [each if isinstance(each, str) else json.dumps(each) for each in (header, *lines)]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def outline(folder: Path, every: int = 8) -> Path:
    """Write the shipped day with every eighth of its lines, and New York's first: the same day, sooner over."""
    header, *lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    kept = [
        line
        for number, line in enumerate(lines, 1)
        if number % every == 1 or "T21:30" in line[:30] or line is lines[-1]
    ]
    path = folder / "outline.jsonl"
    path.write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True)
class Door:
    """The sandbox's control door, as a browser or a script uses it."""

    http: aiohttp.ClientSession
    url: str

    async def post(self, path: str, **body: object) -> dict[str, Any]:
        """Knock with a JSON body; return the answer."""
        async with self.http.post(f"{self.url}/_sandbox/{path}", json=body) as answer:
            return dict(await answer.json())

    async def get(self, path: str) -> dict[str, Any]:
        """Look; return the answer."""
        async with self.http.get(f"{self.url}/_sandbox/{path}") as answer:
            return dict(await answer.json())

    async def surge(self, text: str, user: str = TRADER, channel: str = MARKETS) -> str:
        """Type `/surge text`, and save what is previewed; return all that answers, in plain words."""
        answer = await self.post("command", user=user, channel=channel, command="/surge", text=text)
        replies = list(answer["replies"])
        for reply in answer["replies"]:
            if "surge:save" in str(reply["blocks"]):
                place = {"user": user, "channel": channel, "message_ts": reply["ts"]}
                saved = await self.post("action", **place, action_id="surge:save", value=None)
                replies += saved["replies"]
        return "\n".join(str(reply["text"]) for reply in replies)

    async def messages(self, channel: str = MARKETS) -> list[dict[str, Any]]:
        """Return what stands in a channel for all to see."""
        found = await self.get(f"messages?channel={channel}")
        return [each for each in found["messages"] if not each["ephemeral_to"]]

    async def texts(self, channel: str = MARKETS) -> list[str]:
        """Return the channel's messages in plain words."""
        return [str(each["text"]) for each in await self.messages(channel)]

    async def replay(self, do: str, value: object = None) -> dict[str, Any]:
        """Steer the replay; return where it stands."""
        answer = await self.post("replay", do=do, value=value)
        return dict(answer["replay"])

    async def jump(self, when: str) -> None:
        """Jump, and wait until all lines on the way were played."""
        await self.replay("jump", when)

        async def there() -> bool:
            at = str((await self.replay("status"))["at"])
            return at[11:16] >= {"us": "21:30"}.get(when, when)

        await until(there)
        await self.played_out()

    async def played(self) -> None:
        """Wait until the replay is over and all that was to be sent is sent."""
        await until(self._over)
        await self.played_out()

    async def played_out(self) -> None:
        """Wait until all that was to be sent is sent."""
        await until(self._delivered)

    async def _over(self) -> bool:
        state = (await self.get("replay"))["replay"]
        return isinstance(state, dict) and bool(state["over"])

    async def _delivered(self) -> bool:
        return "0 waiting" in await self.surge("status")


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is true, not for ever."""
    pause = SOON
    async with asyncio.timeout(PATIENCE):
        while not await true():
            # To ask is work for Surge too, which the others on this machine wait for.
            await asyncio.sleep(pause)
            pause = min(pause * 1.3, SELDOM)


class Wall:
    """Real time, which a story can let pass without waiting for it."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """Tell the time."""
        return real_time() + self._ahead

    def later(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self._ahead += timedelta(seconds=seconds)


@asynccontextmanager
async def surge(home: Path, *, wall: Clock = real_time, **env: str) -> AsyncIterator[Door]:
    """Run all of Surge in its sandbox, as `make run` does; give its door once Surge is ready."""
    async with opened(home, wall=wall, **env) as door:
        await until(lambda: ready(door))
        yield door


@asynccontextmanager
async def opened(home: Path, *, wall: Clock = real_time, **env: str) -> AsyncIterator[Door]:
    """Run it, and give its door as soon as that is open."""
    settings = Settings.from_env({"SURGE_HOME": str(home), "PORT": "0", **env})
    await furnished(settings)
    async with started(settings, wall=wall) as (service, url), aiohttp.ClientSession() as http:
        work = asyncio.create_task(service.run())
        try:
            yield Door(http, url)
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work


async def furnished(settings: Settings) -> None:
    """Have a file for the database ready where Surge will look for one; programs' stories begin without."""
    file = place(settings, Recording.of(settings).home if settings.replaying else settings.home)
    if isinstance(file, Path) and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        await furnish(file.parent)


async def ready(door: Door) -> bool:
    """Say whether the service says it is ready."""
    async with door.http.get(f"{door.url}/readyz") as answer:
        return answer.status == 200
