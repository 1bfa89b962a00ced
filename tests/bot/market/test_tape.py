"""Reading tapes, good and bad."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigurationError
from bot.market.provider import Refused
from bot.market.quotes import Close, Extended, Hours, Series
from bot.market.tape import read
from bot.market.turnover import Scope, TurnoverHistory
from tests.bot.market.samples import at, entry, line, tape

HEADER = '{"tape": "2025-07-15"}'
GOOD = line("09:45", entry(24300, "09:30"))


def test_a_line_as_documented() -> None:
    """Each documented field of a line is read, and null is unknown."""
    full = entry(
        24300.1,
        "09:30",
        volume=1000,
        open=24281.94,
        market_cap=None,
        pre_market_price=24290,
        shares=9_176_000_000,
        year_high=25735.89,
        year_low=16964.28,
        average_volume=4_000_000,
        name="Hang Seng",
        sector="none",
    )
    answer = tape(line("09:45", full, turnover={"scope": "market", "value": 3.1e10})).lines[0].answer
    (quote,) = answer.quotes
    assert (quote.symbol, quote.price, quote.previous_close) == ("^HSI", Decimal("24300.1"), Decimal(24000))
    assert (quote.time, quote.currency, quote.delay_minutes) == (at("09:30"), "HKD", 15)
    assert (quote.volume, quote.open, quote.market_cap) == (1000, Decimal("24281.94"), None)
    assert (quote.pre_market_price, quote.name, quote.sector) == (Decimal(24290), "Hang Seng", "none")
    assert (quote.shares, quote.average_volume) == (9_176_000_000, 4_000_000)
    assert (quote.year_high, quote.year_low) == (Decimal("25735.89"), Decimal("16964.28"))
    assert [(each.scope, each.value) for each in answer.turnovers] == [(Scope.MARKET, Decimal(31) * 10**9)]
    assert answer.refused == ()


def test_extended_hours_of_a_line() -> None:
    """A price before or after hours is held against its own close, and without a time of its own has the line's."""
    closed = {"currency": "USD", "previous_close": 35, "delay_minutes": 0}
    before = entry(36, "2025-07-15 04:00", "GDS", **closed, pre_market_price=40)
    opened = entry(38, "2025-07-15 21:30", "GDS", **closed, pre_market_price=40)
    after = entry(
        36, "2025-07-15 04:00", "GDS", **closed, post_market_price=37, post_market_time=at("05:00").isoformat()
    )
    lines = tape(line("20:00", before), line("21:30", opened), line("21:31", after)).lines
    early, late, post = (each.answer.quotes[0].extended for each in lines)
    assert early == Extended(Decimal(40), at("20:00"), Hours.PRE, Decimal(36))
    assert late == Extended(Decimal(40), at("21:30"), Hours.PRE, Decimal(35))
    assert post == Extended(Decimal(37), at("05:00"), Hours.POST, Decimal(36))


def test_a_header_as_documented() -> None:
    """Title, sources, notes, earlier closes and turnovers come from the header, oldest first."""
    header = {
        "title": "A day",
        "sources": ["one", "two"],
        "notes": "all made up",
        "closes": {"^HSI": [["2025-07-14", 24203.32], ["2025-03-19", 24771.14]]},
        "turnover": {
            "scope": "official",
            "unit": "HKD",
            "days": [["2025-04-07", 6.209e11]],
            "months": [["2025-06", 230191000000]],
        },
    }
    found = tape(GOOD, header=header)
    assert (found.day, found.title, found.sources, found.notes) == (
        date(2025, 7, 15),
        "A day",
        ("one", "two"),
        "all made up",
    )
    assert found.closes["^HSI"] == Series(
        (Close(date(2025, 3, 19), Decimal("24771.14")), Close(date(2025, 7, 14), Decimal("24203.32")))
    )
    assert found.turnovers == TurnoverHistory(
        Scope.OFFICIAL, ((date(2025, 4, 7), Decimal(620_900_000_000)),), (("2025-06", Decimal(230_191_000_000)),)
    )


@pytest.mark.parametrize(
    "header",
    ["", "nonsense", "[]", "{}", '{"tape": "yesterday"}', GOOD],
)
def test_without_a_header_there_is_no_tape(header: str) -> None:
    """A file that does not begin with a header is refused with a sentence that says what a header is."""
    with pytest.raises(ConfigurationError, match="no header"):
        read([header, GOOD])


