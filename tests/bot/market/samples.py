"""Made-up samples for tests of the market: short to write, and like the real ones."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.clock import HONG_KONG
from bot.market.quotes import Quote
from bot.market.tape import Tape, read
from bot.market.turnover import Scope, Turnover

RECORDED = Path(os.environ.get("SURGE_RECORDED") or Path(__file__).parents[4] / "shared" / "data")
DELAY = timedelta(minutes=15)

needs_recordings = pytest.mark.skipif(
    not (RECORDED / "market").is_dir(), reason=f"no recorded figures in {RECORDED.name}/ (set SURGE_RECORDED)"
)

needs_answers = pytest.mark.skipif(
    not (RECORDED / "yahoo").is_dir(), reason=f"no recorded answers in {RECORDED.name}/ (set SURGE_RECORDED)"
)


def at(text: str) -> datetime:
    """Return a time in Hong Kong: "14:17" on 15 July 2025, or with its date "2025-07-14 16:08"."""
    dated = text if " " in text else f"2025-07-15 {text}"
    return datetime.fromisoformat(dated).replace(tzinfo=HONG_KONG)


def quote(price: object, time: str | datetime = "10:00", symbol: str = "^HSI", **fields: object) -> Quote:
    """Return a quote in HK$, 15 minutes late, of an index that closed at 24,000 the day before."""
    given: dict[str, object] = {"currency": "HKD", "previous_close": Decimal(24000), "delay_minutes": 15, **fields}
    when = at(time) if isinstance(time, str) else time
    return Quote(symbol=symbol, price=Decimal(str(price)), time=when, **given)  # type: ignore[arg-type]  # as given


def turnover(billions: object, time: str = "10:00", scope: Scope = Scope.MARKET) -> Turnover:
    """Return a turnover of `billions` of HK$."""
    return Turnover(scope, Decimal(str(billions)) * 10**9, at(time))


def entry(price: object, time: str, symbol: str = "^HSI", **fields: object) -> dict[str, object]:
    """Return a quote as a tape writes it."""
    given: dict[str, object] = {"currency": "HKD", "previous_close": 24000, "delay_minutes": 15, **fields}
    return {"symbol": symbol, "price": price, "time": at(time).isoformat(), **given}


def line(time: str, *entries: Mapping[str, object], **fields: object) -> str:
    """Return a line of a tape."""
    return json.dumps({"at": at(time).isoformat(), "quotes": entries, **fields})


def tape(*lines: str, header: Mapping[str, object] | None = None) -> Tape:
    """Return a tape of 15 July 2025 with these lines."""
    return read([json.dumps({"tape": "2025-07-15", **(header or {})}), *lines])


def prices(*pairs: tuple[str, object], symbol: str = "^HSI", **fields: object) -> Tape:
    """Return a tape that gives one price a line, each 15 minutes late: pairs of the line's time and the price."""
    lines: Sequence[str] = [
        line(time, entry(price, (at(time) - DELAY).strftime("%H:%M"), symbol, **fields)) for time, price in pairs
    ]
    return tape(*lines)
