"""New York before, in and after its session, and what that means here."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from bot.clock import HONG_KONG
from bot.market.instruments import members, named
from bot.market.premarket import moves
from bot.market.quotes import Quote
from handlers.cards.limits import problems, text_problems
from handlers.cards.moves import Listed, said
from handlers.cards.parity import Parities
from handlers.cards.premarket import Abroad, premarket
from tests.handlers.asking import hall
from tests.stage import Entry, outline

D = Decimal


def evening(at: str, *quotes: Entry) -> Entry:
    """Return the answer of a Hong Kong evening: "16 19:05" is of 16 July 2025."""
    day, clock = at.split()
    return {"at": f"2025-07-{day}T{clock}:00+08:00", "quotes": list(quotes)}


def priced(symbol: str, price: object, previous: object, at: str, **more: object) -> Entry:
    """Return a quote of 15 July's sessions: its close in New York at 16:00 there, unless said otherwise."""
    return {"symbol": symbol, "price": price, "previous_close": previous, "time": at, "delay_minutes": 0, **more}


def york(symbol: str, price: object, previous: object, **more: object) -> Entry:
    """Return New York's close of 15 July."""
    return priced(symbol, price, previous, "2025-07-15T16:00:00-04:00", currency="USD", **more)


def here(symbol: str, price: object, **more: object) -> Entry:
    """Return Hong Kong's close of 16 July."""
    return priced(symbol, price, 100, "2025-07-16T16:08:00+08:00", currency="HKD", **more)


def index() -> list[Entry]:
    """Return all members of the index, each worth the same but for Alibaba's four times as much, and the index."""
    listed = members("^HSI", datetime(2025, 7, 16, tzinfo=HONG_KONG).date())
    caps = [here(each.symbol, 113.5, market_cap=4e11 if each.symbol == "9988.HK" else 1e11) for each in listed]
    return [{**here("^HSI", 24000), "previous_close": 23900}, *caps]


async def test_before_the_open(tmp_path: Path) -> None:
    """Pre-market moves come first, against the last close; they imply prices and an opening in Hong Kong."""
    baba = york("BABA", 114.655, 108.22, open=112, pre_market_price=116, pre_market_time="2025-07-16T19:04:00+08:00")
    fund = york("KWEB", 35, 34, pre_market_price=35.35, pre_market_time="2025-07-16T19:00:00+08:00")
    rate = priced("HKD=X", 7.85, 7.85, "2025-07-16T19:03:00+08:00", currency="HKD")
    async with hall(tmp_path, [evening("16 19:05", baba, fund, york("PGJ", 30, 31), rate, *index())]) as door:
        await door.play(0)
        text = await door.ask("premarket")
    lines = text.split("\n")
    assert lines[0] == "New York · pre-market"
    assert "Figures are of: pre-market and close" in lines
    assert "Golden Dragon pre-market: not recorded; proxy KWEB pre-market US$35.35 ▲ +1.00% (07:00)" in lines
    assert "PGJ: close US$30.00 ▼ −3.23% (Tue 15 Jul 16:00)" in lines
    assert "BABA: pre-market US$116.00 ▲ +1.17% (07:04) · close US$114.66 ▲ +5.95% (Tue 15 Jul 16:00)" in lines
    assert "9988.HK HK$113.83 ▲ +0.29% vs HK$113.50 (Wed 16 Jul) = BABA US$116.00 × 7.85 / 8" in lines
    assert "USD/HKD 7.8500 of Wed 16 Jul 19:03 HKT" in lines
    # Alibaba has 4 of 88 parts of the index's value: 24,000 x 0.2863 % x 4.55 % is 3 points.
    share = D(4) / (len(index()) + 2) * 100
    implied = next(line for line in lines if line.startswith("Implied"))
    assert implied == (
        f"Implied Hang Seng open ▲ +3 points (+0.01%) vs 24,000.00: 1 dual-listed member, {share:.1f}% of its weight "
        "(weights approximated by market cap), the others as they closed"
    )