@pytest.mark.parametrize("lines", [[], ["nonsense"], ['{"at": "noon"}']])
def test_without_a_line_there_is_no_tape(lines: list[str]) -> None:
    """A tape none of whose lines can be played is refused."""
    with pytest.raises(ConfigurationError, match="no line"):
        tape(*lines)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("nonsense", "no JSON"),
        ("[]", "no JSON object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"at": ' + "1" * 5000 + "}", "no JSON"),
        ("{}", "no time in `at`"),
        ('{"at": "noon"}', "no time in `at`"),
        ('{"at": 5}', "no time in `at`"),
        ('{"at": "2025-07-15T09:46:00"}', "time without a zone"),
        ('{"at": "0001-01-01T00:00:00+00:00"}', "time out of range"),
        ('{"at": "2099-07-15T09:46:00+08:00"}', "not near 2025-07-15"),
        (line("09:44"), "earlier than the line before"),
        ('{"at": "2025-07-15T09:46:00+08:00", "quotes": {}}', "quotes are no list"),
        ("\ufffd\ufffd", "no JSON"),
    ],
)
def test_a_faulty_line_is_reported_and_skipped(text: str, complaint: str) -> None:
    """A line that makes no sense is named by its number, and the lines around it are played."""
    found = tape(GOOD, "", text, line("09:47", entry(24301, "09:32")))
    assert [each.at for each in found.lines] == [at("09:45"), at("09:47")]
    (fault,) = found.faults
    assert fault.number == 4
    assert fault.sentence.startswith("Line 4 is skipped: ")
    assert complaint in fault.sentence


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        ("0", "not positive"),
        ("-1", "not positive"),
        ("NaN", "not finite"),
        ("-Infinity", "not finite"),
        ("1e999", "out of range"),
        ("1e99999999999999999999", "not finite"),
        ('"NaN"', "not finite"),
        ('"dear"', "not a number"),
        ("null", "not a number"),
        ("true", "not a number"),
        ("[1]", "not a number"),
    ],
)
def test_an_entry_that_is_no_quote_is_refused(price: str, reason: str) -> None:
    """A price that cannot be one is refused with its reason, and the rest of the line lives."""
    text = line("09:45", entry("PRICE", "09:30"), entry(500, "09:30", "0700.HK")).replace('"PRICE"', price)
    answer = tape(text).lines[0].answer
    assert [quote.symbol for quote in answer.quotes] == ["0700.HK"]
    assert answer.refused == (Refused("^HSI", reason),)


@pytest.mark.parametrize(
    ("broken", "symbol", "reason"),
    [
        ({"time": None}, "^HSI", "no time in `time`"),
        ({"time": "2025-07-15T09:30:00"}, "^HSI", "time without a zone in `time`"),
        ({"symbol": "not one"}, "?", "no symbol"),
        ({"symbol": 700}, "?", "no symbol"),
    ],
)
def test_a_quote_needs_symbol_and_time(broken: dict[str, object], symbol: str, reason: str) -> None:
    """A price of nobody knows what or when is no quote."""
    answer = tape(line("09:45", {**entry(24300, "09:30"), **broken})).lines[0].answer
    assert answer.refused == (Refused(symbol, reason),)


def test_what_is_no_object_is_no_quote() -> None:
    """A number among the quotes is refused."""
    text = f'{{"at": "{at("09:45").isoformat()}", "quotes": [5]}}'
    assert tape(text).lines[0].answer.refused == (Refused("?", "no symbol"),)


@pytest.mark.parametrize("unfit", ["0", "-5", "NaN", '"n/a"', "1e30", "null"])
def test_an_unfit_extra_is_unknown(unfit: str) -> None:
    """A previous close, volume or market cap that cannot be true is unknown, never zero, and spoils nothing else."""
    fields = {"previous_close": "X", "open": "X", "volume": "X", "market_cap": "X", "delay_minutes": "X"}
    text = line("09:45", {**entry("24300", "09:30"), **fields}).replace('"X"', unfit)
    (quote,) = tape(text).lines[0].answer.quotes
    assert (quote.previous_close, quote.open, quote.volume, quote.market_cap) == (None, None, None, None)
    assert quote.price == 24300
    assert quote.delay_minutes in {0, 15}


def test_what_is_left_out_follows_from_the_symbol() -> None:
    """Currency and delay that are not given are those of the exchange; unknown fields are passed over."""
    bare = {"price": 1, "time": at("09:30").isoformat(), "colour": "red"}
    answer = tape(line("09:45", {"symbol": "0700.hk", **bare}, {"symbol": "BABA", **bare})).lines[0].answer
    assert [(quote.symbol, quote.currency, quote.delay_minutes) for quote in answer.quotes] == [
        ("0700.HK", "HKD", 15),
        ("BABA", "USD", 0),
    ]


