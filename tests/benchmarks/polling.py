"""An hour of polling six hundred symbols: as Surge plans it, and with a request for each symbol."""

from collections.abc import Sequence

from bot.market.admission import POLL
from bot.market.plan import HOUR, SPACING, Planner
from tests.benchmarks.bodies import body
from tests.benchmarks.market import NOW

SYMBOLS = [f"{code:04}.HK" for code in range(1, 601)]
# What goes both ways beside addresses and bodies: a browser's headers, Yahoo's cookies, the answer's headers.
AROUND = 2_000
ADDRESS = len("https://query1.finance.yahoo.com/v7/finance/quote?symbols=&crumb=haT3oykhHqZ")


def planned() -> list[tuple[str, ...]]:
    """Return the batches that leave in an hour of the morning session, once all is known."""
    plan = Planner()
    batches: list[tuple[str, ...]] = []
    plan.need("watched", SYMBOLS)
    now = NOW - HOUR / 2
    while now < NOW + HOUR:
        if batch := plan.due(now):
            plan.answered(batch, now)
            plan.left(now)
            batches += [batch] if now >= NOW else []
        now += SPACING
    return batches


def single() -> list[tuple[str, ...]]:
    """Return the requests of who asks for each symbol by itself, as often."""
    alone: list[tuple[str, ...]] = [(symbol,) for symbol in SYMBOLS]
    return alone * int(HOUR / POLL)


def transferred(requests: Sequence[Sequence[str]]) -> float:
    """Return the megabytes that requests and answers are, uncompressed."""
    alone, pair = len(body(SYMBOLS[:1], 0, NOW)), len(body(SYMBOLS[:2], 0, NOW))
    entry = pair - alone
    sizes = (AROUND + ADDRESS + len(",".join(each)) + alone + (len(each) - 1) * entry for each in requests)
    return sum(sizes) / 1e6
