"""Play a recorded day as if it happened now: market time moves with the tape, wall time only paces it.

What comes out depends on the tape alone: every line is swept in order at its own time, whatever the speed, and
after a crash the replay goes on where it stood. Going back, or stopping properly, starts another run, whose number
is part of every session's name: so the same crossings can be told again.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.alerts.book import Outbox
from bot.alerts.samples import session_key
from bot.alerts.watch import Watch
from bot.clock import HONG_KONG
from bot.errors import RequestError
from bot.market.desk import QuoteDesk
from bot.market.moments import line_at
from bot.market.providers.replay import ReplayProvider

GAP = timedelta(minutes=10)  # of market time without data: nobody wants to sit through lunch
LONGEST_STEP = timedelta(hours=1)
SLOWEST, FASTEST = 0.1, 100_000.0


class Run:
    """Which run of the tape is under way."""

    def __init__(self) -> None:
        self.number = 1

    def session(self, target: str, time: datetime) -> str:
        """Name the session of a target's sample, this run's own: "2025-07-15/2"."""
        return f"{session_key(target, time)}/{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a tape was played: `line` is the last one swept (-1: none). `clean` where Surge stopped properly."""

    run: int = 1
    line: int = -1
    playing: bool = False
    begun: bool = False
    speed: float
    clean: bool = False


class ReplayLog(Protocol):
    """Keeps the cursor of each tape, by the tape's digest."""

    async def load(self, tape: str) -> Cursor | None:
        """Return the cursor last kept."""

    async def save(self, tape: str, cursor: Cursor) -> None:
        """Keep the cursor."""

    async def restart(self, tape: str, cursor: Cursor) -> None:
        """Keep the cursor of a new run, and forget what the admission gate remembers: time goes back."""


