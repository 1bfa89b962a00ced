"""A theme or a sector moves so many per cent on the day: `theme cpo up 3%`, `sector banks down 2%`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts.condition import Condition, Kind, Measure
from bot.alerts.conditions.moves import Moves
from bot.alerts.groups import EACH, SURGE
from bot.alerts.measures.group import GROUP
from bot.alerts.targets import is_group
from bot.alerts.wording import percent
from bot.errors import BadRule
from bot.market.instrument import Instrument

NAME = "group"
TRY = "A theme or a sector is watched for its move: `theme cpo up 3%`."


@dataclass(frozen=True, slots=True)
class GroupMoves(Moves):
    """The members of the group `symbol` at least `percent` from their previous closes together, in one of `ways`."""

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def measure(self) -> Measure:
        """The move of the members together."""
        return GROUP


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "up 3%", "moves 2%", in any order, where the target is a group."""
    if target is None or not is_group(target.symbol) or target.symbol == SURGE or target.symbol.startswith(EACH):
        return None
    found = percent(words, TRY)
    if found is None:
        raise BadRule(TRY)
    return GroupMoves(target.symbol, *found)


KIND = Kind(NAME, parse, ("theme cpo up 3%", "sector banks down 2%"))
