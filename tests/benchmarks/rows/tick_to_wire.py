"""How long it takes from the source's answer until fifty alerts of ten thousand rules have reached Slack."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from time import perf_counter

from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Direction
from bot.alerts.conditions.moves import Moves
from bot.clock import wall
from bot.storage.alert_book import StoredAlertBook
from bot.storage.database import Database
from bot.storage.rows import alert_row
from bot.storage.tables import alerts
from handlers.delivery import Courier
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.mail import courier, lines
from tests.bot.day import Day, alert, database, line, tape

RULES, FIRING, SYMBOLS, ROUNDS = 10_000, 50, 100, 9
# What is above all that is reached in these rounds.
FAR = 40


async def measure(ground: Ground) -> Sequence[Pair]:
    """Let fifty rules ring at each look, and post as many messages alone, in turns; each until the last has arrived.

    The fifty are of fifty people in as many workspaces, and each look rings others. A look is all that Surge does
    with an answer, up to the commit; the courier is called as soon as that is there.
    """
    folder, rounds = ground.home / "tick-to-wire", ground.times(ROUNDS)
    folder.mkdir()
    kept = await database(folder)
    await _ruled(kept, rounds)
    day = await Day(tape(_look(number) for number in range(rounds + 1)), kept).start()
    await day.sweep(0)
    async with lines(ground.slack.api) as (ours, bare):
        posting = courier(ours, day.outbox)
        pairs = [
            Pair(await _rung(ground, day, posting, each + 1), await _alone(ground, bare)) for each in range(rounds)
        ]
    await kept.close()
    return pairs


def _look(number: int) -> str:
    """Return the source's answer at a look: every symbol is one per cent higher than at the one before."""
    return line(number, **{f"{code:04}.HK": number + 1.5 for code in range(1, SYMBOLS + 1)})


async def _ruled(kept: Database, rounds: int) -> None:
    """Keep the rules: fifty for each look to come, and all others far above."""
    rows = [
        alert_row(_rule(number, number // FIRING + 2 if number < rounds * FIRING else FAR)) for number in range(RULES)
    ]
    async with kept.write() as connection:
        await connection.execute(alerts.insert(), rows)
    # Kept as any other rule is, so that the watch knows how far it has read.
    await StoredAlertBook(kept).add(replace(_rule(RULES, FAR), team="T"))


def _rule(number: int, level: int) -> Alert:
    team = f"T{number % FIRING}"
    person = {"team": team, "destination": f"{team}-U{number}", "creator": f"{team}-U{number}"}
    condition = Moves(f"{number % SYMBOLS + 1:04}.HK", Decimal(level), (Direction.UP,))
    # The first key is for the one that is added last.
    return alert(condition, Audience.PERSON, id=number + 1, key=number + 2, **person)


async def _rung(ground: Ground, day: Day, posting: Courier, number: int) -> float:
    """Look, and deliver what rang; return how many milliseconds it took until the last message arrived."""
    with ground.slack.open(delay=0) as box:
        day.now[0] = wall()
        begun = perf_counter()
        rung = await day.sweep(number)
        await posting.deliver()
        assert len(rung) == box.taken == FIRING
        return (box.last - begun) * 1000


async def _alone(ground: Ground, bare: AsyncWebClient) -> float:
    """Post as many messages by the bare client, over the same session."""
    with ground.slack.open(delay=0) as box:
        begun = perf_counter()
        posts = (bare.chat_postMessage(channel=f"T{each}-U0", text="0001.HK rose past +5%") for each in range(FIRING))
        await asyncio.gather(*posts)
        return (box.last - begun) * 1000


BENCHMARK = Benchmark(
    "tick-to-wire",
    "answer of the source to the 50th chat.postMessage, 10,000 rules / 50 bare posts alone",
    "ms",
    50.0,
    Better.LOWER,
    measure,
)
