"""The gate that every answer of a source passes: what admission remembers, kept from poll to poll."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.market.admission import POLL, Admitted, Reason, Ruling, admit, admit_turnover, foremost, rebased, target
from bot.market.instrument import Exchange, Instrument
from bot.market.instruments import named
from bot.market.provider import Answer, Refused
from bot.market.quotes import Quote
from bot.market.sanity import NIGHT, Doubt, examine
from bot.market.sessions import close_of, local_date
from bot.market.splits import Split, adjusted
from bot.market.turnover import Scope, Turnover

_TURNOVER = "turnover:"
# An auction is over so long after the close.
AUCTION = timedelta(minutes=15)
# A true price, but of another time: it may be shown, flagged, where there is no better one. It moves no alert.
_ONLY_OLD = {Reason.OTHER_SESSION, Reason.TOO_OLD}


@dataclass(frozen=True, slots=True)
class Poll:
    """What one request brought that is fit to act on, and what was refused. Repeats are in neither.

    `renewed` are repeats that have a newer price of extended hours beside them: to be shown, not acted on. `flagged`
    names what was withheld of quotes that are accepted otherwise.
    """

    accepted: tuple[Quote, ...] = ()
    turnovers: tuple[Turnover, ...] = ()
    refused: tuple[Refused, ...] = ()
    renewed: tuple[Quote, ...] = ()
    flagged: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A poll that grows."""

    refused: list[Refused]
    accepted: list[Quote] = field(default_factory=list)
    renewed: list[Quote] = field(default_factory=list)
    flagged: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gap:
    """So much time without a look that a price far off may be of a split or of a crash.

    `before` is the last quote before it; at `noticed`, in market time, the first one after it came.
    """

    before: Quote
    noticed: datetime


