"""Which headlines may be quoted for an instrument: those that name it, for a day, each story once."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.market.instrument import guess
from bot.market.instruments import named
from bot.market.news import Headline, big, quotable, tidy, web_address
from tests.bot.market.samples import at

NOW = at("14:00")


def told(title: str, when: datetime = NOW, *symbols: str, publisher: str = "Reuters") -> Headline:
    """Return a headline."""
    return Headline(title=title, publisher=publisher, url="", time=when, symbols=symbols)


def names(title: str, symbol: str, *further: str) -> bool:
    """Say whether a title counts as naming the instrument."""
    return bool(quotable([told(title)], named(symbol), NOW, further))


@pytest.mark.parametrize(
    ("symbol", "title"),
    [
        ("0700.HK", "Tencent shares jump 5%"),
        ("0700.HK", "TENCENT: new games approved"),
        ("0700.HK", "騰訊獲批新遊戲"),
        ("0700.HK", "腾讯获批新游戏"),
        ("0700.HK", "Stocks to watch: 0700.HK, 9988.HK"),
        ("0700.HK", "Games maker (SEHK:700) wins approval"),
        ("^HSI", "Hang Seng climbs 1.6% to four-month high"),
        ("^HSI", "恒指升逾300點"),
        ("HSTECH.HK", "Hang Seng TECH Index leads"),
        ("1211.HK", "BYD's sales rise"),
        ("NVDA", "NVIDIA to resume H20 sales"),
        ("NVDA", "Nvidia's market value tops $4 trillion"),
        ("BABA", "Why BABA jumped today"),
        ("9988.HK", "Alibaba's cloud unit"),
    ],
)
def test_it_is_named(symbol: str, title: str) -> None:
    """Any of its names as whole words, in any case, or its symbol as symbols are written."""
    assert names(title, symbol)


@pytest.mark.parametrize(
    ("symbol", "title"),
    [
        ("0700.HK", "Hang Seng gains 700 points"),
        ("0700.HK", "Tencents and dollars"),
        ("^HSI", "Hang Seng Bank names new chief"),
        ("^HSI", "Hang Seng TECH Index slumps"),
        ("1211.HK", "BYD Electronic wins orders"),
        ("1211.HK", "Nobody had foreseen it"),
        ("^HXC", "Golden State warriors win"),
        ("000001.SS", "Typhoon nears Shanghai"),
        ("BABA", "Alibabas of the world"),
        ("NVDA", "Chip shares rally"),
    ],
)
def test_it_is_not_named(symbol: str, title: str) -> None:
    """Part of a word, a number, a place, or somebody else's longer name does not name it."""
    assert not names(title, symbol)


def test_a_ticker_that_is_a_word_counts_as_a_ticker_only() -> None:
    """NOW and ALL name a share only in brackets, after a $ or after an exchange; a longer one also by itself."""
    for title, found in (("Buy NOW", False), ("ServiceNow (NOW) up", True), ("$NOW up", True), ("NYSE: NOW", True)):
        assert bool(quotable([told(title)], guess("NOW"), NOW)) is found
    assert quotable([told("COIN soars")], guess("COIN"), NOW)
    assert not quotable([told("Coin collectors meet")], guess("COIN"), NOW)


def test_the_source_of_quotes_knows_more_names() -> None:
    """A company that the catalogue does not know is named by the name its quote came with, without its tail."""
    assert not quotable([told("Tesla deliveries beat")], guess("TSLA"), NOW)
    assert quotable([told("Tesla deliveries beat")], guess("TSLA"), NOW, ["Tesla, Inc."])
    assert quotable([told("NTES lifts outlook")], guess("9999.HK"), NOW, ["NTES-S"])


def test_what_a_story_is_filed_under_counts() -> None:
    """A story filed under few symbols names them; one filed under many is a round-up."""
    assert quotable([told("Chip shares rally", NOW, "NVDA", "AMD")], named("NVDA"), NOW)
    assert not quotable([told("Chip shares rally", NOW, "NVDA", *"ABCDE")], named("NVDA"), NOW)


