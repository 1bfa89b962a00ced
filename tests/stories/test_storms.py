"""An hour of storms over each database: what flaps, jumps or comes back makes one message, which is edited."""

from collections import Counter
from pathlib import Path

import pytest

from bot.alerts.modifiers import Frequency
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.backends import BACKENDS
from tests.bot.day import CHANNEL, TEAM, line
from tests.mailroom import Mailroom, mailroom, rising

MINUTES, EVERY = 60, 30  # for so long, and so many seconds between two samples
NEAR, WIDE, DAILY, WICK, AGAIN, JUMP = (f"{number}.HK" for number in range(8101, 8107))
ALWAYS = Frequency.ALWAYS


def moves(second: int) -> dict[str, float]:
    """Return where each share stands: flapping with every sample around 5%, near or wide, or touching it twice."""
    beat, minute = second // EVERY % 2, second / 60
    back = 5 <= minute < 20
    return {
        NEAR: 5.1 if beat else 4.9,
        WIDE: 6.0 if beat else 1.0,
        DAILY: 6.0 if beat else 1.0,
        WICK: (4.8 if back else 6.0) if minute >= 2 else 1.0,
        AGAIN: (4.0 if back else 6.0) if minute >= 2 else 1.0,
        JUMP: 8.0 if minute >= 30 else 1.0,
    }


LINES = tuple(line(second / 60, **moves(second)) for second in range(0, MINUTES * 60, EVERY))
RULES = (
    *(rising(symbol, 5, frequency=ALWAYS) for symbol in (NEAR, WIDE, WICK, AGAIN)),
    rising(DAILY, 5),
    *(rising(JUMP, level) for level in (3, 5, 7)),
)


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


async def log(room: Mailroom) -> list[tuple[object, ...]]:
    """Return every event there is: its key, what was seen when, and why it is no message of its own."""
    found = [await room.day.book.events(TEAM, number, 99) for number in range(1, len(RULES) + 1)]
    return [(each.dedupe_key, each.sample.value, each.sample.time, each.held) for part in found for each in part]


async def test_an_hour_of_storms(tmp_path: Path, place: str) -> None:
    """A level flapped around, touched again or jumped over is one message; only what had gone back makes another."""
    sandbox = Sandbox(tmp_path / "slack")
    async with serving(sandbox) as address, mailroom(place, LINES, address.base_url) as room:
        for each in RULES:
            await room.day.book.add(each)
        await room.play()
        kept = await log(room)
        # The same log once more, by another process.
        async with mailroom(place, LINES, address.base_url) as after:
            again = [await after.day.sweep(number) for number in range(len(LINES))]
        assert await log(room) == kept
    assert not any(again)
    # Near, wide (and then muted), a wick, one that had gone back, once a day, and three levels.
    rung = Counter(int(str(key).split(":")[2]) for key, *_ in kept)
    assert [rung[number] for number in range(1, len(RULES) + 1)] == [1, 5, 1, 2, 1, 1, 1, 1]
    told = {share: [one for one in sandbox.messages(CHANNEL) if share in one.text] for share in moves(0)}
    assert [len(each) for each in told.values()] == [1, 2, 1, 1, 2, 1]
    assert "It is muted for the rest of the session" in told[WIDE][1].text
    assert "Also passed" in told[JUMP][0].text
    assert [share for share, each in told.items() if not each[0].edited] == [JUMP]
