"""The story of a rule: the last crossing in full, and below it what happened to the rule, newest first. Pure."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bot.alerts.alert import Alert
from bot.alerts.audit import Deed, Entry
from bot.alerts.book import Delivery, Event
from bot.alerts.hush import Held
from bot.alerts.measure import kept
from bot.alerts.names import called
from bot.words.language import Language, Phrase
from bot.words.times import clock_time, moment
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape, sentence, user
from handlers.cards.figures import value, zone_of
from handlers.cards.manner import terms
from handlers.cards.parts import card, header, section
from handlers.cards.reasons import DEEDS, REASONS, TOLD
from handlers.cards.rule import rule
from handlers.cards.why import why

PERSON = ("U", "W")
MARKS = {"up": "▲", "down": "▼"}
TITLE = Phrase("The story of alert #{number}", "提示 #{number}的經過", "提醒 #{number}的经过")
PAST = Phrase("*What happened to it*, newest first", "*經過*（由新到舊）", "*经过*（由新到旧）")
REMOVED = Phrase("It was removed.", "此提示已刪除。", "此提醒已删除。")
WAS = Phrase("It was removed: {rule}", "此提示已刪除：`{words}`", "此提醒已删除：`{words}`")
WATCHES = Phrase("It watches: {rule}{how}", "規則：{rule}{how}", "规则：{rule}{how}")
HOW = Phrase(" ({terms})", "（{terms}）", "（{terms}）")
BY = Phrase("{what} by {who}", "{who} {what}", "{who} {what}")
SEEN = Phrase(
    "{mark} {figure} at {time}, threshold {level}",
    "{mark} {figure}（{time}），水平{level}",
    "{mark} {figure}（{time}），水平{level}",
)
THEN = Phrase("{what}: {more}", "{what}：{more}", "{what}：{more}")
NOT_TOLD = Phrase("not told: {reason}", "未提示：{reason}", "未提醒：{reason}")
FIRED = Phrase("{reason}; {told}", "{reason}；{told}", "{reason}；{told}")
WORDS = Phrase("“{words}”", "`{words}`", "`{words}`")
BEFORE = Phrase("“{words}”, was “{before}”", "`{words}`，原為 `{before}`", "`{words}`，原为 `{before}`")


def story(  # noqa: PLR0913, PLR0917 - all that is known of it, and who reads it
    number: int,
    entries: Sequence[Entry],
    alert: Alert | None,
    last: Event | None,
    sent: Delivery | None,
    language: Language = Language.EN,
) -> Card:
    """Tell what became of rule `number`: `alert` is what it is now (None: it is gone), `last` how it spoke last."""
    told = list(why(last, sent, language).blocks) if last else []
    rows = [_row(each, language) for each in entries]
    past = [section(PAST.in_(language), *rows)] if rows else []
    title = header(TITLE.in_(language, number=number))
    return card(title, _present(alert, entries, language), *told, *past, language=language)


def _present(alert: Alert | None, entries: Sequence[Entry], language: Language) -> Block:
    if alert is not None:
        said = terms(alert, language)
        how = HOW.in_(language, terms=sentence(" · ".join(said))) if said else ""
        return section(WATCHES.in_(language, rule=rule(alert, language), how=how))
    if not entries:
        return section(REMOVED.in_(language))
    was = {name: sentence(entries[0].details.get(name, "")) for name in ("rule", "words")}
    return section(WAS.in_(language, **was))


def _row(entry: Entry, language: Language) -> str:
    """Write one deed in a line: "Tue 15 Jul 14:05 HKT · fired: +5.10% at 14:04, past +5.00% · told"."""
    what = DEEDS[entry.what].in_(language)
    done = BY.in_(language, what=what, who=_who(entry.who)) if entry.who else what
    more = _more(entry, language)
    return f"{moment(entry.at, language=language)} · {THEN.in_(language, what=done, more=more) if more else done}"


def _who(person: str) -> str:
    return f"<@{person}>" if person.startswith(PERSON) and person.isalnum() else user(person)


def _more(entry: Entry, language: Language) -> str:
    details = entry.details
    if entry.what in {Deed.FIRED, Deed.HELD} and "level" in details:
        return f"{_seen(entry, language)} · {_why(entry, language)}"
    if entry.what in {Deed.MADE, Deed.EDITED, Deed.RESUMED}:
        said = BEFORE if details.get("before") else WORDS
        words = {name: user(details.get(name, "")) for name in ("words", "before")}
        return said.in_(language, **words)
    return _reason(details.get("why", ""), language)


def _seen(entry: Entry, language: Language) -> str:
    """Write the observed value with its data time, and the threshold; whose it is, where it is one of several."""
    details, measure = entry.details, kept(entry.details["measure"])
    target, at = details["target"], datetime.fromisoformat(details["time"])
    whose = f" {called(target, language)}" if details.get("among") else ""
    return escape(
        SEEN.in_(
            language,
            mark=f"{MARKS[details['direction']]}{whose}",
            figure=value(measure, Decimal(details["value"]), target, language),
            time=clock_time(at, zone_of(target), language),
            level=value(measure, Decimal(details["level"]), target, language),
        )
    )


def _why(entry: Entry, language: Language) -> str:
    reason = _reason(entry.details["why"], language)
    if entry.what is Deed.HELD:
        return NOT_TOLD.in_(language, reason=reason)
    return FIRED.in_(language, reason=reason, told=TOLD[Held(entry.details.get("held", ""))])


def _reason(why: str, language: Language) -> str:
    """Say why; what has no other words than English ones is said in English alone."""
    known = REASONS.get(why)
    if known is None:
        return "" if language.chinese else user(why)
    return known.in_(language)
