"""The story of one message: what was seen, against which threshold, when, and what became of the delivery. Pure."""

from decimal import Decimal

from bot.alerts.alert import Reason, Sample
from bot.alerts.book import Delivery, Event
from bot.alerts.condition import Direction, Unit
from bot.alerts.targets import currency_of
from bot.words.money import exact
from bot.words.numbers import counted, percent
from bot.words.times import age, seconds
from handlers.cards.card import Card
from handlers.cards.escape import escape, sentence
from handlers.cards.figures import value, zone_of
from handlers.cards.parts import card, context, section

VERDICTS = {
    Reason.CROSSED: "the sample before lay on the other side: it crossed",
    Reason.GAPPED: "the day's first figure lay beyond already: it gapped over the level",
    Reason.CROSSED_UNSEEN: "it crossed between two samples far apart",
}


def why(event: Event, delivery: Delivery | None) -> Card:
    """Tell all that is known of one crossing."""
    zone = zone_of(event.sample.target)
    lag = age(event.detected_at - event.sample.time)
    lines = (
        f"*Why alert #{event.alert.id} spoke*",
        f"Rule: {sentence(event.alert.condition.says(event.alert.name))}",
        f"Observed: *{escape(_value(event))}*, data time {seconds(event.sample.time, zone)}",
        f"Threshold: {escape(value(event.sample.measure, event.threshold.level, event.sample.target))}, {_way(event)}",
        f"Sample before: {escape(_before(event))}",
        f"Verdict: {VERDICTS.get(event.reason, event.reason)}",
        f"Detected: {seconds(event.detected_at, zone)}, {lag} after the data time",
        f"Session: {escape(event.sample.session)}",
    )
    return card(section(*lines), context(_delivered(delivery)))


def _value(event: Event) -> str:
    return _close(event.sample, event.sample.value)


def _way(event: Event) -> str:
    return "from below" if event.threshold.direction is Direction.UP else "from above"


def _before(event: Event) -> str:
    if event.before is None:
        return "none in this session, which starts from 0"
    at = seconds(event.before.time, zone_of(event.sample.target))
    return f"{_close(event.sample, event.before.value)} at {at}"


def _close(sample: Sample, figure: Decimal) -> str:
    """Write a figure so closely that it shows on which side of a threshold it lies."""
    if sample.measure.unit is Unit.MONEY:
        return exact(figure, currency_of(sample.target))
    return percent(figure, 4) if sample.measure.in_percent else value(sample.measure, figure, sample.target)


def _delivered(delivery: Delivery | None) -> str:
    """Say what became of the message, in real time (Hong Kong)."""
    if delivery is None:
        return "No delivery is known."
    tries = counted(delivery.attempts, "attempt")
    last = f", last {seconds(delivery.attempted_at)}" if delivery.attempted_at else ""
    trouble = f" · {sentence(delivery.error)}" if delivery.error else ""
    return f"Delivery: {delivery.state}, recorded {seconds(delivery.made_at)}{last} (real time, HKT), {tries}{trouble}"
