"""Yahoo's batched quotes: recorded answers read as what their own fields say, and broken ones refused."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadAnswer
from bot.market.provider import Refused
from bot.market.quotes import Extended, Hours, Quote
from bot.market.yahoo.quotes import Batch, read
from tests.bot.market.samples import RECORDED, at, needs_answers
from tests.yahoo_standin import PAGE, entry

OPEN = at("10:00")
UNREADABLE = "Yahoo answered with something that nobody can read."


def recorded(name: str) -> list[dict[str, object]]:
    """Return the entries of a recorded answer."""
    document = json.loads((RECORDED / "yahoo" / f"{name}.json").read_text("utf-8"), parse_float=Decimal)
    entries: list[dict[str, object]] = document["response"]["bodyJson"]["quoteResponse"]["result"]
    return entries


def body(*entries: Mapping[str, object]) -> bytes:
    """Return the answer that has these entries, their numbers as they are."""
    # JSON's writer knows no exact numbers: they go through as marked texts, and lose their marks.
    text = json.dumps({"quoteResponse": {"result": entries, "error": None}}, default=lambda each: f"%{each}%")
    return re.sub(r'"%([^"]+)%"', r"\1", text).encode()


def only(batch: Batch) -> Quote:
    """Return the one quote of an answer that has nothing else."""
    assert (len(batch.quotes), batch.refused, batch.absent) == (1, (), frozenset())
    return batch.quotes[0]


def reason(**fields: object) -> str:
    """Return why an entry with these fields is refused."""
    batch = read(body(entry("^HSI", 24300, OPEN, 24203.32, **fields)), ["^HSI"])
    assert not batch.quotes
    assert [each.symbol for each in batch.refused] == ["^HSI"]
    return batch.refused[0].reason


@needs_answers
@pytest.mark.parametrize("name", ["quote-AAPL", "quote-AAPL-BABA", "quote-BABA", "quote-LDO.MI", "quote-QQQ"])
def test_a_recorded_answer(name: str) -> None:
    """Each figure of a recorded quote is the one that its own field gives, to the last digit, with an aware time."""
    entries = recorded(name)
    batch = read(body(*entries), [str(each["symbol"]) for each in entries])
    assert not batch.refused
    for quote, given_ in zip(batch.quotes, entries, strict=True):
        assert quote.symbol == given_["symbol"]
        assert quote.price == given_["regularMarketPrice"]
        assert quote.previous_close == given_["regularMarketPreviousClose"]
        assert quote.time == datetime.fromtimestamp(int(str(given_["regularMarketTime"])), UTC)
        assert (quote.open, quote.high, quote.low) == tuple(
            given_[f"regularMarket{name}"] for name in ("Open", "DayHigh", "DayLow")
        )
        assert (quote.volume, quote.market_cap) == (given_["regularMarketVolume"], given_["marketCap"])
        assert (quote.shares, quote.average_volume) == (
            given_.get("sharesOutstanding"),
            given_["averageDailyVolume3Month"],
        )
        assert (quote.year_high, quote.year_low) == (given_["fiftyTwoWeekHigh"], given_["fiftyTwoWeekLow"])
        assert quote.delay_minutes == given_["exchangeDataDelayedBy"]
        assert (quote.currency, quote.name) == (given_["currency"], given_["longName"])
        assert quote.percent is not None
        assert abs(quote.percent - Decimal(str(given_["regularMarketChangePercent"]))) < Decimal("0.001")


@needs_answers
def test_an_unknown_symbol_is_absent_and_pre_market_has_its_price() -> None:
    """Of two symbols asked, the one that Yahoo does not know is absent; the other was in its pre-market."""
    (given_,) = recorded("quoteCombine-AAPL-NONEXIST")
    batch = read(body(given_), ["AAPL", "NONEXIST"])
    assert batch.absent == {"NONEXIST"}
    quote = batch.quotes[0]
    assert (quote.price, quote.pre_market_price) == (Decimal("160.07"), Decimal("155.82"))
    assert quote.extended is not None
    assert quote.extended.time == datetime.fromtimestamp(int(str(given_["preMarketTime"])), UTC)
    stated = Decimal(str(given_["preMarketChangePercent"]))
    assert abs((quote.extended.percent or 0) - stated) < Decimal("0.001")


@needs_answers
def test_after_hours_are_no_pre_market() -> None:
    """After the close the newest price is the one after hours, its move held against that day's close."""
    quote = only(read(body(*recorded("quote-BABA-pre-market-2021")), ["BABA"]))
    late = Extended(Decimal("266.45"), datetime.fromtimestamp(1612573196, UTC), Hours.POST, Decimal("265.67"))
    assert (quote.extended, quote.pre_market_price) == (late, None)
    assert (round(late.percent or 0, 4), round(quote.percent or 0, 4)) == (Decimal("0.2936"), Decimal("-0.4832"))
    assert (quote.shares, quote.average_volume) == (2705639936, 25947704)
    assert (quote.year_high, quote.year_low) == (Decimal("319.32"), Decimal("169.95"))


