"""Lists of alerts: a channel's, or what somebody watches. Pure."""

from collections.abc import Sequence

from bot.alerts.alert import Audience
from bot.alerts.rules import Listed
from bot.words.language import Language, Phrase
from handlers.cards.card import Block, Card
from handlers.cards.escape import sentence
from handlers.cards.figures import outlook_lines
from handlers.cards.made import remove
from handlers.cards.manner import noted, terms
from handlers.cards.parts import card, context, header, section
from handlers.cards.rule import rule

SHOWN = 40
CHANGE = Phrase(
    "Change one: `/surge alert edit #1 up 3%` · `/surge alert snooze #1 1h` · `/surge alert mute #1`",
    "更改：`/surge alert edit #1 up 3%` · `/surge alert snooze #1 1h` · `/surge alert mute #1`",
    "更改：`/surge alert edit #1 up 3%` · `/surge alert snooze #1 1h` · `/surge alert mute #1`",
)
NONE = {
    Audience.CHANNEL: Phrase(
        "This channel has no alerts yet. Make one: `/surge alert turnover above 280bn`",
        "本頻道尚未設定提示。設定一則：`/surge alert turnover above 2800億`",
        "本频道尚未设定提醒。设定一条：`/surge alert turnover above 2800亿`",
    ),
    Audience.PERSON: Phrase(
        "You watch nothing yet. Begin: `/surge watch baba up 5%`",
        "你尚未設定任何提示。開始：`/surge watch baba up 5%`",
        "你尚未设定任何提醒。开始：`/surge watch baba up 5%`",
    ),
}
TITLES = {
    Audience.CHANNEL: Phrase("Alerts of this channel", "本頻道的提示", "本频道的提醒"),
    Audience.PERSON: Phrase("What you watch", "你的提示", "你的提醒"),
}
AGAIN = {Audience.CHANNEL: "alerts", Audience.PERSON: "watch"}  # the words that answer with this card again
FIRST = Phrase(
    "The first {shown} of {of}; the others go on working",
    "只列出 {of} 則中的首 {shown} 則；其餘照常運作",
    "只列出 {of} 条中的前 {shown} 条；其余照常运行",
)
BEYOND = Phrase("already beyond", "已越過", "已越过")


def of_channel(items: Sequence[Listed], language: Language = Language.EN) -> Card:
    """List a channel's alerts, each with its number and how far it is."""
    return _listed(items, Audience.CHANNEL, language)


def of_person(items: Sequence[Listed], language: Language = Language.EN) -> Card:
    """List what somebody watches; only they see it."""
    return _listed(items, Audience.PERSON, language)


def _listed(items: Sequence[Listed], whose: Audience, language: Language) -> Card:
    """Draw the list; a removal answers with its words again, in place of this card."""
    if not items:
        return card(section(NONE[whose].in_(language)), figures=False, language=language)
    left = (context(FIRST.in_(language, shown=SHOWN, of=len(items))),) if len(items) > SHOWN else ()
    rows = (_row(item, AGAIN[whose], language) for item in items[:SHOWN])
    title = header(TITLES[whose].in_(language))
    return card(title, *left, *rows, context(CHANGE.in_(language)), language=language)


def _row(item: Listed, words: str, language: Language) -> Block:
    alert = item.alert
    where = outlook_lines(item.outlook, alert.condition.measure, language)
    where += [BEYOND.in_(language)] if item.outlook.already else []
    where += terms(alert, language)
    button = remove(alert, f"remove:{alert.id}", f"{alert.id} {words}", language)
    lines = (f"*#{alert.id}*  {rule(alert, language)}", sentence(" · ".join(where)), *noted(alert, language))
    return section(*lines, accessory=button)