@dataclass(slots=True, kw_only=True, eq=False)
class Replay:
    """The tape recorder. `digest` names the tape in the log; `speed` is how many market seconds pass in a second.

    `run` is the one that `watch` names its sessions by. Call `resume` before anything else.
    """

    provider: ReplayProvider
    watch: Watch
    desk: QuoteDesk
    outbox: Outbox
    log: ReplayLog
    run: Run
    digest: str
    speed: float
    _cursor: Cursor = field(init=False)
    _saved: Cursor | None = field(init=False, default=None)
    _reached: datetime = field(init=False)
    _ticked: datetime | None = field(init=False, default=None)
    _lock: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)
    _advancing: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Stand before the first line."""
        self._cursor = Cursor(speed=self.speed)
        self._reached = self.provider.at

    @property
    def at(self) -> datetime:
        """Market time: the last line's, or the first line's before it began."""
        return self.provider.at

    @property
    def over(self) -> bool:
        """Whether the last line was played."""
        return self._cursor.line == self.provider.lines - 1

    def state(self) -> dict[str, object]:
        """Return where it stands, as the page draws it; `line` counts the lines played."""
        tape, cursor = self.provider.tape, self._cursor
        return {
            "title": tape.title,
            "at": _iso(self.at),
            "begins": _iso(tape.lines[0].at),
            "ends": _iso(tape.lines[-1].at),
            "playing": cursor.playing,
            "begun": cursor.begun,
            "over": self.over,
            "speed": cursor.speed,
            "line": cursor.line + 1,
            "lines": self.provider.lines,
            "run": cursor.run,
        }

    async def resume(self) -> None:
        """Go on where a crash has left it; after a proper stop start the next run."""
        kept = await self.log.load(self.digest)
        if kept is None:
            return
        self._cursor = self._saved = kept
        self.run.number = kept.run
        if kept.clean:
            await self._restart(self.speed)
        else:
            self._stand(kept.line)

    async def stop(self) -> None:
        """Stop properly: what comes next is another run."""
        async with self._lock:
            await self._keep(replace(self._cursor, playing=False, clean=self._cursor.line >= 0))

    async def begin(self) -> None:
        """Start it, if it has never begun: the first line is swept at once."""
        if self._cursor.begun:
            return
        async with self._lock:
            await self._begin()

    async def play(self) -> None:
        """Let it run on."""
        async with self._lock:
            await self._begin()
            await self._keep(replace(self._cursor, playing=not self.over))

    async def pause(self) -> None:
        """Hold it."""
        async with self._lock:
            await self._keep(replace(self._cursor, playing=False))

    async def set_speed(self, value: str | float) -> None:
        """Set how many market seconds pass in a second. Raises RequestError where that is no speed."""
        try:
            speed = float(str(value).strip().removesuffix("x").removesuffix("×"))
        except ValueError:
            speed = 0.0
        if not SLOWEST <= speed <= FASTEST:
            raise RequestError(f"A speed is a number from {SLOWEST:g} to {FASTEST:,.0f}, as in `speed 240`.")
        async with self._lock:
            await self._keep(replace(self._cursor, speed=speed))

    async def jump(self, when: str) -> None:
        """Go to the first line at or after `when`: "14:30" (Hong Kong), "open", "close", "us", or an ISO time.

        Forward, every line passed is swept. Backward is a new run, swept from its first line on. Raises RequestError.
        """
        line = line_at(self.provider.tape, when)
        async with self._lock:
            playing = self._cursor.playing or self.over or not self._cursor.begun
            if line < self._cursor.line:
                await self._restart(self._cursor.speed)
            self._cursor = replace(self._cursor, begun=True, playing=playing)
            while self._cursor.line < line:
                await self._sweep(self._cursor.line + 1)
            await self._keep(replace(self._cursor, playing=playing and not self.over))
            self._stand(self._cursor.line)

    async def reset(self) -> None:
        """Start a new run that waits for its beginning."""
        async with self._lock:
            await self._restart(self._cursor.speed)

    async def again(self) -> None:
        """Start a new run, and let it run."""
        async with self._lock:
            await self._restart(self._cursor.speed)
            await self._begin()

    async def advance(self, wall_now: datetime) -> None:
        """Play every line whose time has come. Called a few times a second; one call at a time does the work."""
        if self._advancing.locked():
            return
        async with self._advancing:
            passed = wall_now - (self._ticked or wall_now)
            self._ticked = wall_now
            if self._cursor.playing:
                # A machine that slept, or whose clock was set, must not rush through the day.
                self._reached += min(max(passed, timedelta()), LONGEST_STEP) * self._cursor.speed
            while await self._advanced():
                pass
            async with self._lock:
                await self._save()

    async def _advanced(self) -> bool:
        """Play the next line if its time has come; between two lines others may stop the tape."""
        async with self._lock:
            due = self._cursor.playing and self._due()
            if due:
                await self._sweep(self._cursor.line + 1)
            return due

    def _due(self) -> bool:
        """Whether the next line's time has come; a long gap before it passes at once."""
        lines, number = self.provider.tape.lines, self._cursor.line + 1
        if number > 0 and lines[number].at - lines[number - 1].at > GAP:
            self._reached = max(self._reached, lines[number].at)
        return lines[number].at <= self._reached

    async def _begin(self) -> None:
        if not self._cursor.begun:
            self._cursor = replace(self._cursor, begun=True, playing=True)
            await self._sweep(0)
            await self._save()

    async def _sweep(self, line: int) -> None:
        """Play one line. A crash before the cursor is kept lets lines be played again, to no effect."""
        self.provider.move_to(line)
        await self.watch.sweep()
        last = line == self.provider.lines - 1
        self._cursor = replace(self._cursor, line=line, playing=self._cursor.playing and not last)
        # A fast replay must let others have their turn.
        await asyncio.sleep(0)

    async def _save(self) -> None:
        """Keep the cursor, if it has moved."""
        if self._saved != self._cursor:
            await self.log.save(self.digest, self._cursor)
            self._saved = self._cursor

    async def _keep(self, cursor: Cursor) -> None:
        self._cursor = cursor
        await self._save()

    async def _restart(self, speed: float) -> None:
        """Start the next run: what the old one has not told yet is not told any more."""
        await self.outbox.cancel("another run of the replay has begun")
        cursor = Cursor(run=self._cursor.run + 1, speed=speed)
        await self.log.restart(self.digest, cursor)
        self._cursor = self._saved = cursor
        self.run.number = cursor.run
        await self.desk.clear()
        self._stand(-1)

    def _stand(self, line: int) -> None:
        """Let time run on from `line`."""
        self.provider.move_to(line)
        self._reached, self._ticked = self.provider.at, None


def _iso(at: datetime) -> str:
    return at.astimezone(HONG_KONG).isoformat()
