"""How the figures of alerts are said: a measure's value, a sample's time, a rule's outlook. Pure."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.alerts.alert import Sample
from bot.alerts.condition import Measure, Threshold
from bot.alerts.outlook import Outlook
from bot.clock import HONG_KONG
from bot.market.instruments import named
from bot.market.sessions import zone
from bot.words.money import compact
from bot.words.numbers import percent, trimmed
from bot.words.times import clock_time, moment

TURNOVER = "turnover:"


def zone_of(target: str) -> ZoneInfo:
    """Return the time zone of what a rule watches."""
    return HONG_KONG if target.startswith(TURNOVER) else zone(named(target).exchange)


def value(measure: Measure, figure: Decimal) -> str:
    """Write a figure in its measure's unit: "HK$251.2bn" or "+2.53%"."""
    return compact(figure) if measure is Measure.TURNOVER else percent(figure)


def timed(sample: Sample) -> str:
    """Write a sample with its data time: "+2.53% at 14:05 HKT"."""
    return f"{value(sample.measure, sample.value)} at {clock_time(sample.time, zone_of(sample.target))}"


def outlook_lines(outlook: Outlook, measure: Measure) -> list[str]:
    """Say where a rule stands: its last figure, the distance left, and why it is silent if it is."""
    lines = [_figure(outlook, measure)] if outlook.sample else []
    lines += [outlook.waiting] if outlook.waiting else []
    return [*lines, *_silence(outlook)]


def _figure(outlook: Outlook, measure: Measure) -> str:
    sample = outlook.sample
    if sample is None:
        return ""
    last = f"{value(measure, sample.value)} ({moment(sample.time, zone_of(sample.target))})"
    if not outlook.present:
        return f"last session {last}"
    left = [_left(measure, threshold, gap) for threshold, gap in outlook.distances if gap > 0]
    return " · ".join((f"last {last}", *left))


def _left(measure: Measure, threshold: Threshold, gap: Decimal) -> str:
    """Write how far it still is to a threshold."""
    if measure is Measure.TURNOVER:
        return f"{compact(gap)} to go"
    return f"{trimmed(gap, 2)} points to {percent(threshold.level)}"


def _silence(outlook: Outlook) -> list[str]:
    """Say why a rule keeps quiet, nothing where it does not."""
    if outlook.expired:
        return ["ran out: edit it to begin again"]
    if outlook.muted:
        return ["muted for the rest of this session"]
    return [f"snoozed until {moment(outlook.silent_until)}"] if outlook.silent_until else []
