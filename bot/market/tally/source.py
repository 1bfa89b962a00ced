"""The port behind which the vendors of Hong Kong's turnover stand, and what all their answers must pass. Pure.

A vendor gives one figure for the whole market. Its field means that for the Hang Seng Index only: the same field of
Hang Seng TECH is what its members traded. Zeros, figures of another day and garbled answers are refused by name.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Protocol

from bot.clock import HONG_KONG
from bot.errors import BadAnswer
from bot.market.instrument import Exchange
from bot.market.sessions import local_date, session_date
from bot.market.turnover import Scope, Turnover

# Brings what stands at an address: (address, headers) -> the body. Raises ProviderError.
Get = Callable[[str, Mapping[str, str]], Awaitable[bytes]]


class Flaw(StrEnum):
    """Why a vendor's answer is no turnover."""

    PAGE = "a page instead of figures"
    OTHER = "not the Hang Seng Index"
    SHORT = "fields are missing"
    GARBLED = "a field cannot be read"
    ZERO = "the turnover is zero"
    STALE = "of another day"


class TurnoverSource(Protocol):
    """One vendor of one scope."""

    @property
    def name(self) -> str:
        """The vendor, as footers say it."""

    @property
    def scope(self) -> Scope:
        """What its figure covers."""

    async def fetch(self, now: datetime) -> Turnover:
        """Ask once; `now` is market time. Raises ProviderError with the cause."""


def flawed(name: str, flaw: Flaw) -> BadAnswer:
    """Return the error that says why an answer of the vendor `name` is refused."""
    return BadAnswer(f"{name}'s turnover is refused: {flaw}.")


def fields(text: str, variable: str, separator: str, name: str) -> list[str]:
    """Return the fields of `variable="…"`, as both vendors write one. Raises BadAnswer."""
    if text.lstrip()[:1] == "<":
        raise flawed(name, Flaw.PAGE)
    before, found, rest = text.partition(f'{variable}="')
    # The quote that ends it must be there: an answer cut short could end in the middle of a figure.
    if not found or before.strip() not in {"", "var"} or '"' not in rest:
        raise flawed(name, Flaw.OTHER)
    return rest.partition('"')[0].split(separator)


def traded(name: str, amount: str, unit: Decimal, stamp: str, now: datetime) -> Turnover:
    """Return the turnover of a field in `unit` HK$, as of `stamp` ("2026/05/29 18:31:24", Hong Kong).

    Raises BadAnswer.
    """
    try:
        value = Decimal(amount.strip()) * unit
        time = datetime.strptime(stamp.strip(), "%Y/%m/%d %H:%M:%S").replace(tzinfo=HONG_KONG)
        if value == 0:
            raise flawed(name, Flaw.ZERO)
        turnover = Turnover(Scope.MARKET, value, time, name)
    except (InvalidOperation, ValueError) as error:
        raise flawed(name, Flaw.GARBLED) from error
    day = local_date(Exchange.HONG_KONG, time)
    if day not in {local_date(Exchange.HONG_KONG, now), session_date(Exchange.HONG_KONG, now)}:
        raise flawed(name, Flaw.STALE)
    return turnover
