"""The session that a sample belongs to, and the figures that stood beside it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from bot.alerts.alert import Sample
from bot.alerts.condition import Unit
from bot.alerts.measures.turnover import PREFIX, TURNOVER, scope_of
from bot.alerts.targets import exchange_of
from bot.market.desk import QuoteDesk
from bot.market.instrument import Exchange
from bot.market.sessions import local_date, open_of, session_date
from bot.market.turnover import TurnoverHistory

SessionKey = Callable[[str, datetime], str]

# The figures a reader wants beside any Hong Kong alert.
COMPANIONS = ("^HSI", "HSTECH.HK")


def session_key(target: str, time: datetime) -> str:
    """Name the session that a sample of `time` belongs to: the exchange's own date, whatever the calendar says."""
    return local_date(exchange_of(target), time).isoformat()


def present(target: str, sample: Sample | None, now: datetime, key: SessionKey) -> str:
    """Name the session that `target` is in: its last sample's, or else what the calendar says of `now`."""
    if sample is not None:
        return sample.session
    exchange = exchange_of(target)
    return key(target, open_of(exchange, session_date(exchange, now)))


def said_by(desk: QuoteDesk, sample: Sample) -> str:
    """Name who says the figure: a turnover's own vendor, else the source of quotes; "" where a tape does."""
    if sample.target.startswith(PREFIX) and (turnover := desk.latest_turnover(scope_of(sample.target))):
        return turnover.source
    return "" if desk.source.replay else desk.source.label


def facts(desk: QuoteDesk, sample: Sample, histories: Iterable[TurnoverHistory]) -> dict[str, Decimal]:
    """Return the figures that stood beside `sample`: its price, the indices' moves of the same session, the averages.

    An average is named "mean:2025-06", HKEX's of the month before; only a turnover of its own scope is held to it.
    """
    beside: dict[str, Decimal] = {}
    if exchange_of(sample.target) is Exchange.HONG_KONG:
        day = session_key(sample.target, sample.time)
        quotes = (desk.latest(symbol) for symbol in COMPANIONS if symbol != sample.target)
        for quote in quotes:
            if quote and quote.percent is not None and session_key(quote.symbol, quote.time) == day:
                beside[quote.symbol] = quote.percent
    own = desk.latest(sample.target) if sample.measure.unit in {Unit.PERCENT, Unit.POINTS} else None
    if own is not None:
        beside["price"] = own.price
    for history in histories:
        month = history.month_before(local_date(Exchange.HONG_KONG, sample.time))
        if month and sample.measure == TURNOVER and sample.target == f"{PREFIX}{history.scope}":
            beside[f"mean:{month[0]}"] = month[1]
    return beside
