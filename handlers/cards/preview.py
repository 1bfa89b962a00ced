"""A rule as it would be, before it is saved: in plain words, with today's figure and how far that is. Pure."""

from bot.alerts.rules import Draft, Made
from bot.words.language import Language, Phrase
from handlers.cards.card import Block, Card
from handlers.cards.made import made, stands
from handlers.cards.manner import noted, promise
from handlers.cards.parts import actions, button, card, context, main_button, section
from handlers.cards.pending import Pending
from handlers.cards.rule import rule

NEW = Phrase("Preview, nothing saved yet: {rule}", "預覽，尚未儲存：{rule}", "预览，尚未保存：{rule}")
EDIT = Phrase(
    "Preview of *{number}*, nothing saved yet: {rule}",
    "*{number}* 預覽，尚未儲存：{rule}",
    "*{number}* 预览，尚未保存：{rule}",
)
WAS = Phrase("It was: {rule}", "原為：{rule}", "原为：{rule}")
SAVE = Phrase("Save", "儲存", "保存")
DISCARD = Phrase("Discard", "放棄", "放弃")
BACK = Phrase("Back", "返回", "返回")
DISCARDED = Phrase("Discarded: nothing was saved.", "已放棄：沒有儲存任何內容。", "已放弃：没有保存任何内容。")


def preview(draft: Draft, by: str, language: Language = Language.EN) -> Card:
    """Show `by` what a rule would be, with [Save] and [Discard]; one that is there already is only read back."""
    if draft.existed:
        return made(Made(draft.alert, draft.outlook, existed=True), language=language)
    buttons = (
        main_button(SAVE.in_(language), "save", Pending.of(draft, by).value),
        button(DISCARD.in_(language), "discard", by),
    )
    figures = draft.outlook.sample is not None
    return card(*reading(draft, language), actions(*buttons), figures=figures, language=language)


def reading(draft: Draft, language: Language = Language.EN) -> tuple[Block, ...]:
    """Read a draft back: the rule, where it stands today, what it was, who is told and how often."""
    alert, before = draft.alert, draft.before
    first = (EDIT if before else NEW).in_(language, number=f"#{alert.id}", rule=rule(alert, language))
    was = WAS.in_(language, rule=rule(before, language)) if before else ""
    lines = (first, *stands(draft, language), *noted(alert, language))
    return section(*lines), context(*filter(None, (was, promise(alert, language))))


def discarded(language: Language = Language.EN) -> Card:
    """Say that nothing was saved."""
    return card(section(DISCARDED.in_(language)), figures=False, language=language)
