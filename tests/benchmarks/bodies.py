"""Answers of Yahoo's quotes as large as they come: eighty keys an entry, shaped as one recorded in February 2025."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.yahoo_standin import Entry, entry

# What an entry has besides what the stand-in gives: most of it nobody reads, all of it comes along.
TEXTS = {
    "typeDisp": "Equity",
    "quoteSourceName": "Delayed Quote",
    "customPriceAlertConfidence": "HIGH",
    "longName": "Some Group Holding Limited",
    "exchange": "HKG",
    "fullExchangeName": "HKSE",
    "financialCurrency": "CNY",
    "messageBoardId": "finmb_42083601",
    "exchangeTimezoneName": "Asia/Hong_Kong",
    "exchangeTimezoneShortName": "HKT",
    "market": "hk_market",
    "averageAnalystRating": "1.6 - Buy",
    "displayName": "Some Group",
    "regularMarketDayRange": "98.5 - 101.0",
    "fiftyTwoWeekRange": "68.36 - 130.5",
}
TRUTHS = (
    *("triggerable", "hasPrePostMarketData", "isEarningsDateEstimate", "esgPopulated", "tradeable"),
    "cryptoTradeable",
)
TIMES = (
    *("dividendDate", "earningsTimestamp", "earningsTimestampStart", "earningsTimestampEnd", "postMarketTime"),
    *("earningsCallTimestampStart", "earningsCallTimestampEnd"),
)
FIGURES = (
    *("bid", "ask", "trailingAnnualDividendRate", "trailingPE", "dividendRate", "trailingAnnualDividendYield"),
    *("dividendYield", "epsTrailingTwelveMonths", "epsForward", "epsCurrentYear", "priceEpsCurrentYear"),
    *("bookValue", "fiftyDayAverage", "fiftyDayAverageChange", "fiftyDayAverageChangePercent"),
    *("twoHundredDayAverage", "twoHundredDayAverageChange", "twoHundredDayAverageChangePercent"),
    *("forwardPE", "priceToBook", "fiftyTwoWeekLowChange", "fiftyTwoWeekLowChangePercent"),
    *("fiftyTwoWeekHighChange", "fiftyTwoWeekHighChangePercent", "fiftyTwoWeekChangePercent"),
)
COUNTS = {"bidSize": 12, "askSize": 18, "priceHint": 2, "sourceInterval": 15, "gmtOffSetMilliseconds": 28_800_000}
REST: Entry = {
    **TEXTS,
    **dict.fromkeys(TRUTHS, False),
    **dict.fromkeys(TIMES, 1_739_581_199),
    **{name: round(12.637285 + number / 7, 6) for number, name in enumerate(FIGURES)},
    **COUNTS,
    "corporateActions": [],
    "firstTradeDateMilliseconds": 1_411_133_400_000,
}


def body(symbols: Sequence[str], number: int, at: datetime) -> bytes:
    """Return the `number`-th answer for `symbols`: each price and its time are a little later and higher."""
    price, traded = round(100 + number % 50 / 100, 2), at + timedelta(seconds=number)
    fields: Entry = {
        "regularMarketOpen": 99.5,
        "regularMarketDayHigh": price + 0.5,
        "regularMarketDayLow": 98.5,
        "fiftyTwoWeekHigh": 130.5,
        "fiftyTwoWeekLow": 68.36,
        "marketCap": 302_870_626_304,
        "sharesOutstanding": 3_023_662_000,
        "averageDailyVolume3Month": 19_643_825,
        "averageDailyVolume10Day": 35_699_170,
    }
    result = [REST | entry(symbol, price, traded, 99.0, **fields) for symbol in symbols]
    return json.dumps({"quoteResponse": {"result": result, "error": None}}).encode()
