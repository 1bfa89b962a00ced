"""What was traded in all: value, scope and time. Only equal scopes are ever compared. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import islice

from bot.market.instrument import Exchange
from bot.market.sessions import half_day

# Hong Kong's record is HK$621bn, of 7 April 2025. What is beyond this is no turnover in HK$.
_LARGEST = Decimal("1e18")
MEAN_OF = 20
# Twenty sessions fit into 45 days even over Lunar New Year; two sessions in a row are at most 7 days apart.
_MEAN_SPAN = timedelta(days=45)
_GAP = timedelta(days=7)


class Scope(StrEnum):
    """What a turnover figure covers."""

    MARKET = "market"
    SHARES_ESTIMATE = "shares estimate"
    OFFICIAL = "official"

    @property
    def phrase(self) -> str:
        """The scope as a reader sees it, after the figure."""
        return {
            Scope.MARKET: "whole market",
            Scope.SHARES_ESTIMATE: "shares only, estimate",
            Scope.OFFICIAL: "official",
        }[self]


@dataclass(frozen=True, slots=True)
class Turnover:
    """The value traded in Hong Kong so far today, in HK$, at `time`.

    `source` is who says so ("Tencent"), `note` what else it covers or not ("115 shares"); "" where that is not known.
    """

    scope: Scope
    value: Decimal
    time: datetime
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a turnover: a vendor's zero means "no answer"."""
        if not self.value.is_finite():
            raise ValueError("not finite")
        if self.value <= 0:
            raise ValueError("not positive")
        if self.value > _LARGEST:
            raise ValueError("out of range")


Days = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class TurnoverHistory:
    """Earlier turnovers of one scope in HK$: single days, and HKEX's monthly daily averages keyed "2025-06".

    Both oldest first. Days may be missing: what a figure claims of "the last 20 days" it claims only where they
    are all there. `halves` are days of half a session beyond those that the calendar knows: they count in no mean,
    and nothing is the lowest since one of them.
    """

    scope: Scope = Scope.MARKET
    days: tuple[tuple[date, Decimal], ...] = ()
    months: tuple[tuple[str, Decimal], ...] = ()
    halves: frozenset[date] = frozenset()

    def mean(self, today: date, count: int = MEAN_OF) -> Decimal | None:
        """Return the mean of the last `count` whole days before `today`, None where they are not all known."""
        whole = (each for each in reversed(self.days) if each[0] < today and not self._half(each[0]))
        days = tuple(islice(whole, count))
        if len(days) < count or today - days[-1][0] > _MEAN_SPAN:
            return None
        return sum((value for _, value in days), Decimal()) / count

    def month_before(self, today: date) -> tuple[str, Decimal] | None:
        """Return the calendar month before `today` with its daily average, None where that is not known."""
        key = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
        return next((month for month in self.months if month[0] == key), None)

    def highest_since(self, value: Decimal, today: date) -> date | None:
        """Return the last day that traded as much as `value`, None where a day is missing on the way back to it."""
        later = today
        for day, traded in reversed([each for each in self.days if each[0] < today]):
            if later - day > _GAP:
                return None
            if traded >= value:
                return day
            later = day
        return None

    def lowest_since(self, value: Decimal, today: date) -> date | None:
        """Return the last whole day that traded as little as `value`, under the same condition.

        None also where that is no 20 days back, or where `today` is half a day itself.
        """
        later, passed = today, 0
        for day, traded in reversed([each for each in self.days if each[0] < today]):
            if later - day > _GAP or self._half(today):
                return None
            later = day
            if self._half(day):
                continue
            passed += 1
            if traded <= value:
                return day if passed >= MEAN_OF else None
        return None

    def _half(self, day: date) -> bool:
        return day in self.halves or half_day(Exchange.HONG_KONG, day)
