"""How the figures of alerts are said: a measure's value, a sample's time, a rule's outlook. Pure."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.alerts.alert import Sample
from bot.alerts.condition import Measure, Threshold, Unit
from bot.alerts.outlook import Outlook, Spread
from bot.alerts.targets import currency_of, exchange_of
from bot.market.sessions import zone
from bot.words.language import Language, Phrase
from bot.words.money import compact, price
from bot.words.numbers import multiple, percent, signed, trimmed
from bot.words.times import clock_time, moment

TURNOVER = "turnover:"
POINTED = Phrase("{figure} points", "{figure} 點", "{figure} 点")
AT = Phrase("{figure} at {time}", "{figure}（{time}）", "{figure}（{time}）")
LAST = Phrase("last {figure} ({time})", "最新 {figure}，{time}", "最新 {figure}，{time}")
EARLIER = Phrase("last session {figure} ({time})", "上一交易日 {figure}，{time}", "上一交易日 {figure}，{time}")
TO_GO = Phrase("{gap} to go", "尚差 {gap}", "还差 {gap}")
MONEY_TO_GO = Phrase("{gap} ({share}%) to go", "尚差{gap}（{share}%）", "还差{gap}（{share}%）")
PERCENT_TO = Phrase("{gap}% to {level}", "距 {level} 尚差 {gap}%", "距 {level} 还差 {gap}%")
TIMES_TO = Phrase("{gap} to {level}", "距 {level} 尚差 {gap}", "距 {level} 还差 {gap}")
POINTS_TO = {
    Unit.PERCENT: Phrase("{gap} points to {level}", "距 {level} 尚差 {gap} 個百分點", "距 {level} 还差 {gap} 个百分点"),
    Unit.POINTS: Phrase("{gap} points to {level}", "距 {level} 尚差 {gap} 點", "距 {level} 还差 {gap} 点"),
    Unit.PRICE: Phrase("{gap} points to {level}", "距 {level} 尚差 {gap}", "距 {level} 还差 {gap}"),
}
RAN_OUT = Phrase("ran out: edit it to begin again", "已過期：修改後重新生效", "已过期：修改后重新生效")
MUTED = Phrase("muted for the rest of this session", "已靜音至本交易時段結束", "已静音至本交易时段结束")
MEMBERS = Phrase("{n} members, each by itself", "共 {n} 名成員，逐一計算", "共 {n} 名成员，逐一计算")
BEYOND = Phrase(
    "{n} beyond already, from the next session on: {names}",
    "{n} 名已達標，下個交易時段起計：{names}",
    "{n} 名已达标，下个交易时段起计：{names}",
)
NEAREST = Phrase("nearest is {name}", "最接近：{name}", "最接近：{name}")
COMMA = Phrase(", ", "、", "、")
NAMED = 5
SNOOZED = Phrase("snoozed until {time}", "已暫停至 {time}", "已暂停至 {time}")


def zone_of(target: str) -> ZoneInfo:
    """Return the time zone of what a rule watches."""
    return zone(exchange_of(target))


def value(measure: Measure, figure: Decimal, target: str = TURNOVER, language: Language = Language.EN) -> str:
    """Write a figure in its measure's unit: "HK$251.2bn", "+2.53%", "US$114.66", "+300.00 points", "1.25×", "4"."""
    match measure.unit:
        case Unit.PERCENT:
            return percent(figure)
        case Unit.MONEY:
            return compact(figure, currency_of(target), language)
        case Unit.PRICE:
            return price(figure, currency_of(target), language)
        case Unit.POINTS:
            return POINTED.in_(language, figure=signed(figure))
        case Unit.MULTIPLE:
            return multiple(figure, language)
    return signed(figure, 0) if figure < 0 else trimmed(figure)


def timed(sample: Sample, language: Language = Language.EN) -> str:
    """Write a sample with its data time: "+2.53% at 14:05 HKT"."""
    at = clock_time(sample.time, zone_of(sample.target), language)
    return AT.in_(language, figure=value(sample.measure, sample.value, sample.target, language), time=at)


def outlook_lines(outlook: Outlook, measure: Measure, language: Language = Language.EN) -> list[str]:
    """Say where a rule stands: its last figure, the distance left, and why it is silent if it is."""
    lines = _spread(outlook.spread, language) if outlook.spread else []
    lines += [_figure(outlook, outlook.sample, measure, language)] if outlook.sample else []
    lines += [outlook.waiting.in_(language)] if outlook.waiting else []
    return [*lines, *_silence(outlook, language)]


def _spread(spread: Spread, language: Language) -> list[str]:
    """Say how many members a rule is about, who is beyond already, and whose figure follows."""
    first = [each.in_(language) for each in spread.beyond[:NAMED]]
    names = COMMA.in_(language).join((*first, *(["…"] if len(spread.beyond) > NAMED else [])))
    lines = [MEMBERS.in_(language, n=spread.count)] if spread.count else []
    lines += [BEYOND.in_(language, n=len(spread.beyond), names=names)] if spread.beyond else []
    return lines + ([NEAREST.in_(language, name=spread.nearest)] if spread.nearest else [])


def _figure(outlook: Outlook, sample: Sample, measure: Measure, language: Language) -> str:
    shown = {
        "figure": value(measure, sample.value, sample.target, language),
        "time": moment(sample.time, zone_of(sample.target), language),
    }
    if not outlook.present:
        return EARLIER.in_(language, **shown)
    left = [_left(sample, threshold, gap, language) for threshold, gap in outlook.distances if gap > 0]
    return " · ".join((LAST.in_(language, **shown), *left))


def _left(sample: Sample, threshold: Threshold, gap: Decimal, language: Language) -> str:
    """Write how far it still is to a threshold."""
    measure, target = sample.measure, sample.target
    level = value(measure, threshold.level, target, language)
    match measure.unit:
        case Unit.MONEY if sample.value:
            share = trimmed(gap / sample.value * 100, 0)
            return MONEY_TO_GO.in_(language, gap=value(measure, gap, target, language), share=share)
        case Unit.MONEY | Unit.COUNT:
            return TO_GO.in_(language, gap=value(measure, gap, target, language))
        case Unit.PRICE if sample.value:
            return PERCENT_TO.in_(language, gap=trimmed(gap / sample.value * 100, 2), level=level)
        case Unit.MULTIPLE:
            return TIMES_TO.in_(language, gap=trimmed(gap, 2), level=level)
    return POINTS_TO[measure.unit].in_(language, gap=trimmed(gap, 2), level=level)


def _silence(outlook: Outlook, language: Language) -> list[str]:
    """Say why a rule keeps quiet, nothing where it does not."""
    if outlook.expired:
        return [RAN_OUT.in_(language)]
    if outlook.muted:
        return [MUTED.in_(language)]
    until = outlook.silent_until
    return [SNOOZED.in_(language, time=moment(until, language=language))] if until else []
