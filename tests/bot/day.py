"""A made-up market day for tests: tapes of a few lines, and all of Surge's thinking wired around one, over SQLite."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from bot.alerts.alert import Alert, Audience, Sample
from bot.alerts.book import Event
from bot.alerts.condition import Condition, Direction
from bot.alerts.conditions.moves import Moves
from bot.alerts.conditions.turnover import TurnoverAbove
from bot.alerts.measures.percent import PERCENT
from bot.alerts.meter import Meter, Paced
from bot.alerts.modifiers import Modifiers
from bot.alerts.registrar import Registrar
from bot.alerts.rules import Rules
from bot.alerts.watch import Watch
from bot.audience.rights import Actor
from bot.market.desk import QuoteDesk
from bot.market.providers.replay import ReplayProvider
from bot.market.tape import Tape, read
from bot.market.turnover import Scope
from bot.replay import Replay, Run
from bot.storage.alert_book import StoredAlertBook
from bot.storage.caches.memory import MemoryCache
from bot.storage.database import Database, open_database
from bot.storage.managers import StoredManagers
from bot.storage.migrate import migrate
from bot.storage.outbox import StoredOutbox
from bot.storage.register import StoredRegister
from bot.storage.replay_log import StoredReplayLog

TEAM, CHANNEL, TRADER = "T01", "C01MARKETS", "U01TRADER"
SESSION = "2025-07-15"
OPEN = datetime.fromisoformat("2025-07-15T09:30:00+08:00")
WALL = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

HERE = frozenset((CHANNEL,))
trader = Actor(team=TEAM, user=TRADER, channels=HERE)
analyst = Actor(team=TEAM, user="U02ANALYST", channels=HERE)
guest = Actor(team=TEAM, user="U03GUEST", guest=True, channels=HERE)
admin = Actor(team=TEAM, user="U04ADMIN", admin=True, channels=HERE)

UP_5 = Moves("9988.HK", Decimal(5), (Direction.UP,))
ABOVE_250 = TurnoverAbove(Scope.MARKET, Decimal(250_000_000_000))


def alert(condition: Condition = UP_5, audience: Audience = Audience.CHANNEL, **changes: object) -> Alert:
    """Return an alert made the day before, so that today's session starts from 0."""
    given: dict[str, object] = {
        "id": 1,
        "team": TEAM,
        "audience": audience,
        "destination": CHANNEL if audience is Audience.CHANNEL else TRADER,
        "creator": TRADER,
        "condition": condition,
        "name": "Alibaba",
        "made_at": OPEN - timedelta(days=1),
        "made_in": "2025-07-14",
        "expires_at": OPEN + timedelta(days=89),
    }
    if "frequency" in changes:
        given["modifiers"] = Modifiers(frequency=changes.pop("frequency"))  # type: ignore[arg-type]  # as below
    return Alert(**{**given, **changes})  # type: ignore[arg-type]  # a table of fields


def percent(value: object, minute: float = 0, session: str = SESSION) -> Sample:
    """Return a sample of so many per cent, `minute` minutes into the session."""
    return Sample("9988.HK", PERCENT, Decimal(str(value)), OPEN + minute * MINUTE, session)


def quote(symbol: str, change: object, at: datetime) -> Mapping[str, object]:
    """Return a tape's quote of a price that has changed by so many per cent from 100."""
    price = Decimal(100) + Decimal(str(change))
    times = {"time": at.isoformat(), "delay_minutes": 0}
    return {"symbol": symbol, "price": float(price), "previous_close": 100, **times}


def line(minute: float, turnover: float | None = None, **changes: object) -> str:
    """Return a tape's line: billions of turnover, and moves in per cent by symbol ("baba" stands for 9988.HK)."""
    at = OPEN + minute * MINUTE
    symbols = {"baba": "9988.HK", "hsi": "^HSI", "tech": "HSTECH.HK"}
    entry: dict[str, object] = {
        "at": at.isoformat(),
        "quotes": [quote(symbols.get(name, name), change, at) for name, change in changes.items()],
    }
    if turnover is not None:
        entry["turnover"] = {"scope": "market", "value": turnover * 1e9, "time": at.isoformat()}
    return json.dumps(entry)


