"""What was traded in all: value, scope and time. Only equal scopes are ever compared. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


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
    """The value traded in Hong Kong so far today, in HK$, at `time`."""

    scope: Scope
    value: Decimal
    time: datetime

    def __post_init__(self) -> None:
        """Refuse what cannot be a turnover: a vendor's zero means "no answer"."""
        if not self.value.is_finite():
            raise ValueError("not finite")
        if self.value <= 0:
            raise ValueError("not positive")


@dataclass(frozen=True, slots=True)
class TurnoverHistory:
    """Earlier turnovers of one scope in HK$: single days, and HKEX's monthly daily averages keyed "2025-06"."""

    scope: Scope = Scope.MARKET
    days: tuple[tuple[date, Decimal], ...] = ()
    months: tuple[tuple[str, Decimal], ...] = ()
