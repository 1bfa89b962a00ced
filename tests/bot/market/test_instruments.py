"""What people type, and which instrument they get."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AmbiguousInstrument, RequestError, UnknownInstrument
from bot.market.catalogue import Catalogue, catalogue, fold
from bot.market.instruments import Exchange, Type, find, lookup, members, named

CATALOGUE: Catalogue = catalogue()


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("hsi", "^HSI"),
        ("恒指", "^HSI"),
        ("恆指", "^HSI"),
        ("HSI Index", "^HSI"),
        ("hang seng index", "^HSI"),
        ("800000", "^HSI"),
        ("hscei", "^HSCE"),
        ("800100", "^HSCE"),
        ("hstech", "HSTECH.HK"),
        ("hang  seng TECH", "HSTECH.HK"),
        ("科指", "HSTECH.HK"),
        ("800700", "HSTECH.HK"),
        ("golden", "^HXC"),
        ("tencent", "0700.HK"),
        ("腾讯", "0700.HK"),
        ("騰訊", "0700.HK"),
        ("700", "0700.HK"),
        ("0700", "0700.HK"),
        ("00700", "0700.HK"),
        ("０７００", "0700.HK"),
        ("0700.hk", "0700.HK"),
        ("700 HK", "0700.HK"),
        ("700 HK Equity", "0700.HK"),
        ("<http://0700.HK|0700.HK>", "0700.HK"),
        ("alibaba", "9988.HK"),
        ("阿里", "9988.HK"),
        ("baba", "BABA"),
        ("BABA US", "BABA"),
        ("$baba", "BABA"),
        ("gds", "GDS"),
        ("csi 300", "000300.SS"),
        ("000300", "000300.SS"),
        ("000001.SS", "000001.SS"),
        ("ping an", "2318.HK"),
    ],
)
def test_names_and_codes_find_their_instrument(typed: str, symbol: str) -> None:
    """A company's name finds Hong Kong, a ticker its own exchange, and a code is read in any width."""
    assert lookup(typed).symbol == symbol


def test_000001_asks_which() -> None:
    """The code 000001 is an index in Shanghai and a bank in Shenzhen, and both are offered."""
    with pytest.raises(AmbiguousInstrument) as raised:
        lookup("000001")
    assert raised.value.suggestions == ("000001.SZ", "000001.SS")
    assert "SSE Composite" in raised.value.sentence


@pytest.mark.parametrize(("typed", "meant"), [("tencnt", "tencent"), ("alibab", "alibaba"), ("騰訊控", "騰訊控股")])
def test_a_typo_gets_suggestions(typed: str, meant: str) -> None:
    """Of the names that come near, the nearest is suggested first, and it can be typed as it stands."""
    with pytest.raises(UnknownInstrument) as raised:
        lookup(typed)
    assert raised.value.suggestions[0] == meant
    assert meant in raised.value.sentence
    assert lookup(raised.value.suggestions[0])


@pytest.mark.parametrize(
    "typed", ["", "  ", "$", "qqqqqq", "600519", "300750", "1234567", "hk", "٣٣", "x" * 500, "a|b<c>"]
)
def test_nonsense_finds_nothing(typed: str) -> None:
    """What names nothing is refused with a sentence of a bearable length."""
    assert find(typed) is None
    with pytest.raises(UnknownInstrument) as raised:
        lookup(typed)
    assert len(raised.value.sentence) < 200


@pytest.mark.parametrize(
    ("typed", "symbol", "exchange", "currency"),
    [
        ("abcd", "ABCD", Exchange.NEW_YORK, "USD"),
        ("$help", "HELP", Exchange.NEW_YORK, "USD"),
        ("1234", "1234.HK", Exchange.HONG_KONG, "HKD"),
        ("80700", "80700.HK", Exchange.HONG_KONG, "CNY"),
        ("600519", "600519.SS", Exchange.SHANGHAI, "CNY"),
        ("600519 CH", "600519.SS", Exchange.SHANGHAI, "CNY"),
        ("300750", "300750.SZ", Exchange.SHENZHEN, "CNY"),
    ],
)
def test_a_symbol_of_the_source_is_found_by_its_code(
    typed: str, symbol: str, exchange: Exchange, currency: str
) -> None:
    """What the catalogue lacks and the source has is found, its exchange and currency guessed from the suffix."""
    found = lookup(typed, known={symbol})
    assert (found.symbol, found.exchange, found.currency, found.guessed) == (symbol, exchange, currency, True)


def test_a_symbol_of_the_source_is_suggested() -> None:
    """A typo of a symbol that only the source has is mended too."""
    with pytest.raises(UnknownInstrument) as raised:
        lookup("zzzy1", known={"ZZZY"})
    assert raised.value.suggestions == ("zzzy",)


@given(st.sampled_from(sorted(CATALOGUE.instruments.values(), key=lambda each: each.symbol)), st.data())
def test_every_name_leads_back(instrument: object, data: st.DataObject) -> None:
    """Any name of an instrument, in any case and with a $ before it, finds that instrument and no other."""
    own = [name for name, symbol in CATALOGUE.names.items() if CATALOGUE.instruments[symbol] is instrument]
    dress: Callable[[str], str] = data.draw(st.sampled_from([str.upper, str.title, "  {} ".format, "${}".format]))
    assert lookup(dress(data.draw(st.sampled_from(own)))) is instrument


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    """Whatever is typed finds an instrument or raises an error with a sentence, never anything else."""
    try:
        answer = lookup(text).symbol
    except RequestError as error:
        answer = error.sentence
    assert answer


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded name is in its last form."""
    assert fold(fold(text)) == fold(text)


def test_named_always_gives_one() -> None:
    """A symbol is never unnamed: an index of nowhere is one of New York's."""
    assert named("0700.HK").short == "Tencent"
    assert (named("^NEW").type, named("^NEW").guessed) == (Type.INDEX, True)


def test_the_index_has_its_members() -> None:
    """The Hang Seng Index had 85 members on the day of the surge, each with an industry."""
    assert len(members("^HSI")) == 85
    assert all(member.industry for member in members("^HSI"))
    assert members("^HXC") == ()


def test_industries_can_be_ranked() -> None:
    """At least eight industries have five or more of the index's members."""
    industries = [member.industry for member in members("^HSI")]
    assert sum(industries.count(industry) >= 5 for industry in set(industries)) >= 8


def test_the_catalogue_is_dated_and_sourced() -> None:
    """A reader can tell of when the map is, and whose it is."""
    assert CATALOGUE.as_of.isoformat() == "2025-07-15"
    assert "HSICS" in CATALOGUE.source
