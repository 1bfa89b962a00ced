"""The cards of leaders, movers and the busiest say what they rank, and how."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from bot.market.contributions import contributions
from bot.market.freshness import Freshness, Shown
from bot.market.instruments import named
from bot.market.leaders import breadth, ladder
from bot.market.market import Market
from bot.market.quotes import Quote
from handlers.cards.active import active
from handlers.cards.card import Card
from handlers.cards.leaders import Ranking, leaders
from handlers.cards.limits import problems, text_problems
from handlers.cards.movers import Movers, movers
from handlers.cards.prices import Priced
from handlers.cards.shares import Shares

NOW = datetime.fromisoformat("2025-07-15T14:32:00+08:00")
D = Decimal
INTERNET = ("0700.HK", "1024.HK", "3690.HK", "9618.HK", "9888.HK")
BANKS = ("0005.HK", "0011.HK", "0939.HK", "1398.HK", "2388.HK")


def quote(symbol: str, percent: object, **more: object) -> Quote:
    """Return a quote that moved by `percent` from a close of 100."""
    given = {"time": NOW - timedelta(minutes=15), "currency": "HKD", "delay_minutes": 15, **more}
    return Quote(symbol=symbol, price=100 + D(str(percent)), previous_close=D(100), **given)  # type: ignore[arg-type]  # a table


def shares(*quotes: Quote, of: int = 85) -> Shares:
    """Return the shares of a moment."""
    last = Priced(named(quotes[0].symbol), Shown(quotes[0], Freshness.DELAYED, timedelta(minutes=15)))
    return Shares(quotes=quotes, of=of, last=last, now=NOW)


def with_index(found: Shares) -> Shares:
    """Return the shares with their index, up 24 points from 100."""
    return replace(found, index=Priced(named("^HSI"), Shown(quote("^HSI", 24), Freshness.DELAYED, timedelta())))


def ranked(found: Shares, **more: object) -> Card:
    """Return the leaders' card of some shares."""
    sides = breadth(found.quotes, found.of)
    given = {
        "ladder": ladder(found.quotes),
        "breadth": sides,
        "members": sides,
        "classification": "a map",
        "up": (),
        "down": (),
        **more,
    }
    return leaders(Ranking(market=Market.HONG_KONG, shares=found, **given))  # type: ignore[arg-type]  # a table of fields


def sent(card: Card) -> str:
    """Return a card's text; it keeps Slack's limits."""
    assert problems(card.blocks) == []
    assert text_problems(card.text) == []
    return card.text


def test_leaders_say_who_how_many_and_how_much() -> None:
    """A sector has its move, its own breadth, its part of what was traded and up to three names; laggards are apart."""
    up = (quote(symbol, n, volume=100) for n, symbol in enumerate(INTERNET))
    down = (quote(symbol, -n) for n, symbol in enumerate(BANKS, start=1))
    text = sent(ranked(shares(*up, *down, quote("0388.HK", 0, volume=610))))
    assert "As of 14:17 HKT, 15 min delayed · afternoon session" in text
    assert "1. Internet ▲ +2.00% · 4 of 5 up · 45.5% of turnover\nBaidu +4.0%, JD.com +3.0%, Meituan +2.0%" in text
    assert "Laggards\n• Banks ▼ −3.00% · 0 of 5 up · 0.0% of turnover\nBOC Hong Kong −5.0%" in text
    assert "Turnover: price × volume as a part of these shares' total, an estimate." in text
    assert "Sectors: a map; equal-weighted, at least 5 members." in text
    assert "Too few to rank: Exchanges (1)." in text


def test_a_day_of_falls_has_no_leaders_and_no_laggard_twice() -> None:
    """Where no sector rose the smallest falls stand first, and none of them again below."""
    text = sent(ranked(shares(*(quote(symbol, -1) for symbol in INTERNET), *(quote(symbol, -2) for symbol in BANKS))))
    assert "No sector rose; smallest falls:\n1. Internet ▼ −1.00%" in text
    assert text.count("Banks") == 1
    assert "Laggards" not in text
    assert "turnover" not in text.casefold()


