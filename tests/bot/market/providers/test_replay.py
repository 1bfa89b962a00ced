"""A recorded day as a source of quotes."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import BadAnswer, ConfigurationError, ProviderError, RateLimited, Unreachable
from bot.market.providers.replay import ReplayProvider, load
from tests.bot.market.samples import at, entry, line, prices, tape


async def test_everything_on_the_line_comes_along() -> None:
    """A poll gives all quotes and the turnover of the current line, asked for or not."""
    provider = ReplayProvider(tape(line("09:45", entry(24300, "09:30"), turnover={"scope": "market", "value": 5e9})))
    answer = await provider.poll(())
    assert [quote.symbol for quote in answer.quotes] == ["^HSI"]
    assert answer.turnovers


async def test_an_asked_symbol_comes_from_an_earlier_line() -> None:
    """A symbol that the line lacks comes with its latest earlier quote if it is asked for, never with a later one."""
    provider = ReplayProvider(
        tape(
            line("09:45", entry(500, "09:30", "0700.HK")),
            line("09:46", entry(501, "09:31", "0700.HK")),
            line("09:47", entry(24300, "09:32")),
            line("09:48", entry(502, "09:33", "0700.HK")),
        )
    )
    provider.move_to(2)
    assert [quote.symbol for quote in (await provider.poll(())).quotes] == ["^HSI"]
    answer = await provider.poll({"0700.HK", "^HSI", "NONE"})
    assert [(quote.symbol, int(quote.price)) for quote in answer.quotes] == [("^HSI", 24300), ("0700.HK", 501)]
    provider.move_to(0)
    assert (await provider.poll({"^HSI"})).quotes[0].symbol == "0700.HK"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("rate-limited", RateLimited),
        ("unreachable", Unreachable),
        ("timeout", Unreachable),
        ("bad-answer", BadAnswer),
        ("gremlins", ProviderError),
    ],
)
async def test_a_recorded_failure_is_raised(error: str, kind: type[ProviderError]) -> None:
    """A line that tells of a failure fails as the source did, with a sentence for people."""
    provider = ReplayProvider(tape(line("09:45", error=error)))
    with pytest.raises(kind) as raised:
        await provider.poll(["^HSI"])
    assert raised.value.sentence.startswith("The source of quotes")
    assert raised.value.retry


def test_it_stands_where_it_was_moved() -> None:
    """The market time is that of the current line, and there is no line before the first or after the last."""
    provider = ReplayProvider(prices(("09:45", 24300), ("09:46", 24301)))
    assert (provider.line, provider.lines, provider.at) == (0, 2, at("09:45"))
    provider.move_to(99)
    assert (provider.line, provider.at) == (1, at("09:46"))
    provider.move_to(-1)
    assert provider.line == 0


async def test_closes_end_before_the_session() -> None:
    """The closes are those before the session that is on, also on a day that the calendar has no session for."""
    days = [["2025-06-27", 1], ["2025-06-30", 2], ["2025-07-01", 3], ["2025-07-14", 4], ["2025-07-15", 5]]
    header = {"closes": {"^HSI": days}}
    surge = ReplayProvider(tape(line("09:45", entry(24300, "09:30")), header=header))
    assert [close.price for close in (await surge.closes("^HSI")).closes] == [1, 2, 3, 4]
    handover = ReplayProvider(
        tape(
            line("2025-07-01 09:45", entry(24300, "2025-07-01 09:30")),
            header={"tape": "2025-07-01", **header},
        )
    )
    assert [close.price for close in (await handover.closes("^HSI")).closes] == [1, 2]
    assert (await surge.closes("0700.HK")).closes == ()


async def test_what_the_header_knows() -> None:
    """Turnovers, day and notes are the header's, and the symbols are all that the tape quotes."""
    header = {"notes": "made up", "turnover": {"days": [["2025-04-07", 6e11]]}}
    provider = ReplayProvider(tape(line("09:45", entry(24300, "09:30")), header=header))
    assert [value for _, value in (await provider.turnovers()).days] == [Decimal("6e11")]
    assert (provider.source.replay, provider.source.notes) == (provider.tape.day, "made up")
    assert set(provider.symbols) == {"^HSI"}


def test_a_tape_is_read_from_its_file(tmp_path: Path) -> None:
    """A file with bytes that are no UTF-8 is read, its spoilt line reported."""
    file = tmp_path / "day.jsonl"
    file.write_bytes(b'{"tape": "2025-07-15"}\n\xff\xfe\n' + line("09:45").encode())
    found = load(file)
    assert len(found.lines) == 1
    assert [fault.number for fault in found.faults] == [2]


def test_a_missing_tape_is_named(tmp_path: Path) -> None:
    """A tape that cannot be read is a matter of the settings, and the sentence names the file."""
    with pytest.raises(ConfigurationError, match=r"none\.jsonl"):
        load(tmp_path / "none.jsonl")