class Gate:
    """Admits answers, and remembers the last accepted sample of everything.

    `refusals` counts what was refused or withheld, by reason.
    """

    def __init__(self) -> None:
        self.refusals: Counter[str] = Counter()
        self._quotes: dict[str, Quote] = {}
        self._before: dict[str, Quote] = {}
        self._old: dict[str, Quote] = {}
        self._doubted: dict[str, Quote] = {}
        self._supposed: dict[str, tuple[Split, datetime]] = {}
        self._closed: dict[str, Quote] = {}
        self._gaps: dict[str, Gap] = {}
        self._splits: dict[str, Split] = {}
        self._turnovers: dict[Scope, Turnover] = {}
        self._memory: dict[str, Admitted] = {}
        self._kept: dict[str, Admitted] = {}

    def admit(self, answer: Answer, now: datetime) -> Poll:
        """Pass `answer` through admission; `now` is market time."""
        found = _Sorted(list(answer.refused))
        for quote in answer.quotes:
            self._passed(quote, now, found)
        turnovers = tuple(each for each in answer.turnovers if self._turnover_passes(each, now, found.refused))
        self.refusals.update(each.reason for each in (*found.refused, *found.flagged))
        return Poll(tuple(found.accepted), turnovers, tuple(found.refused), tuple(found.renewed), tuple(found.flagged))

    @property
    def symbols(self) -> Collection[str]:
        """The symbols of which a quote was accepted."""
        return self._quotes.keys()

    def accepted(self, symbol: str) -> Quote | None:
        """Return the last accepted quote."""
        return self._quotes.get(symbol)

    def best(self, symbol: str) -> Quote | None:
        """Return the last accepted quote, or an old one where none was ever accepted."""
        return self._quotes.get(symbol) or self._old.get(symbol)

    def turnover(self, scope: Scope | None = None) -> Turnover | None:
        """Return the last accepted turnover of `scope`; without one, of the widest that is not behind the others."""
        return foremost(self._turnovers.values()) if scope is None else self._turnovers.get(scope)

    def splits(self) -> tuple[Split, ...]:
        """Return the splits that are sure, and were not yet told to `settle`."""
        return tuple(self._splits.values())

    def settle(self, split: Split) -> None:
        """Take it that all that hangs on a split has been done."""
        if self._splits.get(split.symbol) == split:
            del self._splits[split.symbol]

    def gaps(self) -> Mapping[str, Gap]:
        """Return the gaps by symbol that nobody has told to `bridge` yet."""
        return dict(self._gaps)

    def bridge(self, symbol: str) -> None:
        """Take it that what happened in a gap is known, or will never be."""
        self._gaps.pop(symbol, None)

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

    def adopt(self, quotes: Iterable[Quote], turnovers: Iterable[Turnover] = ()) -> bool:
        """Take over what another process has admitted; return whether any of it is news here."""
        news = [quote for quote in quotes if _is_news(self._quotes.get(quote.symbol), quote)]
        told = [each for each in turnovers if _is_news(self._turnovers.get(each.scope), each)]
        self._quotes |= {quote.symbol: quote for quote in news}
        self._turnovers |= {each.scope: each for each in told}
        return bool(news or told)

    def _passed(self, quote: Quote, now: datetime, poll: _Sorted) -> None:
        """Sort `quote` into accepted, renewed or refused, without what cannot be believed of it."""
        instrument = named(quote.symbol)
        known = self._known(quote.symbol)
        finding = examine(quote, known, instrument)
        if finding.quote is None:
            poll.refused.extend(Refused(quote.symbol, str(doubt)) for doubt in finding.doubts)
            return
        quote = finding.quote
        ruling = admit(quote, instrument, self._memory.get(quote.symbol), now)
        if ruling.accepted and finding.split and not self._believed(finding.split, now):
            poll.refused.append(Refused(quote.symbol, str(Doubt.SUPPOSED)))
        elif ruling.accepted and self._doubtful(quote, instrument):
            poll.refused.append(Refused(quote.symbol, Reason.OTHER_BASE))
        elif self._note(ruling, quote.symbol, poll.refused):
            poll.flagged.extend(Refused(quote.symbol, str(doubt)) for doubt in finding.doubts)
            poll.accepted.append(quote)
            if finding.gap and finding.gap is known[0]:
                self._gaps[quote.symbol] = Gap(finding.gap, now)
            self._take(quote, instrument.exchange)
        elif ruling.reason is Reason.REPEATED:
            # After a restart the last accepted sample comes again: it is no news, but it can be shown.
            self._renew(quote, poll)
            self._outlast(quote, instrument.exchange, now)
        elif ruling.reason in _ONLY_OLD:
            self._old[quote.symbol] = quote

    def _known(self, symbol: str) -> list[Quote]:
        """Return what was accepted last, and what last in an earlier session; after a restart what is remembered."""
        last, closed = self._quotes.get(symbol), self._closed.get(symbol)
        if closed and last and closed.price == last.price:
            last = closed
        known = [quote for quote in (last, self._before.get(symbol)) if quote]
        if not known and (memory := self._memory.get(symbol)) and memory.time and memory.value:
            return [Quote(symbol=symbol, price=memory.value, time=memory.time, currency="")]
        return known

    def _believed(self, split: Split, now: datetime) -> bool:
        """Whether a split is sure, or was told of before; then what is known of earlier sessions is put to rights.

        Another sample is a second witness, and so is the same one where it still is the last two polls later.
        """
        earlier, since = self._supposed.pop(split.symbol, (split, now))
        again = earlier.ratio == split.ratio and (earlier.time < split.time or now - since >= 2 * POLL)
        if not split.sure and not again:
            self._supposed[split.symbol] = (earlier, since) if earlier.ratio == split.ratio else (split, now)
            return False
        self._closed.pop(split.symbol, None)
        if last := self._quotes.get(split.symbol):
            self._quotes[split.symbol] = adjusted(last, split.ratio)
        self._splits[split.symbol] = split
        return True

    def _take(self, quote: Quote, exchange: Exchange) -> None:
        last = self._quotes.get(quote.symbol)
        if (
            last
            and quote.time - last.time > NIGHT
            and local_date(exchange, last.time) < local_date(exchange, quote.time)
        ):
            self._before[quote.symbol] = last
        self._quotes[quote.symbol] = quote

    def _renew(self, quote: Quote, poll: _Sorted) -> None:
        """Keep a repeated price that has newer ones of extended hours beside it."""
        kept = self._quotes.setdefault(quote.symbol, quote)
        if quote.extended and quote.extended != kept.extended:
            self._quotes[quote.symbol] = quote
            poll.renewed.append(quote)

    def _outlast(self, quote: Quote, exchange: Exchange, now: datetime) -> None:
        """Take the last price of a day for its close where it still stands when the auction is over."""
        known = self._closed.get(quote.symbol)
        if known and known.time > quote.time:
            return
        end = close_of(exchange, local_date(exchange, quote.time)) + AUCTION
        if quote.time < end <= now - timedelta(minutes=quote.delay_minutes):
            self._closed[quote.symbol] = replace(quote, time=end)

    def _doubtful(self, quote: Quote, instrument: Instrument) -> bool:
        """Whether the previous close changed within the session, and no earlier sample had said so too."""
        last, doubted = self._quotes.get(quote.symbol), self._doubted.pop(quote.symbol, None)
        if not rebased(quote, last, instrument):
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
        memory = ruling.memory
        if memory.time is not None or memory.suspect_time is not None:
            self._memory[memory.target] = memory
        if ruling.reason not in {None, Reason.REPEATED}:
            refused.append(Refused(symbol, str(ruling.reason)))
        return ruling.accepted


def _is_news(known: Quote | Turnover | None, found: Quote | Turnover) -> bool:
    """Whether `found` is another figure than the one that is known, and no older one."""
    return known is None or (known.time <= found.time and known != found)
