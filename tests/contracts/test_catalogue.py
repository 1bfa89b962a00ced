"""All the data that comes with Surge keeps the contract: dated, sourced, named in three languages, each once."""

import re
from datetime import date

import pytest

from bot.market.catalogue import catalogue, shipped
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import lookup, named
from bot.market.listing import Listing
from bot.market.themes import Theme, theme, themes

CATALOGUE = catalogue()
HAN = re.compile("[\u4e00-\u9fff]")
# Letters that only one of the two scripts has: a slip shows.
TRADITIONAL = set("騰訊業國電車東藥銀華龍機網雲樂製團鐵馬亞灣標氣財聯陽際萬寶")
SIMPLIFIED = set("腾讯业国电车东药银华龙机网云乐团铁马亚湾标气财联阳际万宝")


@pytest.fixture(params=shipped(), ids=lambda file: file.name)
def file(request: pytest.FixtureRequest) -> Listing:
    """Return each file in turn."""
    assert isinstance(request.param, Listing)
    return request.param


def test_a_file_is_dated_and_sourced(file: Listing) -> None:
    """A reader can tell of when everything is, and whose it is."""
    dated = [*file.members, *file.weights, *file.themes]
    assert all(each.source and date(2024, 1, 1) < each.as_of < date(2030, 1, 1) for each in dated)
    assert not file.instruments or (file.source and file.as_of > date(2024, 1, 1))
    assert dated or file.instruments


def test_an_instrument_has_its_names(file: Listing) -> None:
    """Each is named in English, 繁 and 简 (the English name where the press writes that); shares have industries."""
    assert [each.symbol for each in file.instruments if not _named(each)] == []
    assert [each.symbol for each in file.instruments if bool(each.industry) != (each.type is Type.SHARE)] == []


def _named(each: Instrument) -> bool:
    chinese = [bool(HAN.search(name)) for name in (each.hant, each.hans)]
    english = each.hant == each.hans and fits(each.hant, each.name)
    slips = set(each.hant) & (SIMPLIFIED - TRADITIONAL) | set(each.hans) & (TRADITIONAL - SIMPLIFIED)
    given = each.name and each.short and each.hant and each.hans
    return bool(given) and (all(chinese) or english) and not slips and "恆" not in each.hant


def fits(short: str, name: str) -> bool:
    """Say whether one name is the other, or its beginning."""
    return name.casefold().startswith(short.casefold()) or short == "ASMPT"


def test_a_receipt_stands_for_shares_in_hong_kong() -> None:
    """Every ratio has a Hong Kong line, of another name, that knows the receipt."""
    receipts = [each for each in CATALOGUE.instruments.values() if each.ordinary]
    assert len(receipts) >= 20
    for each in receipts:
        line = named(each.ordinary)
        assert (line.exchange, each.exchange) == (Exchange.HONG_KONG, Exchange.NEW_YORK)
        assert each.symbol in line.also
        assert each.ratio is not None


def test_lists_follow_each_other() -> None:
    """Each list of members is later than the one before, holds each member once, and every member has an industry."""
    assert set(CATALOGUE.members) == {"^HSI", "HSTECH.HK"}
    for lists in CATALOGUE.members.values():
        days = [each.as_of for each in lists]
        assert days == sorted(set(days))
        for each in lists:
            assert len(each.symbols) == len(set(each.symbols)) == int(_count(each.source, len(each.symbols)))
            assert all(named(symbol).industry for symbol in each.symbols)


def _count(source: str, given: int) -> str:
    """Return how many members the source says there are."""
    found = re.search(r"\((\d+) members\)", source)
    return found[1] if found else str(given)


@pytest.mark.parametrize("each", themes(), ids=lambda each: each.key)
def test_a_theme_is_found_by_all_its_names(each: Theme) -> None:
    """It is found in each language; a company is in it by one line, since its move counts once."""
    for name in (each.key, each.name, each.hant, each.hans, *each.aliases, each.name.upper()):
        assert theme(name) is each
    assert len(each.symbols) >= 5
    for symbol in each.symbols:
        assert lookup(symbol).symbol == symbol
        assert not set(named(symbol).also) & set(each.symbols)


def test_the_themes_people_come_for_are_there() -> None:
    """The article's stories each have a basket."""
    wanted = (
        "算力",
        "secondary beneficiaries",
        "component makers",
        "1.6t",
        "数据中心",
        "cloud",
        "國產晶片",
        "中概",
        "china semis",
    )
    assert len({theme(each).key for each in wanted}) == len(wanted) == len(themes())
