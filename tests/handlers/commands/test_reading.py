"""The commands that read: quote, board, leaders, turnover, status, help."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.market.instruments import members
from tests.handlers.asking import hall, line
from tests.stage import Entry

DAY = [
    line(0, ("^HSI", 101.0), ("HSTECH.HK", 102.0), ("0700.HK", 98.5), turnover=100),
    line(1, ("^HSI", 101.5), ("HSTECH.HK", 102.5), ("0700.HK", 98.0), turnover=120),
]


def overnight(symbol: str) -> Entry:
    """Return a Hong Kong morning's line with last night's close of a New York share, up 1 per cent."""
    close = {"time": "2025-07-14T16:00:00-04:00", "currency": "USD", "delay_minutes": 0}
    return {**line(0), "quotes": [{"symbol": symbol, "price": 101.0, "previous_close": 100.0, **close}]}


def market(change: float) -> Entry:
    """Return a line on which every member of the index moves: the n-th by n/100 per cent more than `change`."""
    return line(
        0, *((each.symbol, 100 + change + n / 100) for n, each in enumerate(members("^HSI", date(2025, 7, 15))))
    )


async def test_a_bare_name_is_a_quote(tmp_path: Path) -> None:
    """Level, points, per cent, data time, delay and what stands beside it are all there."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        assert await here.ask("hsi") == (
            "Hang Seng Index 101.50 ▲ +1.50 (+1.50%)\n"
            "As of 09:31 HKT, 15 min delayed · morning session\n"
            "Prev close 100.00\n"
            "HSTECH ▲ +2.5% · turnover HK$120.0bn so far, whole market"
        )


async def test_a_share_names_its_code_and_its_currency(tmp_path: Path) -> None:
    """A Hong Kong share is in HK$, by any of its names."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        first = "Tencent Holdings (0700.HK) HK$98.00 ▼ −2.00 (−2.00%)"
        for words in ("tencent", "騰訊", "0700", "00700", "$0700.HK", "quote tencent", "700 HK"):
            assert (await here.ask(words)).startswith(first)


async def test_the_first_question_begins_the_replay(tmp_path: Path) -> None:
    """Whoever asks first sees the first line, not nothing."""
    async with hall(tmp_path, DAY) as here:
        assert "101.00" in await here.ask("hsi")


async def test_a_typo_gets_suggestions(tmp_path: Path) -> None:
    """Words that are neither command nor name are answered by what looks like them, as buttons."""
    async with hall(tmp_path, DAY) as here:
        card = await here.card("leadres")
        assert "leaders" in json.dumps(card.blocks[-1])
        assert "hsi" in await here.ask("hsii")


async def test_a_command_wins_over_a_ticker(tmp_path: Path) -> None:
    """HELP is the command; the dollar sign or `quote` makes it the ticker."""
    async with hall(tmp_path, [overnight("HELP")]) as here:
        assert "What you can ask" in await here.ask("HELP")
        assert (await here.ask("$HELP")).startswith("HELP US$101.00 ▲ +1.00 (+1.00%)")
        assert (await here.ask("quote HELP")).startswith("HELP US$101.00")


async def test_what_has_no_figures_says_so(tmp_path: Path) -> None:
    """A name without any figure is answered by a sentence, never by a zero."""
    async with hall(tmp_path, DAY) as here:
        text = await here.ask("kuaishou")
        assert "There are no figures for Kuaishou" in text
        assert "0.00" not in text


async def test_a_proxy_is_named(tmp_path: Path) -> None:
    """Where something else stands in, the card says for what."""
    async with hall(tmp_path, [overnight("KWEB")]) as here:
        text = await here.ask("golden")
        assert text.startswith("KraneShares CSI China Internet ETF (KWEB)")
        assert "No figures of Nasdaq Golden Dragon China Index itself: this is its proxy" in text


async def test_a_quote_of_nothing_asks_back(tmp_path: Path) -> None:
    """`quote` alone says how it is typed."""
    async with hall(tmp_path, DAY) as here:
        assert "/surge tencent" in await here.ask("quote")


async def test_the_board_shows_the_market_in_one_look(tmp_path: Path) -> None:
    """Nothing typed: indices with their time, turnover, breadth and the widest moves."""
    async with hall(tmp_path, [market(0.5)]) as here:
        text = await here.ask("")
        assert text.startswith("Hong Kong · morning session\nNo index has figures yet.")
        assert "HSI members: 85 up, 0 down, 0 flat (85 of 85 with data)" in text
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        text = await here.ask("board")
        assert "HSI  101.50  ▲ +1.50 (+1.50%)\nHSTECH  102.50  ▲ +2.50 (+2.50%)\nAs of 09:31 HKT" in text
        assert "Turnover HK$120.0bn so far, whole market (09:31 HKT)" in text


async def test_leaders_rose(tmp_path: Path) -> None:
    """Sectors that rose are ranked, with method and breadth; what is too small for a sector is named."""
    async with hall(tmp_path, [market(0.5)]) as here:
        text = await here.ask("leaders")
        assert "\n1. " in text
        assert "▲" in text.split("\n1. ")[1].split("\n")[0]
        assert "equal-weighted, at least 5 members" in text
        assert text == await here.ask("leaders hk")


async def test_a_loser_is_never_a_leader(tmp_path: Path) -> None:
    """On a day without gainers the ladder says so, and shows the smallest falls."""
    async with hall(tmp_path, [market(-3)]) as here:
        text = await here.ask("leaders")
        assert "No sector rose; smallest falls:" in text
        assert "▲" not in text


async def test_too_few_shares_make_no_ladder(tmp_path: Path) -> None:
    """One share is no sector, and none is no ranking."""
    async with hall(tmp_path, DAY) as here:
        assert "none is ranked" in await here.ask("leaders")
    async with hall(tmp_path, [line(0, ("^HSI", 101.0))]) as here:
        assert "nothing can be ranked" in await here.ask("leaders")


async def test_turnover_carries_its_scope(tmp_path: Path) -> None:
    """The figure says what it covers and of when it is, and what it cannot be held against."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        assert await here.ask("turnover") == (
            "HK turnover HK$120.0bn so far, whole market\n"
            "As of 09:31 HKT · morning session\n"
            "20-day mean: not all of those days are recorded\n"
            "Pace: not recorded"
        )


