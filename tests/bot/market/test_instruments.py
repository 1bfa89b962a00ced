"""What people type, and which instrument they get."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AmbiguousInstrument, RequestError, UnknownInstrument
from bot.market.catalogue import Catalogue, catalogue, fold
from bot.market.instruments import Exchange, Instrument, Type, candidates, find, lookup, members, named, weights

CATALOGUE: Catalogue = catalogue()
INSTRUMENTS = sorted(CATALOGUE.instruments.values(), key=lambda each: each.symbol)
HONG_KONG = [each for each in INSTRUMENTS if each.symbol[:4].isdecimal() and each.symbol.endswith(".HK")]
MAINLAND = [each for each in INSTRUMENTS if each.symbol[:6].isdecimal() and each.type is Type.SHARE]


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
        ("csi 500", "000905.SS"),
        ("創業板", "399006.SZ"),
        ("科创50", "000688.SS"),
        ("tencent", "0700.HK"),
        ("腾讯", "0700.HK"),
        ("騰訊", "0700.HK"),
        ("0700.hk", "0700.HK"),
        ("<http://0700.HK|0700.HK>", "0700.HK"),
        ("alibaba", "9988.HK"),
        ("阿里", "9988.HK"),
        ("baba", "BABA"),
        ("$baba", "BABA"),
        ("BABA US", "BABA"),
        ("alibaba us", "BABA"),
        ("baba hk", "9988.HK"),
        ("NYSE:BABA", "BABA"),
        ("smic ch", "688981.SS"),
        ("gds", "GDS"),
        ("csi 300", "000300.SS"),
        ("000300", "000300.SS"),
        ("000001.SS", "000001.SS"),
        ("ping an", "2318.HK"),
        ("hsbc", "0005.HK"),
        ("茅台", "600519.SS"),
        ("usdhkd", "HKD=X"),
    ],
)
def test_names_and_codes_find_their_instrument(typed: str, symbol: str) -> None:
    """A company's name finds Hong Kong, a ticker its own exchange, and a market said after a name is heeded."""
    assert lookup(typed).symbol == symbol


@given(st.sampled_from(HONG_KONG), st.data())
def test_a_hong_kong_code_is_read_in_any_width(instrument: Instrument, data: st.DataObject) -> None:
    """Two to five digits, full-width ones too, alone or with the market before or after: it is the same share."""
    code = int(instrument.symbol[:4])
    digits = data.draw(st.sampled_from([str(code), f"{code:04d}", f"{code:05d}"]))
    wide = data.draw(st.sampled_from([digits, digits.translate({48 + n: 0xFF10 + n for n in range(10)})]))
    dress = data.draw(st.sampled_from(["{}", "{}.HK", "{} hk", "{} HK Equity", "HK:{}", "hk{}", "SEHK:{}", " ${} "]))
    assert lookup(dress.format(wide)) is instrument


@given(st.sampled_from(MAINLAND), st.sampled_from(["{}.{}", "{}{}", "{}:{}", "{} ch"]))
def test_a_mainland_code_is_read_with_its_city(instrument: Instrument, dress: str) -> None:
    """600519.SH, sh600519 and 600519 CH are the same share."""
    code, suffix = instrument.symbol.split(".")
    city = "sh" if suffix == "SS" else "sz"
    if code == "000001" and "ch" in dress:
        return  # the one that asks which
    typed = dress.format(code, city) if dress[2] in ". " else dress.format(city, code)
    assert lookup(typed) is instrument


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
    "typed",
    ["", "  ", "$", "qqqqqq", "600001", "300001", "1234567", "hk", "٣٣", "x" * 500, "a|b<c>", "tencent us", "700 us"],
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
        ("ABCD US", "ABCD", Exchange.NEW_YORK, "USD"),
        ("1234", "1234.HK", Exchange.HONG_KONG, "HKD"),
        ("80700", "80700.HK", Exchange.HONG_KONG, "CNY"),
        ("600001", "600001.SS", Exchange.SHANGHAI, "CNY"),
        ("600001 CH", "600001.SS", Exchange.SHANGHAI, "CNY"),
        ("510300", "510300.SS", Exchange.SHANGHAI, "CNY"),
        ("300001", "300001.SZ", Exchange.SHENZHEN, "CNY"),
    ],
)
def test_a_symbol_of_the_source_is_found_by_its_code(
    typed: str, symbol: str, exchange: Exchange, currency: str
) -> None:
    """What the catalogue lacks and the source has is found, its exchange and currency guessed from the suffix."""
    assert symbol in candidates(typed)
    found = lookup(typed, known={symbol})
    assert (found.symbol, found.exchange, found.currency, found.guessed) == (symbol, exchange, currency, True)


