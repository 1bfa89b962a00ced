"""A digest: what rang while somebody kept quiet, in one message. Pure.

Nothing in it may read as news of now: it stands under the day and the market of its figures, in the order in which it
happened, and each line has its data time. What one rule said several times is one entry. Like every message of
crossings it lives: where a session still goes on, its Now lines are edited to the close.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.alerts.alert import Audience
from bot.alerts.book import Event
from bot.alerts.targets import exchange_of
from bot.market.instrument import Exchange
from bot.market.sessions import zone
from bot.words.language import Language, Phrase
from bot.words.times import hour, weekday
from handlers.cards.card import Block
from handlers.cards.escape import escape
from handlers.cards.limits import total_characters
from handlers.cards.parts import context, header, section

# Far below what Slack takes: 50 blocks and 13,000 characters in a message.
ROWS, BUDGET = 20, 9_000
TIMES, NUMBERS = 5, 30

TITLES = {
    Audience.PERSON: Phrase(
        "🌙 While you kept quiet: {alerts}", "🌙 你的靜音時段：{alerts}", "🌙 你的静音时段：{alerts}"
    ),
    Audience.CHANNEL: Phrase(
        "🌙 In the quiet hours: {alerts}", "🌙 頻道靜音期間：{alerts}", "🌙 频道静音期间：{alerts}"
    ),
}
ONE, MANY = Phrase("1 alert", "1 則提示", "1 条提醒"), Phrase("{n} alerts", "{n} 則提示", "{n} 条提醒")
WHY = Phrase(
    "Held back till now, with the times of then. Quiet hours: `/surge quiet`",
    "靜音時段內保留至今，時間以當時為準。靜音時段：`/surge quiet`",
    "静音时段内保留至今，时间以当时为准。静音时段：`/surge quiet`",
)
AGAIN = Phrase("Again at {times}", "其後再觸發：{times}", "其后再次触发：{times}")
MORE = Phrase(
    "+{n} more: {numbers} · `/surge why #1` tells the story of one",
    "另有 {n} 則：{numbers} · `/surge why #1` 可看其經過",
    "另有 {n} 条：{numbers} · `/surge why #1` 可看其经过",
)
PLACES = {
    Exchange.HONG_KONG: Phrase("Hong Kong", "香港", "香港"),
    Exchange.SHANGHAI: Phrase("Shanghai", "上海", "上海"),
    Exchange.SHENZHEN: Phrase("Shenzhen", "深圳", "深圳"),
    Exchange.NEW_YORK: Phrase("New York", "紐約", "纽约"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A crossing as any message tells it: its headline, lines below in mrkdwn, where it is by now, and its menu."""

    event: Event
    headline: str
    lines: tuple[str, ...]
    now: str
    menu: Block


def digest(told: Sequence[Told], audience: Audience, language: Language = Language.EN) -> list[Block]:
    """Draw all that was held back, as far as it fits; the numbers of the rest are named."""
    count = ONE.in_(language) if len(told) == 1 else MANY.in_(language, n=len(told))
    blocks = [header(TITLES[audience].in_(language, alerts=count)), context(WHY.in_(language))]
    shown: tuple[Exchange, date] | None = None
    groups = _grouped(told)
    left = list(groups)
    for group in groups[:ROWS]:
        when = _day(group[0].event)
        fresh = [] if when == shown else [context(f"*{_heading(when, language)}*")]
        row = _row(group, language)
        if total_characters([*blocks, *fresh, row]) > BUDGET:
            break
        blocks += [*fresh, row]
        shown = when
        left.remove(group)
    return [*blocks, *([context(_more(left, language))] if left else [])]


def _grouped(told: Sequence[Told]) -> list[list[Told]]:
    """Put together what one rule said of one thing in one direction and session; what came first stands first."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for each in sorted(told, key=lambda each: (each.event.sample.time, each.event.id)):
        event = each.event
        key = (event.alert.id, event.sample.target, event.threshold.direction, event.sample.session)
        groups.setdefault(key, []).append(each)
    begun: dict[tuple[Exchange, date], datetime] = {}
    for group in groups.values():
        begun.setdefault(_day(group[0].event), group[0].event.sample.time)
    # A stable order: the days of each market by their first crossing, and within them what came first.
    return sorted(groups.values(), key=lambda group: begun[_day(group[0].event)])


def _day(event: Event) -> tuple[Exchange, date]:
    exchange = exchange_of(event.sample.target)
    return exchange, event.sample.time.astimezone(zone(exchange)).date()


def _heading(when: tuple[Exchange, date], language: Language) -> str:
    exchange, day = when
    return f"{weekday(day, language)} · {PLACES[exchange].in_(language)}"


def _row(group: Sequence[Told], language: Language) -> Block:
    """Tell the first crossing in full, when it came again, and where the figure is by now."""
    first, *others = group
    lines = [*first.lines, *_again(others, language), escape(first.now)]
    return section(f"*{escape(first.headline)}*", *lines, accessory=first.menu)


def _again(others: Sequence[Told], language: Language) -> Iterator[str]:
    if others:
        at = [hour(each.event.sample.time, zone(exchange_of(each.event.sample.target))) for each in others]
        said = ", ".join([*at[:TIMES], *([f"+{len(at) - TIMES}"] if len(at) > TIMES else [])])
        yield AGAIN.in_(language, times=said)


def _more(left: Sequence[Sequence[Told]], language: Language) -> str:
    numbers = list(dict.fromkeys(f"#{group[0].event.alert.id}" for group in left))
    named = ", ".join([*numbers[:NUMBERS], *(["…"] if len(numbers) > NUMBERS else [])])
    return MORE.in_(language, n=sum(len(group) for group in left), numbers=named)
