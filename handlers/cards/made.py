"""What became of a rule: made, edited, silenced or removed, read back in plain words. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Direction
from bot.alerts.outlook import Outlook
from bot.alerts.rules import Listed, Made
from bot.clock import HONG_KONG
from bot.words.language import Language, Phrase
from bot.words.times import age, day, moment
from handlers.cards.card import Block, Card
from handlers.cards.escape import sentence
from handlers.cards.figures import outlook_lines
from handlers.cards.labels import EDIT, KEEP, REMOVE
from handlers.cards.manner import noted, promise
from handlers.cards.parts import actions, button, card, context, section
from handlers.cards.rule import rule, says

EXISTED = Phrase("Already there as *{number}*: {rule}", "已有提示 *{number}*：{rule}", "已有提醒 *{number}*：{rule}")
CHANGED = Phrase("Changed *{number}*: {rule}", "已修改提示 *{number}*：{rule}", "已修改提醒 *{number}*：{rule}")
MADE = {
    Audience.PERSON: Phrase(
        "Watching for you, as *{number}*: {rule}",
        "已為你設定提示 *{number}*：{rule}",
        "已为你设定提醒 *{number}*：{rule}",
    ),
    Audience.CHANNEL: Phrase(
        "Alert made, as *{number}*: {rule}", "已設定提示 *{number}*：{rule}", "已设定提醒 *{number}*：{rule}"
    ),
}
EXTENDED = Phrase(
    "*{number}* goes on until {day}: {rule}", "*{number}* 延長至{day}：{rule}", "*{number}* 延长至{day}：{rule}"
)
REMOVED = Phrase("Removed *{number}*: {rule}", "已刪除 *{number}*：{rule}", "已删除 *{number}*：{rule}")
QUESTION = Phrase("Remove {number}: {says}?", "刪除{number}：{says}？", "删除{number}：{says}？")
QUIET = Phrase(
    "*{number}* is quiet {spell}: {rule}", "*{number}* 暫停提示{spell}：{rule}", "*{number}* 暂停提醒{spell}：{rule}"
)
FOR = Phrase("for {age}", "{age}", "{age}")
UNTIL = Phrase("until {time}", "至{time}", "至{time}")
FOR_AN_HOUR = Phrase("for an hour", "一小時", "一小时")
FOR_TODAY = Phrase("for the rest of today", "至今日結束", "至今天结束")
FOR_THE_SESSION = Phrase("for the rest of this session", "至本交易時段結束", "至本交易时段结束")
ALREADY = {
    (Direction.UP,): Phrase(
        "Already above; starts next session.",
        "現已高於此水平；下一交易時段起生效。",
        "现已高于此水平；下一交易时段起生效。",
    ),
    (Direction.DOWN,): Phrase(
        "Already below; starts next session.",
        "現已低於此水平；下一交易時段起生效。",
        "现已低于此水平；下一交易时段起生效。",
    ),
    (Direction.UP, Direction.DOWN): Phrase(
        "Already above and below; starts next session.",
        "兩邊水平均已越過；下一交易時段起生效。",
        "两边水平均已越过；下一交易时段起生效。",
    ),
}


def made(result: Made, *, edited: bool = False, language: Language = Language.EN) -> Card:
    """Read a rule back: what it watches for, where it stands today, when it begins, and how to change it."""
    alert = result.alert
    done = EXISTED if result.existed else CHANGED if edited else MADE[alert.audience]
    return card(
        section(_about(done, alert, language), *stands(result, language), *noted(alert, language)),
        context(promise(alert, language)),
        actions(button(EDIT.in_(language), "edit", str(alert.id)), remove(alert, "remove", str(alert.id), language)),
        figures=result.outlook.sample is not None,
        language=language,
    )


def extended(alert: Alert, language: Language = Language.EN) -> Card:
    """Say until when an alert lives now."""
    until = day(alert.expires_at.astimezone(HONG_KONG).date(), language)
    return _said(language, _about(EXTENDED, alert, language, day=until))


def removed(alerts: Sequence[Alert], language: Language = Language.EN) -> Card:
    """Say what is gone."""
    return _said(language, *(_about(REMOVED, alert, language) for alert in alerts))


def silenced(alert: Alert, spell: str, language: Language = Language.EN) -> Card:
    """Say how long an alert keeps quiet, for everybody it speaks to."""
    return _said(language, _about(QUIET, alert, language, spell=spell))


def lasting(spell: timedelta, language: Language = Language.EN) -> str:
    """Write how long an alert keeps quiet: "for 2 h"."""
    return FOR.in_(language, age=age(spell, language))


def until(time: datetime, zone: ZoneInfo, language: Language = Language.EN) -> str:
    """Write until when an alert keeps quiet: "until Wed 16 Jul 09:30 HKT"."""
    return UNTIL.in_(language, time=moment(time, zone, language))


def stands(result: Listed, language: Language = Language.EN) -> list[str]:
    """Say where a rule stands today, how far it has to go, and when it begins."""
    lines = outlook_lines(result.outlook, result.alert.condition.measure, language)
    return [*(sentence(f"{line[:1].upper()}{line[1:]}") for line in lines), _starts(result.outlook, language)]


def remove(alert: Alert, action: str, value: str, language: Language) -> Block:
    """Draw the button that removes a rule, once that was asked for twice."""
    question = QUESTION.in_(language, number=f"#{alert.id}", says=says(alert, language))
    return button(REMOVE.in_(language), action, value, danger=question, keep=KEEP.in_(language))


def _about(phrase: Phrase, alert: Alert, language: Language, **fields: str) -> str:
    return phrase.in_(language, number=f"#{alert.id}", rule=rule(alert, language), **fields)


def _said(language: Language, *lines: str) -> Card:
    return card(section(*lines), figures=False, language=language)


def _starts(outlook: Outlook, language: Language) -> str:
    """Say that what is already true is not told again."""
    beyond = {threshold.direction for threshold in outlook.already}
    return ALREADY[tuple(way for way in Direction if way in beyond)].in_(language) if beyond else ""
