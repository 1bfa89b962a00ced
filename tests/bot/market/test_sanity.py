"""What contradicts itself is caught, named and not shown; what sources are known to do is not."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.instrument import guess
from bot.market.quotes import Extended, Hours, Quote
from bot.market.sanity import Doubt, examine, round_ratio
from bot.market.yahoo.quotes import read
from tests.bot.market.samples import RECORDED, at, needs_answers, quote

D = Decimal
TENCENT = "0700.HK"
CLOSE = quote(500, "2025-07-14 16:08", TENCENT, previous_close=D(495), shares=9_000_000_000)


def share(price: object, time: str = "11:00", **fields: object) -> Quote:
    """Return a quote of Tencent, which closed at 500."""
    return quote(price, time, TENCENT, **{"previous_close": D(500), **fields})


def doubts(sample: Quote, *known: Quote) -> tuple[Doubt, ...]:
    """Return what is wrong with a sample."""
    return examine(sample, known, guess(sample.symbol)).doubts


def test_nothing_is_wrong_with_a_good_quote() -> None:
    """A quote that agrees with itself and with the last close is the very same afterwards."""
    good = share(510, high=D(512), low=D(498), market_cap=D("4.6e12"), shares=9_000_000_000)
    assert examine(good, (CLOSE,), guess(TENCENT)).quote is good
    assert doubts(good, CLOSE) == ()


def test_a_price_outside_its_range_is_refused() -> None:
    """Long after the opening a price far outside its own day's range is no fact."""
    assert examine(share(530, high=D(512), low=D(498)), (), guess(TENCENT)).quote is None
    assert doubts(share(480, high=D(512), low=D(498))) == (Doubt.OUTSIDE_RANGE,)


@pytest.mark.parametrize(
    ("sample", "kept"),
    [
        (share("512.2", "16:08", high=D(512), low=D(498)), True),
        (share("0.047", high=D("0.046"), low=D("0.045"), previous_close=D("0.045")), True),
        (share(517, high=D(512), low=D(498)), False),
        (share(560, "09:40", high=D(512), low=D(498)), False),
        (share(505, high=D(498), low=D(512)), False),
        (quote("7.85", "11:00", "HKD=X", previous_close=None, high=D("7.6"), low=D("7.5")), False),
        (share(600, high=D(512)), True),
    ],
)
def test_a_range_that_may_be_old_is_no_reason_to_refuse(sample: Quote, *, kept: bool) -> None:
    """An auction some ticks outside is no fault; near it, early or around the clock the range alone is withheld."""
    finding = examine(sample, (), guess(sample.symbol))
    assert finding.quote == (sample if kept else replace(sample, high=None, low=None))
    assert finding.doubts == (() if kept else (Doubt.RANGE,))


def test_a_change_of_currency_is_refused() -> None:
    """What traded in one currency does not go on in another; an unknown currency contradicts none."""
    assert doubts(share(510, currency="USD"), CLOSE) == (Doubt.CURRENCY,)
    assert doubts(share(510, currency=""), CLOSE) == ()


@pytest.mark.parametrize(
    ("cap", "shares", "fault"),
    [
        ("4.5e12", 9_000_000_000, False),
        ("4.5e14", 9_000_000_000, True),
        ("4.5e10", 9_000_000_000, True),
        ("1.5e14", 9_000_000_000, False),  # an H share: one class of many
        ("5.6e11", 9_000_000_000, False),  # a depositary share: ordinary shares counted
    ],
)
def test_a_market_cap_in_the_wrong_unit_is_withheld(cap: str, shares: int, *, fault: bool) -> None:
    """A market cap that price and shares contradict grossly is not shown; one class of several is no contradiction."""
    finding = examine(share(500, market_cap=D(cap), shares=shares), (), guess(TENCENT))
    assert finding.doubts == ((Doubt.CAP,) if fault else ())
    assert finding.quote is not None
    assert finding.quote.market_cap == (None if fault else D(cap))


def test_extended_hours_beyond_belief_are_withheld() -> None:
    """A pre-market price at half the close is more likely a split than a move."""
    early = Extended(D(240), at("20:00"), Hours.PRE, D(500))
    assert doubts(share(500, extended=early)) == (Doubt.EXTENDED,)
    assert doubts(share(500, extended=replace(early, price=D(260)))) == ()


@pytest.mark.parametrize("ratio", [D(2), D(10), D("1.5"), D("0.1")])
def test_a_split_overnight_is_named(ratio: Decimal) -> None:
    """The previous close is our close divided by a round ratio, and there are as many more shares: a split."""
    after = share(510 / ratio, previous_close=500 / ratio, shares=int(9_000_000_000 * ratio))
    finding = examine(after, (CLOSE,), guess(TENCENT))
    assert (finding.quote, finding.doubts) == (after, (Doubt.SPLIT,))
    assert finding.split is not None
    assert (float(finding.split.ratio), finding.split.sure) == (float(ratio), True)