@pytest.mark.parametrize(
    ("state", "fields", "hours"),
    [
        ("PRE", {"preMarketTime": 3600}, Hours.PRE),
        ("PRE", {"preMarketTime": 0}, None),
        ("PRE", {"preMarketTime": -60}, None),
        ("PRE", {"preMarketTime": "soon"}, None),
        ("PRE", {}, None),
        ("POST", {"preMarketTime": 3600}, None),
        ("REGULAR", {"preMarketTime": 3600, "postMarketTime": 3600}, None),
        ("", {"preMarketTime": 3600}, None),
        ("POST", {"postMarketTime": 60}, Hours.POST),
        ("POSTPOST", {"postMarketTime": 60}, Hours.POST),
        ("CLOSED", {"postMarketTime": 60}, Hours.POST),
        ("PREPRE", {"postMarketTime": 60}, Hours.POST),
        ("PREPRE", {"postMarketTime": 9 * 3600}, None),
        ("PRE", {"postMarketTime": 60}, None),
        ("PRE", {"preMarketTime": 60, "preMarketPrice": -1}, None),
    ],
)
def test_the_market_state_says_which_hours(state: str, fields: dict[str, object], hours: Hours | None) -> None:
    """A price outside the regular session counts in its own state only, and if newer than the close."""
    times = {
        name: int(OPEN.timestamp()) + value if name.endswith("Time") and isinstance(value, int) else value
        for name, value in fields.items()
    }
    prices = {"preMarketPrice": 101, "postMarketPrice": 102}
    extended = only(read(body(entry("BABA", 100, OPEN, 99, marketState=state, **(prices | times))), ["BABA"])).extended
    assert (extended.hours if extended else None) is hours
    if extended:
        assert (extended.percent, extended.base) == (Decimal(1 if hours is Hours.PRE else 2), Decimal(100))


@needs_answers
def test_a_delisted_symbol_is_refused() -> None:
    """What is traded no more is refused by that name, and never zero."""
    assert read(body(*recorded("quote-BRKS")), ["BRKS"]).refused == (Refused("BRKS", "delisted"),)


@needs_answers
def test_london_pence_are_pounds() -> None:
    """A London price in pence is given in pounds, as its market cap is; its per cent stays what it was."""
    quote = only(read(body(*recorded("quote-OCDO.L")), ["OCDO.L"]))
    assert (quote.price, quote.previous_close, quote.currency) == (Decimal("3.088"), Decimal("3.152"), "GBP")
    assert (quote.open, quote.high, quote.low) == (Decimal("3.082"), Decimal("3.154158"), Decimal("3.082"))
    assert quote.market_cap == 2554603520
    assert round(quote.percent or 0, 4) == Decimal("-2.0305")


@needs_answers
def test_crypto_moves_over_a_day() -> None:
    """What trades around the clock is measured against the price of a day ago, as its own per cent is."""
    quote = only(read(body(*recorded("quote-BTC-USD")), ["BTC-USD"]))
    assert quote.price == Decimal("96077.45")
    assert round(quote.percent or 0, 4) == Decimal("-1.2599")


@needs_answers
def test_few_fields_are_enough() -> None:
    """Of an answer with next to no fields, what is not given is unknown."""
    quote = only(read(body(*recorded("quote-TSLA-fields-symbol-shortName")), ["TSLA"]))
    assert (quote.price, quote.percent, quote.currency, quote.volume) == (Decimal("355.84"), None, "", None)


def test_jakarta_and_an_index_without_a_day() -> None:
    """Another exchange keeps its currency and delay; an index that is a snapshot only has no open, high or low."""
    jakarta = entry("WSKT.JK", 268, OPEN, 262, currency="IDR", exchangeDataDelayedBy=10)
    zeros = dict.fromkeys(("regularMarketOpen", "regularMarketDayHigh", "regularMarketDayLow"), 0.0)
    tech = entry("HSTECH.HK", 5431, OPEN, 5284, quoteType="INDEX", regularMarketVolume=0, **zeros)
    one, other = read(body(jakarta, tech), ["WSKT.JK", "HSTECH.HK"]).quotes
    assert (one.currency, one.delay_minutes) == ("IDR", 10)
    assert (other.open, other.high, other.low, other.volume) == (None, None, None, None)
    assert round(other.percent or 0, 2) == Decimal("2.78")


