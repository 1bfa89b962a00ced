"""How a quote is said: its price, its change, and as of when. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.market.desk import Freshness, Shown
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import named
from bot.market.quotes import Quote
from bot.market.sessions import Phase, local_date, open_of, phase, session, zone
from bot.words.language import Language, Phrase
from bot.words.money import PENNY, figure, price
from bot.words.numbers import arrow, percent, signed
from bot.words.times import age, clock_time, weekday
from handlers.cards.phases import PHASES

OFF = frozenset({Phase.WEEKEND, Phase.HOLIDAY})
UNCHANGED = Phrase("unchanged", "無升跌", "持平")
MOVED = Phrase("{arrow} {change} ({percent})", "{arrow} {change}（{percent}）", "{arrow} {change}（{percent}）")
TITLED = Phrase("{name} ({symbol})", "{name}（{symbol}）", "{name}（{symbol}）")
AS_OF = Phrase("As of {at}, {delay}{phase}", "截至{at}，{delay}{phase}", "截至{at}，{delay}{phase}")
DELAYED = Phrase("{minutes} min delayed", "延遲{minutes}分鐘", "延迟{minutes}分钟")
REAL_TIME = Phrase("live", "即時", "实时")
STALE = Phrase(
    "⚠ stale: {age} old · as of {at}{phase}",
    "⚠ 數據過舊：{age}前 · 截至{at}{phase}",
    "⚠ 数据过旧：{age}前 · 截至{at}{phase}",
)
CLOSE = Phrase("Close {day}, {at}", "{day}收市，{at}", "{day}收盘，{at}")
LAST_CLOSE = Phrase("Last close {day}, {at}{first}", "上次收市 {day}，{at}{first}", "上次收盘 {day}，{at}{first}")
FIRST = {
    True: Phrase("; first delayed prices {at}", "；首個延遲報價{at}", "；首个延迟报价{at}"),
    False: Phrase("; first prices {at}", "；首個報價{at}", "；首个报价{at}"),
}
ALSO = Phrase("{symbol} · also {others}", "{symbol} · 另有{others}", "{symbol} · 另有{others}")
RATIO = {
    True: Phrase("{symbol} (1 ADS = {n} shares)", "{symbol}（1 ADS = {n} 股）", "{symbol}（1 ADS = {n} 股）"),
    False: Phrase("{symbol} (1 for 1)", "{symbol}（1 兌 1）", "{symbol}（1 兑 1）"),
}


@dataclass(frozen=True, slots=True)
class Priced:
    """An instrument with its quote as the desk shows it."""

    instrument: Instrument
    shown: Shown

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.shown.quote


def cost(instrument: Instrument, quote: Quote, language: Language = Language.EN) -> str:
    """Write the price: an index has points, all else its currency."""
    if instrument.type is Type.INDEX:
        return figure(quote.price)
    return price(quote.price, quote.currency, language)


def change(quote: Quote, language: Language = Language.EN) -> str:
    """Write the change: "▲ +344.74 (+1.42%)", "unchanged", or "" where the close before is unknown."""
    if quote.change is None or quote.percent is None:
        return ""
    if not quote.change:
        return UNCHANGED.in_(language)
    places = 3 if quote.price < PENNY else 2
    return MOVED.in_(
        language, arrow=arrow(quote.change), change=signed(quote.change, places), percent=percent(quote.percent)
    )


def titled(instrument: Instrument, language: Language = Language.EN) -> str:
    """Write the name, with the code where that is not the name itself."""
    name = names(instrument).in_(language)
    if instrument.type is Type.INDEX or name == instrument.symbol:
        return name
    return TITLED.in_(language, name=name, symbol=instrument.symbol)


def names(instrument: Instrument) -> Phrase:
    """Return the names of an instrument; where it has none in Chinese, the English one."""
    return Phrase(instrument.name, instrument.hant or instrument.name, instrument.hans or instrument.name)


def short(instrument: Instrument) -> Phrase:
    """Return the names where room is short; in Chinese they are short enough."""
    name = instrument.short or instrument.symbol
    return Phrase(name, instrument.hant or name, instrument.hans or name)


def as_of(priced: Priced, now: datetime, language: Language = Language.EN) -> str:
    """Say how old a price is: "As of 14:17 HKT, 15 min delayed · afternoon session"; `now` is market time."""
    exchange, quote = priced.instrument.exchange, priced.quote
    if priced.shown.freshness is Freshness.LAST_CLOSE:
        return _last_close(exchange, quote, now, language)
    at, part = when(exchange, quote.time, now, language), _phase(exchange, quote, now, language)
    if priced.shown.freshness is Freshness.STALE:
        return STALE.in_(language, age=age(priced.shown.age, language), at=at, phase=part)
    delay = DELAYED.in_(language, minutes=quote.delay_minutes) if quote.delay_minutes else REAL_TIME.in_(language)
    return AS_OF.in_(language, at=at, delay=delay, phase=part)


def when(exchange: Exchange, time: datetime, now: datetime, language: Language) -> str:
    """Write a time of day, with its day where that is another one."""
    at = clock_time(time, zone(exchange), language)
    day = "" if _same_day(exchange, time, now) else weekday(local_date(exchange, time), language)
    return f"{day} {at}".strip()


def _last_close(exchange: Exchange, quote: Quote, now: datetime, language: Language) -> str:
    """Name the day of a close; before the day's first prices, say when those come."""
    day = weekday(local_date(exchange, quote.time), language)
    at = clock_time(quote.time, zone(exchange), language)
    if _same_day(exchange, quote.time, now):
        return CLOSE.in_(language, day=day, at=at)
    return LAST_CLOSE.in_(language, day=day, at=at, first=_first_prices(exchange, quote, now, language))


def _first_prices(exchange: Exchange, quote: Quote, now: datetime, language: Language) -> str:
    today = local_date(exchange, now)
    first = open_of(exchange, today) + timedelta(minutes=quote.delay_minutes)
    if not session(exchange, today) or now >= first + timedelta(minutes=2):
        return ""
    return FIRST[bool(quote.delay_minutes)].in_(language, at=clock_time(first, zone(exchange), language))


def _phase(exchange: Exchange, quote: Quote, now: datetime, language: Language) -> str:
    """Name the part of the day; a day with quotes is a session whatever the calendar says."""
    part = phase(exchange, now)
    return "" if part in OFF and _same_day(exchange, quote.time, now) else f" · {PHASES[part].in_(language)}"


def _same_day(exchange: Exchange, one: datetime, other: datetime) -> bool:
    return local_date(exchange, one) == local_date(exchange, other)


def also_line(instrument: Instrument, language: Language = Language.EN) -> str:
    """Name the company's other lines: "9988.HK · also BABA (1 ADS = 8 shares)"; "" where there is none."""
    others = ", ".join(_other(named(symbol), instrument, language) for symbol in instrument.also)
    return ALSO.in_(language, symbol=instrument.symbol, others=others) if others else ""


def _other(line: Instrument, instrument: Instrument, language: Language) -> str:
    """Write a line's code, with the ratio where one of the two is a receipt for the other."""
    receipt, share = (line, instrument) if line.ordinary else (instrument, line)
    if receipt.ratio is None or receipt.ordinary != share.symbol:
        return line.symbol
    return RATIO[receipt.ratio > 1].in_(language, symbol=line.symbol, n=receipt.ratio)
