"""The gate that every answer of a source passes: what admission remembers, kept from poll to poll."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.market.admission import Admitted, Reason, Ruling, admit, admit_turnover, rebased, target
from bot.market.instruments import named
from bot.market.provider import Answer, Refused
from bot.market.quotes import Quote
from bot.market.turnover import Scope, Turnover

_TURNOVER = "turnover:"
# A true price, but of another time: it may be shown, flagged, where there is no better one. It moves no alert.
_ONLY_OLD = {Reason.OTHER_SESSION, Reason.TOO_OLD}


@dataclass(frozen=True, slots=True)
class Poll:
    """What one request brought that is fit to act on, and what was refused. Repeats are in neither."""

    accepted: tuple[Quote, ...] = ()
    turnover: Turnover | None = None
    refused: tuple[Refused, ...] = ()


class Gate:
    """Admits answers, and remembers the last accepted sample of everything.

    `refusals` counts what was refused, by reason.
    """

    def __init__(self) -> None:
        self.refusals: Counter[str] = Counter()
        self._quotes: dict[str, Quote] = {}
        self._old: dict[str, Quote] = {}
        self._doubted: dict[str, Quote] = {}
        self._turnovers: dict[Scope, Turnover] = {}
        self._memory: dict[str, Admitted] = {}
        self._kept: dict[str, Admitted] = {}

    def admit(self, answer: Answer, now: datetime) -> Poll:
        """Pass `answer` through admission; `now` is market time."""
        refused = list(answer.refused)
        accepted = tuple(quote for quote in answer.quotes if self._passes(quote, now, refused))
        turnover = answer.turnover
        if turnover and not self._turnover_passes(turnover, now, refused):
            turnover = None
        self.refusals.update(each.reason for each in refused)
        return Poll(accepted, turnover, tuple(refused))

    def accepted(self, symbol: str) -> Quote | None:
        """Return the last accepted quote."""
        return self._quotes.get(symbol)

    def best(self, symbol: str) -> Quote | None:
        """Return the last accepted quote, or an old one where none was ever accepted."""
        return self._quotes.get(symbol) or self._old.get(symbol)

    def turnover(self, scope: Scope | None = None) -> Turnover | None:
        """Return the last accepted turnover, of `scope` or of any."""
        found = [each for each in self._turnovers.values() if scope in {None, each.scope}]
        return max(found, key=lambda each: each.time, default=None)

    def memory(self) -> tuple[Admitted, ...]:
        """Return what is remembered and was not yet told to `remember`."""
        return tuple(each for target, each in self._memory.items() if self._kept.get(target) != each)

    def remember(self, memories: Iterable[Admitted]) -> None:
        """Take up what was kept: at the start to go on with it, later what was kept of `memory()`."""
        for each in memories:
            self._kept[each.target] = each
            self._memory.setdefault(each.target, each)
            if each.target.startswith(_TURNOVER) and each.time and each.value:
                scope = Scope(each.target.removeprefix(_TURNOVER))
                self._turnovers.setdefault(scope, Turnover(scope, each.value, each.time))

    def _passes(self, quote: Quote, now: datetime, refused: list[Refused]) -> bool:
        ruling = admit(quote, named(quote.symbol), self._memory.get(quote.symbol), now)
        if ruling.accepted and self._doubtful(quote):
            refused.append(Refused(quote.symbol, Reason.OTHER_BASE))
            return False
        passes = self._note(ruling, quote.symbol, refused)
        if passes:
            self._quotes[quote.symbol] = quote
        elif ruling.reason is Reason.REPEATED:
            # After a restart the last accepted sample comes again: it is no news, but it can be shown.
            self._quotes.setdefault(quote.symbol, quote)
        elif ruling.reason in _ONLY_OLD:
            self._old[quote.symbol] = quote
        return passes

    def _doubtful(self, quote: Quote) -> bool:
        """Whether the previous close changed within the session, and no earlier sample had said so too."""
        last, doubted = self._quotes.get(quote.symbol), self._doubted.pop(quote.symbol, None)
        if not rebased(quote, last, named(quote.symbol)):
            return False
        if doubted and doubted.time < quote.time and doubted.previous_close == quote.previous_close:
            return False
        self._doubted[quote.symbol] = quote
        return True

    def _turnover_passes(self, turnover: Turnover, now: datetime, refused: list[Refused]) -> bool:
        ruling = admit_turnover(turnover, self._memory.get(target(turnover)), now)
        if ruling.accepted:
            self._turnovers[turnover.scope] = turnover
        return self._note(ruling, "turnover", refused)

    def _note(self, ruling: Ruling, symbol: str, refused: list[Refused]) -> bool:
        """Remember what the ruling says to; add a refusal to `refused`."""
        if ruling.memory != Admitted(ruling.memory.target):
            self._memory[ruling.memory.target] = ruling.memory
        if ruling.reason not in {None, Reason.REPEATED}:
            refused.append(Refused(symbol, str(ruling.reason)))
        return ruling.accepted
