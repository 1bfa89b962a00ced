"""The board: indices, turnover, breadth, the signs of a surge and the widest moves, in one look. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.market.divergence import Divergence
from bot.market.freshness import Freshness
from bot.market.instrument import Exchange
from bot.market.leaders import Breadth, widest
from bot.market.quotes import Quote
from bot.market.sessions import local_date, phase
from bot.market.signals import Signals
from bot.words.language import NOTHING, Language, Phrase
from bot.words.numbers import multiple, percent
from bot.words.reader import ENGLISH, Reader
from bot.words.times import clock_time, full, month
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape
from handlers.cards.labels import ACTIVE, ALERTS, HANG_SENG, LEADERS, MOVERS, SHARE, TURNOVER
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.phases import PHASES
from handlers.cards.prices import Priced, as_of, change, cost, short
from handlers.cards.shares import COMMA, breadth_line, sides
from handlers.cards.signals import levels_line, signals_parts
from handlers.cards.turnover import Traded, amount, credit, short_time

HONG_KONG = Exchange.HONG_KONG
ELSEWHERE = (
    (Phrase("Mainland", "內地", "内地"), Exchange.SHANGHAI),
    (Phrase("New York", "紐約", "纽约"), Exchange.NEW_YORK),
)
WIDEST = 3
TITLE = Phrase("Hong Kong · {phase}", "港股 · {phase}", "港股 · {phase}")
TIME = Phrase(
    "Market time {day}, {time} · {elsewhere}",
    "市場時間 {day}{time} · {elsewhere}",
    "市场时间 {day}{time} · {elsewhere}",
)
PLACE = Phrase("{place}: {phase}", "{place}：{phase}", "{place}：{phase}")
NO_INDEX = Phrase("No index has figures yet.", "指數暫無數據。", "指数暂无数据。")
NOT_RECORDED = Phrase("{names}: not recorded", "{names}：未有實錄", "{names}：没有实录")
NOT_YET = Phrase("{names}: no figures yet", "{names}：暫無數據", "{names}：暂无数据")
PROXY = Phrase("  (proxy for {index})", "（代替{index}）", "（代替{index}）")
MEMBERS = Phrase("HSI members", "恒指成份股", "恒指成份股")
TRADED = Phrase(
    "Turnover {amount}{times} ({time})", "大市成交額{amount}{times}，{time}", "港股成交额{amount}{times}，{time}"
)
OF_MEAN = Phrase(": {times} its 20-day mean", "，為 20 日平均的{times}", "，为 20 日均值的{times}")
OF_MONTH = Phrase(": {times} {month}'s daily average", "，為{month}日均的{times}", "，为{month}日均的{times}")
DIVERGES = {
    True: Phrase(
        "HSI {percent} but {against} of {known} members fell",
        "恒指{percent}，但{known}隻成份股中{against}隻下跌",
        "恒指{percent}，但{known}只成份股中{against}只下跌",
    ),
    False: Phrase(
        "HSI {percent} but {against} of {known} members rose",
        "恒指{percent}，但{known}隻成份股中{against}隻上升",
        "恒指{percent}，但{known}只成份股中{against}只上涨",
    ),
}


@dataclass(frozen=True, slots=True)
class Level:
    """An index's figure, or its proxy's: then `proxy_for` is the index that has none of its own."""

    priced: Priced
    proxy_for: Phrase = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Panorama:
    """What the board shows. `now` is market time; what is not known is left out.

    `lacking` names the indices without figures of their own; in a `recorded` day those never come. `breadth` and
    `quotes` are of HSI's members.
    """

    now: datetime
    indices: tuple[Level, ...]
    traded: Traded | None
    breadth: Breadth
    quotes: tuple[Quote, ...]
    lacking: tuple[Phrase, ...] = ()
    recorded: bool = False
    divergence: Divergence | None = None
    signals: Signals | None = None


def board(seen: Panorama, reader: Reader = ENGLISH) -> Card:
    """Draw the board."""
    language = reader.language
    day, time = full(local_date(HONG_KONG, seen.now), language), clock_time(seen.now, language=language)
    elsewhere = (PLACE.in_(language, place=name, phase=_phase(exchange, seen)) for name, exchange in ELSEWHERE)
    note = TIME.in_(language, day=day, time=time, elsewhere=" · ".join(elsewhere))
    notes = [levels_line(seen.signals, language=language)] if seen.signals else []
    return card(
        header(TITLE.in_(language, phase=_phase(HONG_KONG, seen))),
        *_indices(seen, reader),
        *_signs(seen, language),
        *_second(seen, language),
        context(*(escape(line) for line in (note, *notes))),
        actions(
            button(HANG_SENG.in_(language), "run:hsi", "quote ^HSI"),
            button(LEADERS.in_(language), "run:leaders", "leaders"),
            button(MOVERS.in_(language), "run:movers", "movers"),
            button(ACTIVE.in_(language), "run:active", "active"),
            button(TURNOVER.in_(language), "run:turnover", "turnover"),
            button(ALERTS.in_(language), "run:alerts", "alerts"),
            button(SHARE.in_(language), "share", "board"),
        ),
        sources=(credit(seen.traded.turnover, language),) if seen.traded else (),
        language=language,
    )


def _phase(exchange: Exchange, seen: Panorama) -> Phrase:
    return PHASES[phase(exchange, seen.now)]


def _indices(seen: Panorama, reader: Reader) -> Iterator[Block]:
    """Draw the indices, each with its own time: they do not trade at the same hours."""
    language = reader.language
    if not seen.indices:
        yield section(NO_INDEX.in_(language))
    for when, group in groupby(seen.indices, key=lambda level: as_of(level.priced, seen.now, language)):
        yield section(*(_index(level, reader) for level in group))
        yield context(escape(when))
    if seen.indices and seen.lacking:
        names = COMMA.in_(language).join(each.in_(language) for each in seen.lacking)
        yield context(escape((NOT_RECORDED if seen.recorded else NOT_YET).in_(language, names=names)))


def _index(level: Level, reader: Reader) -> str:
    priced, language = level.priced, reader.language
    stale = "⚠ " if priced.shown.freshness is Freshness.STALE else ""
    name, paid = short(priced.instrument).in_(language), cost(priced.instrument, priced.quote, language)
    dot = reader.dot(up=priced.quote.change > 0) if priced.quote.change else ""
    proxy = PROXY.in_(language, index=level.proxy_for) if level.proxy_for else ""
    return f"{stale}*{escape(name)}*  {paid}  {dot}{escape(change(priced.quote, language) + proxy)}"


def _signs(seen: Panorama, language: Language) -> Iterator[Block]:
    if seen.signals:
        today = seen.signals.day == local_date(HONG_KONG, seen.now)
        name, details = signals_parts(seen.signals, today=today, language=language)
        yield section(f"*{escape(name)}*{escape(details)}")


def _second(seen: Panorama, language: Language) -> Iterator[Block]:
    whose = MEMBERS.in_(language)
    lines = [breadth_line(seen.breadth, whose, language), _divergence(seen.divergence, language)]
    lines += sides(*widest(seen.quotes, WIDEST), language)
    if seen.traded:
        lines.insert(0, _traded(seen.traded, language))
    if any(lines):
        yield section(*(escape(line) for line in lines))


def _traded(traded: Traded, language: Language) -> str:
    figure, time = amount(traded.turnover, language), short_time(traded, language)
    return TRADED.in_(language, amount=figure, times=_times(traded, language), time=time)


def _divergence(found: Divergence | None, language: Language) -> str:
    """Write "HSI +0.4% but 60 of 90 members fell", "" where they go together."""
    if found is None:
        return ""
    said = DIVERGES[found.percent > 0]
    return said.in_(language, percent=percent(found.percent, 1), against=found.against, known=found.known)


def _times(traded: Traded, language: Language) -> str:
    """Hold it against the mean, or else the month's average."""
    value = traded.turnover.value
    if traded.mean:
        return OF_MEAN.in_(language, times=multiple(value / traded.mean, language))
    if traded.average:
        key, average = traded.average
        return OF_MONTH.in_(language, times=multiple(value / average, language), month=month(key, language))
    return ""
