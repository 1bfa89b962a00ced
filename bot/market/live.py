"""The live market: quotes and closes from one source, and what Hong Kong traded in all beside them."""

from collections.abc import Collection
from dataclasses import replace

from bot.clock import Clock
from bot.errors import ProviderError
from bot.market.provider import Answer, Provider, Source
from bot.market.quotes import Series
from bot.market.tally.desk import Tally
from bot.market.turnover import Scope, TurnoverHistory

# Who asks for nothing but the turnover may wait a moment for it; no quote ever does. Seconds.
PATIENCE = 0.5


class LiveMarket:
    """A provider made of two. `wall` is real time, which is market time here."""

    def __init__(self, quotes: Provider, tally: Tally, wall: Clock) -> None:
        self._quotes, self._tally, self._wall = quotes, tally, wall

    @property
    def source(self) -> Source:
        """Where the quotes come from; a turnover names its own source."""
        return self._quotes.source

    @property
    def symbols(self) -> Collection[str]:
        """The symbols that the source of quotes has."""
        return self._quotes.symbols

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Ask for all `symbols`, and for the turnover when that is due.

        Raises ProviderError where neither came; where only the turnover did, `trouble` has it.
        """
        self._tally.ask(self._wall())
        try:
            answer = await self._quotes.poll(symbols)
        except ProviderError as error:
            answer = Answer(trouble=error)
        patience = 0.0 if symbols else PATIENCE
        turnovers, refused = await self._tally.read(answer.quotes, self._wall(), patience)
        if answer.trouble and not turnovers:
            raise answer.trouble
        return replace(answer, turnovers=turnovers, refused=(*answer.refused, *refused))

    async def closes(self, symbol: str) -> Series:
        """Return the daily closes of the source of quotes."""
        return await self._quotes.closes(symbol)

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Return the earlier turnovers of `scope`."""
        return await self._tally.history(scope)
