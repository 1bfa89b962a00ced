"""Headlines on a card: title, publisher, time; words of others, which have no power there."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.news import Headline, tidy, web_address
from handlers.cards.card import Card
from handlers.cards.limits import problems, text_problems
from handlers.cards.news import MOST, Newspaper, catalyst_line, news
from handlers.cards.parts import card, context
from tests.bot.market.samples import at
from tests.hostile import OURS, PIECES, powers

NOW = at("14:00")
TENCENT = named("0700.HK")
TITLES = (
    st.lists(st.sampled_from(PIECES) | st.text(max_size=9), min_size=1, max_size=3).map(" ".join).map(tidy).filter(bool)
)
# Urls as a publisher may send them, the longest that is taken, and none.
URLS = st.sampled_from(("", "https://e.com/a?b=1&c=2", "https://e.com/" + "a" * 980)) | st.sampled_from(PIECES).map(
    lambda piece: web_address(f"https://e.com/{piece}")
)


def told(title: str, hours: float = 1, url: str = "https://e.com/1", publisher: str = "Reuters") -> Headline:
    """Return a headline of some hours ago."""
    return Headline(title=title, publisher=publisher, url=url, time=NOW - timedelta(hours=hours))


def paper(*headlines: Headline) -> Card:
    """Return the card of these."""
    return news(Newspaper(instrument=TENCENT, headlines=headlines, now=NOW))


def test_each_headline_has_its_source_and_time() -> None:
    """The title links to the story; below stand publisher, exchange time and age, with the day where it is another."""
    drawn = paper(told("Tencent climbs", 1), told("Tencent buys back", 20, publisher="AP"))
    assert drawn.text == (
        "News: Tencent Holdings (0700.HK)\n"
        "Tencent climbs\nReuters, 13:00 HKT (1 h ago)\n"
        "Tencent buys back\nAP, Mon 14 Jul 18:00 HKT (20 h ago)\n"
        "Headlines of the last 24 hours that name it; no word on what moved the price."
    )
    assert "<https://e.com/1|Tencent climbs>" in str(drawn.blocks)
    assert drawn.figures


def test_only_so_many_are_shown() -> None:
    """Five headlines are enough, however long their addresses."""
    drawn = paper(*(told(f"Story {number}", 1, "https://e.com/" + "a" * 980) for number in range(9)))
    assert (drawn.text.count("Story"), MOST) == (5, 5)
    assert problems(drawn.blocks) == []


def test_silence_is_said() -> None:
    """Where nothing names it, the card says so."""
    assert "No headline names Tencent Holdings (0700.HK)." in paper().text


def test_a_catalyst_is_told_without_a_because() -> None:
    """Beside a big move stands what is in the news and since when, in the exchange's time, and not a word of why."""
    assert catalyst_line(told("Tencent climbs"), NOW) == (
        "In the news: <https://e.com/1|Tencent climbs> · Reuters, 13:00 HKT (1 h ago)"
    )
    line = catalyst_line(told("BABA up", url=""), NOW, Exchange.NEW_YORK)
    assert line == "In the news: BABA up · Reuters, 01:00 New York (1 h ago)"


@settings(max_examples=40, deadline=None)
@given(title=TITLES, publisher=TITLES, url=URLS)
def test_published_words_have_no_power(title: str, publisher: str, url: str) -> None:
    """Whatever a publisher calls a story or itself, nothing of it is more than words but the one safe link."""
    headline = told(title, 1, url, publisher)
    drawn = paper(headline)
    assert problems(drawn.blocks) == []
    assert text_problems(drawn.text) == []
    for shown in (drawn, card(context(catalyst_line(headline, NOW)))):
        assert [power for power in powers(shown) if not _ours(power, url)] == []
    assert powers(Card(drawn.text, ())) == []


def _ours(power: str, url: str) -> bool:
    """Whether a power is the link to the story itself, with nothing but words in it."""
    link = power.partition(": ")[2]
    address, _, words = link.removeprefix("<").removesuffix(">").partition("|")
    return bool(url) and address == url.replace("&", "&amp;") and not set(words) & set("<>|") and not OURS.search(words)
