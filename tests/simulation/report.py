"""What a simulated day leaves to read: each request as it leaves, and each hour's count."""

from collections import Counter
from collections.abc import Iterator

from bot.clock import HONG_KONG
from bot.market.budget import PER_HOUR
from tests.simulation.day import Outcome
from tests.simulation.market import Asked


def line(asked: Asked) -> str:
    """Write one request: "09:30:05 quotes 250"."""
    return (
        f"{asked.at.astimezone(HONG_KONG):%d %b %H:%M:%S}  {asked.what}{f' {asked.symbols}' if asked.symbols else ''}"
    )


def hours(outcome: Outcome) -> Iterator[str]:
    """Yield a line for each clock hour, by what was asked for, and one for the busiest sixty minutes of all."""
    counts: dict[str, Counter[str]] = {}
    for each in outcome.asked:
        counts.setdefault(f"{each.at.astimezone(HONG_KONG):%d %b %H}:00", Counter())[each.what] += 1
    for hour, count in counts.items():
        yield f"{hour}  {count.total():>3}  {', '.join(f'{what} {number}' for what, number in count.most_common())}"
    yield f"Busiest sixty minutes: {outcome.busiest()} requests, of {PER_HOUR}."
    yield f"Commands answered: {outcome.answered}, without answer: {outcome.refused}; alerts that rang: {outcome.rang}."
