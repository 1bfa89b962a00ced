"""The samples that conditions are judged by, as the desk last accepted them, and the session each belongs to."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from bot.alerts.alert import Sample
from bot.alerts.condition import Baselines, Measure, Subject
from bot.market.desk import QuoteDesk
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.sessions import local_date, open_of, session_date
from bot.market.turnover import Scope, TurnoverHistory

SessionKey = Callable[[str, datetime], str]

TURNOVER = "turnover:"
# The figures a reader wants beside any Hong Kong alert.
COMPANIONS = ("^HSI", "HSTECH.HK")


def exchange_of(target: str) -> Exchange:
    """Return where a condition's target is traded."""
    return Exchange.HONG_KONG if target.startswith(TURNOVER) else named(target).exchange


def session_key(target: str, time: datetime) -> str:
    """Name the session that a sample of `time` belongs to: the exchange's own date, whatever the calendar says."""
    return local_date(exchange_of(target), time).isoformat()


def latest(desk: QuoteDesk, subject: Subject, key: SessionKey) -> Sample | None:
    """Return the last accepted sample of `subject`; None while there is none in its scope."""
    target, measure = subject
    if measure is Measure.TURNOVER:
        turnover = desk.latest_turnover(Scope(target.removeprefix(TURNOVER)))
        if turnover is None:
            return None
        value, time = turnover.value, turnover.time
    else:
        quote = desk.latest(target)
        if quote is None or quote.percent is None:
            return None
        value, time = quote.percent, quote.time
    return Sample(target, measure, value, time, key(target, time))


def present(target: str, sample: Sample | None, now: datetime, key: SessionKey) -> str:
    """Name the session that `target` is in: its last sample's, or else what the calendar says of `now`."""
    if sample is not None:
        return sample.session
    exchange = exchange_of(target)
    return key(target, open_of(exchange, session_date(exchange, now)))


def baselines(histories: Iterable[TurnoverHistory], day: date) -> Baselines:
    """Return what relative conditions are measured against on `day`: each scope's mean of the 20 days before it."""
    means = ((history.scope, history.mean(day)) for history in histories)
    return Baselines(tuple((scope, mean) for scope, mean in means if mean is not None))


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
    own = desk.latest(sample.target) if sample.measure is Measure.PERCENT else None
    if own is not None:
        beside["price"] = own.price
    for history in histories:
        month = history.month_before(local_date(Exchange.HONG_KONG, sample.time))
        if month and sample.target == f"{TURNOVER}{history.scope}":
            beside[f"mean:{month[0]}"] = month[1]
    return beside
