"""A rule tried on the past, as a person reads it."""

import json
from pathlib import Path

from bot.bootstrap import build
from bot.settings import Settings
from tests.handlers.asking import Hall, hall, line
from tests.stage import tape

DAY = [line(0, ("^HSI", 101.0))]
CLOSES = [("2025-07-08", 100), ("2025-07-09", 103), ("2025-07-10", 102), ("2025-07-11", 105), ("2025-07-14", 105.1)]


async def test_the_days(tmp_path: Path) -> None:
    """The count stands first, then the days, newest first, and what closes do not tell."""
    path = tape(tmp_path, DAY)
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    with_closes = {**json.loads(header), "closes": {"^HSI": CLOSES, "0700.HK": CLOSES}}
    path.write_text("\n".join([json.dumps(with_closes), *lines]), encoding="utf-8")
    async with build(Settings.from_env({"SURGE_HOME": str(tmp_path), "SURGE_TAPE": str(path)})) as surge:
        told = await Hall(surge).ask("backtest hsi up 2% for 10m")
        assert told.splitlines() == [
            "Would have rung 2 times",
            "Hang Seng Index moves up 2% or more on the day",
            "Over the closes kept: 9 Jul 2025 to 14 Jul 2025, 4 days judged",
            "▲ 11 Jul 2025: +2.94%",
            "▲ 9 Jul 2025: +3.00%",
            "Judged once a day, by the close: crossed at the close; within the day it may have rung more often.",
            "The past of a rule is no promise.",
            "How long a crossing lasted is not kept: “for …” was left out.",
        ]
        several = (await Hall(surge).ask("backtest each of theme cloud up 2%")).splitlines()
        assert several[1:4] == [
            "Each share of Cloud (theme) moves up 2% or more on the day",
            "Over the closes kept: 9 Jul 2025 to 14 Jul 2025, 4 days judged, 1 of 8 members",
            "▲ 11 Jul 2025 Tencent Holdings: +2.94%",
        ]
        assert "Would have rung 0 times" in await Hall(surge).ask("backtest hsi up 9%")


async def test_what_cannot_be_told(tmp_path: Path) -> None:
    """It says so where there is no rule, no past, or nothing that a close could tell."""
    async with hall(tmp_path, DAY) as here:
        assert "Say which rule to try" in await here.ask("backtest")
        assert "one close a day" in await here.ask("backtest hsi down 1% within 10m")
        assert "No earlier days of Hang Seng Index are kept yet" in await here.ask("backtest hsi up 2%")
        assert "No earlier days of HK turnover are kept yet" in await here.ask("backtest turnover above 1.2x")
        assert "Try it with a theme" in await here.ask("backtest all up 2%")
        assert "You watch nothing yet" in await here.ask("watch")