def tape(
    lines: Iterable[str],
    days: Sequence[tuple[str, float]] = (),
    closes: Mapping[str, Sequence[tuple[str, float]]] | None = None,
) -> Tape:
    """Return the tape of `lines`; `days` are earlier turnovers in billions, `closes` earlier closes by symbol."""
    history = {"scope": "market", "unit": "HKD", "days": [[day, value * 1e9] for day, value in days]}
    header: dict[str, object] = {"tape": SESSION, "title": "A made-up day", "sources": ["a test"], "turnover": history}
    header |= {"closes": {symbol: [list(each) for each in past] for symbol, past in (closes or {}).items()}}
    return read([json.dumps(header), *lines])


def twenty_days(value: float) -> list[tuple[str, float]]:
    """Return twenty days of equal turnover before the session."""
    return [(f"2025-{day:%m-%d}", value) for day in (OPEN - timedelta(days=back) for back in range(20, 0, -1))]


@dataclass
class Day:
    """Surge around a tape, as the bootstrap wires it; making another over the same database is a restart."""

    tape: Tape
    database: Database
    now: list[datetime] = field(default_factory=lambda: [WALL])
    paced: Paced | None = None

    def __post_init__(self) -> None:
        """Wire it."""
        self.provider, self.run = ReplayProvider(self.tape), Run()
        self.book, self.outbox = StoredAlertBook(self.database), StoredOutbox(self.database)
        self.desk = QuoteDesk(self.provider, MemoryCache(), self.clock)
        self.meter = Meter(self.desk, self.clock, self.run.session, self.paced)
        self.rules = Rules(
            self.book, StoredManagers(self.database), self.desk, self.clock, self.run.session, self.meter
        )
        self.registrar = Registrar(self.desk, StoredRegister(self.database), self.clock, self.wall, self.run.session)
        self.watch = Watch(self.desk, self.book, self.clock, self.wall, self.run.session, self.meter, self.registrar)
        self.replay = Replay(
            provider=self.provider,
            watch=self.watch,
            desk=self.desk,
            outbox=self.outbox,
            log=StoredReplayLog(self.database),
            run=self.run,
            digest="tape",
            speed=60.0,
        )

    def clock(self) -> datetime:
        """Tell market time."""
        return self.provider.at

    def wall(self) -> datetime:
        """Tell wall time."""
        return self.now[0]

    async def start(self) -> "Day":
        """Take up what an earlier process left."""
        await self.replay.resume()
        self.desk.remember(await self.book.admitted())
        return self

    async def sweep(self, number: int) -> list[str]:
        """Stand at a line and sweep; return what rang, as "9988.HK up 5: crossed at 5.1"."""
        self.provider.move_to(number)
        return [told(event) for event in await self.watch.sweep()]

    async def tick(self, seconds: float) -> None:
        """Let wall time pass, and the replay advance."""
        self.now[0] += timedelta(seconds=seconds)
        await self.replay.advance(self.now[0])

    async def told(self) -> list[str]:
        """Return all that was ever told, oldest first."""
        async with self.database.read() as connection:
            rows = await connection.exec_driver_sql("SELECT dedupe_key, value, time FROM events ORDER BY id")
            return [f"{row.dedupe_key} = {row.value} at {row.time}" for row in rows]


def told(event: Event) -> str:
    """Return an event in short."""
    threshold, sample = event.threshold, event.sample
    return f"{sample.target} {threshold.direction} {threshold.level:f}: {event.reason} at {sample.value:f}"


_MIGRATED: list[bytes] = []


async def furnish(folder: Path) -> Path:
    """Lay out a new SQLite file as the migrations make it, which takes longer than most tests; return its path."""
    file = folder / "surge.db"
    if not _MIGRATED:
        first = open_database(file)
        await migrate(first)
        await first.close()
        _MIGRATED.append(file.read_bytes())
    file.write_bytes(_MIGRATED[0])
    return file


async def database(folder: Path) -> Database:
    """Open a new database in `folder`."""
    return open_database(await furnish(folder))
