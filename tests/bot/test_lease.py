"""The seat that one process holds: taken over after a death, given up by a stop, lost where nobody can tell."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import bot.lease
from bot.errors import StorageError
from bot.lease import LASTS, Lease, Seat
from tests.bot.day import WALL


@dataclass
class Table:
    """Leases in memory, of which one can be away. `now` is real time, and the monotonic clock too."""

    now: datetime = WALL
    away: bool = False
    lease: Lease | None = None
    until: datetime = WALL
    epochs: list[str] = field(default_factory=list)

    def wall(self) -> datetime:
        """Tell the time."""
        return self.now

    def monotonic(self) -> float:
        """Tell seconds."""
        return (self.now - WALL).total_seconds()

    async def take(self, name: str, owner: str, now: datetime, until: datetime) -> Lease | None:
        """Give it, if it is free."""
        self._there()
        if self.lease and self.until > now:
            return None
        self.epochs.append(owner)
        self.lease, self.until = Lease(name, owner, len(self.epochs)), until
        return self.lease

    async def renew(self, lease: Lease, until: datetime) -> bool:
        """Move it on."""
        self._there()
        if self.lease == lease:
            self.until = until
        return self.lease == lease

    async def held(self, name: str, now: datetime) -> bool:
        """Say whether it is held."""
        return self.lease is not None and self.lease.name == name and self.until > now

    async def release(self, lease: Lease, now: datetime) -> None:
        """End it."""
        self._there()
        if self.lease == lease:
            self.until = now

    def _there(self) -> None:
        if self.away:
            raise StorageError("away")

    def seat(self, owner: str) -> Seat:
        """Return a seat for a process."""
        return Seat(self, "clock", owner, self.wall, self.monotonic)


async def test_who_stands_by_sits_down_when_the_other_stands_up() -> None:
    """A seat given up is taken at the next beat; until then only one holds it."""
    table = Table()
    async with table.seat("first").held() as lost:
        second = asyncio.create_task(sitting(table.seat("second")))
        await asyncio.sleep(2 * bot.lease.BEAT)
        assert (table.epochs, lost.is_set(), second.done()) == (["first"], False, False)
    async with asyncio.timeout(5):
        await second
    assert table.epochs == ["first", "second"]


async def test_a_seat_is_lost_to_whoever_took_it() -> None:
    """A holder whose time was over finds another in its place, and gives up nothing that is the other's."""
    table = Table()
    async with table.seat("slow").held() as lost:
        table.now += LASTS
        taken = await table.take("clock", "quick", table.now, table.now + LASTS)
        async with asyncio.timeout(5):
            await lost.wait()
    assert (table.lease, table.until) == (taken, table.now + LASTS)


async def test_a_seat_is_kept_over_a_moment_without_a_database_and_no_longer() -> None:
    """While the lease still lasts, a database that is away changes nothing; afterwards nobody can tell whose it is."""
    table = Table()
    seat = table.seat("first")
    async with seat.held() as lost:
        assert seat.reached
        table.away = True
        await asyncio.sleep(2 * bot.lease.BEAT)
        assert (lost.is_set(), seat.reached) == (False, False)
        table.now += LASTS + timedelta(seconds=1)
        async with asyncio.timeout(5):
            await lost.wait()
    standing_by = asyncio.create_task(sitting(seat))
    await asyncio.sleep(0)
    table.away = False
    async with asyncio.timeout(5):
        await standing_by
    assert seat.reached


async def test_a_database_that_goes_away_with_the_holder_hears_of_it_later() -> None:
    """Who cannot give a seat up leaves it to time."""
    table = Table()
    async with table.seat("first").held():
        table.away = True
    assert table.until == WALL + LASTS


async def sitting(seat: Seat) -> None:
    """Wait for a seat, and stand up again."""
    async with seat.held():
        pass
