"""The tape that comes with Surge: true to what was recorded, and good to watch."""

import asyncio
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from bot.clock import NEW_YORK
from bot.market.desk import QuoteDesk
from bot.market.history import highest_since
from bot.market.instruments import members, named
from bot.market.leaders import Breadth, breadth, fallers, ladder, risers
from bot.market.providers.replay import SHIPPED, ReplayProvider, load
from bot.market.quotes import Quote
from bot.market.tape import Line, Tape
from bot.market.tapes.build_2025_07_15 import main
from bot.storage.caches.memory import MemoryCache
from tests.bot.market.samples import RECORDED, at, needs_recordings

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(scope="module")
def day() -> Tape:
    """Return the shipped tape."""
    return load(SHIPPED)


async def played(tape: Tape, until: datetime, asked: tuple[str, ...] = ()) -> QuoteDesk:
    """Return a desk that has seen every line of `tape` to the time `until`."""
    provider = ReplayProvider(tape)
    desk = QuoteDesk(provider, MemoryCache(), lambda: provider.at)
    for number, line in enumerate(tape.lines):
        if line.at <= until:
            provider.move_to(number)
            await desk.poll(asked)
    return desk


@pytest.fixture(scope="module")
def evening(day: Tape) -> QuoteDesk:
    """Return a desk that has seen the Hong Kong day to 16:30."""
    return asyncio.run(played(day, at("16:30")))


def index_members(desk: QuoteDesk) -> list[Quote]:
    """Return what is known of the index's members."""
    return [quote for member in members("^HSI", date(2025, 7, 15)) if (quote := desk.latest(member.symbol))]


def line_at(tape: Tape, time: str) -> Line:
    """Return the line of a time."""
    return next(line for line in tape.lines if line.at == at(time))


def quoted(line: Line, symbol: str) -> Quote:
    """Return the quote of a symbol on a line."""
    return next(quote for quote in line.answer.quotes if quote.symbol == symbol)


@needs_recordings
def test_the_script_makes_this_very_tape(tmp_path: Path) -> None:
    """Building from the recorded figures gives the shipped file, byte for byte."""
    made = tmp_path / "made.jsonl"
    main(["--recorded", str(RECORDED), "--out", str(made)])
    assert made.read_bytes() == SHIPPED.read_bytes()


def test_it_is_small_and_without_fault(day: Tape) -> None:
    """Every line can be read, every entry is a quote, and a clone does not grow by it."""
    assert day.faults == ()
    assert [line for line in day.lines if line.answer.refused or line.error] == []
    assert SHIPPED.stat().st_size < 1_500_000


def test_it_says_what_it_is(day: Tape) -> None:
    """The header names the day, the sources, and what is interpolated."""
    assert day.day.isoformat() == "2025-07-15"
    assert len(day.sources) >= 5
    assert "Interpolated" in day.notes
    assert "adjusted for dividends" in day.notes


def test_nothing_in_it_is_later_than_the_day(day: Tape) -> None:
    """Closes and turnovers in the header are of the days and months before."""
    assert all(close.day < day.day for series in day.closes.values() for close in series.closes)
    assert all(before < day.day for before, _ in day.turnovers.days)
    assert all(month < "2025-07" for month, _ in day.turnovers.months)
    assert day.turnovers.month_before(day.day) == ("2025-06", Decimal(230_191_000_000))
    assert day.closes["^HSI"].closes[0].day.isoformat() == "2021-06-01"


def test_hong_kong_plays_without_a_gap(day: Tape) -> None:
    """From 09:45 to 16:30 no two lines are more than ten minutes apart, so that lunch passes as it does."""
    times = [line.at for line in day.lines if line.at <= at("16:30")]
    assert (times[0], times[-1]) == (at("09:45"), at("16:30"))
    assert max(after - before for before, after in pairwise(times)) <= TEN_MINUTES
    trading = [time for time in times if at("09:45") <= time <= at("12:15") or at("13:15") <= time <= at("16:15")]
    assert len(trading) == 151 + 181


def test_new_york_is_the_evening(day: Tape) -> None:
    """The day in New York follows, undelayed, from 21:30 to 04:00."""
    evening = [line for line in day.lines if line.at > at("16:30")]
    assert (evening[0].at, evening[-1].at) == (at("21:30"), at("2025-07-16 04:00"))
    assert {quote.delay_minutes for line in evening for quote in line.answer.quotes} == {0}
    assert all(quote.time == line.at for line in evening for quote in line.answer.quotes)


def test_the_first_line(day: Tape) -> None:
    """The day begins with Hong Kong's opening, 15 minutes late, and with last night's closes from New York."""
    first = day.lines[0]
    hsi, gds = quoted(first, "^HSI"), quoted(first, "GDS")
    assert (hsi.price, hsi.previous_close, hsi.time) == (Decimal("24281.94"), Decimal("24203.32"), at("09:30"))
    assert (gds.price, gds.previous_close) == (Decimal(35), Decimal("33.91"))
    assert gds.time == datetime(2025, 7, 14, 16, tzinfo=NEW_YORK)
    assert first.answer.turnovers == ()


