"""How a quote is said: its price, its change, and as of when. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.market.desk import Freshness, Shown
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import named
from bot.market.quotes import Quote
from bot.market.sessions import Phase, local_date, open_of, phase, session, zone
from bot.words.money import PENNY, figure, price
from bot.words.numbers import arrow, percent, signed
from bot.words.times import age, clock_time, weekday

OFF = frozenset({Phase.WEEKEND, Phase.HOLIDAY})


@dataclass(frozen=True, slots=True)
class Priced:
    """An instrument with its quote as the desk shows it."""

    instrument: Instrument
    shown: Shown

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.shown.quote


def cost(instrument: Instrument, quote: Quote) -> str:
    """Write the price: an index has points, all else its currency."""
    if instrument.type is Type.INDEX:
        return figure(quote.price)
    return price(quote.price, quote.currency)


def change(quote: Quote) -> str:
    """Write the change: "▲ +344.74 (+1.42%)", "unchanged", or "" where the close before is unknown."""
    if quote.change is None or quote.percent is None:
        return ""
    if not quote.change:
        return "unchanged"
    places = 3 if quote.price < PENNY else 2
    return f"{arrow(quote.change)} {signed(quote.change, places)} ({percent(quote.percent)})"


def titled(instrument: Instrument) -> str:
    """Write the name, with the code where that is not the name itself."""
    if instrument.type is Type.INDEX or instrument.name == instrument.symbol:
        return instrument.name
    return f"{instrument.name} ({instrument.symbol})"


def as_of(priced: Priced, now: datetime) -> str:
    """Say how old a price is: "As of 14:17 HKT, 15 min delayed · afternoon session"; `now` is market time."""
    exchange, quote = priced.instrument.exchange, priced.quote
    at = clock_time(quote.time, zone(exchange))
    if priced.shown.freshness is Freshness.LAST_CLOSE:
        return _last_close(exchange, quote, now, at)
    day = "" if _same_day(exchange, quote.time, now) else f"{weekday(local_date(exchange, quote.time))} "
    if priced.shown.freshness is Freshness.STALE:
        return f"⚠ stale: {age(priced.shown.age)} old · as of {day}{at}{_phase(exchange, quote, now)}"
    delay = f"{quote.delay_minutes} min delayed" if quote.delay_minutes else "live"
    return f"As of {day}{at}, {delay}{_phase(exchange, quote, now)}"


def _last_close(exchange: Exchange, quote: Quote, now: datetime, at: str) -> str:
    """Name the day of a close; before the day's first prices, say when those come."""
    day = local_date(exchange, quote.time)
    if _same_day(exchange, quote.time, now):
        return f"Close {weekday(day)}, {at}"
    first = _first_prices(exchange, quote, now)
    return f"Last close {weekday(day)}, {at}{first}"


def _first_prices(exchange: Exchange, quote: Quote, now: datetime) -> str:
    today = local_date(exchange, now)
    first = open_of(exchange, today) + timedelta(minutes=quote.delay_minutes)
    if not session(exchange, today) or now >= first + timedelta(minutes=2):
        return ""
    return f"; first {'delayed ' if quote.delay_minutes else ''}prices {clock_time(first, zone(exchange))}"


def _phase(exchange: Exchange, quote: Quote, now: datetime) -> str:
    """Name the part of the day; a day with quotes is a session whatever the calendar says."""
    part = phase(exchange, now)
    return "" if part in OFF and _same_day(exchange, quote.time, now) else f" · {part.phrase}"


def _same_day(exchange: Exchange, one: datetime, other: datetime) -> bool:
    return local_date(exchange, one) == local_date(exchange, other)


def also_line(instrument: Instrument) -> str:
    """Name the company's other lines: "9988.HK · also BABA (1 ADS = 8 shares)"; "" where there is none."""
    others = [_other(named(symbol), instrument) for symbol in instrument.also]
    return f"{instrument.symbol} · also {', '.join(others)}" if others else ""


def _other(line: Instrument, instrument: Instrument) -> str:
    """Write a line's code, with the ratio where one of the two is a receipt for the other."""
    receipt, share = (line, instrument) if line.ordinary else (instrument, line)
    if receipt.ratio is None or receipt.ordinary != share.symbol:
        return line.symbol
    return f"{line.symbol} (1 ADS = {receipt.ratio} shares)" if receipt.ratio > 1 else f"{line.symbol} (1 for 1)"
