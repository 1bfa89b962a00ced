"""A price moves so many per cent within minutes: `hsi down 1% within 10m`. Pure.

Up is measured from the lowest price of the window, down from the highest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts.condition import Condition, Kind, Measure, Threshold
from bot.alerts.conditions.moves import Moves
from bot.alerts.measures.within import within
from bot.alerts.targets import is_group
from bot.alerts.wording import BOTH, passed, percent, said
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.words.language import Language, Phrase

NAME = "within"
TRY = "Try `hsi down 1% within 10m`."
SAYS = Phrase(
    "{name} moves {way} or more within {minutes} minutes",
    "{name}在{minutes}分鐘內{way}或以上",
    "{name}在{minutes}分钟内{way}或以上",
)
TOLD = Phrase(
    "{name} {passed} within {minutes} minutes", "{name}在{minutes}分鐘內{passed}", "{name}在{minutes}分钟内{passed}"
)
LEAST, MOST = 4, 120  # two polls; what the trail of prices reaches back
_IN = frozenset(("within", "in", "inside"))
_UNITS = frozenset(("m", "min", "mins", "minute", "minutes", "分鐘", "分钟"))
_MINUTES = re.compile(r"(\d{1,4})(?:m|min|mins|minutes?|分鐘|分钟)(?:內|内)?")


@dataclass(frozen=True, slots=True)
class Within(Moves):
    """`symbol` at least `percent` within `minutes`, one way."""

    minutes: int

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def measure(self) -> Measure:
        """Per cent from the window's lowest or highest price."""
        return within(self.minutes, self.ways[0])

    def words(self) -> str:
        """Return its canonical words: "down 1% within 10m"."""
        return f"{said(self.ways, self.percent)} within {self.minutes}m"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Hang Seng Index moves down 1% or more within 10 minutes"."""
        return SAYS.in_(language, name=name, way=self.way(language), minutes=self.minutes)

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Hang Seng Index fell past −1% within 10 minutes"."""
        return TOLD.in_(language, name=name, passed=passed(threshold, language), minutes=self.minutes)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "down 1% within 10m", "up 2% in 15 minutes", in any order."""
    if target is None or is_group(target.symbol):
        return None
    minutes, rest = _window(list(words))
    if minutes is None:
        return None
    found = percent(rest, TRY)
    if found is None:
        return None
    if found[1] == BOTH:
        raise BadRule(f"Say `up` or `down`: within minutes each way is a rule of its own. {TRY}")
    if not LEAST <= minutes <= MOST:
        raise BadRule(f"A window has {LEAST} to {MOST} minutes. {TRY}")
    return Within(target.symbol, *found, minutes=minutes)


def _window(words: list[str]) -> tuple[int | None, list[str]]:
    """Take the window out of the words; None where there is none."""
    for place, word in enumerate(words):
        unit = 2 if words[place + 1 : place + 2] and words[place + 1] in _UNITS else 1
        found = _MINUTES.fullmatch("".join(words[place : place + unit]))
        if found and word[:1].isdigit():
            start = place - 1 if place and words[place - 1] in _IN else place
            return int(found[1]), [*words[:start], *words[place + unit :]]
    return None, words


KIND = Kind(NAME, parse, ("hsi down 1% within 10m",))