def test_a_split_that_the_previous_close_does_not_know_has_no_per_cent() -> None:
    """Where price and shares are split already and the previous close is not, there is no per cent to show."""
    half = share(251, shares=18_000_000_000)
    finding = examine(half, (CLOSE,), guess(TENCENT))
    assert (finding.quote, finding.doubts) == (replace(half, previous_close=None), (Doubt.HALF_SPLIT,))
    later = share(252, "11:02", shares=18_000_000_000)
    assert doubts(later, replace(half, previous_close=None), CLOSE) == (Doubt.HALF_SPLIT,)


def test_a_previous_close_that_is_not_ours_is_withheld() -> None:
    """A previous close at half our last close, without more shares, is not shown where the price is not near it."""
    odd = share(498, previous_close=D(250), shares=9_000_000_000)
    assert doubts(odd, CLOSE) == (Doubt.BASE,)
    assert doubts(odd, replace(CLOSE, time=at("2025-07-14 11:00"))) == ()
    assert doubts(share(335, previous_close=D(330)), CLOSE) == ()
    assert doubts(odd, share(500, "10:59")) == ()


@pytest.mark.parametrize(
    ("before", "after", "ratio"),
    [
        ("500", "50", "10:1"),
        ("500", "250", "2:1"),
        ("0.35", "3.5", "1:10"),
        ("6.42", "4.28", "3:2"),
        ("333.4", "303.09", "11:10"),
        ("0.052", "0.026", "2:1"),
        ("24.5", "490", "1:20"),
        ("500", "485", ""),
        ("500", "262", ""),
        ("500", "499.5", ""),
    ],
)
def test_a_close_that_is_ours_over_a_ratio(before: str, after: str, ratio: str) -> None:
    """A previous close that is exactly a part of our last one, with the price near it, may be a split; else not."""
    close, stated = replace(CLOSE, price=D(before), shares=None), D(after)
    sample = share(stated * D("1.02"), previous_close=stated)
    split = examine(sample, (close,), guess(TENCENT)).split
    assert (split.words if split else "") == ratio
    assert split is None or not split.sure
    early = replace(close, time=at("2025-07-11 16:08"))
    for other in (early, replace(close, time=at("2025-07-14 11:00"))):
        assert examine(sample, (other,), guess(TENCENT)).split is None
    assert examine(replace(sample, symbol="^HSI"), (close,), guess("^HSI")).split is None


def test_a_crash_is_no_split() -> None:
    """A share that halves while the number of shares stays is a crash, and its per cent is true."""
    assert doubts(share(250, shares=9_000_000_000), CLOSE) == ()
    assert doubts(share(250), CLOSE) == ()


@given(st.integers(1, 10**6), st.integers(-20, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 330))
def test_no_quote_within_its_range_is_ever_refused(price: int, move: int, up: int, down: int, minute: int) -> None:
    """Whatever a price is, if its range has it and it moved as markets move, all of it is kept."""
    cost = D(price) / 1000
    sample = share(
        cost,
        previous_close=cost * 100 / (100 + move),
        high=cost * (100 + up) / 100,
        low=cost * (100 - down) / 100,
    )
    sample = replace(sample, time=at("09:30") + timedelta(minutes=minute))
    before = replace(CLOSE, price=sample.previous_close or cost)
    assert examine(sample, (before,), guess(TENCENT)).quote is sample


@given(st.sampled_from([D(2), D(5), D(20), D("0.1"), D("0.5")]), st.integers(-2, 2))
def test_a_round_ratio_is_found(ratio: Decimal, off: int) -> None:
    """A ratio within 3 % of a round one is that one."""
    assert round_ratio(ratio * (100 + off) / 100) == ratio
    assert round_ratio(D("1.1")) is None


NAMES = ("AAPL", "AAPL-BABA", "BABA", "BABA-pre-market-2021", "BTC-USD", "LDO.MI", "OCDO.L", "QQQ")


@needs_answers
@pytest.mark.parametrize("name", [*(f"quote-{name}" for name in NAMES), "quoteCombine-AAPL-NONEXIST"])
def test_recorded_answers_are_sane(name: str) -> None:
    """No recorded quote is doubted: shares, funds, pence, crypto, before and after hours."""
    document = json.loads((RECORDED / "yahoo" / f"{name}.json").read_text("utf-8"))["response"]["bodyJson"]
    symbols = [each["symbol"] for each in document["quoteResponse"]["result"]]
    batch = read(json.dumps(document).encode(), symbols)
    assert len(batch.quotes) == len(symbols)
    for each in batch.quotes:
        finding = examine(each, (each,), guess(each.symbol))
        assert (finding.quote, finding.doubts) == (each, ())
        assert each.time < datetime(2026, 12, 31, tzinfo=UTC)
