"""What every source of quotes must do, held to all of them."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest

import bot.market.providers
from bot.errors import ProviderError
from bot.market.provider import Provider
from bot.market.providers.replay import ReplayProvider
from tests.bot.market.samples import entry, line, tape

KNOWN, UNKNOWN = "^HSI", "NONE"


def replaying() -> Provider:
    """Return a replay of a day with one good line."""
    header = {
        "closes": {KNOWN: [["2025-07-14", 24203.32], ["2025-07-11", 24139.57]]},
        "turnover": {"days": [["2025-04-08", 5e11], ["2025-04-07", 6.2e11]], "months": [["2025-06", 2.3e11]]},
    }
    return ReplayProvider(tape(line("09:45", entry(24300, "09:30"), entry(0, "09:30", "^HSCE")), header=header))


def failing_replay() -> Provider:
    """Return a replay of a failure."""
    return ReplayProvider(tape(line("09:45", error="rate-limited")))


MAKERS: dict[str, tuple[Callable[[], Provider], Callable[[], Provider]]] = {"replay": (replaying, failing_replay)}
ALL = pytest.mark.parametrize("name", [module.name for module in iter_modules(bot.market.providers.__path__)])


def working(name: str) -> Provider:
    """Return a source that answers; a kind that nobody can make here fails."""
    import_module(f"bot.market.providers.{name}")
    return MAKERS[name][0]()


@ALL
async def test_one_answer_for_many_symbols(name: str) -> None:
    """What is known of the asked symbols comes in one answer, with aware times; the unknown is absent, not zero."""
    answer = await working(name).poll([KNOWN, UNKNOWN])
    symbols = [quote.symbol for quote in answer.quotes]
    assert symbols.count(KNOWN) == 1
    assert UNKNOWN not in symbols
    assert all(quote.time.tzinfo and quote.price > 0 for quote in answer.quotes)
    assert all(refused.reason for refused in answer.refused)


@ALL
async def test_a_failure_is_an_error(name: str) -> None:
    """A source that fails raises, with a sentence for people: it never gives an empty answer."""
    with pytest.raises(ProviderError) as raised:
        await MAKERS[name][1]().poll([KNOWN])
    assert raised.value.sentence.endswith(".")


@ALL
async def test_closes_are_of_earlier_days_and_in_order(name: str) -> None:
    """Daily closes come oldest first and end before today; of an unknown symbol there are none."""
    provider = working(name)
    days = [close.day for close in (await provider.closes(KNOWN)).closes]
    assert days == sorted(set(days))
    assert days[-1] < date(2025, 7, 15)
    assert (await provider.closes(UNKNOWN)).closes == ()


@ALL
async def test_turnovers_are_in_order(name: str) -> None:
    """Earlier turnovers come oldest first, of one scope, by day and by month."""
    history = await working(name).turnovers()
    assert list(history.days) == sorted(history.days)
    assert list(history.months) == sorted(history.months)


@ALL
def test_a_source_says_who_it_is(name: str) -> None:
    """Footers can name the source, and names outside the catalogue can be found where it knows its symbols."""
    provider = working(name)
    assert provider.source.label
    assert UNKNOWN not in provider.symbols
