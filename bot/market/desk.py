"""Where everyone gets quotes: fresh from the cache, else by one request that all who wait share, else the last good.

Nothing that admission refused is ever shown or acted on. Without an answer from the source the desk goes on serving
what it has, marked with its age.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from bot.clock import Clock
from bot.errors import NoData, ProviderError
from bot.market.admission import Admitted
from bot.market.cache import QuoteCache
from bot.market.closes.desk import Progress
from bot.market.closes.reader import Histories
from bot.market.freshness import Freshness, Shown, current, current_turnover, shown
from bot.market.gate import Gap, Gate, Poll
from bot.market.instruments import Instrument, candidates, find, lookup, members, named
from bot.market.plan import BOARD, Planner
from bot.market.provider import Answer, Provider, Source
from bot.market.quotes import Quote, Series
from bot.market.rollcall import RollCall
from bot.market.splits import Split
from bot.market.turnover import Scope, Turnover, TurnoverHistory

__all__ = ["Freshness", "Poll", "QuoteDesk", "Shown"]

# Slack shows an error unless a command is acknowledged within 3 s.
PATIENCE = 1.5
# Quotes that pass admission in one go. Where somebody else had a turn of this many seconds in between, others are
# likely to be at work: they get so much time before it goes on.
SLICE, BUSY, BREATH = 64, 0.00005, 0.001
_TURNOVER = "turnover"


class QuoteDesk:
    """Serves quotes from one provider. `clock` tells market time. `histories` has daily closes, else the provider has.

    `trouble` is the source's last failure, None once it answered again. `revision` is another number whenever
    something that is served may be another. `rollcall` knows who answers.
    """

    def __init__(self, provider: Provider, cache: QuoteCache, clock: Clock, histories: Histories | None = None) -> None:
        self.trouble: ProviderError | None = None
        self.revision = 0
        self._provider, self._cache, self._clock, self._histories = provider, cache, clock, histories
        self._gate, self._plan, self.rollcall = Gate(), Planner(), RollCall()
        self._lock = asyncio.Lock()
        self._cold: set[str] = set()
        self._fetching: set[asyncio.Task[None]] = set()
        if not self.source.replay:
            self.need("board", (*BOARD, *(each.symbol for each in members(BOARD[0]))))

    @property
    def source(self) -> Source:
        """Where the figures come from."""
        return self._provider.source

    @property
    def known(self) -> Collection[str]:
        """The symbols that the source is sure to have: what `lookup` may find beyond the catalogue."""
        return self._provider.symbols

    @property
    def refusals(self) -> Counter[str]:
        """How many samples were refused, by reason."""
        return self._gate.refusals

    @property
    def wanted(self) -> Collection[str]:
        """The symbols that somebody asked for within the hour."""
        return self._plan.wanted(self._clock())

    @property
    def progress(self) -> Progress | None:
        """How far the daily closes are filled, None where the source of quotes has them."""
        return self._histories.progress if self._histories else None

    @property
    def interval(self) -> timedelta:
        """How long it is from one look at a symbol to the next."""
        return self._plan.interval

    def need(self, who: str, symbols: Iterable[str]) -> None:
        """Have `look` look at `symbols` for `who` from now on, in place of what they needed before."""
        self._plan.need(who, symbols)

    def due(self) -> Collection[str]:
        """Return what `look` would ask for now: a batch of what is due, all that is needed of a recorded day."""
        now = self._clock()
        return self._plan.symbols(now) if self.source.replay else self._plan.due(now)

    async def look(self) -> Poll:
        """Ask the source once for what is due, if anything is. Raises ProviderError."""
        async with self._lock:
            if not (due := self.due()) and not self.source.replay:
                return Poll()
            try:
                poll = await self._ask(due)
            except ProviderError:
                self._plan.left(self._clock(), failed=True)
                raise
            self._plan.left(self._clock())
            return poll

    async def poll(self, symbols: Collection[str]) -> Poll:
        """Ask the source once for all `symbols`, and pass its answer through admission. Raises ProviderError."""
        async with self._lock:
            return await self._ask(symbols)

    def latest(self, symbol: str) -> Quote | None:
        """Return the last quote that admission accepted."""
        return self._gate.accepted(symbol)

    def latest_turnover(self, scope: Scope | None = None) -> Turnover | None:
        """Return the last turnover that admission accepted, of `scope` or of any."""
        return self._gate.turnover(scope)

    def splits(self) -> tuple[Split, ...]:
        """Return the splits that admission has made sure of, and `settle` was not yet told of."""
        return self._gate.splits()

    def settle(self, split: Split) -> None:
        """Take it that all that hangs on a split has been done."""
        self._gate.settle(split)

    def gaps(self) -> Mapping[str, Gap]:
        """Return the gaps in which a share may have been split, and `bridge` was not yet told of."""
        return self._gate.gaps()

    def bridge(self, symbol: str) -> None:
        """Take it that what happened in a symbol's gap is known, or will never be."""
        self._gate.bridge(symbol)

    def memory(self) -> tuple[Admitted, ...]:
        """Return what admission remembers and `remember` was not yet told: what is to be kept for the next start."""
        return self._gate.memory()

    def remember(self, memories: Iterable[Admitted]) -> None:
        """Take up what was kept: at the start what the last run left, later what was kept of `memory()`."""
        self.revision += 1
        self._gate.remember(memories)

    async def quotes(self, instruments: Iterable[Instrument], patience: float = PATIENCE) -> dict[str, Shown]:
        """Return what can be shown of `instruments`, by symbol, waiting at most `patience` seconds for the source.

        A symbol of which nothing is known is absent.
        """
        symbols = {instrument.symbol for instrument in instruments}
        self._plan.want(symbols, self._clock())
        good = await self._refresh(symbols, patience)
        now = self._clock()
        return {symbol: shown(quote, now) for symbol, quote in good.items()}

    async def quote(self, instrument: Instrument, patience: float = PATIENCE) -> Shown:
        """Return what can be shown of `instrument`. Raises NoData where nothing is known of it at all."""
        found = (await self.quotes([instrument], patience)).get(instrument.symbol)
        if found is None:
            raise NoData(self._excuse(instrument)) from self.trouble
        return found

    async def find(self, text: str, patience: float = PATIENCE) -> Instrument:
        """Return the instrument that `text` names; the source is asked for a symbol that nobody has asked for before.

        Raises AmbiguousInstrument and UnknownInstrument, as `lookup` does.
        """
        if known := find(text, self.known):
            return known
        # A replay knows all that it has.
        symbols = () if self.source.replay else candidates(text)
        return lookup(text, {*self.known, *await self._refresh(set(symbols), patience)})

    async def turnover(self, patience: float = PATIENCE) -> Turnover | None:
        """Return the last turnover of Hong Kong that is known; its time says how old it is."""
        await self._refresh({_TURNOVER}, patience)
        return self._gate.turnover()

    async def series(self, symbol: str) -> Series:
        """Return the daily closes before the present session."""
        if self._histories is None:
            return await self._provider.closes(symbol)
        return await self._histories.series(symbol, self._gate.best(symbol))

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Return what is known of earlier turnovers of `scope`."""
        return await self._provider.turnovers(scope)

    async def clear(self) -> None:
        """Forget everything: a replay begins anew."""
        async with self._lock:
            self.trouble, self._gate, self.rollcall = None, Gate(), RollCall()
            self._plan.clear()
            await self._cache.clear()
            self.revision += 1

    async def _good(self, symbols: Collection[str]) -> dict[str, Quote]:
        """Return the newest good quote of each symbol: another process may have put one into the cache."""
        cached = await self._cache.get(symbols)
        found = {symbol: (cached.get(symbol), self._gate.best(symbol)) for symbol in symbols}
        known = {symbol: [quote for quote in pair if quote] for symbol, pair in found.items()}
        return {symbol: max(pair, key=lambda quote: quote.time) for symbol, pair in known.items() if pair}

    def _lacking(self, symbols: Collection[str], good: Mapping[str, Quote]) -> set[str]:
        """Return those of `symbols` that are worth a request: none current is known, and none was made just now."""
        turnover, now = self._gate.turnover(), self._clock()
        fresh = {
            symbol
            for symbol, quote in good.items()
            if current(named(symbol).exchange, quote.time, quote.delay_minutes, now)
        }
        if turnover and current_turnover(turnover.time, now):
            fresh.add(_TURNOVER)
        return {symbol for symbol in symbols if symbol not in fresh and not self._plan.recent(symbol, now)}

    async def _refresh(self, symbols: Collection[str], patience: float) -> Mapping[str, Quote]:
        """Have what lacks fetched, and wait for it; return what is good then.

        Who loses patience does not stop it for the others.
        """
        good = await self._good(symbols)
        if not (lacking := self._lacking(symbols, good)):
            return good
        self._cold |= lacking
        task = asyncio.create_task(self._fetch())
        self._fetching.add(task)
        task.add_done_callback(self._fetching.discard)
        await asyncio.wait({task}, timeout=patience)
        return await self._good(symbols)

    async def _fetch(self) -> None:
        """Fetch all that lacks by now in one request: who held the lock before may have brought it."""
        async with self._lock:
            cold, self._cold = self._cold, set()
            lacking = self._lacking(cold, await self._good(cold))
            if lacking and self._plan.questioned(self._clock()):
                # The failure is remembered in `trouble`; who waits gets the last good quote.
                with suppress(ProviderError):
                    await self._ask(lacking - {_TURNOVER})

    async def _ask(self, symbols: Collection[str]) -> Poll:
        try:
            answer = await self._provider.poll(symbols)
        except ProviderError as error:
            self.trouble = error
            self.revision += 1
            raise
        finally:
            self._plan.asked((*symbols, _TURNOVER), self._clock())
        self.trouble = answer.trouble
        self.rollcall.call(symbols, answer, self._clock())
        poll = await self._admit(answer)
        await self._cache.put((*poll.accepted, *poll.renewed))
        self.revision += 1
        if answer.trouble is not None:
            raise answer.trouble
        self._plan.answered(symbols, self._clock())
        return poll

    async def _admit(self, answer: Answer) -> Poll:
        """Pass an answer through admission, a slice at a time: hundreds of quotes must keep no command waiting.

        Each symbol's quote is let in as a whole; what is kept of all of them is one another's matter nowhere.
        """
        now = self._clock()
        if self.source.replay or len(answer.quotes) <= SLICE:
            return self._gate.admit(answer, now)
        slices = [answer.quotes[start : start + SLICE] for start in range(0, len(answer.quotes), SLICE)]
        polls = [self._gate.admit(replace(answer, quotes=()), now)]
        for quotes in slices:
            polls.append(self._gate.admit(Answer(quotes), now))
            await _let_others()
        return replace(
            polls[0],
            accepted=tuple(quote for poll in polls for quote in poll.accepted),
            refused=tuple(each for poll in polls for each in poll.refused),
            renewed=tuple(quote for poll in polls for quote in poll.renewed),
            flagged=tuple(each for poll in polls for each in poll.flagged),
        )

    def _excuse(self, instrument: Instrument) -> str:
        """Return the sentence for an instrument of which nothing is known."""
        sentences = [f"There are no figures for {instrument.short} ({instrument.symbol})."]
        if self.trouble:
            sentences.append(self.trouble.sentence)
        elif instrument.proxies:
            sentences.append(f"What comes nearest: {', '.join(instrument.proxies)}.")
        return " ".join(sentences)


async def _let_others() -> None:
    """Let others have their turn, and time to finish where they have begun something."""
    begun = perf_counter()
    await asyncio.sleep(0)
    if perf_counter() - begun > BUSY:
        await asyncio.sleep(BREATH)
