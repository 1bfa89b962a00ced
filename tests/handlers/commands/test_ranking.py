"""Leaders, movers, the most traded and the board, on the recorded day of 15 July 2025 and on made-up ones."""

import csv
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.settings import Settings
from tests.bot.market.samples import RECORDED, needs_recordings
from tests.handlers.asking import Hall, hall, line
from tests.stage import outline

RECORDS = RECORDED / "market" / "hsi_constituents_2025-06-16_2025-07-18.csv"
D = Decimal


def recorded() -> Mapping[str, tuple[Decimal, Decimal]]:
    """Return each member's move in per cent and its price times volume on 15 July 2025, from the record alone."""
    rows = {(row["date"], row["symbol"]): row for row in csv.DictReader(RECORDS.read_text("utf-8").splitlines())}
    found = {}
    for (day, symbol), row in rows.items():
        if day == "2025-07-15" and row["close"]:
            close, before = D(row["close"]), D(rows["2025-07-14", symbol]["close"])
            found[symbol] = (close / before - 1) * 100, close * int(row["volume"])
    return found


def rounded(value: Decimal, places: str = "0.01") -> str:
    """Write a move as a card does."""
    text = f"{abs(value.quantize(D(places), ROUND_HALF_UP))}%"
    return f"+{text}" if value > 0 else f"−{text}"


def rows(text: str) -> list[str]:
    """Return the numbered rows of a card."""
    return [each for each in text.split("\n") if each[:1].isdigit() and ". " in each[:4]]


@needs_recordings
async def test_the_recorded_day_is_told_to_the_last_digit(tmp_path: Path) -> None:
    """Breadth, movers both ways, the most traded and the signals are those of the record."""
    moves = recorded()
    up = sorted((move for move, _ in moves.values() if move > 0), reverse=True)
    down = sorted(move for move, _ in moves.values() if move < 0)
    total, most = sum(each for _, each in moves.values()), sorted((each for _, each in moves.values()), reverse=True)
    assert (len(moves), len(up), len(down)) == (83, 56, 26)
    settings = Settings.from_env({"SURGE_HOME": str(tmp_path), "SURGE_TAPE": str(outline(tmp_path))})
    async with build(settings) as surge:
        assert surge.replay is not None
        await surge.replay.begin()
        await surge.replay.pause()
        await surge.replay.jump("2025-07-15T16:30:00+08:00")
        here = Hall(surge)
        texts = {
            words: (await here.card(words)).text for words in ("", "leaders", "movers up", "movers down", "active")
        }
        await surge.replay.jump("2025-07-16T04:00:00+08:00")
        night = (await here.card("")).text
    for words in ("", "leaders", "movers up", "movers down"):
        assert "HSI members: 56 up, 26 down, 1 flat (83 of 85 with data)" in texts[words]
    for words, expected in (("movers up", up), ("movers down", down)):
        assert all(rounded(move) in row for move, row in zip(expected[:10], rows(texts[words]), strict=True))
    assert "1. CSPC  HK$" in texts["movers up"]
    assert "▲ +7.51%" in texts["movers up"]
    assert "1. Xinyi Glass  HK$8.20  ▼ −4.43%  HK$162.8m" in texts["movers down"]
    assert f"Known total HK${total / 10**9:.1f}bn, 83 of" in texts["active"]
    for amount, row in zip(most[:10], rows(texts["active"]), strict=True):
        assert f"HK${amount / 10**9:.1f}bn ({amount / total * 100:.1f}%)" in row
    assert "Up: CSPC +7.5%, Alibaba +7.0%, Sino Biopharm +4.9%" in texts["leaders"]
    assert "Down: Xinyi Glass −4.4%, Xinyi Solar −3.0%" in texts["leaders"]
    assert "Surge ▲ 4 of 5 (off: Golden Dragon; proxy KWEB +1.2% overnight)" in texts[""]
    assert "HSCEI, Golden Dragon: not recorded" in texts[""]
    # New York has traded since: the day keeps the night before it, by the closes.
    assert "KWEB  US$35.64  ▲ +1.36 (+3.97%)  (proxy for Golden Dragon)" in night
    assert "Surge ▲ 4 of 5 on Tue 15 Jul (off: Golden Dragon; proxy KWEB +1.2% overnight)" in night


@pytest.mark.parametrize("words", ["leaders cn", "movers cn", "active us", "movers hstech"])
async def test_what_was_not_recorded_says_so(tmp_path: Path, words: str) -> None:
    """A place without a single figure is answered by a sentence."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0), ("0005.HK", 101.0))]) as here:
        assert "not recorded" in await here.ask(words)


async def test_movers_of_a_place(tmp_path: Path) -> None:
    """The way stands before or behind; a market and an index are places, and a share is none."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0), ("0700.HK", 103.0), ("9988.HK", 98.0))]) as here:
        both = await here.ask("movers")
        assert both.startswith("HSI movers\nAs of 09:30 HKT, 15 min delayed")
        assert "Up\n1. Tencent  HK$103.00  ▲ +3.00%\nDown\n1. Alibaba  HK$98.00  ▼ −2.00%" in both
        assert (await here.ask("movers hstech down")) == await here.ask("movers down HSTECH")
        assert "Tencent" not in await here.ask("movers losers hk")
        assert "Alibaba" not in await here.ask("movers 升")
        assert "Tencent is no index" in await here.ask("movers tencent")
        assert "CSI 300 has no list of members here" in await here.ask("movers csi300")


@pytest.mark.parametrize("words", ["leaders mars", "active mars"])
async def test_an_unknown_market_is_asked_back(tmp_path: Path, words: str) -> None:
    """What is no market is answered by those there are."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0))]) as here:
        text = await here.ask(words)
        assert "`/surge" not in text or "hk" in text
        assert "hk" in text
