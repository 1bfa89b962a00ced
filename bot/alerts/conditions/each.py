"""Each of several shares by itself: `each of theme cpo up 5%`, `watch all up 5%`. Pure.

What is watched for is read once, about a stand-in, and holds for every member: so only what needs no price of a share's
own can be said. Who is a member today, dated lists tell, and the owner's other rules where it is about a watchlist.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.alerts.condition import Baselines, Condition, Kind, Measure, Need, Threshold
from bot.alerts.conditions import extreme, moves, opening, premarket, within
from bot.alerts.conditions.extreme import Extreme
from bot.alerts.conditions.moves import Moves
from bot.alerts.groups import EACH, WATCHLIST, members
from bot.errors import BadRule
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import named
from bot.words.language import Language

NAME = "each"
TRY = "Try `each of theme cpo up 5%`, `each of hsi down 3% from open` or `each of sector banks highest in 52 weeks`."
ONLY = (
    "Of several shares each has a price of its own, so watch them for moves in per cent (on the day, from open, within "
    f"minutes, in the pre-market) or for highs and lows. {TRY}"
)
MOST = 100
# In the order of the words that tell them; what reads any move comes last.
INNER = (premarket.parse, within.parse, opening.parse, extreme.parse, moves.parse)
# Stands for whichever member; New York's, so that all words have a meaning.
ANY = Instrument(symbol="EACH", name="Each", type=Type.SHARE, exchange=Exchange.NEW_YORK, currency="USD")


@dataclass(frozen=True, slots=True)
class Each(Condition):
    """`rule`, about a stand-in, for each of `members`: the symbols of `group`, as far as they are known."""

    group: str
    rule: Moves | Extreme
    members: tuple[str, ...] = field(default=(), compare=False)

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def target(self) -> str:
        """The group: "each:theme:cpo"."""
        return self.group

    @property
    def measure(self) -> Measure:
        """What is measured about each."""
        return self.rule.measure

    @property
    def needs(self) -> tuple[Need, ...]:
        """What the levels of the members hang on."""
        return tuple(need for single in self.singles for need in single.needs)

    @property
    def singles(self) -> tuple[Condition, ...]:
        """One condition for each member."""
        return tuple(replace(self.rule, symbol=symbol) for symbol in self.members)

    def of(self, target: str) -> Condition | None:
        """Return what it is about one member."""
        return replace(self.rule, symbol=target) if target in self.members else None

    def on(self, day: date) -> "Each":
        """Return it with the members that dated lists have on `day`; a watchlist has none of these."""
        listed = self.members if self.group == WATCHLIST else tuple(members(self.group, day))
        return self if listed == self.members else replace(self, members=listed)

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:
        """Return where it changes for any member; none where that is another level for each."""
        return self.rule.thresholds(baselines)

    def words(self) -> str:
        """Return its canonical words: "up 5%"."""
        return self.rule.words()

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Each share of Cloud (theme) moves up 5% or more on the day"."""
        return self.rule.says(name, language)

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened to one of them, `name`: "Alibaba rose past +5%"."""
        return self.rule.told(name, threshold, language)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read what is watched for about each member, where the target is several."""
    if target is None or not target.symbol.startswith(EACH):
        return None
    rule = next((found for read in INNER if (found := read(ANY, words))), None)
    if not isinstance(rule, Moves | Extreme):
        raise BadRule(ONLY)
    listed = tuple(members(target.symbol))
    _check(target, rule, listed)
    return Each(target.symbol, rule, listed)


def _check(target: Instrument, rule: Condition, listed: Sequence[str]) -> None:
    """Refuse what would be too much, and what no member can do."""
    if len(listed) > MOST:
        raise BadRule(f"{target.short} has {len(listed)} members, and one rule watches {MOST} at most. {TRY}")
    awake = not listed or any(named(symbol).exchange is Exchange.NEW_YORK for symbol in listed)
    if rule.kind == premarket.NAME and not awake:
        raise BadRule(f"No member of {target.short} has a pre-market: only New York has. {TRY}")


KIND = Kind(
    NAME, parse, ("each of theme cpo up 5%", "each of sector banks highest in 52 weeks", "each of hsi moves 4%")
)