async def test_no_turnover_is_no_zero(tmp_path: Path) -> None:
    """Where none has come, a sentence says so."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0))]) as here:
        assert await here.ask("turnover") == "No turnover has come in yet today."


async def test_status_tells_how_surge_is(tmp_path: Path) -> None:
    """Source, market, watch, refusals, messages, stores and the replay each have a line."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        text = await here.ask("status")
        assert text.startswith("Surge is well\n")
        assert "Watch: 0 alerts, last look 09:46:00 HKT" in text
        assert "Messages: 0 sent, 0 waiting" in text
        assert "Stores: SQLite; quotes in memory" in text
        assert "line 2 of 2, run 1" in text


async def test_trouble_is_told(tmp_path: Path) -> None:
    """When the source fails, status says so, and prices go on with their age."""
    failure = {"at": "2025-07-15T10:45:00+08:00", "error": "rate-limited"}
    async with hall(tmp_path, [*DAY, failure]) as here:
        await here.play(2)
        assert (await here.ask("status")).startswith("⚠ Surge has trouble")
        text = await here.ask("hsi")
        assert "⚠ stale: 1 h 14 min old · as of 09:31 HKT" in text
        assert "On course" not in text


async def test_refused_samples_are_counted_by_reason(tmp_path: Path) -> None:
    """What was not trusted is not hidden."""
    async with hall(tmp_path, [DAY[0], line(1, ("^HSI", -5.0))]) as here:
        await here.play(1)
        assert "Refused samples: 1 not positive" in await here.ask("status")


@pytest.mark.parametrize("words", ["help", "?", "commands"])
async def test_help_shows_every_command(tmp_path: Path, words: str) -> None:
    """All that can be typed is in one card."""
    async with hall(tmp_path, DAY) as here:
        text = await here.ask(words)
        for name in ("board", "leaders", "turnover", "alert", "alerts", "watch", "unwatch", "status", "help"):
            assert f"/surge {name}" in text


async def test_help_of_a_word(tmp_path: Path) -> None:
    """One word's help is its whole docstring; an unknown word is told apart."""
    async with hall(tmp_path, DAY) as here:
        assert "once a session" in await here.ask("help alert")
        assert await here.ask("help /surge watch") == await here.ask("help watch")
        assert "I have no command of that name" in await here.ask("help alrets")
