"""What keeps corporate actions: which were acted on, and since when a symbol is quoted no more. A protocol."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Protocol

from bot.alerts.alert import Alert
from bot.alerts.pausing import Revised


@dataclass(frozen=True, slots=True)
class Action:
    """Something that happened to `symbol`; what is called `name` is acted on once.

    `ratio` is how many shares there are for one from then on: the last prices that were judged are divided by it.
    """

    symbol: str
    name: str
    ratio: Fraction | None = None


class Register(Protocol):
    """Keeps them. Every method may raise StorageError."""

    async def act(
        self, action: Action, revise: Callable[[Alert], Revised | None], now: datetime
    ) -> Sequence[Alert] | None:
        """Give the rules that watch the action's symbol what `revise` makes of them, all in one transaction.

        Return what they are now, None where somebody has acted on it before. Nothing can come between: each rule is
        read, and held, before it is revised. Who owns one that is paused is told, by a message of its own: in person,
        or in its channel where nobody made it. `now` is wall time.
        """

    async def absences(self) -> Mapping[str, Collection[date]]:
        """Return the days on which the source did not have a symbol, of those that it does not have now."""

    async def absent(self, symbol: str, day: date) -> None:
        """Note that it did not have `symbol` on that day."""

    async def present(self, symbol: str) -> None:
        """Note that it has `symbol` again."""
