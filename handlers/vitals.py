"""How Surge does, as values: what the status card says in words, and `/metrics` in numbers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.book import Obstacle, State
from bot.market.instrument import Exchange
from bot.market.manners import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """What can be read off at a moment.

    `now` is market time, `wall` real time. `newest` is the time of the newest figure of each market that has any.
    `trouble` is what ails the source ("" nothing); `pace` is None in a replay.
    `obstacles` are where nothing can be sent.
    """

    now: datetime
    wall: datetime
    looked: datetime | None
    trouble: str
    newest: Mapping[Exchange, datetime]
    refused: Mapping[str, int]
    messages: Mapping[State, int]
    alerts: int
    pace: Pace | None
    obstacles: Sequence[Obstacle] = ()