def test_all_shares_are_counted_beside_the_index() -> None:
    """Where more than the index's members are known, they have a breadth of their own."""
    found = shares(quote("0700.HK", 1), quote("5001.HK", 1))
    text = sent(ranked(found, members=breadth(found.quotes[:1], 85), breadth=breadth(found.quotes, 400)))
    assert "HSI members: 1 up, 0 down, 0 flat (1 of 85 with data)" in text
    assert "All Hong Kong shares here: 2 up, 0 down, 0 flat (2 of 400 with data)" in text


def test_movers_are_ten_and_never_of_the_other_sign() -> None:
    """Five each way, or ten of one; each with price, move and what was traded."""
    found = shares(*(quote(f"{5000 + n}.HK", n - 12, volume=10_000_000) for n in range(25)))
    both, up, down = (
        sent(movers(Movers("HSI", "members of HSI", found), "^HSI", up=up, down=down))
        for up, down in ((True, True), (True, False), (False, True))
    )
    assert "Up\n1. 5024.HK  HK$112.00  ▲ +12.00%  HK$1.1bn" in both
    assert "Down\n1. 5000.HK  HK$88.00  ▼ −12.00%  HK$880.0m" in both
    assert (both.count("▲"), both.count("▼")) == (5, 5)
    assert (up.count("▲"), up.count("▼"), down.count("▲"), down.count("▼")) == (10, 0, 0, 10)
    assert "Amounts: price × volume, estimate." in sent(movers(Movers("Hong Kong", "", found), "hk"))


def test_nobody_who_stood_still_is_a_mover() -> None:
    """Where none rose or fell, a sentence says so."""
    text = sent(movers(Movers("Hong Kong", "Hong Kong shares", shares(quote("0700.HK", 0))), "hk"))
    assert "None rose.\nNone fell.\nHong Kong shares here: 0 up, 0 down, 1 flat (1 of 85 with data)" in text


def test_points_name_their_weights_and_their_residual() -> None:
    """Points say whose they were, what is unexplained, and that market caps are a guess."""
    quotes = [quote("0700.HK", 10, market_cap=D(220)), quote("0005.HK", -5, market_cap=D(190))]
    quotes += [quote(f"{5000 + n}.HK", 0, market_cap=D(100)) for n in range(46)]
    found = with_index(shares(*quotes, of=48))
    assert found.index is not None
    known = contributions(found.index.quote, quotes, 48)
    text = sent(movers(Movers("HSI", "members of HSI", found, known), "^HSI"))
    assert "Points of HSI's +24.00: Tencent +0.4 · HSBC −0.2" in text
    assert "48 members explain +0.2, residual +23.8; approximate: by market cap capped at 8% a member" in text
    assert known is not None
    assert "approximate" not in sent(ranked(found, points=replace(known, approximate=False)))
    assert "neither weights nor market caps" in sent(movers(Movers("HSI", "", found), "^HSI"))


def test_the_busiest_have_their_part_of_the_known_total() -> None:
    """Each share's part is of what all shares with a volume traded, and the card says how many those are."""
    found = shares(
        quote("0700.HK", 0, volume=30_000_000), quote("0005.HK", 0, volume=10_000_000), quote("0011.HK", 0), of=204
    )
    text = sent(active(found, Market.HONG_KONG))
    assert "1. Tencent  HK$100.00  unchanged  HK$3.0bn (75.0%)\n2. HSBC" in text
    assert "Known total HK$4.0bn, 2 of 204 shares · These 2: 100.0%" in text
    assert "not the whole market's turnover" in text
    assert "No volume is known of any share." in sent(active(shares(quote("0011.HK", 0)), Market.HONG_KONG))
