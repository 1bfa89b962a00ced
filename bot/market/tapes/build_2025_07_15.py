"""Builds the tape of Tuesday 15 July 2025 from recorded figures; `2025-07-15.jsonl` beside it is what comes out.

    python -m bot.market.tapes.build_2025_07_15 --recorded ../shared/data

Recorded are daily prices and volumes, the day's turnover, and what was known before. Between open, high, low and
close the path is a straight line; what was never recorded is left out.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path

from bot.clock import HONG_KONG, NEW_YORK, SHANGHAI
from bot.market.tapes.paths import MINUTE, Session, along, corners
from bot.market.tapes.recorded import Bar, Bars, bars, on, turnover_days, turnover_months, turnover_of, until

FILE = Path(__file__).with_name("2025-07-15.jsonl")
DAY, EVE = date(2025, 7, 15), date(2025, 7, 14)

HONG_KONG_DAY = Session(HONG_KONG, ((time(9, 30), time(12)), (time(13), time(16))), last=time(16, 10))
MAINLAND_DAY = Session(SHANGHAI, ((time(9, 30), time(11, 30)), (time(13), time(15))), last=time(15))
NEW_YORK_DAY = Session(NEW_YORK, ((time(9, 30), time(16)),), last=time(16))

HSI, HSTECH, CSI300 = "^HSI", "HSTECH.HK", "000300.SS"
NEW_YORK_NAMES = ("BABA", "KC", "GDS", "NVDA", "KWEB", "MCHI")
# Wen Wei Po, 15 July 2025: closed at 5,431, up 147. More of that day was not recorded.
HSTECH_BARS = (Bar(day=EVE, close=Decimal(5284)), Bar(day=DAY, close=Decimal(5431)))

DELAY = 15
EVERY = 5
LUNCH = (time(12, 15), time(13, 15))

TITLE = "The surge of 15 July 2025"
SOURCES = (
    "^HSI, daily: Yahoo Finance, by way of github.com/tzjtan/historical-stock-data",
    "83 of the 85 Hang Seng Index members, daily: Yahoo Finance, by way of github.com/CCF0001/Forriz-Pair-Trading",
    "Hang Seng TECH, close and change; turnover HK$288.4bn, whole market: Wen Wei Po, 15 July 2025",
    "KWEB, NVDA, MCHI, CSI 300, daily: Yahoo Finance",
    "BABA, KC, GDS, daily: github.com/sheep-farm/assets-data",
    "Turnover by month: HKEX, average daily turnover; single days: as the press reported them",
)
NOTES = (
    "Recorded: daily opens, highs, lows, closes and volumes; HSI open and close; Hang Seng TECH close and change; "
    "the day's turnover. Interpolated: everything between them. Prices go in straight lines of trading time, on a "
    "rising day open, low, high, close, on a falling one open, high, low, close; HSI from its open to its close, "
    "Hang Seng TECH from its previous close; turnover and volumes grow evenly from 0; Hong Kong's closing auction is "
    "taken to leave prices as they are at 16:00. "
    "Hong Kong prices come 15 minutes late, as public ones do. Prices of index members are adjusted for dividends "
    "up to 18 July 2025, those of NVDA and MCHI up to February 2026: their levels are a little lower than what was "
    "traded, their moves hardly differ. Market caps, pre-market prices and the Nasdaq Golden Dragon index were not "
    "recorded."
)
NOTES_HANT = (
    "實錄：每日開市、最高、最低、收市及成交量；恒指開市及收市；科指收市及升跌；"
    "當日大市成交額。其餘為推算：價格在各點之間按交易時間直線推算，成交額及成交量由零起平均累計。"
    "港股報價延遲 15 分鐘。恒指成份股價格已就股息調整，水平略低於當日成交價，升跌幅相差甚微。"
    "市值、盤前價及金龍指數未有實錄。"
)
NOTES_HANS = (
    "实录：每日开盘、最高、最低、收盘及成交量；恒指开盘及收盘；恒生科技指数收盘及涨跌；"
    "当日港股成交额。其余为推算：价格在各点之间按交易时间直线推算，成交额及成交量由零起平均累计。"
    "港股报价延迟 15 分钟。恒指成份股价格已就股息调整，水平略低于当日成交价，涨跌幅相差甚微。"
    "市值、盘前价及金龙指数未有实录。"
)

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Recording:
    """All that was recorded, as far as the tape needs it."""

    bars: Bars
    turnover: int
    turnover_days: tuple[tuple[date, int], ...]
    turnover_months: tuple[tuple[str, int], ...]

    @property
    def members(self) -> list[str]:
        """The recorded members of the Hang Seng Index."""
        return [symbol for symbol in self.bars if symbol.endswith(".HK") and symbol != HSTECH]


def gather(folder: Path) -> Recording:
    """Read the recordings in `folder`."""
    market = folder / "market"
    observed = market / "hk_turnover_observations.json"
    return Recording(
        {
            **bars(market / "hsi_daily.csv", symbol=HSI),
            HSTECH: HSTECH_BARS,
            **bars(market / "hsi_constituents_2025-06-16_2025-07-18.csv"),
            **bars(market / "us_and_mainland_2025-06-16_2025-07-18.csv"),
            **bars(market / "adr_july2025.transcribed.csv", places=3),
        },
        turnover_of(observed, DAY),
        tuple(turnover_days(observed, DAY)),
        tuple(turnover_months(market / "hkex_adt_monthly_2025_2026.csv", f"{DAY:%Y-%m}")),
    )


def header(recording: Recording) -> Json:
    """Return the tape's first line: nothing in it is later than the eve."""
    return {
        "tape": DAY.isoformat(),
        "title": TITLE,
        "sources": SOURCES,
        "notes": NOTES,
        "notes_hant": NOTES_HANT,
        "notes_hans": NOTES_HANS,
        "closes": {
            symbol: [(bar.day.isoformat(), figure(bar.close)) for bar in until(series, DAY)]
            for symbol, series in recording.bars.items()
        },
        "turnover": {
            "scope": "market",
            "unit": "HKD",
            "days": [(day.isoformat(), value) for day, value in recording.turnover_days],
            "months": recording.turnover_months,
        },
    }


