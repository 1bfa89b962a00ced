"""Yahoo's daily charts (`/v8/finance/chart`): JSON to daily closes. Pure.

Its `close` is adjusted for splits and not for dividends, which is what "highest since" compares; an index has neither.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec

from bot.errors import BadAnswer, NoData
from bot.market.quotes import Close, Series, unfit
from bot.market.yahoo.answers import HUNDREDTHS, decoded, number

_DECIMALS = 2
_FINEST = 6


class _Meta(msgspec.Struct):
    currency: object = None
    exchangeTimezoneName: object = None  # noqa: N815 - Yahoo's
    firstTradeDate: object = None  # noqa: N815 - Yahoo's
    priceHint: object = None  # noqa: N815 - Yahoo's


class _Prices(msgspec.Struct):
    close: list[object] = []


class _Indicators(msgspec.Struct):
    quote: list[_Prices] = []


class _Chart(msgspec.Struct):
    meta: _Meta
    indicators: _Indicators
    timestamp: list[object] = []


class _Charts(msgspec.Struct):
    result: list[_Chart] | None = None
    error: object = None


class _Document(msgspec.Struct):
    chart: _Charts


_DOCUMENT = msgspec.json.Decoder(_Document, float_hook=Decimal)


def read(body: bytes) -> Series:
    """Return the daily closes of a chart, oldest first, the present day's last price among them.

    Complete where they reach the first trade date. Raises BadAnswer, and NoData where Yahoo has no such chart.
    """
    chart = _chart(decoded(body, _DOCUMENT, "chart").chart)
    times, prices = chart.timestamp, chart.indicators.quote[0].close if chart.indicators.quote else []
    if not times:
        return Series()
    if len(times) != len(prices):
        raise BadAnswer("Yahoo's chart has more days than closes, or fewer.")
    # The last row of a day is its latest: the running price is appended to the chart as a row of its own.
    days = dict(_days(times, prices, chart.meta))
    closes = tuple(Close(day, days[day]) for day in sorted(days))
    first = _day(chart.meta.firstTradeDate, _zone(chart.meta))
    return Series(closes, bool(closes) and first is not None and closes[0].day <= first)


def _chart(charts: _Charts) -> _Chart:
    match charts:
        case _Charts(result=[chart, *_]):
            return chart
        case _Charts(error={"code": "Not Found"}):
            raise NoData("Yahoo has no chart of it.")
        case _:
            raise BadAnswer("Yahoo's answer has no chart in it.")


def _days(times: list[object], prices: list[object], meta: _Meta) -> Iterator[tuple[date, Decimal]]:
    """Yield the days that have a close: a blank one (a typhoon day) is no zero."""
    zone, unit = _zone(meta), Decimal("0.01") if meta.currency in HUNDREDTHS else Decimal(1)
    # Charts carry 32-bit floats, 24590.119140625 for 24590.12: unrounded, no close would equal its own quote.
    hint = number(meta.priceHint) or Decimal(_DECIMALS)
    places = Decimal(1).scaleb(-int(min(max(hint, Decimal(_DECIMALS)), Decimal(_FINEST))))
    for time, value in zip(times, prices, strict=True):
        day, price = _day(time, zone), number(value)
        if day is None or price is None or unfit(price):
            continue
        # Rounded, the smallest prices are nothing.
        if not unfit(close := price.quantize(places) * unit):
            yield day, close


def _zone(meta: _Meta) -> ZoneInfo:
    try:
        return ZoneInfo(str(meta.exchangeTimezoneName))
    except (ValueError, OSError, KeyError) as error:
        raise BadAnswer("Yahoo's chart does not say in which zone its days are.") from error


def _day(value: object, zone: ZoneInfo) -> date | None:
    """Return the exchange's date of a time in seconds."""
    seconds = number(value)
    try:
        return None if seconds is None else datetime.fromtimestamp(int(seconds), zone).date()
    except (ArithmeticError, OSError, ValueError):
        return None
