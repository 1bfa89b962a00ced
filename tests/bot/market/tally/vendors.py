"""Vendors for tests: a source that answers from a list, and the manners it is asked with."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import ProviderError
from bot.market.manners import Manners, MemoryRequestLog, RequestLog
from bot.market.turnover import Scope, Turnover
from tests.yahoo_standin import Hands


class Scripted:
    """A source that gives one answer after another, the last one for ever; an error is raised."""

    scope = Scope.MARKET

    def __init__(self, name: str, *answers: Turnover | ProviderError) -> None:
        self.name = name
        self.asked: list[datetime] = []
        self._answers: Sequence[Turnover | ProviderError] = answers

    async def fetch(self, now: datetime) -> Turnover:
        """Give the next answer."""
        self.asked.append(now)
        answer = self._answers[min(len(self.asked), len(self._answers)) - 1]
        if isinstance(answer, ProviderError):
            raise answer
        return answer


def manners(
    hands: Hands, name: str = "Tencent", log: RequestLog | None = None, beside: Manners | None = None
) -> Manners:
    """Return manners that never wait."""
    return Manners(name, log or MemoryRequestLog(), lambda: hands.now, hands.sleep, beside)
