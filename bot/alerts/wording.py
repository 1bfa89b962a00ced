"""The words that several kinds of condition share: which way, from where on, by how many per cent. Pure."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from bot.alerts.condition import Direction, Threshold
from bot.errors import BadRule
from bot.words.language import Language, Phrase
from bot.words.numbers import level

MOST_UP, MOST_DOWN = Decimal(1000), Decimal(100)
REARM = Decimal("0.25")

UP, DOWN = (Direction.UP,), (Direction.DOWN,)
BOTH = (*UP, *DOWN)
Ways = tuple[Direction, ...]
WAYS: dict[str, Ways] = {
    **dict.fromkeys(("up", "rises", "rise", "gains", "+", "升", "漲", "涨"), UP),
    **dict.fromkeys(("down", "falls", "fall", "drops", "drop", "loses", "-", "跌"), DOWN),
    **dict.fromkeys(("moves", "move", "±", "+/-"), BOTH),
}
FILLERS = frozenset(("by", "or", "more", "at", "least", "on", "the", "day", "today", "either", "way"))
SIDES: dict[str, Ways] = {
    **dict.fromkeys(("above", "over", "exceeds", ">", ">=", "≥", "升穿", "升破", "突破"), UP),
    **dict.fromkeys(("高於", "高于", "超過", "超过", "passes", "pass", "past"), UP),
    **dict.fromkeys(("below", "under", "<", "<=", "≤", "低於", "低于", "跌穿", "跌破"), DOWN),
    **dict.fromkeys(("crosses", "cross", "crossing", "hits", "reaches", "touches", "觸及", "触及"), BOTH),
}

_GOES = {
    UP: Phrase("up {level}", "升{level}", "涨{level}"),
    DOWN: Phrase("down {level}", "跌{level}", "跌{level}"),
    BOTH: Phrase("up or down {level}", "升或跌{level}", "涨或跌{level}"),
}
_WENT = {
    Direction.UP: Phrase("rose past +{level}", "升幅達{level}", "涨幅达{level}"),
    Direction.DOWN: Phrase("fell past −{level}", "跌幅達{level}", "跌幅达{level}"),
}
# A level that is no move: a price, or a company's value.
PAST = {
    Direction.UP: Phrase("rose past {level}", "升穿{level}", "涨破{level}"),
    Direction.DOWN: Phrase("fell past {level}", "跌穿{level}", "跌破{level}"),
}

_FIGURE = re.compile(r"(\+/-|[+±-]?)(\d+(?:\.\d+)?)(%|percent|pct|)")
_EXACT = re.compile(r"\d{1,4}(?:\.\d{1,4})?")


def without(words: Sequence[str], *others: Collection[str]) -> list[str]:
    """Return `words` without those that are in one of `others`."""
    return [word for word in words if not any(word in each for each in others)]


def percent(words: Sequence[str], hint: str) -> tuple[Decimal, Ways] | None:
    """Read "up 5%", "-3%", "moves 5%", "up or down 5% on the day", in any order; None where it is no per cent.

    Raises BadRule, with `hint` saying what to type, where a way is said without a figure that makes sense.
    """
    ways = {way for word in words if word in WAYS for way in WAYS[word]}
    figure = _FIGURE.fullmatch("".join(without(words, WAYS, FILLERS)))
    if figure is None:
        if ways:
            raise BadRule(f"That makes no move to watch for. {hint}")
        return None
    sign, digits, unit = figure.groups()
    if not unit:
        if ways or sign:
            raise BadRule(f"Moves are watched in per cent: “{digits[:12]}%”. {hint}")
        return None
    joined = _joined(ways, sign, hint)
    return _exact(digits, joined, hint), joined


def said(ways: Ways, figure: Decimal) -> str:
    """Return the canonical words of a move: "up 5%", "down 3%", "moves 5%"."""
    return f"{'moves' if ways == BOTH else ways[0]} {figure:f}%"


def spoken(ways: Ways, figure: str, language: Language = Language.EN) -> str:
    """Return a move as people read it: "up 5%", "up or down 300 points"."""
    return _GOES[ways].in_(language, level=figure)


def passed(threshold: Threshold, language: Language = Language.EN, figure: str = "") -> str:
    """Say which way a level was passed: "fell past −5%", or the `figure` that it is written as."""
    return _WENT[threshold.direction].in_(language, level=figure or level(threshold.level))


def moved(ways: Ways, figure: Decimal) -> tuple[Threshold, ...]:
    """Return the level in per cent of each way."""
    return tuple(Threshold(way, way.sign * figure, REARM) for way in ways)


def side(words: Sequence[str]) -> Ways:
    """Return which way a level is to be crossed: "above", "below", "crosses" (both); nothing where no word says."""
    found = {way for word in words if word in SIDES for way in SIDES[word]}
    return tuple(way for way in BOTH if way in found)


def sided(ways: Ways) -> str:
    """Return the canonical word for which way a level is to be crossed."""
    return "crosses" if ways == BOTH else "above" if ways == UP else "below"


def _joined(ways: set[Direction], sign: str, hint: str) -> Ways:
    """Join what the words and the number's sign say; neither says a way: both ways."""
    signed = set(WAYS[sign]) if sign else set()
    if signed and ways and signed != ways:
        raise BadRule(f"The word and the sign point different ways. {hint}")
    return tuple(way for way in BOTH if way in (ways or signed or BOTH))


def _exact(digits: str, ways: Ways, hint: str) -> Decimal:
    """Refuse what can never happen, and what would happen at once."""
    if not _EXACT.fullmatch(digits):
        raise BadRule(f"Per cent can have up to four places before and after the point. {hint}")
    figure = Decimal(digits).normalize()
    if figure <= 0:
        raise BadRule(f"0% is where every day starts. {hint}")
    if figure > MOST_UP or (figure >= MOST_DOWN and Direction.DOWN in ways):
        raise BadRule(f"Nothing moves {digits}% in a day. {hint}")
    return figure
