"""What one crossing says, in lines: what happened, what was seen and when, and what stood beside it. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from bot.alerts.alert import Audience, Reason
from bot.alerts.book import Event
from bot.alerts.condition import Direction
from bot.alerts.hush import MOST_AN_HOUR, Held
from bot.alerts.measures.percent import PERCENT
from bot.alerts.names import called
from bot.alerts.targets import currency_of
from bot.market.signals import Leg
from bot.words.language import Language, Phrase
from bot.words.money import compact, price
from bot.words.numbers import decimal, level, move, multiple, percent
from bot.words.reader import ENGLISH, Reader
from bot.words.times import MINUTE, age, clock_time, hour, month
from handlers.cards.figures import COMMA, value, zone_of
from handlers.cards.signals import BREADTH, HSI, HSTECH, LEGS
from handlers.cards.turnover import MONTHLY, TWENTY

MEAN, LEG = "mean:", "leg:"
UNMARKED = frozenset(("turnover", "pace", "parts", "surge"))  # what only grows, or says its way, needs no arrow
BESIDE = (("^HSI", HSI), ("HSTECH.HK", HSTECH))
KNOWN = Phrase(
    "{n} of {of} signals known; not {names}",
    "{of}個訊號中已知{n}個；欠{names}",
    "{of}个信号中已知{n}个；缺{names}",
)

HEADLINE = Phrase("{told} (#{number})", "{told}（提示 #{number}）", "{told}（提醒 #{number}）")
GAPPED = {
    Audience.CHANNEL: Phrase(
        "{name} opened {percent}, beyond the {level}",
        "{name}開市報{percent}，已超過所設的{level}",
        "{name}开盘报{percent}，已超过所设的{level}",
    ),
    Audience.PERSON: Phrase(
        "{name} opened {percent}, beyond your {level}",
        "{name}開市報{percent}，已超過你所設的{level}",
        "{name}开盘报{percent}，已超过你所设的{level}",
    ),
}
SEEN = Phrase(
    "{observed} at {time} data time; detected {detected}{later}",
    "截至{time}（數據時間）{observed}；{detected}偵測",
    "截至{time}（数据时间）{observed}；{detected}监测到",
)
UNSEEN = Phrase(" · crossed between {one} and {other}", " · 於{one}至{other}之間觸發", " · 于{one}至{other}之间触发")
TOGETHER = Phrase("{moves} ({time})", "{moves}（{time}）", "{moves}（{time}）")
FLAPS = Phrase(
    "#{number} flaps: {n} in an hour. It is muted for the rest of the session.",
    "提示 #{number}一小時內觸發{n}次，本交易時段餘下時間靜音。",
    "提醒 #{number}一小时内触发{n}次，本交易时段剩余时间静音。",
)
MEMBER_FLAPS = Phrase(
    "{name} flaps: {n} in an hour. It is told no more this session; the others go on.",
    "{name}一小時內觸發{n}次，本交易時段不再提示，其他照常。",
    "{name}一小时内触发{n}次，本交易时段不再提醒，其他照常。",
)
MORE = Phrase(
    "+{n} more since the last message of #{number}",
    "提示 #{number}自上次訊息後另觸發{n}次",
    "提醒 #{number}自上次消息后另触发{n}次",
)


def headline(event: Event, reader: Reader = ENGLISH) -> str:
    """Say in a line what happened: "HK turnover passed HK$250bn, whole market (#3)"."""
    told = f"{_mark(event, reader)}{_told(event, reader.language)}"
    return HEADLINE.in_(reader.language, told=told, number=event.alert.id)


def when(event: Event, language: Language = Language.EN) -> str:
    """Say the observed value with its data time, and when it was noticed."""
    zone = zone_of(event.sample.target)
    lag = event.detected_at - event.sample.time
    seen = SEEN.in_(
        language,
        observed=_observed(event, language),
        time=clock_time(event.sample.time, zone, language),
        detected=hour(event.detected_at, zone),
        later=f", {age(lag)} later" if lag >= MINUTE else "",
    )
    if event.reason is Reason.CROSSED_UNSEEN and event.before:
        seen += UNSEEN.in_(language, one=hour(event.before.time, zone), other=hour(event.sample.time, zone))
    return seen


def context_lines(event: Event, reader: Reader = ENGLISH) -> Iterator[str]:
    """Yield what stood beside it at that moment: the average it is measured by, the indices."""
    language = reader.language
    for name, mean in event.facts.items():
        if name.startswith(MEAN) and mean > 0:
            yield _against(name.removeprefix(MEAN), mean, event.sample.value, language)
    if legs := [leg for leg in Leg if f"{LEG}{leg}" in event.facts]:
        yield " · ".join(_leg(leg, event.facts[f"{LEG}{leg}"], reader) for leg in legs)
        if unknown := [LEGS[leg].in_(language) for leg in Leg if leg not in legs]:
            yield KNOWN.in_(language, n=len(legs), of=len(Leg), names=COMMA.in_(language).join(unknown))
    beside = [_moved(short, event.facts[symbol], reader) for symbol, short in BESIDE if symbol in event.facts]
    if beside:
        at = hour(event.sample.time, zone_of(event.sample.target))
        yield TOGETHER.in_(language, moves=" · ".join(beside), time=at)


def hushed(event: Event, language: Language = Language.EN) -> Iterator[str]:
    """Say what was not told before, and that a rule which flaps is told no more."""
    if event.held is Held.FLAPPING and event.alert.among:
        name = called(event.sample.target, language, event.alert.name)
        yield MEMBER_FLAPS.in_(language, name=name, n=MOST_AN_HOUR + 1)
    elif event.held is Held.FLAPPING:
        yield FLAPS.in_(language, number=event.alert.id, n=MOST_AN_HOUR + 1)
    elif event.more:
        yield MORE.in_(language, number=event.alert.id, n=event.more)


def _mark(event: Event, reader: Reader) -> str:
    """Return the arrow before a move, beside its colour where that was asked for."""
    if event.sample.measure.name in UNMARKED:
        return ""
    up = event.threshold.direction is Direction.UP
    return f"{reader.dot(up=up)}{'▲' if up else '▼'} "


def _told(event: Event, language: Language) -> str:
    alert, threshold = event.alert, event.threshold
    name = called(alert.condition.target, language, alert.name)
    if event.reason is Reason.GAPPED and event.sample.measure == PERCENT:
        opened, beyond = percent(event.sample.value, 1), level(threshold.level)
        return GAPPED[alert.audience].in_(language, name=name, percent=opened, level=beyond)
    return alert.condition.told(name, threshold, language)


def _observed(event: Event, language: Language) -> str:
    """Write the sample with its price where that is known."""
    sample = event.sample
    cost, figure = event.facts.get("price"), value(sample.measure, sample.value, sample.target, language)
    return figure if cost is None else f"{price(cost, currency_of(sample.target), language)} {figure}"


def _against(name: str, mean: Decimal, observed: Decimal, language: Language) -> str:
    """Compare with an average, by its name: HKEX's of a month, or the last 20 days'."""
    times, amount = multiple(observed / mean, language), compact(mean, language=language)
    if name == "20":
        return TWENTY.in_(language, times=times, mean=amount)
    return MONTHLY.in_(language, times=times, mean=amount, month=month(name, language))


def _leg(leg: Leg, reading: Decimal, reader: Reader) -> str:
    """Write what one sign of a surge stands at."""
    if leg is Leg.TURNOVER:
        return f"{LEGS[leg].in_(reader.language)} {multiple(reading, reader.language)}"
    if leg is Leg.BREADTH:
        return BREADTH[reading > 0].in_(reader.language, figure=decimal(abs(reading), 0))
    return _moved(LEGS[leg], reading, reader)


def _moved(name: Phrase, change: Decimal, reader: Reader) -> str:
    dot = reader.dot(up=change > 0) if change else ""
    return f"{name.in_(reader.language)} {dot}{move(change, 1, reader.language)}"