def figure(value: Decimal) -> int | float:
    """Return `value` as JSON writes it shortest."""
    return int(value) if value == value.to_integral_value() else float(value)


def quote(symbol: str, series: Sequence[Bar], at: datetime, session: Session, delay: int = 0) -> Json:
    """Return what the source says of `symbol` at `at`."""
    stamp = session.stamp(at - delay * MINUTE)
    bar, passed = on(series, stamp.date()), session.passed(stamp)
    before = until(series, bar.day)[-1].close
    volume = int(bar.volume * passed) if bar.volume else 0
    entry: Json = {
        "symbol": symbol,
        "price": figure(along(corners(bar) if bar.open else [before, bar.close], passed)),
        "previous_close": figure(before),
        "open": figure(bar.open) if bar.open else None,
        "time": stamp.isoformat(),
        "currency": {HONG_KONG: "HKD", SHANGHAI: "CNY", NEW_YORK: "USD"}[session.zone],
        "volume": volume or None,
        "delay_minutes": delay,
    }
    return {name: value for name, value in entry.items() if value is not None}


def hong_kong(recording: Recording) -> Iterator[Json]:
    """Yield the lines of the Hong Kong day: each minute, at lunch every fifth, to the close and a little beyond."""
    at, end = _time(9, 45), _time(16, 30)
    while at <= end:
        lunch = LUNCH[0] < at.time() < LUNCH[1]
        full = at.minute % EVERY == 0
        if full or not (lunch or at > _time(16, 25)):
            yield _hong_kong_line(recording, at, members=full and not lunch and at < end)
        at += MINUTE


def _time(hour: int, minute: int) -> datetime:
    return datetime.combine(DAY, time(hour, minute), HONG_KONG)


def _hong_kong_line(recording: Recording, at: datetime, *, members: bool) -> Json:
    symbols = [HSI, HSTECH, *(recording.members if members else ())]
    quotes = [quote(symbol, recording.bars[symbol], at, HONG_KONG_DAY, DELAY) for symbol in symbols]
    if members:
        quotes.append(quote(CSI300, recording.bars[CSI300], at, MAINLAND_DAY, DELAY))
    if at == _time(9, 45):
        eve = datetime.combine(EVE, time(16), NEW_YORK)
        quotes += [quote(symbol, recording.bars[symbol], eve, NEW_YORK_DAY) for symbol in NEW_YORK_NAMES]
    traded = int(recording.turnover * HONG_KONG_DAY.passed(HONG_KONG_DAY.stamp(at - DELAY * MINUTE)))
    line: Json = {"at": at.isoformat(), "quotes": quotes}
    return {**line, "turnover": {"scope": "market", "value": traded}} if traded else line


def new_york(recording: Recording) -> Iterator[Json]:
    """Yield the lines of the day in New York, which is Hong Kong's evening: every second minute."""
    opened = datetime.combine(DAY, time(9, 30), NEW_YORK)
    for at in (opened + timedelta(minutes=minutes) for minutes in range(0, 391, 2)):
        quotes = [quote(symbol, recording.bars[symbol], at, NEW_YORK_DAY) for symbol in NEW_YORK_NAMES]
        yield {"at": at.astimezone(HONG_KONG).isoformat(), "quotes": quotes}


def build(recording: Recording) -> str:
    """Return the tape."""
    lines: Iterator[Mapping[str, object]] = chain([header(recording)], hong_kong(recording), new_york(recording))
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


def main(words: Sequence[str] | None = None) -> None:
    """Build the tape and write it to its place."""
    parser = argparse.ArgumentParser(description="Build the tape of 15 July 2025.")
    parser.add_argument("--recorded", type=Path, required=True, help="the folder of recorded figures")
    parser.add_argument("--out", type=Path, default=FILE, help="where to write the tape")
    options = parser.parse_args(words)
    options.out.write_text(build(gather(options.recorded)), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
