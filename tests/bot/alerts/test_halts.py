"""A share that is halted rings nothing; where it trades again, that is an ordinary gap."""

from bot.alerts.alert import Audience
from bot.storage.database import Database
from tests.bot.day import TRADER, Day, line, tape, trader

# Alibaba trades until 09:35, and again at 11:00; the index goes on.
LINES = [line(0, baba=1, hsi=1), line(5, baba=2, hsi=1), *(line(10 * n, hsi=1 + n / 10) for n in range(1, 9))]
LINES.append(line(90, baba=-3, hsi=2))


async def test_a_halt_is_asked_about_and_rings_nothing(store: Database) -> None:
    """While it is silent its rules say so and nothing rings; the first trade after it is judged as a gap."""
    day = await Day(tape(LINES), store).start()
    await day.sweep(0)
    await day.rules.make(trader, Audience.PERSON, TRADER, "alibaba below 100")
    await day.rules.make(trader, Audience.PERSON, TRADER, "hsi up 5%")
    said = []
    for number in range(1, 10):
        assert await day.sweep(number) == []
        own, other = await day.rules.listed(trader, Audience.PERSON, TRADER)
        said.append(own.outlook.waiting.en)
        assert not other.outlook.waiting
    assert said == [""] * 4 + ["no trade since 09:35 HKT; halted?"] * 5
    assert await day.sweep(10) == ["9988.HK down 100: crossed while nobody looked at 97.0"]
    own, _ = await day.rules.listed(trader, Audience.PERSON, TRADER)
    assert not own.outlook.waiting
