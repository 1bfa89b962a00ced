"""A simulated day: within what a source may be asked, however many watch, and whoever types what."""

from datetime import timedelta
from pathlib import Path

from bot.market.budget import PER_HOUR
from tests.bot.market.samples import at
from tests.simulation import report
from tests.simulation.day import Outcome, Plan, simulated
from tests.simulation.market import Asked

COARSE = timedelta(seconds=30)


async def test_an_hour_stays_within_the_budget(tmp_path: Path) -> None:
    """However much is asked for that is new, no hour has over 300 requests, and the rest is looked at as ever."""
    plan = Plan(begins=at("09:25"), ends=at("10:26"), rules=200, commands_an_hour=200, step=COARSE, curious=True)
    async with simulated(plan, tmp_path) as day:
        outcome = await day.run()
    assert outcome.busiest() <= PER_HOUR
    assert outcome.rang
    assert outcome.answered > 90
    assert len([each for each in outcome.asked if each.symbols > 200]) >= 50


def test_the_report_counts_each_hour() -> None:
    """Every request has its line, every hour its count, and the last lines say whether it was too much."""
    market_hours = ["09:30", "09:59", "10:29", "10:31"]
    asked = [Asked(at(time), "quotes", 250) for time in market_hours]
    assert report.line(asked[0]) == "15 Jul 09:30:00  quotes 250"
    assert list(report.hours(Outcome(asked, 5, 1, 2))) == [
        "15 Jul 09:00    2  quotes 2",
        "15 Jul 10:00    2  quotes 2",
        "Busiest sixty minutes: 3 requests, of 300.",
        "Commands answered: 5, without answer: 1; alerts that rang: 2.",
    ]
