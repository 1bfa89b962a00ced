"""Headlines that name an instrument, each with its publisher and time; never as the reason of a move. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.market.instrument import Exchange, Instrument
from bot.market.news import Headline
from bot.market.sessions import local_date, zone
from bot.words.language import Language, Phrase
from bot.words.times import age, clock_time, weekday
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape, user
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import titled

MOST = 5
TITLE = 200
NEWS = Phrase("In the news: {title} · {told}", "新聞：{title} · {told}", "新闻：{title} · {told}")
TOLD = Phrase("{by}, {at} ({age} ago)", "{by}，{at}（{age}前）", "{by}，{at}（{age}前）")
NOTE = "Headlines of the last 24 hours that name it; no word on what moved the price."


@dataclass(frozen=True, slots=True, kw_only=True)
class Newspaper:
    """What is to be read of one instrument, newest first. `now` is market time."""

    instrument: Instrument
    headlines: tuple[Headline, ...]
    now: datetime


def news(paper: Newspaper) -> Card:
    """Draw the card; its plain text has the words alone, without the addresses."""
    drawn = _drawn(paper, linked=True)
    return replace(drawn, text=_drawn(paper, linked=False).text)


def catalyst_line(
    headline: Headline,
    now: datetime,
    exchange: Exchange = Exchange.HONG_KONG,
    language: Language = Language.EN,
) -> str:
    """Return the line of mrkdwn that stands beside a big move: "In the news: … · Reuters, 13:02 HKT (58 min ago)"."""
    told = _told(headline, now, exchange, language)
    return NEWS.in_(language, title=_title(headline, linked=True), told=told)


def _drawn(paper: Newspaper, *, linked: bool) -> Card:
    name, symbol = titled(paper.instrument), paper.instrument.symbol
    return card(
        header(f"News: {name}"),
        *(_stories(paper, linked=linked) if paper.headlines else (section(f"No headline names {escape(name)}."),)),
        context(NOTE),
        actions(button("Price", "run:quote", f"quote {symbol}"), button("Share", "share", f"news {symbol}")),
    )


def _stories(paper: Newspaper, *, linked: bool) -> Iterator[Block]:
    """Yield a block for each: addresses are long, and none must cost another story its place."""
    for headline in paper.headlines[:MOST]:
        yield section(_title(headline, linked=linked), _told(headline, paper.now, paper.instrument.exchange))


def _title(headline: Headline, *, linked: bool) -> str:
    """Write the title as words without power; "|" would end the address that it links to."""
    words = user(headline.title, TITLE).replace("|", "¦")
    return f"<{escape(headline.url)}|{words}>" if linked and headline.url else words


def _told(headline: Headline, now: datetime, exchange: Exchange, language: Language = Language.EN) -> str:
    """Say by whom and when: "Reuters, Mon 14 Jul 21:05 HKT (16 h 55 min ago)"."""
    day = local_date(exchange, headline.time)
    before = "" if day == local_date(exchange, now) else f"{weekday(day, language)} "
    at = f"{before}{clock_time(headline.time, zone(exchange), language)}"
    return TOLD.in_(language, by=user(headline.publisher), at=at, age=age(now - headline.time, language))
