"""How Surge is doing: its source, its watch, its messages. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.book import State
from bot.market.instrument import Exchange
from bot.market.manners import Pace
from bot.market.sessions import phase
from bot.words.numbers import counted
from bot.words.times import clock_time, moment, seconds
from handlers.cards.card import Card
from handlers.cards.escape import escape, sentence
from handlers.cards.parts import card, header, section

UNDER_WAY = (State.WAITING, State.SENDING, State.DOUBTFUL)
FAILED = (State.EXPIRED, State.DEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The state of things.

    `now` and `looked` are market time; `replay` is its state, None where figures are live. `trouble` is what ails the
    source ("" nothing); `stores` names the database and the cache; `waiting` names the rules here that cannot be
    judged, and why. `pace` is how much the source is asked, None in a replay.
    """

    now: datetime
    source: str
    trouble: str
    looked: datetime | None
    refused: Mapping[str, int]
    stores: str
    messages: Mapping[State, int]
    alerts: int
    waiting: tuple[str, ...]
    replay: Mapping[str, object] | None
    pace: Pace | None = None


def status(state: Condition) -> Card:
    """Draw the card; what is wrong comes first."""
    well = "⚠ Surge has trouble" if state.trouble else "Surge is well"
    return card(header(well), section(*_lines(state)))


def _lines(state: Condition) -> Iterator[str]:
    if state.trouble:
        yield f"*Source*: {sentence(state.trouble)} Answers come from the last good figures, with their age."
    else:
        yield f"*Source*: {escape(state.source)}, answering"
    yield f"*Market*: Hong Kong {phase(Exchange.HONG_KONG, state.now).phrase}, {moment(state.now)}"
    looked = f"last look {seconds(state.looked)} HKT" if state.looked else "has not looked yet"
    yield f"*Watch*: {counted(state.alerts, 'alert')}, {looked}"
    yield f"*Refused samples*: {_counts(state.refused)}"
    yield f"*Messages*: {_messages(state.messages)}"
    if state.pace:
        yield f"*Requests*: {state.pace.requests} in the last hour, of {state.pace.allowed}{_pause(state.pace)}"
    yield f"*Stores*: {escape(state.stores)}"
    yield from (f"⚠ {sentence(line)}" for line in state.waiting)
    if state.replay:
        yield f"*Replay*: {_replay(state.replay)}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {escape(name)}" for name, count in counts.items() if count) or "none"


def _messages(counts: Mapping[State, int]) -> str:
    """Count what was sent and what is under way; what failed only where something did."""
    under_way = sum(counts.get(state, 0) for state in UNDER_WAY)
    failed = (f"{counts[state]} {state}" for state in FAILED if counts.get(state))
    return ", ".join((f"{counts.get(State.SENT, 0)} sent", f"{under_way} waiting", *failed))


def _replay(replay: Mapping[str, object]) -> str:
    """Say where the tape stands."""
    doing = (
        "over: `/replay again` plays it once more" if replay["over"] else "playing" if replay["playing"] else "paused"
    )
    at = clock_time(datetime.fromisoformat(str(replay["at"])))
    where = f"line {replay['line']} of {replay['lines']}, run {replay['run']}, {replay['speed']:g}×"
    return f"{escape(str(replay['title']))}: {doing} ({at}, {where})"


def _pause(pace: Pace) -> str:
    return f"; pause until {clock_time(pace.until)} ({escape(pace.reason)})" if pace.until else ""
