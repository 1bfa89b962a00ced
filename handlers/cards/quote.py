"""One instrument's price, and what it means today. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.market.history import Fact, Since
from bot.market.instrument import Exchange, Instrument
from bot.market.news import Headline
from bot.market.premarket import moves
from bot.market.turnover import Turnover
from bot.words.language import NOTHING, Language, Phrase
from bot.words.money import compact, figure, price
from bot.words.numbers import counted, move
from bot.words.reader import ENGLISH, Reader
from bot.words.times import day, weekday
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.figures import COMMA
from handlers.cards.labels import ALERT_ME, LEADERS, SHARE
from handlers.cards.news import catalyst_line
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.phases import PARTS
from handlers.cards.prices import Priced, also_line, as_of, change, cost, short, titled, when
from handlers.cards.turnover import amount, credit

PROXY = Phrase(
    "No figures of {name} itself: this is its proxy", "{name}本身沒有數據：以此代替", "{name}本身没有数据：以此代替"
)
BY = Phrase(", by proxy {proxy}", "（按代替的{proxy}）", "（按代替的{proxy}）")
PRICE = Phrase(" ({price})", "（{price}）", "（{price}）")
# By whether it is the lowest, and whether the price is final.
SINCE = {
    (False, True): Phrase(
        "Highest close since {day} ({sessions}){by}",
        "自{day}以來最高收市（{n}個交易日）{by}",
        "自{day}以来最高收盘（{n}个交易日）{by}",
    ),
    (True, True): Phrase(
        "Lowest close since {day} ({sessions}){by}",
        "自{day}以來最低收市（{n}個交易日）{by}",
        "自{day}以来最低收盘（{n}个交易日）{by}",
    ),
    (False, False): Phrase(
        "On course for highest close since {day}{by}",
        "以現價計，為自{day}以來最高收市{by}",
        "以现价计，为自{day}以来最高收盘{by}",
    ),
    (True, False): Phrase(
        "On course for lowest close since {day}{by}",
        "以現價計，為自{day}以來最低收市{by}",
        "以现价计，为自{day}以来最低收盘{by}",
    ),
}
RECORD = {
    (False, True): Phrase("Record high close{by}", "收市創歷史新高{by}", "收盘创历史新高{by}"),
    (True, True): Phrase("Record low close{by}", "收市創歷史新低{by}", "收盘创历史新低{by}"),
    (False, False): Phrase(
        "On course for a record high close{by}", "以現價計，收市將創歷史新高{by}", "以现价计，收盘将创历史新高{by}"
    ),
    (True, False): Phrase(
        "On course for a record low close{by}", "以現價計，收市將創歷史新低{by}", "以现价计，收盘将创历史新低{by}"
    ),
}
COURSE = Phrase("on course for {facts}", "以現價計：{facts}", "以现价计：{facts}")
UNKNOWN = Phrase("Prev close unknown", "前收市價未知", "前收盘价未知")
BEFORE = Phrase("Prev close {price}", "前收市{price}", "前收盘{price}")
BEFORE_DAY = Phrase(" ({day})", "，{day}", "，{day}")
OPENED = Phrase("open {price}", "開市{price}", "开盘{price}")
RANGE = Phrase("range {low}–{high}", "波幅{low}–{high}", "波幅{low}–{high}")
CAP = Phrase("market cap {cap}", "市值{cap}", "市值{cap}")
OUTSIDE = Phrase("{part} {price}{move} at {at}", "{part}{price}{move}（{at}）", "{part}{price}{move}（{at}）")
TURNOVER = Phrase("turnover {amount}", "大市成交額{amount}", "港股成交额{amount}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """All that a quote card shows. `now` is market time; `final` whether this is the day's closing price.

    `proxy_for` is the name of what was asked for where the instrument only stands in for it. `since_by` is the symbol
    whose closes tell `since` where its own do not reach so far. `facts` are what else is rare today, the rarest first.
    `previous_day` is the date of the previous close, None where it is not known; `headline` the newest that names a
    big mover; `milestones` what its company has reached, in words; `halted` asks whether it is.
    """

    priced: Priced
    now: datetime
    final: bool = False
    since: Since | None = None
    since_by: str = ""
    facts: tuple[Fact, ...] = ()
    previous_day: date | None = None
    beside: tuple[Priced, ...] = ()
    turnover: Turnover | None = None
    proxy_for: Phrase = NOTHING
    headline: Headline | None = None
    milestones: tuple[Phrase, ...] = ()
    halted: Phrase = NOTHING


def quote(sight: Sight, reader: Reader = ENGLISH) -> Card:
    """Draw the card: level, change, time, what it means, and what stands beside it."""
    priced, language = sight.priced, reader.language
    symbol, exchange = priced.instrument.symbol, priced.instrument.exchange
    beside = _beside(sight, reader)
    return card(
        header(_first(priced, reader)),
        section(*(escape(line) for line in _lines(sight, language))),
        *((context(escape(beside)),) if beside else ()),
        *((context(catalyst_line(sight.headline, sight.now, exchange, language)),) if sight.headline else ()),
        actions(
            button(LEADERS.in_(language), "run:leaders", "leaders"),
            button(ALERT_ME.in_(language), "alertme", symbol),
            button(SHARE.in_(language), "share", f"quote {symbol}"),
        ),
        sources=(credit(sight.turnover, language),) if sight.turnover else (),
        language=language,
    )


def since_line(since: Since, *, final: bool, proxy: str = "", language: Language = Language.EN) -> str:
    """Say since when it is the highest: as a fact after the final quote, before it as a course.

    `proxy` names the symbol whose closes tell.
    """
    by = BY.in_(language, proxy=proxy) if proxy else ""
    if since.record:
        return RECORD[since.low, final].in_(language, by=by)
    fields = {"day": day(since.day, language), "sessions": counted(since.sessions, "session"), "n": str(since.sessions)}
    # A price of the proxy's would be taken for one of the index.
    level = by or PRICE.in_(language, price=figure(since.price))
    return SINCE[since.low, final].in_(language, by=by if final else level, **fields)


def facts_line(facts: tuple[Fact, ...], *, final: bool, language: Language = Language.EN) -> str:
    """Say what else is rare, as facts or as a course; "" where nothing is."""
    said = [fact.words.in_(language) for fact in facts if final or not fact.closing]
    course = [fact.words.in_(language) for fact in facts if fact.closing and not final]
    if course:
        said.insert(0, COURSE.in_(language, facts=COMMA.in_(language).join(course)))
    line = " · ".join(said)
    return line[:1].upper() + line[1:]


def _first(priced: Priced, reader: Reader) -> str:
    """Write the name, the price and the change, beside its colour where that was asked for."""
    quote, language = priced.quote, reader.language
    dot = reader.dot(up=quote.change > 0) if quote.change else ""
    name, paid = titled(priced.instrument, language), cost(priced.instrument, quote, language)
    return f"{name} {paid} {dot}{change(quote, language)}".strip()


def _lines(sight: Sight, language: Language) -> Iterator[str]:
    if sight.proxy_for:
        yield PROXY.in_(language, name=sight.proxy_for)
    yield as_of(sight.priced, sight.now, language)
    if sight.halted:
        yield f"⚠ {sight.halted.in_(language)}"
    if sight.since:
        yield since_line(sight.since, final=sight.final, proxy=sight.since_by, language=language)
    if facts := facts_line(sight.facts, final=sight.final, language=language):
        yield facts
    yield _base(sight, language)
    if extra := _extra(sight, language):
        yield extra
    yield from (each.in_(language) for each in sight.milestones)
    if also := also_line(sight.priced.instrument, language):
        yield also


def _base(sight: Sight, language: Language) -> str:
    """Name what the change is measured from, and today's open and range."""
    now = sight.priced.quote
    before = UNKNOWN.in_(language)
    if now.previous_close is not None:
        before = BEFORE.in_(language, price=figure(now.previous_close))
        before += BEFORE_DAY.in_(language, day=weekday(sight.previous_day, language)) if sight.previous_day else ""
    opened = OPENED.in_(language, price=figure(now.open)) if now.open else ""
    ranged = RANGE.in_(language, low=figure(now.low), high=figure(now.high)) if now.low and now.high else ""
    return " · ".join(filter(None, (before, opened, ranged)))


