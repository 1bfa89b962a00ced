"""A simulated day: Surge's own desk, plan, provider and watch, with a clock that is moved on, a source in memory."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from yfinance.cache import get_cookie_cache, set_cache_location

from bot.alerts.rules import Rules
from bot.alerts.watch import Watch
from bot.audience.rights import Actor
from bot.bootstrap import build
from bot.errors import Unreachable
from bot.market.closes.desk import HistoryDesk
from bot.market.desk import QuoteDesk
from bot.market.live import LiveMarket
from bot.market.manners import Manners, MemoryRequestLog
from bot.market.plan import SPACING
from bot.market.providers.yahoo import YahooProvider
from bot.market.tally.chores import Chores
from bot.market.tally.desk import Tally
from bot.market.tally.sources.tencent import Tencent
from bot.market.tally.vendor import Vendors
from bot.settings import Settings
from bot.storage.alert_book import StoredAlertBook
from bot.storage.closes import StoredCloses
from bot.storage.managers import StoredManagers
from bot.storage.stores import open_stores
from bot.storage.tallies import StoredTallies
from bot.surge import Surge
from handlers.command import Door, Request
from handlers.dispatch import answer
from tests.simulation import people
from tests.simulation.clock import Clock
from tests.simulation.market import Asked, Market

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is simulated. `step` is how finely time passes; `curious` has them ask for much that is new."""

    begins: datetime
    ends: datetime
    watched: int = 500
    universe: int = 400
    rules: int = 10_000
    commands_an_hour: int = 1_000
    step: timedelta = SPACING
    curious: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of it: all requests, how many commands were answered and how many refused, how many alerts rang."""

    asked: list[Asked] = field(default_factory=list)
    answered: int = 0
    refused: int = 0
    rang: int = 0

    def busiest(self) -> int:
        """Return the most requests in any sixty minutes."""
        times = [each.at for each in self.asked]
        return max((sum(begin <= time < begin + HOUR for time in times) for begin in times), default=0)


@dataclass(slots=True)
class Day:
    """Surge at work in simulated time."""

    plan: Plan
    clock: Clock
    market: Market
    surge: Surge
    outcome: Outcome = field(default_factory=Outcome)
    chores: dict[str, asyncio.Future[None]] = field(default_factory=dict)

    async def run(self, tell: Callable[[Asked], None] = lambda _: None) -> Outcome:
        """Let the day pass; `tell` hears of each request."""
        usual = people.typed(people.watched(self.plan.watched))
        typed = people.curious(usual) if self.plan.curious else usual
        owed = 0.0
        now, told = self.plan.begins, 0
        while now < self.plan.ends:
            self.clock.move_to(now)
            await self._jobs(now)
            owed += self.plan.commands_an_hour * (self.plan.step / HOUR)
            await asyncio.gather(*(self._typed(next(typed)) for _ in range(int(owed))))
            owed -= int(owed)
            # Whoever waited for this moment in the background has it now.
            await asyncio.sleep(0)
            for each in self.market.asked[told:]:
                tell(each)
            told = len(self.market.asked)
            now += self.plan.step
        for chore in self.chores.values():
            chore.cancel()
        await asyncio.gather(*self.chores.values(), return_exceptions=True)
        self.outcome.asked = self.market.asked
        return self.outcome

    async def _jobs(self, now: datetime) -> None:
        """Do what the schedule does: look at what is due, and once a minute the chores."""
        if self.surge.desk.due():
            self.outcome.rang += len(await self.surge.watch.sweep())
        if not (now - self.plan.begins) % MINUTE:
            histories, chores = self.surge.histories, self.surge.chores
            assert histories
            assert chores
            self._turn("closes", partial(histories.turn, self.surge.desk))
            self._turn("turnover", chores)

    def _turn(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Have a chore done beside all else, one turn at a time, as the schedule does: it may wait for its time."""
        if name not in self.chores or self.chores[name].done():
            self.chores[name] = asyncio.ensure_future(work())

    async def _typed(self, words: str) -> None:
        """Answer one command, as a slash command is."""

        async def actor() -> Actor:
            return Actor(team=people.TEAM, user="U001", channels=frozenset((people.CHANNEL,)))

        request = Request(
            team=people.TEAM, user="U001", channel=people.CHANNEL, actor=actor, words=words, door=Door.SLASH
        )
        card = await answer(request, self.surge)
        if "problem" in card.text.casefold() or "nothing is known" in card.text.casefold():
            self.outcome.refused += 1
        else:
            self.outcome.answered += 1


@asynccontextmanager
async def simulated(plan: Plan, home: Path) -> AsyncIterator[Day]:
    """Put Surge together as it is where figures are live, in `home`."""
    # There is one cookie in a process, whoever used it before.
    set_cache_location(str(home))
    get_cookie_cache().store("curlCffi", None)
    clock = Clock(plan.begins)
    market = Market(clock.time)
    symbols = people.watched(max(plan.watched, plan.universe))
    async with AsyncExitStack() as stack:
        stores = await stack.enter_async_context(open_stores(home / "live.db"))
        book = StoredAlertBook(stores.database)
        await people.rules(book, symbols[: plan.watched], plan.rules, plan.begins)
        built = await stack.enter_async_context(build(Settings.from_env({"SURGE_HOME": str(home)})))
        provider = YahooProvider(home, None, clock.time, session=market.session, sleep=clock.sleep, pause=clock.pause)
        stack.push_async_callback(provider.close)
        vendor = Manners("Tencent", MemoryRequestLog(), clock.time, clock.sleep, provider.manners)
        shares = [symbol for symbol in symbols if symbol.endswith(".HK")][: plan.universe]
        tally = Tally(StoredTallies(stores.database), Vendors([(Tencent(market.tencent), vendor)]), shares)
        stack.push_async_callback(tally.close)
        closes = StoredCloses(stores.database)
        # Real seconds are none of this day's: nobody waits for closes.
        histories = HistoryDesk(closes, provider.closes, clock.time, free=provider.free, patience=0)
        stack.push_async_callback(histories.close)
        desk = QuoteDesk(LiveMarket(provider, tally, clock.time), built.cache, clock.time, histories)
        chores = Chores(tally, provider.listed, _nothing)
        surge = replace(
            built,
            clock=clock.time,
            wall=clock.time,
            desk=desk,
            book=book,
            rules=Rules(book, StoredManagers(stores.database), desk, clock.time),
            watch=Watch(desk, book, clock.time, clock.time),
            replay=None,
            pace=lambda: provider.pace,
            tally=tally,
            chores=partial(chores.turn, desk, clock.time),
            histories=histories,
        )
        yield Day(plan, clock, market, surge)


async def _nothing(*_: object) -> bytes:
    """Be an archive that nobody reaches."""
    raise Unreachable("There is no archive in a simulation.")
