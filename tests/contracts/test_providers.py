"""What every source of quotes must do, held to all of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from pkgutil import iter_modules

import pytest

import bot.market.providers
from bot.errors import ProviderError
from bot.market.provider import Provider
from bot.market.providers.replay import ReplayProvider
from tests import yahoo_standin
from tests.bot.market.samples import at, entry, line, tape
from tests.yahoo_standin import Yahoo, surge_to

KNOWN, UNKNOWN = "^HSI", "NONE"

# Makes a source of one kind; the folder is its own.
Maker = Callable[[Path], AbstractAsyncContextManager[Provider]]


@asynccontextmanager
async def replaying(_: Path) -> AsyncIterator[Provider]:
    """Give a replay of a day with one good line."""
    header = {
        "closes": {KNOWN: [["2025-07-14", 24203.32], ["2025-07-11", 24139.57]]},
        "turnover": {"days": [["2025-04-08", 5e11], ["2025-04-07", 6.2e11]], "months": [["2025-06", 2.3e11]]},
    }
    yield ReplayProvider(tape(line("09:45", entry(24300, "09:30"), entry(0, "09:30", "^HSCE")), header=header))


@asynccontextmanager
async def failing_replay(_: Path) -> AsyncIterator[Provider]:
    """Give a replay of a failure."""
    yield ReplayProvider(tape(line("09:45", error="rate-limited")))


@asynccontextmanager
async def asking_yahoo(home: Path, *faults: tuple[str, str]) -> AsyncIterator[Provider]:
    """Give the real thing, asking a stand-in with one good quote and one bad."""
    now, yahoo = at("09:45"), Yahoo(faults=list(faults))
    yahoo.put(yahoo_standin.entry(KNOWN, 24300, at("09:30"), 24203.32))
    yahoo.put(yahoo_standin.entry("^HSCE", 0, at("09:30"), 8700))
    days = {at("2025-07-15 09:30") - timedelta(days=days): 24000.0 + days for days in (4, 1, 0)}
    yahoo.charts[KNOWN] = yahoo_standin.chart(KNOWN, days, at("1986-12-31 10:00"))
    async with surge_to(yahoo, home, now) as provider:
        yield provider


def failing_yahoo(home: Path) -> AbstractAsyncContextManager[Provider]:
    """Give one whose Yahoo says that it is asked too often."""
    return asking_yahoo(home, ("quote", "429"))


MAKERS: dict[str, tuple[Maker, Maker]] = {
    "replay": (replaying, failing_replay),
    "yahoo": (asking_yahoo, failing_yahoo),
}
# A kind that nobody can make here fails.
NAMES = [module.name for module in iter_modules(bot.market.providers.__path__)]


@pytest.fixture(name="working", params=NAMES)
async def source_that_answers(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Provider]:
    """A source of each kind, that answers."""
    async with MAKERS[request.param][0](tmp_path) as provider:
        yield provider


@pytest.fixture(name="failing", params=NAMES)
async def source_that_fails(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Provider]:
    """A source of each kind, that fails."""
    async with MAKERS[request.param][1](tmp_path) as provider:
        yield provider


async def test_one_answer_for_many_symbols(working: Provider) -> None:
    """What is known of the asked symbols comes in one answer, with aware times; the unknown is absent, not zero."""
    answer = await working.poll([KNOWN, UNKNOWN])
    symbols = [quote.symbol for quote in answer.quotes]
    assert symbols.count(KNOWN) == 1
    assert UNKNOWN not in symbols
    assert all(quote.time.tzinfo and quote.price > 0 for quote in answer.quotes)
    assert all(refused.reason for refused in answer.refused)


async def test_a_failure_is_an_error(failing: Provider) -> None:
    """A source that fails raises, with a sentence for people: it never gives an empty answer."""
    with pytest.raises(ProviderError) as raised:
        await failing.poll([KNOWN])
    assert raised.value.sentence.endswith(".")


async def test_closes_are_of_earlier_days_and_in_order(working: Provider) -> None:
    """Daily closes come oldest first and end before today; of an unknown symbol there are none."""
    days = [close.day for close in (await working.closes(KNOWN)).closes]
    assert days == sorted(set(days))
    assert days[-1] < date(2025, 7, 15)
    assert (await working.closes(UNKNOWN)).closes == ()


async def test_turnovers_are_in_order(working: Provider) -> None:
    """Earlier turnovers come oldest first, of one scope, by day and by month."""
    history = await working.turnovers()
    assert list(history.days) == sorted(history.days)
    assert list(history.months) == sorted(history.months)


def test_a_source_says_who_it_is(working: Provider) -> None:
    """Footers can name the source, and names outside the catalogue can be found where it knows its symbols."""
    assert working.source.label
    assert UNKNOWN not in working.symbols
