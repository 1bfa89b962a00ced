"""Shares of one session as rows: price, move, what was traded; and the points they brought their index. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.market.contributions import CAP, Contribution, Contributions
from bot.market.instruments import named
from bot.market.leaders import Breadth
from bot.market.quotes import Quote
from bot.words.language import Language, Phrase
from bot.words.money import compact, price
from bot.words.numbers import decimal, move, percent, signed
from handlers.cards.escape import escape
from handlers.cards.prices import Priced, short

POINTED = 3
COMMA = Phrase(", ", "、", "、")
UP, DOWN = Phrase("Up: {names}", "升：{names}", "涨：{names}"), Phrase("Down: {names}", "跌：{names}", "跌：{names}")
BREADTH = Phrase(
    "{whose}: {up} up, {down} down, {flat} flat ({known} of {of} with data)",
    "{whose}：{up}升、{down}跌、{flat}平（{of}隻中{known}隻有數據）",
    "{whose}：{up}涨、{down}跌、{flat}平（{of}只中{known}只有数据）",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares with figures of one session, `of` so many; `last` was quoted last. `now` is market time.

    `index` is the index's own figure of that session, None where there is none.
    """

    quotes: tuple[Quote, ...]
    of: int
    last: Priced
    now: datetime
    index: Priced | None = None


def row(place: int, quote: Quote, share: Decimal | None = None) -> str:
    """Write one share: "1. *CSPC*  HK$8.59  ▲ +7.51%  HK$2.4bn (2.0%)", the part of a total where given."""
    traded = compact(quote.turnover, quote.currency) if quote.turnover else ""
    part = "" if share is None else f" ({decimal(share, 1)}%)"
    parts = (
        f"{place}. *{escape(named(quote.symbol).short or quote.symbol)}*",
        price(quote.price, quote.currency),
        "" if quote.percent is None else move(quote.percent),
        traded + part,
    )
    return "  ".join(filter(None, parts))


def names(quotes: Iterable[Quote], language: Language = Language.EN) -> str:
    """Write shares in a row: "CSPC +7.5%, Alibaba +7.0%"."""
    each = (f"{short(named(one.symbol)).in_(language)} {percent(one.percent or Decimal(), 1)}" for one in quotes)
    return COMMA.in_(language).join(each)


def sides(up: Collection[Quote], down: Collection[Quote], language: Language = Language.EN) -> Iterator[str]:
    """Yield the widest moves each way: "Up: CSPC +7.5%, Alibaba +7.0%"."""
    if up:
        yield UP.in_(language, names=names(up, language))
    if down:
        yield DOWN.in_(language, names=names(down, language))


def breadth_line(breadth: Breadth, whose: str = "HSI members", language: Language = Language.EN) -> str:
    """Write "HSI members: 56 up, 26 down, 1 flat (83 of 85 with data)", "" where none has data."""
    if not breadth.known:
        return ""
    return BREADTH.in_(
        language,
        whose=whose,
        up=breadth.up,
        down=breadth.down,
        flat=breadth.flat,
        known=breadth.known,
        of=breadth.of,
    )


def points_lines(index: str, points: Contributions) -> Iterator[str]:
    """Yield who brought an index's points, who cost some, and what they leave unexplained."""
    given = [each for each in points.members if each.points > 0][:POINTED]
    taken = [each for each in reversed(points.members) if each.points < 0][:POINTED]
    both = " · ".join(filter(None, (_points(given), _points(taken))))
    yield f"Points of {index}'s {signed(points.change)}: {both or 'none'}"
    how = (
        f"approximate: by market cap capped at {CAP:.0%} a member, not free float"
        if points.approximate
        else points.basis
    )
    explained = f"{len(points.members)} members explain {signed(points.explained, 1)}"
    yield "; ".join(filter(None, (f"{explained}, residual {signed(points.residual, 1)}", how)))


def _points(contributions: Iterable[Contribution]) -> str:
    return ", ".join(f"{named(each.symbol).short} {signed(each.points, 1)}" for each in contributions)
