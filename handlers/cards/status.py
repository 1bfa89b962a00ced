"""How Surge is doing: its source, its figures, its watch, its messages. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.book import Obstacle, State
from bot.market.instrument import Exchange
from bot.market.manners import Pace
from bot.market.sessions import local_date, phase, zone
from bot.market.turnover import Turnover
from bot.words.numbers import counted
from bot.words.times import age, clock_time, moment, seconds
from handlers.cards.card import Card
from handlers.cards.escape import escape, sentence
from handlers.cards.parts import card, header, section
from handlers.vitals import Vitals

UNDER_WAY = (State.WAITING, State.SENDING, State.DOUBTFUL)
FAILED = (State.EXPIRED, State.DEAD)
HELD = "held back by quiet hours"
MARKETS = {
    Exchange.HONG_KONG: "Hong Kong",
    Exchange.SHANGHAI: "Shanghai",
    Exchange.SHENZHEN: "Shenzhen",
    Exchange.NEW_YORK: "New York",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The state of things.

    `source` is the source's name, `stores` those of the database and the cache. `waiting` names the rules here that
    cannot be judged, and the figures that cannot be had, each with its reason. `replay` is its state, None where
    figures are live. `turnover` is the last one that is known, and `history` how far the daily closes are filled
    (done, of all); None where there is none.
    """

    vitals: Vitals
    source: str
    stores: str
    waiting: tuple[str, ...]
    replay: Mapping[str, object] | None = None
    turnover: Turnover | None = None
    history: tuple[int, int] | None = None


def status(state: Condition) -> Card:
    """Draw the card; what is wrong comes first."""
    well = "⚠ Surge has trouble" if state.vitals.trouble else "Surge is well"
    return card(header(well), section(*_lines(state)))


def _lines(state: Condition) -> Iterator[str]:
    vitals = state.vitals
    yield from _source(state)
    yield f"*Market*: Hong Kong {phase(Exchange.HONG_KONG, vitals.now).phrase}, {moment(vitals.now)}"
    yield f"*Newest figures*: {_newest(vitals)}"
    if state.turnover:
        yield f"*Turnover*: {_turnover(state.turnover, vitals.now)}"
    if state.history:
        yield f"*Daily closes*: {_filled(*state.history)}"
    looked = f"last look {seconds(vitals.looked)} HKT" if vitals.looked else "has not looked yet"
    yield f"*Watch*: {counted(vitals.alerts, 'alert')}, {looked}"
    yield f"*Refused samples*: {_counts(vitals.refused)}"
    yield f"*Messages*: {_messages(vitals.messages)}"
    yield from map(_obstacle, state.vitals.obstacles)
    yield f"*Stores*: {escape(state.stores)}"
    yield from (f"⚠ {sentence(line)}" for line in state.waiting)
    if state.replay:
        yield f"*Replay*: {_replay(state.replay)}"


def _source(state: Condition) -> Iterator[str]:
    """Say whether the source answers, how much it is asked, and whether it wants a pause."""
    trouble, pace = state.vitals.trouble, state.vitals.pace
    if trouble:
        yield f"*Source*: {sentence(trouble)} Answers come from the last good figures, with their age."
    else:
        yield f"*Source*: {escape(state.source)}, answering"
    if pace:
        yield f"*Requests*: {pace.requests} in the last hour, of {pace.allowed}"
        yield f"*Breaker*: {_breaker(pace)}"


def _breaker(pace: Pace) -> str:
    if pace.until is None:
        return "closed, the source may be asked"
    return f"open, nothing is asked: pause until {clock_time(pace.until)} ({escape(pace.reason)})"


def _newest(vitals: Vitals) -> str:
    """Write each market's newest figure with its own time and its age: "Hong Kong 14:02 HKT (15 min old)"."""
    times = (
        f"{name} {_when(exchange, vitals.newest[exchange], vitals.now)}"
        for exchange, name in MARKETS.items()
        if exchange in vitals.newest
    )
    return "; ".join(times) or "none yet"


def _when(exchange: Exchange, at: datetime, now: datetime) -> str:
    same = local_date(exchange, at) == local_date(exchange, now)
    said = clock_time(at, zone(exchange)) if same else moment(at, zone(exchange))
    return f"{said} ({age(now - at)} old)"


def _turnover(turnover: Turnover, now: datetime) -> str:
    told = (turnover.scope.phrase, escape(turnover.source), _when(Exchange.HONG_KONG, turnover.time, now))
    return ", ".join(filter(None, told))


def _filled(done: int, total: int) -> str:
    return f"{total:,} series kept" if done >= total else f"{done:,} of {total:,} series filled so far"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {escape(name)}" for name, count in counts.items() if count) or "none"


def _messages(counts: Mapping[State, int]) -> str:
    """Count what was sent and what is under way; what failed only where something did."""
    under_way = sum(counts.get(state, 0) for state in UNDER_WAY)
    held = (f"{counts[State.HELD]} {HELD}",) if counts.get(State.HELD) else ()
    failed = (f"{counts[state]} {state}" for state in FAILED if counts.get(state))
    return ", ".join((f"{counts.get(State.SENT, 0)} sent", f"{under_way} waiting", *held, *failed))


def _obstacle(place: Obstacle) -> str:
    if not place.destination:
        return f"⚠ Slack refuses Surge's token ({escape(place.error)}): nothing is sent until it is taken again"
    return f"⚠ Nothing can be posted in <#{escape(place.destination)}> ({escape(place.error)}): its alerts keep quiet"


def _replay(replay: Mapping[str, object]) -> str:
    """Say where the tape stands."""
    doing = (
        "over: `/replay again` plays it once more" if replay["over"] else "playing" if replay["playing"] else "paused"
    )
    at = clock_time(datetime.fromisoformat(str(replay["at"])))
    where = f"line {replay['line']} of {replay['lines']}, run {replay['run']}, {replay['speed']:g}×"
    return f"{escape(str(replay['title']))}: {doing} ({at}, {where})"
