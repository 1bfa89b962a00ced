"""The three markets whose shares are ranked."""

import pytest

from bot.market.instrument import Exchange, Type
from bot.market.instruments import members, named
from bot.market.market import Market, market


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *(("hk", Market.HONG_KONG), ("Hong Kong", Market.HONG_KONG), ("港股", Market.HONG_KONG)),
        *(("CN", Market.MAINLAND), ("Ａ股", Market.MAINLAND), ("mainland", Market.MAINLAND)),
        *(("us", Market.NEW_YORK), ("美股", Market.NEW_YORK), ("ADRs", Market.NEW_YORK)),
        *(("", None), ("hsi", None), ("uk", None)),
    ],
)
def test_markets_have_names(words: str, expected: Market | None) -> None:
    """A market is named in English and Chinese, in letters of any kind."""
    assert market(words) is expected


def test_each_share_has_one_market() -> None:
    """No share is in two; an index, a fund and a second counter of the same share are in none."""
    shares = [each for place in Market for each in place.shares()]
    assert len(shares) == len({each.symbol for each in shares})
    assert {each.type for each in shares} == {Type.SHARE}
    assert set(members("^HSI")) <= set(Market.HONG_KONG.shares())
    assert {each.exchange for each in Market.MAINLAND.shares()} == {Exchange.SHANGHAI, Exchange.SHENZHEN}
    for symbol in ("^HSI", "2800.HK", "80700.HK"):
        assert not [place for place in Market if place.has(named(symbol))]


def test_what_the_source_has_is_ranked_too() -> None:
    """Shares outside the catalogue join their market by their symbol."""
    known = ("5555.HK", "80700.HK", "600999.SS", "ZZZZ")
    added = {place: set(place.shares(known)) - set(place.shares()) for place in Market}
    assert added[Market.HONG_KONG] == {named("5555.HK")}
    assert named("ZZZZ") in added[Market.NEW_YORK]
    assert added[Market.MAINLAND] <= {named("600999.SS")}
