"""Simulate a Hong Kong day and tell what the source is asked: `python -m tests.simulation [BEGIN END]`, or `make day`.

500 watched symbols, 10,000 rules and 1,000 commands an hour, from 09:00 to 18:00 unless other times are given
("21:00 04:00" ends the next day). Prints each request, then each hour's count; ends with 1 where an hour had over 300.
"""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import logs
from bot.clock import HONG_KONG
from bot.market.budget import PER_HOUR
from tests.simulation.day import Plan, simulated
from tests.simulation.report import hours, line

MIDNIGHT = datetime(2025, 7, 15, tzinfo=HONG_KONG)


async def main(begin: str = "09:00", end: str = "18:00") -> int:
    """Run it, and return whether it was too much."""
    logs.configure("ERROR", ())
    begins, ends = _at(begin), _at(end)
    plan = Plan(begins=begins, ends=ends if ends > begins else ends + timedelta(days=1))
    with TemporaryDirectory(prefix="surge-day-") as home:
        async with simulated(plan, Path(home)) as day:
            outcome = await day.run(lambda asked: print(line(asked)))
    print("", *hours(outcome), sep="\n")
    return int(outcome.busiest() > PER_HOUR)


def _at(clock: str) -> datetime:
    hour, minute = clock.split(":")
    return MIDNIGHT + timedelta(hours=int(hour), minutes=int(minute))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