async def test_after_the_close(tmp_path: Path) -> None:
    """After hours the move is held against the day's close; without a rate both ends of its band are given."""
    baba = york("BABA", 114.655, 108.22, post_market_price=113.5, post_market_time="2025-07-15T17:59:00-04:00")
    close = {**here("9988.HK", 113.5), "time": "2025-07-15T16:08:00+08:00"}
    async with hall(tmp_path, [evening("16 06:05", baba, close)]) as door:
        await door.play(0)
        text = await door.ask("adrs")
    assert "New York · after hours" in text
    assert "BABA: after hours US$113.50 ▼ −1.01% (17:59) · close US$114.66 ▲ +5.95% (16:00)" in text
    low, high = "HK$109.95–111.37", "(−3.13% to −1.88%)"
    assert f"9988.HK {low} {high} vs HK$113.50 (Tue 15 Jul) = BABA US$113.50 × 7.75–7.85 / 8" in text
    assert "Implied Hang Seng open: not recorded (needs USD/HKD and weights)" in text
    assert "USD/HKD: not recorded; its band 7.75–7.85 gives both ends" in text


async def test_the_shipped_day_says_what_was_not_recorded(tmp_path: Path) -> None:
    """Of 15 July 2025 no pre-market was recorded: the card says so, and names the session of what was."""
    lines = outline(tmp_path).read_text("utf-8").splitlines()[1:]
    async with hall(tmp_path, lines) as door:
        await door.play(0)
        assert "no figures" not in await door.ask("premarket")
        await door.play(len(lines) - 1)
        text = await door.ask("premarket")
    assert "Pre-market and after-hours prices: not recorded" in text
    assert "Figures are of: close" in text
    assert "GDS: close US$37.72 ▲ +7.77% (16:00) · at the open ▲ +12.14%" in text
    assert "Golden Dragon pre-market: not recorded; proxies PGJ, KWEB" in text


async def test_a_receipt_older_than_the_close_implies_nothing(tmp_path: Path) -> None:
    """What New York paid before Hong Kong's close says nothing about it, nor does a price in another currency."""
    ordinary = [here("9988.HK", 113.5), here("9618.HK", 130)]
    odd = {**york("JD", 32, 31), "currency": "EUR"}
    async with hall(tmp_path, [evening("16 17:00", york("BABA", 114.655, 108.22), odd, *ordinary)]) as door:
        await door.play(0)
        text = await door.ask("premarket")
    assert "BABA: close US$114.66" in text
    assert "In Hong Kong" not in text


NOW = datetime(2025, 7, 16, 19, 5, tzinfo=HONG_KONG)
BABA = Quote(
    symbol="BABA",
    price=D("114.655"),
    time=datetime(2025, 7, 16, 4, tzinfo=HONG_KONG),
    currency="USD",
    previous_close=D("108.22"),
)


def listed(quote: Quote, now: datetime = NOW, *, stale: bool = False) -> Listed:
    """Return what the sight makes of a quote."""
    return Listed(named(quote.symbol), quote, moves(quote, now), stale)


def test_a_missing_trade_and_an_old_price_are_said() -> None:
    """Live, a share that has not traded yet is told from one that was not recorded, and an old price is flagged."""
    close = "close US$114.66 ▲ +5.95% (Tue 15 Jul 16:00)"
    assert said(listed(BABA), NOW, replay=False) == f"no pre-market trade yet · {close}"
    assert said(listed(BABA, stale=True), NOW, replay=True) == f"⚠ stale · {close}"
    bare = replace(BABA, previous_close=None)
    assert said(listed(bare), NOW, replay=True) == "close US$114.66 (Tue 15 Jul 16:00)"


def test_nothing_known_is_still_a_card() -> None:
    """Without any figures the card says so; with all of them it is within Slack's limits."""
    empty = Abroad(
        now=NOW,
        replay=False,
        dragon=None,
        proxies=("PGJ",),
        funds=(),
        receipts=(),
        missing=("BABA",),
        here=Parities((), None, None),
    )
    text = premarket(empty).text
    assert "New York: no figures yet" in text
    assert "1 other ADR: without figures" in text
    many = replace(
        empty, dragon=listed(replace(BABA, symbol="^HXC")), receipts=(listed(BABA),) * 40, funds=(listed(BABA),) * 4
    )
    card = premarket(many)
    assert "and 28 more with smaller moves" in card.text
    assert "Golden Dragon pre-market: an index, without a pre-market of its own; proxies PGJ" in card.text
    assert (problems(card.blocks), text_problems(card.text)) == ([], [])