def test_a_name_given_once_holds() -> None:
    """Name and sector given on one line hold for the symbol's later ones."""
    first = line("09:45", entry(5, "09:30", "1234.HK", name="New Co", sector="Tech"))
    found = tape(first, line("09:46", entry(5, "09:31", "1234.HK")))
    (quote,) = found.lines[1].answer.quotes
    assert (quote.name, quote.sector) == ("New Co", "Tech")


@pytest.mark.parametrize(
    ("entries", "given", "time"),
    [
        ([entry(24300, "09:30"), entry(500, "09:35", "0700.HK", delay_minutes=10)], {}, "09:35"),
        ([entry(100, "09:45", "BABA", delay_minutes=0)], {}, "09:30"),
        ([], {}, "09:30"),
        ([], {"time": "2025-07-15T09:40:00+08:00"}, "09:40"),
        ([entry(24300, "09:25", delay_minutes=20)], {}, "09:25"),
    ],
)
def test_the_time_of_a_turnover(entries: list[dict[str, object]], given: dict[str, object], time: str) -> None:
    """A turnover without a time is as late as the most punctual Hong Kong quote beside it, or 15 minutes."""
    answer = tape(line("09:45", *entries, turnover={"scope": "market", "value": 5e9, **given})).lines[0].answer
    assert [each.time for each in answer.turnovers] == [at(time)]


@pytest.mark.parametrize(
    ("turnover", "reason"),
    [
        ({"scope": "market", "value": 0}, "not positive"),
        ({"scope": "market"}, "not a number"),
        ({"scope": "the moon", "value": 5e9}, "unknown scope of turnover"),
        ({"scope": "market", "value": 5e9, "time": "soon"}, "no time in `time`"),
        (5e9, "unknown scope of turnover"),
    ],
)
def test_an_unfit_turnover_is_refused(turnover: object, reason: str) -> None:
    """A turnover that cannot be one is refused, and the quotes beside it live."""
    answer = tape(line("09:45", entry(24300, "09:30"), turnover=turnover)).lines[0].answer
    assert answer.turnovers == ()
    assert len(answer.quotes) == 1
    assert answer.refused == (Refused("turnover", reason),)


def test_an_error_line_has_its_name() -> None:
    """A line may tell of a failure of the source instead of an answer."""
    found = tape(GOOD, line("09:46", error="rate-limited"), line("09:47", error=""))
    assert [each.error for each in found.lines] == ["", "rate-limited", "unknown"]


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ({"closes": []}, 1),
        ({"closes": {"^HSI": [["2025-07-14", 0], ["someday", 5], 5, ["2025-07-11", 24139.57]]}}, 3),
        ({"closes": {"^HSI": 5}}, 0),
        ({"turnover": 5}, 1),
        ({"turnover": {"unit": "USD", "days": [["2025-04-07", 6e11]]}}, 1),
        ({"turnover": {"scope": "moon", "days": [["2025-04-07", 6e11]]}}, 1),
        ({"turnover": {"days": [["2025-04-07", -6e11]], "months": {"2025-06": 2.3e11}}}, 1),
    ],
)
def test_a_doubtful_header_is_read_as_far_as_it_makes_sense(header: dict[str, object], faults: int) -> None:
    """Rows of the header that make no sense are faults of line 1, and nothing is made of them."""
    found = tape(GOOD, header=header)
    assert [fault.number for fault in found.faults] == [1] * faults
    assert all(close.price > 0 for series in found.closes.values() for close in series.closes)
    assert found.turnovers.days == ()


def test_a_byte_order_mark_is_no_fault() -> None:
    """A file that an editor marked as UTF-8 is read."""
    assert read(["\ufeff" + HEADER, GOOD]).faults == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.sampled_from(["symbol", "price", "previous_close", "time", "currency", "volume", "delay_minutes"])


@given(st.dictionaries(FIELDS, JSON), st.dictionaries(st.sampled_from(["at", "quotes", "turnover", "error"]), JSON))
def test_nothing_in_a_line_breaks_the_reading(fields: dict[str, object], top: dict[str, object]) -> None:
    """Whatever JSON stands in a line, the tape is read and its other lines are played."""
    odd = json.dumps({"at": at("09:46").isoformat(), "quotes": [{**entry(1, "09:31"), **fields}], **top})
    found = tape(GOOD, odd, line("09:47"))
    assert at("09:45") in [each.at for each in found.lines]
    assert at("09:47") in [each.at for each in found.lines]
