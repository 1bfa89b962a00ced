"""Round numbers: the first close above one, or below it, since a day. Pure."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bot.market.fact import WORTH_SAYING, Fact, Kind, Reach, Today
from bot.market.instrument import Type
from bot.words.language import Phrase
from bot.words.numbers import trimmed

FIRST = {
    True: Phrase("first close above {level} {reach}", "{reach}首次收於{level}以上", "{reach}首次收于{level}以上"),
    False: Phrase("first close below {level} {reach}", "{reach}首次收於{level}以下", "{reach}首次收于{level}以下"),
}
# Up to which price of a share which numbers are round; beyond them it is as with an index.
_SHARE_STEPS = ((10, 1), (100, 10), (500, 50), (10_000, 100))


@dataclass(frozen=True, slots=True)
class Crossing:
    """The `level` that was passed, and since when it was the other side of it."""

    level: Decimal
    reach: Reach


def step(price: Decimal, kind: Type) -> Decimal:
    """Return how far apart round numbers are: 1,000 for an index in the ten-thousands, 100 in the thousands."""
    if kind is not Type.INDEX:
        for limit, size in _SHARE_STEPS:
            if price < limit:
                return Decimal(size)
    return Decimal(1).scaleb(price.adjusted() - 1)


def crossed(today: Today, minimum: int = WORTH_SAYING) -> Crossing | None:
    """Return the farthest round number between the previous close and today's price, and since when it was closed at.

    A close at the number itself is on neither side. None where no number was passed, where the last close beyond it is
    less than `minimum` sessions back, and where there is none such but older closes are missing.
    """
    if not (sign := today.direction):
        return None
    size, before = step(today.price, today.type), today.closes[-1].price
    level = (today.price / size).to_integral_value(ROUND_FLOOR if sign > 0 else ROUND_CEILING) * size
    if level == today.price:
        level -= sign * size
    # At a new low near nothing the next number is none.
    if level <= 0 or sign * before > sign * level:
        return None
    for sessions, close in enumerate(reversed(today.closes), start=1):
        if sign * close.price > sign * level:
            return Crossing(level, Reach(close.day, sessions)) if sessions >= minimum else None
    known = len(today.closes)
    return Crossing(level, Reach(None, known)) if today.series.complete and known >= minimum else None


def look(today: Today) -> Fact | None:
    """Say the first close beyond a round number since a day."""
    found = crossed(today)
    if found is None:
        return None
    said = FIRST[today.direction > 0].with_(level=trimmed(found.level), reach=found.reach.words)
    return Fact(said, found.reach.sessions)


KIND = Kind("round number", look)
