"""`/surge news`: what names an instrument, from a newsroom that may be slow, failing, or not there at all."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import Unreachable
from bot.market.instruments import named
from bot.market.news import Headline
from bot.market.newsroom import NewsDesk
from handlers.cards.prices import Priced
from handlers.sights.news import catalyst
from tests.bot.market.samples import at
from tests.handlers.asking import Hall, hall, line
from tests.stage import quote

DAY = [
    line(0, ("^HSI", 102.0), ("0700.HK", 94.9), ("9988.HK", 104.9)),
    {**line(1), "quotes": [{**quote("TSLA", 110.0, at("04:00")), "name": "Tesla, Inc.", "currency": "USD"}]},
]


def told(title: str, time: str = "09:00") -> Headline:
    """Return a headline of this morning."""
    return Headline(title=title, publisher="Reuters", url="https://e.com/1", time=at(time))


class Press:
    """A source of headlines about everybody."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def fetch(self, symbol: str) -> tuple[Headline, ...]:
        """Answer, but for one symbol."""
        self.asked.append(symbol)
        if symbol == "9988.HK":
            raise Unreachable("The line is dead.")
        return (
            told("Tencent climbs"),
            told("Hang Seng up 2%"),
            told("Tesla up 10%"),
            told("Tencent, yesterday", "2025-07-14 09:00"),
        )


@pytest.fixture(name="press")
def source() -> Press:
    """A source of headlines."""
    return Press()


@pytest.fixture(name="here")
async def newsroom(tmp_path: Path, press: Press) -> AsyncIterator[Hall]:
    """Give a Surge that has a newsroom."""
    async with hall(tmp_path, DAY) as opened:
        await opened.play(1)
        desk = NewsDesk(press.fetch, opened.surge.clock)
        yield Hall(replace(opened.surge, newsroom=desk))
        await desk.close()


async def test_what_names_it_is_shown(here: Hall, press: Press) -> None:
    """By any name, in any language; what names others, or is a day old, is not; asked again, it costs nothing."""
    for words in ("news tencent", "news 騰訊", "news 0700", "headlines $0700.HK", "新聞 騰訊"):
        text = await here.ask(words)
        assert "Tencent climbs\nReuters, 09:00 HKT (46 min ago)" in text
        assert "Hang Seng" not in text
        assert "yesterday" not in text
        assert "because" not in text.casefold()
    assert press.asked == ["0700.HK"]


async def test_a_quote_brings_a_name(here: Hall) -> None:
    """What the catalogue does not know goes by the name that its quote came with."""
    assert "Tesla up 10%" in await here.ask("news TSLA")


async def test_a_failing_newsroom_is_a_sentence(here: Hall) -> None:
    """What cannot be had is said, with a button that asks again; quotes go on."""
    card = await here.card("news alibaba")
    assert "No headlines could be had just now. The line is dead." in card.text
    assert "run:again" in str(card.blocks)
    assert "104.90" in await here.ask("alibaba")


async def test_news_of_nothing_asks_back(here: Hall) -> None:
    """`news` alone says how it is typed; a name that is none gets suggestions."""
    assert "/surge news tencent" in await here.ask("news")
    assert "Nothing is known" in await here.ask("news tencnet games")


async def test_a_tape_has_no_headlines(tmp_path: Path) -> None:
    """A replay says that they were not recorded."""
    async with hall(tmp_path, DAY) as here:
        assert await here.ask("news tencent") == "The tape has no headlines: they were not recorded."
        assert catalyst(Priced(named("0700.HK"), await here.surge.desk.quote(named("0700.HK"))), here.surge) is None


async def test_a_big_mover_has_its_headline_at_the_second_look(here: Hall, press: Press) -> None:
    """The first look has it fetched and does not wait, the next shows it, and a small move asks for nothing."""

    async def look(symbol: str) -> str:
        instrument = named(symbol)
        found = catalyst(Priced(instrument, await here.surge.desk.quote(instrument)), here.surge)
        return found.title if found else ""

    assert [await look(symbol) for symbol in ("0700.HK", "^HSI", "9988.HK")] == ["", "", ""]
    assert here.surge.newsroom is not None
    await here.surge.newsroom.headlines("0700.HK")
    await here.surge.newsroom.headlines("^HSI")
    assert [await look(symbol) for symbol in ("0700.HK", "^HSI")] == ["Tencent climbs", "Hang Seng up 2%"]
    assert "\nIn the news: <https://e.com/1|Tencent climbs> · Reuters, 09:00 HKT (46 min ago)" in await here.ask("0700")
    assert "In the news" not in await here.ask("9988")
    assert press.asked == ["0700.HK", "^HSI"]
