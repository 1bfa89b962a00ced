"""Who leads and who lags."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.market.leaders import Breadth, Weighting, breadth, busiest, fallers, ladder, risers, traded
from bot.market.quotes import Quote
from tests.bot.market.samples import quote

INTERNET = ("0700.HK", "1024.HK", "3690.HK", "9618.HK", "9888.HK")
BANKS = ("0005.HK", "0011.HK", "0939.HK", "1398.HK", "2388.HK")


def share(symbol: str, percent: object, cap: object = None, **fields: object) -> Quote:
    """Return a share that moved by `percent` from a close of 100."""
    market_cap = None if cap is None else Decimal(str(cap))
    return quote(
        100 + Decimal(str(percent)), "14:00", symbol, previous_close=Decimal(100), market_cap=market_cap, **fields
    )


def test_industries_are_ranked_by_their_move() -> None:
    """Without market caps each member counts the same, and the best industry stands first."""
    found = ladder([share(symbol, -1) for symbol in BANKS] + [share(symbol, n) for n, symbol in enumerate(INTERNET)])
    assert [(rung.industry, int(rung.percent)) for rung in found.rungs] == [("Internet", 2), ("Banks", -1)]
    assert found.weighting is Weighting.EQUAL
    assert [member.symbol for member in found.rungs[0].members] == list(reversed(INTERNET))
    assert [rung.industry for rung in found.rising] == ["Internet"]


def test_an_industry_has_its_own_breadth_and_its_part_of_the_turnover() -> None:
    """How many of its members rose, and what they traded of all that the ladder's shares did, ranked or not."""
    quotes = [share(symbol, n - 1, volume=100 if n == 1 else 0) for n, symbol in enumerate(INTERNET)]
    found = ladder([*quotes, share(BANKS[0], 0, volume=300), share("^HSI", 5, volume=9999)])
    assert found.rungs[0].breadth == Breadth(up=3, down=1, flat=1, of=5)
    assert found.rungs[0].share == Decimal(25)
    assert ladder([share(symbol, 1) for symbol in INTERNET]).rungs[0].share is None


def test_the_deepest_fall_is_the_first_laggard() -> None:
    """Laggards fell, the deepest first; what rose or stood still is none."""
    quotes = [share(symbol, -2) for symbol in BANKS] + [share(symbol, 0) for symbol in INTERNET]
    strangers = [share(f"{n}.HK", -3, sector="Shipping") for n in range(5001, 5006)]
    assert [rung.industry for rung in ladder([*quotes, *strangers]).falling] == ["Shipping", "Banks"]


def test_the_busiest_traded_most() -> None:
    """By price times volume, the most first; what has no volume is left out."""
    quotes = [share("A", 0, volume=5), share("B", 900, volume=1), share("C", 0), share("D", 0, volume=0)]
    assert [each.symbol for each in busiest(quotes, 3)] == ["B", "A"]
    assert [each.symbol for each in busiest(quotes, 1)] == ["B"]
    assert traded(quotes) == Decimal(1500)


def test_market_caps_weigh_where_all_are_known() -> None:
    """An industry moves as the sum of its members' values: one of 110 up 10 % and four of 100 unmoved make 2 %."""
    quotes = [share(INTERNET[0], 10, 110), *(share(symbol, 0, 100) for symbol in INTERNET[1:])]
    found = ladder(quotes)
    assert (found.weighting, round(found.rungs[0].percent, 9)) == (Weighting.CAP, Decimal(2))
    assert ladder([*quotes, share(BANKS[0], 1)]).weighting is Weighting.EQUAL


def test_few_members_are_not_ranked() -> None:
    """An industry of fewer than five is named with its number, and not ranked."""
    found = ladder([share(symbol, 1) for symbol in BANKS[:4]])
    assert (found.rungs, found.unranked) == ((), (("Banks", 4),))


def test_a_strangers_industry_is_what_its_source_says() -> None:
    """A share outside the catalogue is ranked in its source's sector; an index, and what has no figures, nowhere."""
    strangers = [share(f"{n}.HK", 1, sector="Shipping") for n in range(5001, 5006)]
    unknown = quote(100, symbol="0700.HK", previous_close=None)
    found = ladder([*strangers, quote(24300, symbol="^HSI"), unknown])
    assert [(rung.industry, len(rung.members)) for rung in found.rungs] == [("Shipping", 5)]
    assert found.unranked == ()


def test_a_day_without_gainers_has_no_leaders() -> None:
    """Where every industry fell none is rising, and the smallest fall stands first."""
    found = ladder([share(symbol, -2) for symbol in BANKS] + [share(symbol, -1) for symbol in INTERNET])
    assert found.rising == ()
    assert found.rungs[0].industry == "Internet"


def test_breadth_counts_only_what_is_known() -> None:
    """Up, down and flat are counted among those with figures."""
    quotes = [share("A", 1), share("B", -1), share("C", 0), share("D", 2), quote(1, symbol="E", previous_close=None)]
    assert breadth(quotes, of=6) == Breadth(up=2, down=1, flat=1, of=6)
    assert breadth(quotes, of=6).known == 4


@given(st.lists(st.integers(-9, 9), max_size=20), st.integers(0, 5))
def test_losers_are_never_among_the_risers(moves: list[int], count: int) -> None:
    """Risers rose and fallers fell, the widest move first, and none is left out that moved more."""
    quotes = [share(f"S{n}", move) for n, move in enumerate(moves)]
    up = [each.percent for each in risers(quotes, count)]
    down = [each.percent for each in fallers(quotes, count)]
    assert up == sorted((move for move in moves if move > 0), reverse=True)[:count]
    assert down == sorted(move for move in moves if move < 0)[:count]
