"""The biggest gain, or the biggest fall, since a day: in per cent, from close to close. Pure."""

from bot.market.fact import WORTH_SAYING, Fact, Kind, Reach, Today
from bot.words.language import Phrase

BIGGEST = {
    True: Phrase("biggest gain {reach}", "{reach}最大升幅", "{reach}最大涨幅"),
    False: Phrase("biggest fall {reach}", "{reach}最大跌幅", "{reach}最大跌幅"),
}


def biggest(today: Today, minimum: int = WORTH_SAYING) -> Reach | None:
    """Return since when no day has moved as far in today's direction.

    None where that is less than `minimum` sessions back, where today stands still, and where no move was as big but
    older ones are missing.
    """
    if not (sign := today.direction):
        return None
    last, known = today.closes[-1].price, len(today.closes) - 1
    for sessions, (before, after) in enumerate(today.moves(), start=1):
        # after / before against price / last, without a quotient that would have to be rounded.
        if sign * after.price * last >= sign * today.price * before.price:
            return Reach(after.day, sessions) if sessions >= minimum else None
    return Reach(None, known) if today.series.complete and known >= minimum else None


def look(today: Today) -> Fact | None:
    """Say the biggest gain or fall since a day."""
    if (found := biggest(today)) is None:
        return None
    return Fact(BIGGEST[today.direction > 0].with_(reach=found.words), found.sessions)


KIND = Kind("gain", look)
