"""How a rule speaks, in words: who is told, how often, after how long, until when, and its note. Pure."""

from collections.abc import Iterator
from datetime import date

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Baselines
from bot.alerts.modifiers import NOTE, Frequency
from bot.clock import HONG_KONG
from bot.words.language import Language, Phrase
from bot.words.numbers import trimmed
from bot.words.times import MINUTE, age, day
from handlers.cards.escape import user
from handlers.cards.waits import waits

PROMISE = {
    Audience.CHANNEL: Phrase(
        "This channel is told, {often}{ways}", "通知本頻道，{often}{ways}", "通知本频道，{often}{ways}"
    ),
    Audience.PERSON: Phrase(
        "You get a direct message, {often}{ways}", "私訊通知你，{often}{ways}", "私信通知你，{often}{ways}"
    ),
}
OFTEN = {
    Frequency.ONCE: Phrase("once, and then it is done", "只提示一次", "只提醒一次"),
    Frequency.DAILY: Phrase("once a session", "每個交易日一次", "每个交易日一次"),
    Frequency.ALWAYS: Phrase("each time", "每次觸發", "每次触发"),
}
EACH_WAY = Phrase(" each way", "（升、跌各計）", "（涨、跌各计）")
UNTIL = Phrase("until {day}", "有效至{day}", "有效至{day}")
DONE = Phrase(
    "done: it has spoken; edit it to begin again",
    "已完成：提示已發出，修改後重新開始",
    "已完成：提醒已发出，修改后重新开始",
)
AFTER = Phrase("after {age} beyond", "越過後持續{age}才提示", "越过后持续{age}才提醒")
AGAIN = {
    True: Phrase("again only after {back} points back", "回撤{back}個百分點後才再提示", "回撤{back}个百分点后才再提醒"),
    False: Phrase("again only after {back}% back", "回撤{back}% 後才再提示", "回撤{back}% 后才再提醒"),
}
NOTED = Phrase("Note: {note}", "備註：{note}", "备注：{note}")


def promise(alert: Alert, language: Language = Language.EN) -> str:
    """Say who is told, how often, and until when: "This channel is told, once a session · until 13 Oct 2025"."""
    both = alert.frequency is not Frequency.ONCE and _both_ways(alert)
    often, ways = OFTEN[alert.frequency].in_(language), EACH_WAY.in_(language) if both else ""
    first = PROMISE[alert.audience].in_(language, often=often, ways=ways)
    return " · ".join((first, *_terms(alert, language), _end(alert, language)))


def terms(alert: Alert, language: Language = Language.EN) -> list[str]:
    """Say what is not usual about how a rule speaks, for a list: "each time", "after 10 min beyond"."""
    often = [] if alert.frequency is Frequency.DAILY else [OFTEN[alert.frequency].in_(language)]
    until = [_end(alert, language)] if alert.modifiers.until else []
    spoken = alert.done_at is not None and alert.done_at < alert.expires_at
    done = [DONE.in_(language)] if spoken else []
    return [*often, *_terms(alert, language), *until, *done, *waits(alert, language)]


def noted(alert: Alert, language: Language = Language.EN) -> list[str]:
    """Return a rule's note as a line, none where it has none: what somebody typed is shown, and is no markup."""
    note = alert.modifiers.note
    return [NOTED.in_(language, note=user(note, NOTE))] if note else []


def last_day(alert: Alert) -> date:
    """Return the last day on which a rule lives."""
    return (alert.expires_at - MINUTE).astimezone(HONG_KONG).date()


def _terms(alert: Alert, language: Language) -> Iterator[str]:
    modifiers = alert.modifiers
    if modifiers.lasting:
        yield AFTER.in_(language, age=age(modifiers.lasting, language))
    if modifiers.rearm is not None:
        yield AGAIN[alert.condition.measure.in_percent].in_(language, back=trimmed(modifiers.rearm))


def _both_ways(alert: Alert) -> bool:
    return len(alert.condition.thresholds(Baselines())) > 1


def _end(alert: Alert, language: Language) -> str:
    return UNTIL.in_(language, day=day(last_day(alert), language))