def test_a_headline_is_quoted_for_a_day() -> None:
    """Under 24 hours old, and not from the future but for a publisher's fast clock."""
    for age, found in ((timedelta(hours=23, minutes=59), True), (timedelta(days=1), False)):
        assert bool(quotable([told("Tencent up", NOW - age)], named("0700.HK"), NOW)) is found
    assert quotable([told("Tencent up", NOW + timedelta(minutes=5))], named("0700.HK"), NOW)
    assert not quotable([told("Tencent up", NOW + timedelta(minutes=6))], named("0700.HK"), NOW)


def test_each_story_once_newest_first() -> None:
    """Copies of a title are one story, told by its newest copy."""
    hour = timedelta(hours=1)
    copies = [told("Tencent up 5%", NOW - 2 * hour, publisher="A"), told("Tencent: Up 5%!", NOW - hour, publisher="B")]
    found = quotable([*copies, told("Tencent buys back", NOW - 3 * hour, publisher="C")], named("0700.HK"), NOW)
    assert [each.publisher for each in found] == ["B", "C"]


@pytest.mark.parametrize(
    ("symbol", "percent", "asks"),
    [
        ("0700.HK", "5", True),
        ("0700.HK", "-4.99", False),
        ("^HSI", "-2", True),
        ("^HSI", "1.99", False),
        ("KWEB", "-5", True),
    ],
)
def test_a_big_move_asks_for_a_headline(symbol: str, percent: str, asks: bool) -> None:  # noqa: FBT001 - a table's column
    """Five per cent of a share or fund, two of an index, either way; nothing where the change is unknown."""
    assert big(named(symbol), Decimal(percent)) is asks
    assert not big(named(symbol), None)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("https://www.reuters.com/a?b=1&c=2#d", "https://www.reuters.com/a?b=1&c=2#d"),
        ("http://e.com/a|<!channel>", "http://e.com/a%7C%3C!channel%3E"),
        ("https://e.com/a*b`c d_e~f", "https://e.com/a%2Ab%60c%20d_e~f"),
        ("https://e.com/新聞", "https://e.com/%E6%96%B0%E8%81%9E"),
        *((bad, "") for bad in ("javascript:alert(1)", "data:text/html,x", "//e.com/a", "e.com", "ftp://e.com/", "")),
        *((bad, "") for bad in ("https://user:pw@e.com/", "https://e.com\\@f.com/", "https:///a", "http://localhost/")),
        *(
            (bad, "")
            for bad in (
                "http://169.254.169.254/",
                "http://[::1]/",
                "https://e.com:x/",
                "https://[bad",
                "https://e.com/\ud800",
                "https://еxample.com/",
            )
        ),
        *(("https://e.com/" + letter * 400, "") for letter in ("aaa", "新")),
    ],
)
def test_only_the_web_is_linked(text: str, safe: str) -> None:
    """An address leads to a named host by http or https, hides nothing, and cannot end its own link."""
    assert web_address(text) == safe


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30).map(lambda text: f"https://e.com/{text}"))
def test_an_address_has_no_power(text: str) -> None:
    """Whatever follows the host, nothing is left that Slack would read, and cleaning it again changes nothing."""
    safe = web_address(text)
    assert not set(safe) & set('|<>*` \n"\\')
    assert web_address(safe) == safe
    assert safe.isascii()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_tidy_text_is_one_visible_line(text: str) -> None:
    """What was published becomes one line of visible letters, and stays as it is when it is one."""
    line = tidy(text)
    assert line.isprintable()
    assert tidy(line) == line


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"publisher": ""}, {"time": NOW.replace(tzinfo=None)}, {"url": "javascript:x"}]
)
def test_no_headline_without_its_source(wrong: dict[str, object]) -> None:
    """A headline that lacks title, publisher or zone, or leads nowhere good, cannot be made."""
    given: dict[str, object] = {"title": "T", "publisher": "P", "url": "", "time": NOW}
    with pytest.raises(ValueError, match=r"no title|zone|address"):
        Headline(**{**given, **wrong})  # type: ignore[arg-type]  # as given
