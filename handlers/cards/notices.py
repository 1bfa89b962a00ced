"""What is posted about a rule that did not ring: it is about to end. Pure."""

from bot.alerts.alert import Alert
from bot.words.language import Language, Phrase
from bot.words.times import full
from handlers.cards.card import Block
from handlers.cards.labels import EDIT, EXTEND
from handlers.cards.manner import last_day, noted
from handlers.cards.parts import actions, button, header, section
from handlers.cards.rule import rule

ENDS = Phrase("⏳ Alert #{number} ends on {day}", "⏳ 提示 #{number}將於{day}到期", "⏳ 提醒 #{number}将于{day}到期")
KEEP = Phrase(
    "Keep it for another 90 days with the button, or give it other words: "
    "`/surge alert edit #{number} until …`. Else it ends by itself.",
    "按鈕可延長 90 日，或用 `/surge alert edit #{number} until …` 修改；否則到期自動失效。",
    "按按钮可延长 90 天，或用 `/surge alert edit #{number} until …` 修改；否则到期自动失效。",
)
STOP = Phrase("{rule}.", "{rule}。", "{rule}。")


def ending(alert: Alert, language: Language = Language.EN) -> list[Block]:
    """Say until when a rule lives, and how to keep it."""
    number = str(alert.id)
    return [
        header(ENDS.in_(language, number=number, day=full(last_day(alert), language))),
        section(
            STOP.in_(language, rule=rule(alert, language)),
            *noted(alert, language),
            KEEP.in_(language, number=number),
        ),
        actions(button(EXTEND.in_(language), "extend", number), button(EDIT.in_(language), "edit", number)),
    ]
