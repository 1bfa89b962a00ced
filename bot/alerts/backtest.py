"""How often a rule would have rung over the days that are kept: one figure a day, its close. Pure.

What happens within a day is not kept, so a rule may have rung on more days, never on fewer than those that closed
beyond its level coming from the other side.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import pairwise

from bot.alerts.alert import Act, Alert, Audience, Sample, Standing
from bot.alerts.almanac import span
from bot.alerts.condition import Baselines, Condition, Direction, Need
from bot.alerts.judge import implied, judge
from bot.alerts.modifiers import USUAL, Frequency, Modifiers
from bot.market.quotes import Series
from bot.market.turnover import TurnoverHistory

# About ten years: older days say little about what a rule will do.
MOST = 2500
Pair = tuple[Decimal, Decimal]  # the close before, and the day's


@dataclass(frozen=True, slots=True)
class Ring:
    """A day on which it would have rung, in which direction, at which figure; for which `member`, of several."""

    day: date
    direction: Direction
    value: Decimal
    member: str = ""


@dataclass(frozen=True, slots=True)
class Backtest:
    """What the kept days say: the first and last of them (None: there is none), how many, and when it would have rung.

    `judged` counts the days that it could be judged on: a level may need days before them. Where it is about each of
    several, `members` says of how many days are kept, and how many they are.
    """

    condition: Condition
    name: str
    first: date | None
    last: date | None
    judged: int
    rings: tuple[Ring, ...]
    members: tuple[int, int] | None = None


_NONE = Series()

# What a day's close says of each measure; what is measured within a day cannot be told.
FIGURES: Mapping[str, Callable[[Pair], Decimal]] = {
    "percent": lambda pair: (pair[1] / pair[0] - 1) * 100,
    "points": lambda pair: pair[1] - pair[0],
    "price": lambda pair: pair[1],
    "close": lambda pair: pair[1],
}
TURNOVER = "turnover"


def told_by_days(condition: Condition) -> bool:
    """Whether daily figures can tell when it would have rung."""
    return str(condition.measure) in {*FIGURES, TURNOVER}


def over_closes(condition: Condition, modifiers: Modifiers, name: str, series: Series) -> Backtest:
    """Hold a rule against daily closes."""
    closes = series.closes[-MOST - 1 :]
    figure = FIGURES[str(condition.measure)]
    days = [(close.day, figure((before.price, close.price))) for before, close in pairwise(closes)]
    return _tried(condition, modifiers, name, days, lambda need, day: _extreme(need, series, day))


def over_turnovers(condition: Condition, modifiers: Modifiers, name: str, history: TurnoverHistory) -> Backtest:
    """Hold a rule against what was traded on each day."""
    days = history.days[-MOST:]
    return _tried(condition, modifiers, name, days, lambda _, day: history.mean(day))


def over_members(condition: Condition, modifiers: Modifiers, name: str, closes: Mapping[str, Series]) -> Backtest:
    """Hold a rule about each of several against the daily closes of each."""
    found = {
        single.target: over_closes(single, modifiers, name, closes[single.target])
        for single in condition.singles
        if closes.get(single.target, _NONE).closes
    }
    first, last = _ends(sorted(day for each in found.values() for day in (each.first, each.last) if day))
    rings = [replace(ring, member=symbol) for symbol, each in found.items() for ring in each.rings]
    ordered = sorted(rings, key=lambda ring: (ring.day, ring.member, ring.direction))
    judged = max((each.judged for each in found.values()), default=0)
    return Backtest(condition, name, first, last, judged, tuple(ordered), members=(len(found), len(condition.singles)))


def _tried(
    condition: Condition,
    modifiers: Modifiers,
    name: str,
    days: Sequence[tuple[date, Decimal]],
    base: Callable[[Need, date], Decimal | None],
) -> Backtest:
    """Let the judge see one sample a day, each day a session of its own."""
    alert = _alert(condition, modifiers, name)
    stands: dict[Direction, Standing | None] = {}
    rings: list[Ring] = []
    judged, last = 0, None
    for day, value in days:
        sample = Sample(condition.target, condition.measure, value, _evening(day), day.isoformat())
        needs = {need: known for need in condition.needs if (known := base(need, day)) is not None}
        thresholds = alert.thresholds(Baselines(needs))
        judged += bool(thresholds)
        for threshold in thresholds:
            way = threshold.direction
            before = implied(alert, threshold, stands.get(way), last, sample)
            verdict = judge(alert, threshold, before, sample, sample.time)
            stands[way] = verdict.standing or before
            if verdict.act is Act.FIRE:
                rings.append(Ring(day, way, value))
        last = sample
        if rings and modifiers.frequency is Frequency.ONCE:
            break
    ends = _ends(day for day, _ in days)
    return Backtest(condition, name, *ends, judged, tuple(rings))


def _alert(condition: Condition, modifiers: Modifiers, name: str) -> Alert:
    """Return a rule that has always been there; how long a crossing lasted is known of no day."""
    always = datetime.min.replace(tzinfo=UTC)
    forever = datetime.max.replace(tzinfo=UTC)
    how = Modifiers(frequency=modifiers.frequency, rearm=modifiers.rearm) if modifiers != USUAL else USUAL
    return Alert(
        id=0,
        team="",
        audience=Audience.PERSON,
        destination="",
        creator="",
        condition=condition,
        name=name,
        made_at=always,
        made_in="",
        expires_at=forever,
        modifiers=how,
    )


def _extreme(need: Need, series: Series, day: date) -> Decimal | None:
    prices = [close.price for close in span(series, need.since, day)]
    if not prices:
        return None
    return max(prices) if need.what == "highest" else min(prices)


def _ends(days: Iterable[date]) -> tuple[date | None, date | None]:
    known = [*days]
    return (known[0], known[-1]) if known else (None, None)


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(23), UTC)
