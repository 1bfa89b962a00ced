"""How the figures of alerts are said: a measure's value, a sample's time, a rule's outlook. Pure."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.alerts.alert import Sample
from bot.alerts.condition import Measure, Threshold, Unit
from bot.alerts.outlook import Outlook
from bot.alerts.targets import currency_of, exchange_of
from bot.market.sessions import zone
from bot.words.money import compact, price
from bot.words.numbers import multiple, percent, signed, trimmed
from bot.words.times import clock_time, moment

TURNOVER = "turnover:"


def zone_of(target: str) -> ZoneInfo:
    """Return the time zone of what a rule watches."""
    return zone(exchange_of(target))


def value(measure: Measure, figure: Decimal, target: str = TURNOVER) -> str:
    """Write a figure in its measure's unit: "HK$251.2bn", "+2.53%", "US$114.66", "+300.00 points", "1.25×", "4"."""
    match measure.unit:
        case Unit.PERCENT:
            return percent(figure)
        case Unit.MONEY:
            return compact(figure, currency_of(target))
        case Unit.PRICE:
            return price(figure, currency_of(target))
        case Unit.POINTS:
            return f"{signed(figure)} points"
        case Unit.MULTIPLE:
            return multiple(figure)
    return signed(figure, 0) if figure < 0 else trimmed(figure)


def timed(sample: Sample) -> str:
    """Write a sample with its data time: "+2.53% at 14:05 HKT"."""
    return f"{value(sample.measure, sample.value, sample.target)} at {clock_time(sample.time, zone_of(sample.target))}"


def outlook_lines(outlook: Outlook, measure: Measure) -> list[str]:
    """Say where a rule stands: its last figure, the distance left, and why it is silent if it is."""
    lines = [_figure(outlook, measure)] if outlook.sample else []
    lines += [outlook.waiting] if outlook.waiting else []
    return [*lines, *_silence(outlook)]


def _figure(outlook: Outlook, measure: Measure) -> str:
    sample = outlook.sample
    if sample is None:
        return ""
    last = f"{value(measure, sample.value, sample.target)} ({moment(sample.time, zone_of(sample.target))})"
    if not outlook.present:
        return f"last session {last}"
    left = [_left(sample, threshold, gap) for threshold, gap in outlook.distances if gap > 0]
    return " · ".join((f"last {last}", *left))


def _left(sample: Sample, threshold: Threshold, gap: Decimal) -> str:
    """Write how far it still is to a threshold."""
    measure, target = sample.measure, sample.target
    level = value(measure, threshold.level, target)
    match measure.unit:
        case Unit.MONEY | Unit.COUNT:
            return f"{value(measure, gap, target)} to go"
        case Unit.PRICE if sample.value:
            return f"{trimmed(gap / sample.value * 100, 2)}% to {level}"
        case Unit.MULTIPLE:
            return f"{trimmed(gap, 2)} to {level}"
    return f"{trimmed(gap, 2)} points to {level}"


def _silence(outlook: Outlook) -> list[str]:
    """Say why a rule keeps quiet, nothing where it does not."""
    if outlook.expired:
        return ["ran out: edit it to begin again"]
    if outlook.muted:
        return ["muted for the rest of this session"]
    return [f"snoozed until {moment(outlook.silent_until)}"] if outlook.silent_until else []
