"""What was traded before today, scope by scope: kept, and served from memory between two changes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

from bot.market.instrument import Exchange
from bot.market.sessions import DAY, session
from bot.market.tally.official import SOURCE, Day
from bot.market.tally.pace import Sample
from bot.market.tally.store import DAYS_OF_SAMPLES, TallyStore
from bot.market.turnover import Scope, TurnoverHistory

MONTHLY = Path(__file__).parent / "monthly.csv"
# HKEX's averages are of the whole market; an estimate of shares is never held against them.
_AVERAGED = {Scope.MARKET, Scope.OFFICIAL}


class Past:
    """Earlier turnovers over a store. Every method raises StorageError."""

    def __init__(self, store: TallyStore) -> None:
        self._store = store
        self._histories: dict[Scope, TurnoverHistory] = {}
        self._samples: dict[tuple[Scope, date], Sequence[Sample]] = {}

    async def history(self, scope: Scope) -> TurnoverHistory:
        """Return the daily totals of `scope`, and HKEX's monthly averages where those are comparable."""
        if scope not in self._histories:
            days = await self._store.days(scope)
            months = {**shipped(), **dict(await self._store.months())} if scope in _AVERAGED else {}
            self._histories[scope] = TurnoverHistory(
                scope,
                tuple((day.day, day.value) for day in days),
                tuple(sorted(months.items())),
                frozenset(day.day for day in days if day.half),
            )
        return self._histories[scope]

    async def samples(self, scope: Scope, today: date) -> Sequence[Sample]:
        """Return the samples of the sessions before `today`, as far back as they are compared."""
        if (scope, today) not in self._samples:
            found = await self._store.samples(scope, today - timedelta(days=DAYS_OF_SAMPLES))
            self._samples = {key: kept for key, kept in self._samples.items() if key[1] == today}
            self._samples[scope, today] = [each for each in found if each.day < today]
        return self._samples[scope, today]

    def forget(self) -> None:
        """Read everything anew from now on: another process keeps what comes."""
        self._histories.clear()
        self._samples.clear()

    async def keep_day(self, scope: Scope, day: Day) -> None:
        """Keep what a session came to."""
        await self._store.keep_days(scope, [day])
        self._histories.pop(scope, None)

    async def keep_official(self, days: Sequence[Day]) -> None:
        """Keep HKEX's days, and the averages of the months that are all there."""
        await self._store.keep_days(Scope.OFFICIAL, days)
        await self._store.keep_months(averages(days), SOURCE)
        self._histories.clear()


@cache
def shipped() -> dict[str, Decimal]:
    """Return the monthly averages that come with Surge, in HK$."""
    rows = (line.split(",") for line in MONTHLY.read_text(encoding="utf-8").splitlines() if line[:2] == "20")
    return {month: Decimal(billions) * 10**9 for month, billions in rows}


def averages(days: Iterable[Day]) -> list[tuple[str, Decimal]]:
    """Return the mean of each month of which every session is there."""
    months = groupby(sorted(days, key=lambda day: day.day), key=lambda day: f"{day.day:%Y-%m}")
    found = [(key, list(group)) for key, group in months]
    return [
        (key, sum((day.value for day in group), Decimal()) / len(group))
        for key, group in found
        if _sessions(group[0].day) <= {day.day for day in group}
    ]


def _sessions(of: date) -> set[date]:
    """Return the sessions that the calendar has in the month of that date."""
    first = of.replace(day=1)
    days = (first + DAY * number for number in range(31))
    return {day for day in days if day.month == of.month and session(Exchange.HONG_KONG, day)}
