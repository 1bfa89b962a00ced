"""Surge: the services that handlers may use, in one frozen bundle."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.alerts.book import AlertBook, Outbox
from bot.alerts.living import Living
from bot.alerts.retention import Retention
from bot.alerts.rules import Rules
from bot.alerts.watch import Watch
from bot.audience.choices import Choices
from bot.audience.managers import Managers
from bot.clock import Clock
from bot.market.cache import QuoteCache
from bot.market.closes.desk import HistoryDesk
from bot.market.desk import QuoteDesk
from bot.market.figures import Figures
from bot.market.manners import Pace
from bot.market.newsroom import NewsDesk
from bot.market.relay import Bulletin, Relay
from bot.market.tally.desk import Tally
from bot.market.turnover import Scope
from bot.receipts import Receipts
from bot.replay import Replay
from bot.role import Role
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Surge:
    """All that answers a question or keeps a promise.

    `home` is the folder that it writes in, `database` the kind of what keeps alerts ("SQLite"). `clock` is market
    time, `wall` real time. `replay` is None where figures are live, `pace` (how much the source is asked),
    `newsroom` (headlines), `tally` (turnover), `chores` (what is done for it each minute) and `histories` (daily
    closes) where they are not.

    A process without a source has `follow`, which brings it up to date, called about once a second, and `told`, what it
    has heard of who has one; that one has a `relay` to the others. `role` is the part that this process has.
    """

    settings: Settings
    home: Path
    clock: Clock
    wall: Clock
    database: str
    cache: QuoteCache
    desk: QuoteDesk
    book: AlertBook
    outbox: Outbox
    living: Living
    choices: Choices
    managers: Managers
    receipts: Receipts
    rules: Rules
    watch: Watch
    retention: Retention
    replay: Replay | None = None
    pace: Callable[[], Pace] | None = None
    newsroom: NewsDesk | None = None
    tally: Tally | None = None
    chores: Callable[[], Awaitable[None]] | None = None
    histories: HistoryDesk | None = None
    figures: Figures | None = None
    follow: Callable[[], Awaitable[None]] | None = None
    told: Callable[[], Bulletin] | None = None
    role: Role = Role.ALL
    relay: Relay | None = None

    @property
    def bulletin(self) -> Bulletin:
        """How the watch over the market does: what was told of it, or what there is to tell."""
        if self.told:
            return self.told()
        health, trouble = self.watch.health, self.desk.trouble
        return Bulletin(
            looked=health.market_time,
            trouble=trouble.sentence if trouble else health.trouble,
            refused={str(reason): count for reason, count in self.desk.refusals.items()},
            turnovers=tuple(filter(None, map(self.desk.latest_turnover, Scope))),
            pace=self.pace() if self.pace else None,
            lacking=self.tally.troubles() if self.tally else (),
        )
