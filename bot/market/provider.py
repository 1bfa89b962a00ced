"""The port behind which all sources of quotes stand.

A provider is asked for many symbols at once and gives one `Answer`. Symbols it does not know are absent from the
answer, never zero; an entry that cannot be a price is in `refused` with its reason. More symbols than asked for
may come along, and are welcome. All times are aware. A failure is a `ProviderError` with a cause, never an empty
answer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.errors import ProviderError
from bot.market.quotes import Quote, Series
from bot.market.turnover import Scope, Turnover, TurnoverHistory

# Reasons that say that a source does not have a symbol, or has it no more.
DELISTED = "delisted"
MISSING = "missing from the answer"
ABSENT = frozenset((DELISTED, MISSING))


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry of an answer that is no quote: which symbol (or "turnover"), and why."""

    symbol: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought: quotes, and turnovers, each of its own scope.

    `trouble` is why there are no quotes, where another source's turnover came all the same.
    """

    quotes: tuple[Quote, ...] = ()
    turnovers: tuple[Turnover, ...] = ()
    refused: tuple[Refused, ...] = ()
    trouble: ProviderError | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, as footers say it.

    `label` names the source ("Yahoo"); `replay` is the day replayed, None when the figures are live; `notes` says
    what of a replay is recorded and what is interpolated, `hant` and `hans` the same in Chinese ("" where it does not).
    """

    label: str
    replay: date | None = None
    notes: str = ""
    hant: str = ""
    hans: str = ""


class Provider(Protocol):
    """A source of quotes, turnover and daily closes."""

    @property
    def source(self) -> Source:
        """Where its figures come from."""

    @property
    def symbols(self) -> Collection[str]:
        """The symbols it is sure to have, for names outside the catalogue; empty where it would have to ask."""

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Ask once for all `symbols` and the turnover. Raises ProviderError."""

    async def closes(self, symbol: str) -> Series:
        """Return the daily closes before today's session, oldest first; an empty series where none are kept."""

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Return what is known of earlier turnovers of `scope`; an empty history where that is nothing."""