def test_a_symbol_in_another_case_is_the_asked_one() -> None:
    """A symbol comes back as it was asked for; one that was not asked for is refused."""
    batch = read(body(entry("^hsi", 24300, OPEN, 24203.32), entry("EVIL", 1, OPEN, 1)), ["^HSI"])
    assert [quote.symbol for quote in batch.quotes] == ["^HSI"]
    assert batch.refused == (Refused("EVIL", "not asked for"),)


def test_hong_kong_is_late_where_nothing_is_said() -> None:
    """A Hong Kong quote without a delay has the published one, and an American has none."""
    bare = {"exchangeDataDelayedBy": None}
    batch = read(body(entry("^HSI", 1, OPEN, 1, **bare), entry("BABA", 1, OPEN, 1, **bare)), ["^HSI", "BABA"])
    assert [quote.delay_minutes for quote in batch.quotes] == [15, 0]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"regularMarketPrice": None}, "no price"),
        ({"regularMarketPrice": "24300"}, "no price"),
        ({"regularMarketPrice": True}, "no price"),
        ({"regularMarketPrice": float("nan")}, "no price"),
        ({"regularMarketPrice": Decimal("1e9999")}, "no price"),
        ({"regularMarketPrice": 0}, "not positive"),
        ({"regularMarketPrice": -5}, "not positive"),
        ({"regularMarketTime": None}, "no time"),
        ({"regularMarketTime": 0}, "time out of range"),
        ({"regularMarketTime": 10**17}, "time out of range"),
        ({"regularMarketChangePercent": 3.69}, "per cent contradicts the previous close"),
    ],
)
def test_what_is_no_quote_is_refused(fields: dict[str, object], why: str) -> None:
    """An entry without a true price, a true time or an agreeing per cent is refused, with the reason."""
    assert reason(**fields) == why


def test_a_nan_costs_its_entry_only() -> None:
    """A NaN in one entry leaves the others as they are."""
    batch = read(body(entry("^HSI", float("nan"), OPEN, 1), entry("^HSCE", 8900, OPEN, 8800)), ["^HSI", "^HSCE"])
    assert [quote.symbol for quote in batch.quotes] == ["^HSCE"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (PAGE.encode(), "Yahoo answered with a page instead of figures."),
        (b"", UNREADABLE),
        (b"\xff\xfe", UNREADABLE),
        (b'{"quoteResponse": {"result": [{"symbol":' + b"[" * 100_000, UNREADABLE),
        (b"[" * 100_000, "Yahoo's answer has no quotes in it."),
        (b"[]", "Yahoo's answer has no quotes in it."),
        (b'{"quoteResponse": {"result": null}}', "Yahoo's answer has no quotes in it."),
        (
            b'{"quoteResponse": {"result": null, "error": {"code": "x", "description": "Missing value."}}}',
            "Yahoo refused to answer: Missing value.",
        ),
    ],
)
def test_no_quotes_is_an_error(answer: bytes, sentence: str) -> None:
    """A page, rubbish or an answer without quotes is an error with its sentence, never an empty answer."""
    with pytest.raises(BadAnswer) as raised:
        read(answer, ["^HSI"])
    assert raised.value.sentence == sentence


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
MORE = ("marketCap", "preMarketPrice", "preMarketTime", "postMarketPrice", "postMarketTime", "sharesOutstanding")
YEAR = ("fiftyTwoWeekHigh", "fiftyTwoWeekLow", "averageDailyVolume3Month")
FIELDS = sorted(entry("^HSI", 1, OPEN, 1, longName="", **dict.fromkeys((*MORE, *YEAR), 1)))


@given(st.dictionaries(st.sampled_from(FIELDS), JUNK))
def test_any_entry_is_a_quote_or_refused(fields: dict[str, object]) -> None:
    """Whatever stands in an entry's fields, it is a quote of that symbol or refused with a reason."""
    given_ = entry("^HSI", 24300, OPEN, 24203.32, marketState="PRE") | {**fields, "symbol": "^HSI"}
    batch = read(body(given_), ["^HSI"])
    assert len(batch.quotes) + len(batch.refused) == 1
    assert all(quote.symbol == "^HSI" and quote.price > 0 for quote in batch.quotes)
    assert all(each.reason for each in batch.refused)
