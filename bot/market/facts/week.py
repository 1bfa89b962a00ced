"""The week so far: against the last close of the week before. Pure."""

from datetime import timedelta
from decimal import Decimal

from bot.market.fact import Fact, Kind, Today
from bot.words.language import Phrase, in_all
from bot.words.numbers import move

SO_FAR = Phrase("week {move}", "本週 {move}", "本周 {move}")
# After a longer pause than a holiday makes, closes are missing.
_LONGEST_PAUSE = timedelta(days=21)


def change(today: Today) -> Decimal | None:
    """Return per cent since the last close of the weeks (ISO) before; None where that is not known."""
    monday = today.day - timedelta(days=today.day.weekday())
    base = next((close for close in reversed(today.closes) if close.day < monday), None)
    if base is None or today.day - base.day > _LONGEST_PAUSE:
        return None
    return (today.price / base.price - 1) * 100


def look(today: Today) -> Fact | None:
    """Say it from the week's second session on: on its first one it is the day's own change."""
    found = change(today)
    monday = today.day - timedelta(days=today.day.weekday())
    if not found or today.closes[-1].day < monday:
        return None
    return Fact(SO_FAR.with_(move=in_all(lambda language: move(found, 1, language))), 0, closing=False)


KIND = Kind("week", look)