@pytest.mark.parametrize(
    ("symbol", "price", "percent"),
    [("GDS", "39.25", "12.1"), ("KC", "14.75", "16.1"), ("BABA", "114.655", "5.9")],
)
def test_the_gaps_at_new_yorks_opening(day: Tape, symbol: str, price: str, percent: str) -> None:
    """The opening prices are the recorded ones: GDS jumped by 12.1 %."""
    opening = quoted(line_at(day, "21:30"), symbol)
    assert opening.price == Decimal(price)
    assert round(opening.percent or 0, 1) == Decimal(percent)


@pytest.mark.parametrize(
    ("symbol", "price", "percent"),
    [("BABA", "116.97", "8.1"), ("KC", "15.09", "18.7"), ("GDS", "37.72", "7.8"), ("KWEB", "35.64", "4.0")],
)
def test_new_yorks_closes(day: Tape, symbol: str, price: str, percent: str) -> None:
    """The last line holds the recorded closes."""
    close = quoted(day.lines[-1], symbol)
    assert close.price == Decimal(price)
    assert round(close.percent or 0, 1) == Decimal(percent)


def test_lunch_stands_still(day: Tape) -> None:
    """While Hong Kong has lunch the prices are those of 12:00."""
    noon, lunch = quoted(line_at(day, "12:15"), "^HSI"), quoted(line_at(day, "12:45"), "^HSI")
    assert noon == lunch
    assert noon.time == at("12:00")


def test_the_close(evening: QuoteDesk) -> None:
    """The Hang Seng Index and Hang Seng TECH close as recorded, by 16:10."""
    hsi, tech = evening.latest("^HSI"), evening.latest("HSTECH.HK")
    assert hsi is not None
    assert tech is not None
    assert (hsi.price, hsi.time) == (Decimal("24590.12"), at("16:10"))
    assert round(hsi.percent or 0, 2) == Decimal("1.60")
    assert (tech.price, tech.change, tech.open) == (Decimal(5431), Decimal(147), None)


async def test_the_highest_close_since_march(evening: QuoteDesk) -> None:
    """The close is the highest since 19 March 2025, 78 sessions before."""
    hsi = evening.latest("^HSI")
    assert hsi is not None
    found = highest_since(await evening.series("^HSI"), hsi.price, hsi.time.date())
    assert found is not None
    assert (found.day.isoformat(), found.price, found.sessions) == ("2025-03-19", Decimal("24771.14"), 78)


def test_the_breadth_of_the_day(evening: QuoteDesk) -> None:
    """Of the 85 members 83 were recorded: 56 rose, 26 fell, one stood still."""
    assert breadth(index_members(evening), of=len(members("^HSI", date(2025, 7, 15)))) == Breadth(
        up=56, down=26, flat=1, of=85
    )


def test_the_widest_moves(evening: QuoteDesk) -> None:
    """CSPC rose 7.5 %, Alibaba 7.0 %, and Xinyi Glass fell 4.4 %."""
    found = [*risers(index_members(evening), 2), *fallers(index_members(evening), 1)]
    moves = [(named(quote.symbol).short, str(round(quote.percent or 0, 1))) for quote in found]
    assert moves == [("CSPC", "7.5"), ("Alibaba", "7.0"), ("Xinyi Glass", "-4.4")]


def test_there_is_a_ladder(evening: QuoteDesk) -> None:
    """Enough industries have enough members for a ladder, and the internet leads it."""
    found = ladder(index_members(evening))
    assert len(found.rungs) >= 8
    assert found.rungs[0].industry == "Internet"


def test_turnover_of_the_day(day: Tape, evening: QuoteDesk) -> None:
    """Turnover ends at the reported HK$288.4bn, and passes 250bn in the afternoon."""
    turnover = evening.latest_turnover()
    assert turnover is not None
    assert turnover.value == Decimal(288_400_000_000)
    passed = next(line.at for line in day.lines for each in line.answer.turnovers if each.value >= 250 * 10**9)
    assert at("13:15") < passed < at("16:00")


async def test_admission_refuses_nothing_of_it(day: Tape) -> None:
    """From the first line to the last every sample of the tape is fit to act on."""
    desk = await played(day, day.lines[-1].at, ("BABA", "0700.HK"))
    assert desk.refusals == {}


def test_what_was_not_recorded_is_not_there(day: Tape) -> None:
    """No market cap, no pre-market price, no volume of Hang Seng TECH and no Golden Dragon is made up."""
    quotes = [quote for line in day.lines for quote in line.answer.quotes]
    assert {(quote.market_cap, quote.pre_market_price) for quote in quotes} == {(None, None)}
    assert {quote.volume for quote in quotes if quote.symbol == "HSTECH.HK"} == {None}
    assert "^HXC" not in {quote.symbol for quote in quotes}
