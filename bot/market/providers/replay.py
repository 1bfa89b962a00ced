"""A recorded day as a source of quotes: it answers as the real source did, at whatever line the replay has come to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NoReturn

from bot.errors import BadAnswer, ConfigurationError, ProviderError, RateLimited, Unreachable
from bot.market import sessions
from bot.market.instruments import named
from bot.market.provider import Answer, Source
from bot.market.quotes import Quote, Series
from bot.market.tape import Line, Tape, read
from bot.market.turnover import Scope, TurnoverHistory

SHIPPED = Path(__file__).parent.parent / "tapes" / "2025-07-15.jsonl"

_ERRORS: dict[str, tuple[type[ProviderError], str]] = {
    "rate-limited": (RateLimited, "The source of quotes asks for a pause."),
    "unreachable": (Unreachable, "The source of quotes cannot be reached."),
    "timeout": (Unreachable, "The source of quotes does not answer."),
    "bad-answer": (BadAnswer, "The source of quotes gave an answer that nobody can read."),
}


def load(path: Path) -> Tape:
    """Read the tape at `path`. Raises ConfigurationError where there is none, or none that can be played."""
    return _shipped() if path == SHIPPED else _read(path)


@cache
def _shipped() -> Tape:
    """Read the day that comes with Surge, once: a tape is a value."""
    return _read(SHIPPED)


def _read(path: Path) -> Tape:
    try:
        # Bytes that are no UTF-8 spoil their line, not the tape.
        with path.open(encoding="utf-8", errors="replace") as lines:
            return read(lines)
    except OSError as error:
        raise ConfigurationError([f"SURGE_TAPE: {path} cannot be read ({error.strerror})."]) from error


class ReplayProvider:
    """Plays a tape. `line` counts from 0; whoever drives the replay moves it with `move_to`."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.line = 0
        self._seen: dict[str, list[tuple[int, Quote]]] = defaultdict(list)
        for number, line in enumerate(tape.lines):
            for quote in line.answer.quotes:
                self._seen[quote.symbol].append((number, quote))

    @property
    def lines(self) -> int:
        """How many lines the tape has."""
        return len(self.tape.lines)

    @property
    def at(self) -> datetime:
        """The market time of the line it stands at."""
        return self._current.at

    @property
    def source(self) -> Source:
        """The recorded day, and what of it is recorded."""
        tape = self.tape
        return Source("recorded figures", tape.day, tape.notes, tape.notes_hant, tape.notes_hans)

    @property
    def symbols(self) -> Collection[str]:
        """Every symbol that the tape quotes somewhere."""
        return self._seen.keys()

    def move_to(self, line: int) -> None:
        """Stand at `line`, or at the first or last where there is none such."""
        self.line = max(0, min(line, self.lines - 1))

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Return all that the current line says, and each other asked symbol's latest quote before it.

        Raises the ProviderError that the line tells of.
        """
        if self._current.error:
            _fail(self._current.error)
        answer = self._current.answer
        here = {quote.symbol for quote in answer.quotes}
        earlier = [quote for symbol in sorted(set(symbols) - here) if (quote := self._latest(symbol))]
        return Answer((*answer.quotes, *earlier), answer.turnovers, answer.refused)

    async def closes(self, symbol: str) -> Series:
        """Return the recorded closes before the session that is on, or was last."""
        exchange, quote = named(symbol).exchange, self._latest(symbol)
        # A quote of today proves a session that the calendar may not have.
        quoted = sessions.local_date(exchange, quote.time) if quote else date.min
        today = max(sessions.session_date(exchange, self.at), quoted)
        return self.tape.closes.get(symbol, Series()).before(today)

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Return the recorded turnovers of earlier days; a tape has those of one scope."""
        recorded = self.tape.turnovers
        return recorded if recorded.scope is scope else TurnoverHistory(scope)

    @property
    def _current(self) -> Line:
        return self.tape.lines[self.line]

    def _latest(self, symbol: str) -> Quote | None:
        seen = self._seen.get(symbol, [])
        place = bisect_right(seen, self.line, key=lambda each: each[0])
        return seen[place - 1][1] if place else None


def _fail(error: str) -> NoReturn:
    kind, sentence = _ERRORS.get(error, (ProviderError, f"The source of quotes failed: {error}."))
    raise kind(sentence)