def test_a_yuan_counter_is_named_after_its_share() -> None:
    """80700 is Tencent in yuan, and says so in each language; a counter of a stranger has its code only."""
    counter = named("80700.HK")
    assert (counter.name, counter.short, counter.hant) == (
        "Tencent Holdings (RMB counter)",
        "Tencent-R",
        "騰訊控股－Ｒ",
    )
    assert (counter.currency, counter.also, counter.guessed) == ("CNY", ("0700.HK",), True)
    assert named("81234.HK").name == "81234.HK"


def test_a_symbol_of_the_source_is_suggested() -> None:
    """A typo of a symbol that only the source has is mended too."""
    with pytest.raises(UnknownInstrument) as raised:
        lookup("zzzy1", known={"ZZZY"})
    assert raised.value.suggestions == ("zzzy",)


@given(st.sampled_from(INSTRUMENTS), st.data())
def test_every_name_leads_back(instrument: Instrument, data: st.DataObject) -> None:
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


@pytest.mark.parametrize(
    ("day", "count", "joined", "left"),
    [
        ("2025-06-08", 83, "1211", "2057"),
        ("2025-06-09", 85, "2057", "0728"),
        ("2025-07-15", 85, "0300", "9992"),
        ("2025-09-08", 88, "9992", "1801"),
        ("2025-12-08", 89, "1801", "3750"),
        ("2026-01-15", 88, "0881", "0011"),
        ("2026-03-09", 90, "6181", "0881"),
    ],
)
def test_the_index_has_the_members_of_its_day(day: str, count: int, joined: str, left: str) -> None:
    """The Hang Seng Index had as many members as the press reported on each review, those that joined among them."""
    listed = {each.symbol for each in members("^HSI", date.fromisoformat(day))}
    assert len(listed) == count
    assert f"{joined}.HK" in listed
    assert f"{left}.HK" not in listed


def test_of_the_days_before_the_first_list_nothing_is_known() -> None:
    """No list is taken for one of an earlier day; without a day the newest counts; some indices have none."""
    assert members("^HSI", date(2025, 3, 9)) == members("^HXC") == ()
    assert len(members("^HSI")) == 90
    assert weights("^HSI") is None


def test_tech_has_thirty() -> None:
    """Hang Seng TECH took Leapmotor for ASMPT in December 2025, and BYD for China Literature in June."""
    days = (date(2025, 6, 8), date(2025, 7, 15), date(2025, 12, 8))
    before, tape, after = ({each.symbol for each in members("HSTECH.HK", day)} for day in days)
    assert [len(each) for each in (before, tape, after)] == [30, 30, 30]
    assert (tape - before, before - tape) == ({"1211.HK"}, {"0772.HK"})
    assert (after - tape, tape - after) == ({"9863.HK"}, {"0522.HK"})


def test_industries_can_be_ranked() -> None:
    """At least eight industries have five or more of the index's members."""
    industries = [member.industry for member in members("^HSI", date(2025, 7, 15))]
    assert sum(industries.count(industry) >= 5 for industry in set(industries)) >= 8


def test_a_receipt_knows_its_shares() -> None:
    """BABA stands for eight shares of 9988.HK, and each of the two lines knows the other."""
    baba, alibaba = named("BABA"), named("9988.HK")
    assert (baba.ordinary, baba.ratio, baba.also) == ("9988.HK", 8, ("9988.HK",))
    assert (alibaba.ordinary, alibaba.ratio, alibaba.also) == ("", None, ("BABA",))
