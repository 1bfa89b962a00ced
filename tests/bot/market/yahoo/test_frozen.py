"""Prices that stand still while their time goes on."""

from bot.market.quotes import Quote
from bot.market.yahoo.frozen import Stillness
from tests.bot.market.samples import quote


def verdicts(*quotes: Quote) -> list[bool]:
    """Return what is said of each quote in turn."""
    stillness = Stillness()
    return [stillness.frozen(each) for each in quotes]


def still(*times: str, symbol: str = "^HSI") -> list[bool]:
    """Return what is said of a price that stays the same at these times."""
    return verdicts(*(quote(24300, time, symbol) for time in times))


def test_an_index_that_stands_still_is_frozen() -> None:
    """An index whose price and volume stay the same over ten minutes of trading, in four samples, is frozen."""
    assert still("10:00", "10:04", "10:08", "10:10", "10:12") == [False, False, False, True, True]


def test_it_thaws_with_the_next_price() -> None:
    """A price that moves, or a volume that grows, is believed at once."""
    frozen = [quote(24300, time) for time in ("10:00", "10:04", "10:08", "10:12")]
    assert verdicts(*frozen, quote(24300.01, "10:14"), quote(24300.01, "10:16"))[3:] == [True, False, False]
    assert verdicts(*frozen, quote(24300, "10:14", volume=5))[3:] == [True, False]


def test_a_time_that_stands_still_is_not_frozen() -> None:
    """The same quote again is only old: other rules see to that."""
    assert not any(still(*["10:00"] * 9))


def test_lunch_is_no_standstill() -> None:
    """Neither lunch nor the time after the close is a time of trading."""
    assert not any(still("11:58", "12:05", "12:15", "12:25", "12:35", "13:01"))
    assert not any(still("16:00", "16:02", "16:04", "16:06", "16:08", "16:12"))


def test_few_samples_prove_nothing() -> None:
    """Two looks at an hour's distance are no proof."""
    assert not any(still("10:00", "11:00", "11:30"))


def test_a_share_may_stand_still() -> None:
    """A share that nobody trades keeps its price."""
    assert not any(still("10:00", "10:10", "10:20", "10:30", "10:40", symbol="0700.HK"))
