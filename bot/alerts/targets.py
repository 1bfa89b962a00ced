"""What a condition may be measured on: an instrument by its symbol, or Hong Kong's turnover. Pure."""

from datetime import datetime

from bot.alerts.groups import SURGE, group
from bot.alerts.measures.turnover import PREFIX
from bot.market.admission import HONG_KONG_DELAY, allowance
from bot.market.instrument import Exchange, Instrument
from bot.market.instruments import named
from bot.market.sessions import local_date, session_date, trading_minutes

NAMES = {SURGE: "surge"}  # how people type it


def is_group(target: str) -> bool:
    """Whether a target is no instrument with a price of its own, but several together ("theme:cpo")."""
    return ":" in target


def instrument_of(target: str) -> Instrument | None:
    """Return the instrument of a condition's target, None for Hong Kong turnover."""
    if is_group(target):
        return None if target.startswith(PREFIX) else group(target)
    return named(target)


def exchange_of(target: str) -> Exchange:
    """Return where a condition's target is traded."""
    instrument = instrument_of(target)
    return instrument.exchange if instrument else Exchange.HONG_KONG


def currency_of(target: str) -> str:
    """Return the currency that amounts of a target are in; "" for an index, which is counted in points."""
    instrument = instrument_of(target)
    if instrument is None:
        return "HKD"
    return "" if instrument.type == "index" else instrument.currency


def spelled(target: str) -> str:
    """Return a target as it can be typed: "9988.HK", "theme cpo", "turnover" (its scope goes with the condition)."""
    if target.startswith(PREFIX):
        return PREFIX.removesuffix(":")
    return NAMES.get(target, target).replace(":", " ").lower()


def young(target: str, time: datetime, now: datetime) -> bool:
    """Whether a figure may still count: a closed market's last one does until its next session begins."""
    exchange = exchange_of(target)
    of_session = local_date(exchange, time) == session_date(exchange, now)
    return of_session and trading_minutes(exchange, time, now) <= allowance(exchange, HONG_KONG_DELAY)
