"""Whatever happens to the market and to Surge, rules ring as their definition says: a crossing once, none without."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.alerts.alert import Alert, Audience, Sample
from bot.alerts.book import Event
from bot.alerts.condition import Subject
from bot.alerts.measures.percent import PERCENT
from bot.alerts.meter import Meter
from bot.alerts.rules import Rules
from bot.alerts.watch import Watch
from bot.errors import Unreachable
from bot.market.desk import QuoteDesk
from bot.market.provider import Answer, Source
from bot.market.quotes import Quote, Series
from bot.market.turnover import Scope, Turnover, TurnoverHistory
from bot.storage.alert_book import StoredAlertBook
from bot.storage.caches.memory import MemoryCache
from bot.storage.database import Database, open_database
from bot.storage.managers import StoredManagers
from tests.bot.alerts.oracle import Plain, Rung, Several
from tests.bot.day import CHANNEL, MINUTE, database, trader

T = TypeVar("T")
SHARE, OTHER, BILLION = "9988.HK", "0700.HK", Decimal(10) ** 9
DAYS = [datetime(2025, 7, day, 9, 30, tzinfo=UTC) - timedelta(hours=8) for day in (15, 16, 17, 18, 21)]
NOON, AFTERNOON, CLOSE = timedelta(hours=2.5), timedelta(hours=3.5), timedelta(hours=6.5)
CHANGES = st.sampled_from([0, 1, 4, "4.8", "4.9", 5, "5.1", 6, 7, "-2.9", -3, -4, 3])
WHO = st.integers(0, 63)  # of two processes, which one looks: a bit for each time
WORDS = st.sampled_from(
    [
        *("up 5%", "moves 3% always", "up 5% for 6m", "up 5% once", "up 5% always rearm 1%", "up 5% for 4m always"),
        *("above 105", "below 97 always", "above 105 for 4m", "above 103 once", "above 105 always rearm 1%"),
    ]
)

SEVERAL = st.sampled_from(["up 5%", "moves 3% always", "up 5% for 6m", "up 5% always rearm 1%", "up 5% for 4m always"])


@dataclass
class Market:
    """A source of quotes that says what it is told to."""

    at: datetime = DAYS[0]
    answer: Answer = field(default_factory=Answer)
    down: bool = False
    source: Source = field(default_factory=lambda: Source("a test", date(2025, 7, 15)))
    symbols: frozenset[str] = frozenset({SHARE, OTHER})

    async def poll(self, _symbols: object) -> Answer:
        """Say it."""
        if self.down:
            raise Unreachable("No answer.")
        return self.answer

    async def closes(self, _symbol: str) -> Series:
        """Know nothing of the past."""
        return Series()

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Know nothing of the past."""
        return TurnoverHistory(scope)


@dataclass
class Process:
    """One of the processes that watch the market over one database; its clock may be behind."""

    market: Market
    database: Database
    behind: timedelta = timedelta()
    desk: QuoteDesk = field(init=False)

    async def start(self) -> "Process":
        """Start as after a crash: with what the database has."""
        self.desk = QuoteDesk(self.market, MemoryCache(), self.clock)
        self.book = StoredAlertBook(self.database)
        self.rules = Rules(self.book, StoredManagers(self.database), self.desk, self.clock)
        self.watch = Watch(self.desk, self.book, self.clock, self.clock)
        self.desk.remember(await self.book.admitted())
        return self

    def clock(self) -> datetime:
        """Tell market time."""
        return self.market.at - self.behind


def rung(event: Event) -> Rung:
    """Return what tells an event from others, and what was seen."""
    alert, sample, threshold = event.alert, event.sample, event.threshold
    place = alert.id, alert.edition, alert.member, sample.session, str(threshold.direction)
    return *place, threshold.level, event.generation, sample.value, sample.time