def _extra(sight: Sight, language: Language) -> str:
    """Name the price outside the regular session, and the market cap."""
    now = sight.priced.quote
    told = any(line.en.startswith("Market cap") for line in sight.milestones)
    cap = CAP.in_(language, cap=compact(now.market_cap, now.currency, language)) if now.market_cap and not told else ""
    return " · ".join(filter(None, (_outside(sight, language), cap)))


def _outside(sight: Sight, language: Language) -> str:
    now, own = sight.priced.quote, sight.priced.instrument
    found = moves(now, sight.now).outside if own.exchange is Exchange.NEW_YORK else None
    if found is None:
        return ""
    return OUTSIDE.in_(
        language,
        part=PARTS[found.part],
        price=price(found.price, now.currency, language),
        move="" if found.percent is None else f" {move(found.percent, language=language)}",
        at=when(own.exchange, found.time, sight.now, language),
    )


def _beside(sight: Sight, reader: Reader) -> str:
    """Name the market's other first figures, each with its own move."""
    moves = [
        _moved(priced.instrument, priced.quote.percent, reader)
        for priced in sight.beside
        if priced.quote.percent is not None
    ]
    if sight.turnover:
        moves.append(TURNOVER.in_(reader.language, amount=amount(sight.turnover, reader.language)))
    return " · ".join(moves)


def _moved(instrument: Instrument, percent: Decimal, reader: Reader) -> str:
    dot = reader.dot(up=percent > 0) if percent else ""
    return f"{short(instrument).in_(reader.language)} {dot}{move(percent, 1, reader.language)}"
