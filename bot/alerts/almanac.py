"""The figures of earlier days that levels hang on, each looked up once a session."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.alerts.condition import Baselines, Need
from bot.errors import MarketError
from bot.market.admission import POLL
from bot.market.desk import QuoteDesk
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.quotes import Close, Series
from bot.market.sessions import local_date, session_date
from bot.market.turnover import Scope

WEEK = timedelta(weeks=1)
MEAN = "mean"


class Almanac:
    """Looks needs up at the desk. What is not to be had yet is asked for again with the next poll."""

    def __init__(self, desk: QuoteDesk) -> None:
        self.known = Baselines()
        self._desk = desk
        self._asked: dict[Need, tuple[date, datetime]] = {}

    async def look(self, needs: Iterable[Need], now: datetime) -> Baselines:
        """Return what is known of `needs` and of all that was needed before; `now` is market time."""
        figures = dict(self.known.figures)
        for need in needs:
            day, asked = self._day(need, now), self._asked.get(need)
            if asked and asked[0] == day and (need in figures or POLL > now - asked[1] >= timedelta()):
                continue
            figures.pop(need, None)
            self._asked[need] = day, now
            with suppress(MarketError):
                found = await LOOKS[need.what](self._desk, need, day)
                figures |= {} if found is None else {need: found}
        if figures != self.known.figures:
            self.known = Baselines(figures)
        return self.known

    def _day(self, need: Need, now: datetime) -> date:
        """Return the session that a need is of: that of the last accepted figure, or else the calendar's."""
        if need.what == MEAN:
            exchange, last = Exchange.HONG_KONG, self._desk.latest_turnover(Scope(need.whose))
            return local_date(exchange, last.time) if last else session_date(exchange, now)
        exchange, quote = named(need.whose).exchange, self._desk.latest(need.whose)
        return local_date(exchange, quote.time) if quote else session_date(exchange, now)


async def _mean(desk: QuoteDesk, need: Need, day: date) -> Decimal | None:
    """Return the mean turnover of the 20 days before `day`, None where they are not all known."""
    return (await desk.turnovers(Scope(need.whose))).mean(day)


async def _highest(desk: QuoteDesk, need: Need, day: date) -> Decimal | None:
    closes = span(await desk.series(need.whose), need.since, day)
    return max((close.price for close in closes), default=None)


async def _lowest(desk: QuoteDesk, need: Need, day: date) -> Decimal | None:
    closes = span(await desk.series(need.whose), need.since, day)
    return min((close.price for close in closes), default=None)


def span(series: Series, since: str, day: date) -> tuple[Close, ...]:
    """Return the closes before `day` that `since` means: "60" sessions, "52w", a date, or "" all there ever were.

    None of them where the closes do not reach back so far.
    """
    closes = series.before(day).closes
    if not since:
        return closes if series.complete else ()
    if since.isdecimal():
        return closes[-int(since) :] if len(closes) >= int(since) else ()
    first = day - int(since[:-1]) * WEEK if since.endswith("w") else date.fromisoformat(since)
    reaches = series.complete or (closes and closes[0].day <= first)
    return tuple(close for close in closes if close.day >= first) if reaches else ()


Look = Callable[[QuoteDesk, Need, date], Awaitable[Decimal | None]]
LOOKS: Mapping[str, Look] = {MEAN: _mean, "highest": _highest, "lowest": _lowest}