class Machine(RuleBasedStateMachine):
    """The market moves, processes come and go, people make and edit rules; a plain loop says what must ring."""

    def __init__(self) -> None:
        super().__init__()
        self.market, self.opening, self.traded = Market(), 0, Decimal(0)
        self.plain: dict[int, Plain] = {}
        self.several: dict[int, Several] = {}
        self.readings: dict[Subject, Sample] = {}
        self.rang: list[Rung] = []
        self.expected: list[Rung] = []

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for `work`."""
        return self.loop.run_until_complete(work)

    @initialize(words=st.lists(WORDS, min_size=2, max_size=4, unique=True))
    def begin(self, words: list[str]) -> None:
        """Start two processes over a new database, and make some rules."""
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.quote(0, 0, 1)
        self.run(self._begin())
        for each in words:
            self.make(0, each, personal=False)

    async def _begin(self) -> None:
        await (await database(self.folder)).close()
        self.processes = [await self._process() for _ in range(2)]

    async def _process(self) -> Process:
        return await Process(self.market, open_database(self.folder / "surge.db")).start()

    @rule(minutes=st.sampled_from([1, 2, 2, 3, 5, 20]), change=CHANGES, more=st.integers(1, 100), other=CHANGES)
    def quote(self, minutes: int, change: object, more: int, other: object = 0) -> None:
        """The prices are others, and more was traded; a long time may have passed."""
        at = self.market.at + minutes * MINUTE
        if at > DAYS[self.opening] + CLOSE:
            return
        self.market.at = max(at, DAYS[self.opening] + AFTERNOON) if at > DAYS[self.opening] + NOON else at
        self.traded += more * BILLION
        quotes = (self._priced(SHARE, change), self._priced(OTHER, other))
        self.market.answer = Answer(quotes, (Turnover(Scope.MARKET, self.traded, self.market.at),))
        self.market.down = False

    def _priced(self, symbol: str, change: object) -> Quote:
        price = Decimal(100) + Decimal(str(change))
        return Quote(symbol=symbol, price=price, time=self.market.at, currency="HKD", previous_close=Decimal(100))

    @precondition(lambda self: self.opening < len(DAYS) - 1)
    @rule(change=CHANGES)
    def next_session(self, change: object) -> None:
        """A day later: the price has gapped, and turnover is from 0."""
        self.opening, self.traded = self.opening + 1, Decimal(0)
        self.market.at = DAYS[self.opening]
        self.quote(0, change, 30)

    @rule()
    def fail(self) -> None:
        """The source does not answer, until it has something new."""
        self.market.down = True

    @rule(number=st.integers(0, 1), behind=st.sampled_from([0, 0, 0, 0, 10]))
    def sweep(self, number: int, behind: int) -> None:
        """One of the processes looks; its clock may have stepped back."""
        process = self.processes[number]
        process.behind = behind * MINUTE
        self.run(self._sweep(process))
        process.behind = timedelta()

    async def _sweep(self, process: Process) -> None:
        self.rang += sorted(map(rung, await process.watch.sweep()))
        expected: list[Rung] = []
        for sample in await process.book.readings():
            subject = sample.target, sample.measure
            if self.readings.get(subject) != sample:
                self.readings[subject] = sample
                rules: list[Plain | Several] = [*self.plain.values(), *self.several.values()]
                expected += [each for plain in rules for each in plain.see(sample)]
        self.expected += sorted(expected)
        self._follow()

    @rule(changes=st.lists(CHANGES, min_size=1, max_size=6), minutes=st.sampled_from([1, 2, 3, 4, 5]), who=WHO)
    def look(self, changes: list[object], minutes: int, who: int) -> None:
        """New quotes, each seen at once: what happens most of the time."""
        for number, change in enumerate(changes):
            self.quote(minutes, change, 10, changes[-1 - number])
            self.sweep((who >> number) & 1, 0)

    @rule(number=st.integers(0, 1))
    def restart(self, number: int) -> None:
        """A process dies, and another comes in its place."""
        self.run(self._restart(number))

    async def _restart(self, number: int) -> None:
        await self.processes[number].database.close()
        self.processes[number] = await self._process()

    @precondition(lambda self: len(self.plain) < 7)
    @rule(number=st.integers(0, 1), words=WORDS | st.just("turnover"), personal=st.booleans(), other=st.booleans())
    def make(self, number: int, words: str, *, personal: bool, other: bool = False) -> None:
        """Somebody makes a rule; what a person watches so is on their watchlist."""
        text = "turnover above 60bn" if words == "turnover" else f"{OTHER if other else SHARE} {words}"
        rules = self.processes[number].rules
        audience, place = (Audience.PERSON, trader.user) if personal else (Audience.CHANNEL, CHANNEL)
        made = self.run(rules.make(trader, audience, place, text))
        if not made.existed:
            self._keep(made.alert, made.outlook.sample)

    @precondition(lambda self: len(self.several) < 2)
    @rule(number=st.integers(0, 1), words=SEVERAL)
    def make_several(self, number: int, words: str) -> None:
        """Somebody makes a rule about each of what they watch, whatever that is by and by."""
        made = self.run(self.processes[number].rules.make(trader, Audience.PERSON, trader.user, f"all {words}"))
        if not made.existed:
            self._spread(number, made.alert)

    @precondition(lambda self: self.several)
    @rule(number=st.integers(0, 1), words=SEVERAL, data=st.data())
    def edit_several(self, number: int, words: str, data: st.DataObject) -> None:
        """Somebody edits such a rule: it forgets all sides."""
        which = data.draw(st.sampled_from(sorted(self.several)))
        made = self.run(self.processes[number].rules.edit(trader, which, words))
        self._spread(number, made.alert)

    @precondition(lambda self: self.plain)
    @rule(number=st.integers(0, 1), words=WORDS, data=st.data())
    def edit(self, number: int, words: str, data: st.DataObject) -> None:
        """Somebody edits a rule: it forgets its side."""
        which = data.draw(st.sampled_from(sorted(self.plain)))
        made = self.run(self.processes[number].rules.edit(trader, which, f"{SHARE} {words}"))
        self._keep(made.alert, made.outlook.sample)

    @precondition(lambda self: self.plain)
    @rule(number=st.integers(0, 1), data=st.data())
    def mute(self, number: int, data: st.DataObject) -> None:
        """Somebody mutes a rule for the session: its crossings are spent."""
        which = data.draw(st.sampled_from(sorted({**self.plain, **self.several})))
        muted = self.run(self.processes[number].rules.mute(trader, which)).muted_in
        (self.plain.get(which) or self.several[which]).muted = {muted}

    @precondition(lambda self: self.plain)
    @rule(number=st.integers(0, 1), data=st.data())
    def remove(self, number: int, data: st.DataObject) -> None:
        """Somebody removes a rule."""
        which = data.draw(st.sampled_from(sorted({**self.plain, **self.several})))
        self.run(self.processes[number].rules.remove(trader, which))
        self.plain.pop(which, None)
        self.several.pop(which, None)
        self._follow()

    def _keep(self, alert: Alert, known: Sample | None) -> None:
        subject = alert.condition.target, alert.condition.measure
        self.plain[alert.id] = Plain(alert, known, self.readings.get(subject))
        self._follow()

    def _spread(self, number: int, alert: Alert) -> None:
        process = self.processes[number]
        seen = {symbol: Meter(process.desk, process.clock).sample((symbol, PERCENT)) for symbol in (SHARE, OTHER)}
        self.several[alert.id] = Several(alert)
        self._follow({symbol: sample for symbol, sample in seen.items() if sample})

    def _follow(self, known: Mapping[str, Sample] | None = None) -> None:
        """Let the rules about a watchlist follow what is on it."""
        rules = [each for each in self.plain.values() if each.alert.audience is Audience.PERSON and not each.done]
        watched = {each.alert.condition.target for each in rules} & {SHARE, OTHER}
        readings = {symbol: self.readings[symbol, PERCENT] for symbol in watched if (symbol, PERCENT) in self.readings}
        for several in self.several.values():
            several.follow(watched, known or {}, readings)

    @invariant()
    def rings_as_defined(self) -> None:
        """What rang is what the plain loop says, and nothing rang twice."""
        assert self.rang == self.expected
        assert [key for key, count in Counter(each[:7] for each in self.rang).items() if count > 1] == []

    def teardown(self) -> None:
        """Close everything."""
        for process in getattr(self, "processes", []):
            self.run(process.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=8, stateful_step_count=40, deadline=None)
