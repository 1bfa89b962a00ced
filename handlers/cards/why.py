"""The story of one message: what was seen, against which threshold, when, and what became of the delivery. Pure."""

from decimal import Decimal

from bot.alerts.alert import Sample
from bot.alerts.book import Delivery, Event
from bot.alerts.condition import Direction, Unit
from bot.alerts.targets import currency_of
from bot.words.language import Language, Phrase
from bot.words.money import exact
from bot.words.numbers import percent
from bot.words.times import age, seconds
from handlers.cards.card import Card
from handlers.cards.escape import escape, sentence
from handlers.cards.figures import value, zone_of
from handlers.cards.members import one_of
from handlers.cards.parts import card, context, section
from handlers.cards.reasons import STATES, VERDICTS
from handlers.cards.rule import rule

TITLE = Phrase("*Why alert #{number} spoke*", "*提示 #{number}觸發詳情*", "*提醒 #{number}触发详情*")
RULE = Phrase("Rule: {rule}", "規則：{rule}", "规则：{rule}")
OBSERVED = Phrase(
    "Observed: *{figure}*, data time {time}", "實際：*{figure}*，數據時間{time}", "实际：*{figure}*，数据时间{time}"
)
THRESHOLD = {
    Direction.UP: Phrase("Threshold: {level}, from below", "水平：{level}，由下而上", "水平：{level}，由下而上"),
    Direction.DOWN: Phrase("Threshold: {level}, from above", "水平：{level}，由上而下", "水平：{level}，由上而下"),
}
BEFORE = Phrase("Sample before: {figure} at {time}", "前一數據：{figure}（{time}）", "前一数据：{figure}（{time}）")
NONE_BEFORE = Phrase(
    "Sample before: none in this session, which starts from 0",
    "前一數據：本交易時段未有，由 0 起計",
    "前一数据：本交易时段暂无，由 0 起计",
)
VERDICT = Phrase("Verdict: {verdict}", "判斷：{verdict}", "判断：{verdict}")
DETECTED = Phrase(
    "Detected: {time}, {lag} after the data time", "偵測：{time}，數據時間後{lag}", "监测到：{time}，数据时间后{lag}"
)
SOURCE = Phrase("Source: {source}", "來源：{source}", "来源：{source}")
SESSION = Phrase("Session: {session}", "交易時段：{session}", "交易时段：{session}")
UNKNOWN = Phrase("No delivery is known.", "未有發送記錄。", "没有发送记录。")
DELIVERED = Phrase(
    "Delivery: {state}, recorded {made}{last} (real time, HKT), {tries}{trouble}",
    "發送：{state}，{made}記錄{last}（實際時間），{tries}{trouble}",
    "发送：{state}，{made}记录{last}（实际时间），{tries}{trouble}",
)
ONE_TRY = Phrase("1 attempt", "嘗試 1 次", "尝试 1 次")
TRIES = Phrase("{n} attempts", "嘗試{n}次", "尝试{n}次")
LAST = Phrase(", last {time}", "，最後一次{time}", "，最后一次{time}")


def why(event: Event, delivery: Delivery | None, language: Language = Language.EN) -> Card:
    """Tell all that is known of one crossing."""
    sample, zone = event.sample, zone_of(event.sample.target)
    level = value(sample.measure, event.threshold.level, sample.target, language)
    observed, at = _close(sample, sample.value, language), seconds(sample.time, zone)
    lag = age(event.detected_at - sample.time, language)
    lines = (
        TITLE.in_(language, number=event.alert.id),
        RULE.in_(language, rule=rule(event.alert, language)),
        *one_of(event.alert, language),
        OBSERVED.in_(language, figure=escape(observed), time=at),
        THRESHOLD[event.threshold.direction].in_(language, level=escape(level)),
        escape(_before(event, language)),
        VERDICT.in_(language, verdict=VERDICTS[event.reason]),
        DETECTED.in_(language, time=seconds(event.detected_at, zone), lag=lag),
        SESSION.in_(language, session=escape(sample.session)),
        *([SOURCE.in_(language, source=escape(event.source))] if event.source else []),
    )
    return card(section(*lines), context(_delivered(delivery, language)), language=language)


def _before(event: Event, language: Language) -> str:
    if event.before is None:
        return NONE_BEFORE.in_(language)
    at = seconds(event.before.time, zone_of(event.sample.target))
    return BEFORE.in_(language, figure=_close(event.sample, event.before.value, language), time=at)


def _close(sample: Sample, figure: Decimal, language: Language) -> str:
    """Write a figure so closely that it shows on which side of a threshold it lies."""
    if sample.measure.unit is Unit.MONEY:
        return exact(figure, currency_of(sample.target), language)
    return percent(figure, 4) if sample.measure.in_percent else value(sample.measure, figure, sample.target, language)


def _delivered(delivery: Delivery | None, language: Language) -> str:
    """Say what became of the message, in real time (Hong Kong)."""
    if delivery is None:
        return UNKNOWN.in_(language)
    return DELIVERED.in_(
        language,
        state=STATES[delivery.state],
        made=seconds(delivery.made_at),
        last=LAST.in_(language, time=seconds(delivery.attempted_at)) if delivery.attempted_at else "",
        tries=(ONE_TRY if delivery.attempts == 1 else TRIES).in_(language, n=delivery.attempts),
        trouble=f" · {sentence(delivery.error)}" if delivery.error else "",
    )
