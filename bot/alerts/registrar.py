"""Follows what happens to the shares that rules are about: they are split, renamed, or leave the exchange.

A rule that waits for a price means something else after a split; it waits for its owner instead, who is told what it
should read. A symbol that the source has not had for five sessions, while it had others of the same exchange, is gone.
Where the list of instruments says that a symbol is another now, its rules go there by themselves.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial

import structlog

from bot.alerts.alert import Sample
from bot.alerts.condition import Unit
from bot.alerts.pausing import after_leaving, after_split, renamed
from bot.alerts.register import Action, Register
from bot.alerts.samples import SessionKey, session_key
from bot.clock import Clock
from bot.errors import MarketError
from bot.market.catalogue import catalogue
from bot.market.desk import QuoteDesk
from bot.market.gate import Gap
from bot.market.instruments import named
from bot.market.quotes import Series
from bot.market.sessions import final, local_date, waking
from bot.market.splits import Split, exact_ratio, near_ratio

log = structlog.get_logger()

# Sessions without a symbol after which it is taken to be gone for good.
GONE_AFTER = 5
# How long prices of after a gap wait for daily closes that tell what happened in it.
PATIENCE = timedelta(minutes=30)


class Registrar:
    """Keeps rules in step with their shares. `clock` is market time, `wall` real time."""

    def __init__(
        self, desk: QuoteDesk, register: Register, clock: Clock, wall: Clock, session: SessionKey = session_key
    ) -> None:
        self._desk, self._register = desk, register
        self._clock, self._wall, self._session = clock, wall, session
        self._absences: dict[str, set[date]] | None = None
        self._renamed: set[str] = set()

    async def turn(self) -> bool:
        """Act on what the last look at the market has shown; return whether prices are others now.

        Asked for between the look and the judgement of its samples. Raises StorageError.
        """
        now = self._clock()
        splits = self._desk.splits()
        for split in splits:
            await self._split(split, now)
        for symbol, gap in self._desk.gaps().items():
            await self._look_back(symbol, gap, now)
        await self._rename(now)
        for symbol, asked in self._desk.rollcall.missing().items():
            exchange = named(symbol).exchange
            day = local_date(exchange, asked)
            if now >= waking(exchange, day)[1] and self._desk.rollcall.traded(exchange, day):
                await self._missed(symbol, day, now)
        past = await self._past()
        for symbol in [each for each in past if self._desk.rollcall.present(each)]:
            await self._register.present(symbol)
            del past[symbol]
        return bool(splits)

    def holds(self, sample: Sample) -> bool:
        """Whether a sample of a price has to wait until it is known that no split has made it."""
        measure = sample.measure
        if not (gaps := self._desk.gaps()) or measure.unit not in {Unit.PRICE, Unit.COUNT}:
            return False
        return not gaps.keys().isdisjoint(measure.symbols(sample.target))

    async def _look_back(self, symbol: str, gap: Gap, now: datetime) -> None:
        """See by the past, as the source has it now, whether a share was split while nobody looked."""
        exchange, before = named(symbol).exchange, gap.before
        day, latest = local_date(exchange, before.time), self._desk.latest(symbol)
        past = Series()
        with suppress(MarketError):
            past = await self._desk.series(symbol)
        close = next((each for each in reversed(past.closes) if each.day == day), None)
        told = exact_ratio if final(exchange, before.time) else near_ratio
        if close and latest and (ratio := told(before.price, close.price)):
            await self._split(Split(symbol, ratio, latest.time, sure=True), now)
        if close or now - gap.noticed >= PATIENCE:
            self._desk.bridge(symbol)

    async def _split(self, split: Split, now: datetime) -> None:
        """Pause what a split makes mean something else."""
        session = self._session(split.symbol, split.time)
        action = Action(split.symbol, f"split {split.words} {session}", split.ratio)
        revise = partial(after_split, split=split, session=session, at=now)
        found = await self._register.act(action, revise, self._wall())
        log.info("split", symbol=split.symbol, ratio=split.words, paused=len(found or ()), known=found is None)
        self._desk.settle(split)

    async def _missed(self, symbol: str, day: date, now: datetime) -> None:
        """Count a session without `symbol`; after the fifth it is gone."""
        days = (await self._past()).setdefault(symbol, set())
        if day in days:
            return
        await self._register.absent(symbol, day)
        days.add(day)
        if len(days) >= GONE_AFTER:
            action = Action(symbol, f"gone {min(days)}")
            found = await self._register.act(action, partial(after_leaving, symbol=symbol, at=now), self._wall())
            if found is not None:
                log.info("gone", symbol=symbol, since=str(min(days)), paused=len(found))

    async def _rename(self, now: datetime) -> None:
        """Let the rules of a symbol that is another by today go there."""
        for change in catalogue().renames:
            old, new = change.old, change.new
            if old in self._renamed or local_date(named(new).exchange, now) < change.as_of:
                continue
            action = Action(old, f"renamed {new} {change.as_of}")
            found = await self._register.act(action, partial(renamed, old=old, new=new, at=now), self._wall())
            self._renamed.add(old)
            if found is not None:
                log.info("renamed", symbol=old, now=new, rules=len(found))

    async def _past(self) -> dict[str, set[date]]:
        """Return the days on which each symbol was absent, read once."""
        if self._absences is None:
            self._absences = {symbol: set(days) for symbol, days in (await self._register.absences()).items()}
        return self._absences
