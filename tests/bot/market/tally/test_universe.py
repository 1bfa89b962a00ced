"""Which shares make up the estimate, which part of the whole they are, and when that is doubtful."""

from datetime import date
from decimal import Decimal

import pytest

from bot.market.quotes import Quote
from bot.market.tally.universe import MOST, Universe, choose, doubt
from tests.bot.market.samples import quote

DAY = date(2025, 7, 15)
D = Decimal
BILLION = 10**9


def listed(volumes: dict[int, int], **fields: object) -> list[Quote]:
    """Return shares at HK$10 with these volumes by code."""
    return [
        quote(10, "16:08", f"{code:04}.HK", volume=volume, previous_close=D(10), **fields)
        for code, volume in volumes.items()
    ]


def everyone() -> list[Quote]:
    """Return 2,000 shares, of which the first 400 trade 95 per cent."""
    return listed({code: 1900 if code <= MOST else 25 for code in range(1, 2001)})


def test_the_most_traded() -> None:
    """The four hundred most traded are chosen, with their part of all that was traded."""
    universe = choose(everyone(), DAY)
    assert universe is not None
    assert universe.symbols == tuple(f"{code:04}.HK" for code in range(1, MOST + 1))
    assert (universe.share, universe.total) == (D("0.95"), D(10 * (400 * 1900 + 1600 * 25)))


def test_what_is_not_in_the_sum() -> None:
    """Yuan counters, other currencies and shares that did not trade that day are in neither."""
    strange = [
        *listed({80700: 10**9}),
        *listed({9000: 10**9}, currency="USD"),
        quote(10, "2025-07-14 16:08", "9001.HK", volume=10**9, previous_close=D(10)),
    ]
    assert choose([*everyone(), *strange], DAY) == choose(everyone(), DAY)


@pytest.mark.parametrize("quotes", [[], listed(dict.fromkeys(range(1, 999), 10))])
def test_a_short_list_is_none(quotes: list[Quote]) -> None:
    """Fewer than a thousand shares are not all that is listed."""
    assert choose(quotes, DAY) is None


@pytest.mark.parametrize(
    ("counted", "share"),
    [("1.02", "0.969"), ("0.97", "0.9215"), ("1.5", "0.95"), ("0.2", "0.95")],
)
def test_the_day_did_not_trade_at_its_last_price(counted: str, share: str) -> None:
    """What was counted during the day puts the part right, unless it is so far off that it was counted badly."""
    parts = {f"{code:04}.HK": 19000 * D(counted) for code in range(1, MOST + 1)}
    universe = choose(everyone(), DAY, {**parts, "7777.HK": D(5)})
    assert universe is not None
    assert universe.share == D(share)


@pytest.mark.parametrize(
    ("total", "whole", "sound"),
    [
        (224, "288.4", True),
        ("187.46", "288.4", True),
        (187, "288.4", False),
        (275, "288.4", False),
        (224, None, True),
    ],
)
def test_the_band(total: object, whole: str | None, sound: bool) -> None:  # noqa: FBT001 - a table of cases
    """Shares are 65 to 95 per cent of the market; where they are not, it is said, and not guessed where unknown."""
    universe = Universe(DAY, (), D("0.9"), D(str(total)) * BILLION)
    said = doubt(universe, None if whole is None else D(whole) * BILLION)
    assert bool(said) is not sound
    assert sound or ("2025-07-15" in said and "65%" in said)
