"""Corporate actions are acted on once, and as a whole, in every database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bot.alerts.alert import Alert, Audience, Sample
from bot.alerts.book import State, Sweep
from bot.alerts.condition import Direction
from bot.alerts.conditions.price import Price
from bot.alerts.measures.price import PRICE
from bot.alerts.pause import Cause
from bot.alerts.pausing import Revised, after_leaving, after_split
from bot.alerts.register import Action
from bot.errors import StorageError
from bot.market.splits import Split
from bot.storage.alert_book import StoredAlertBook
from bot.storage.database import open_database
from bot.storage.outbox import StoredOutbox
from bot.storage.register import StoredRegister
from tests.backends import BACKENDS
from tests.bot.day import CHANNEL, OPEN, SESSION, TEAM, TRADER, WALL, alert, percent

BABA = "9988.HK"
BELOW = Price(BABA, Decimal(100), (Direction.DOWN,))
TEN = Split(BABA, Fraction(10), OPEN, sure=True)
ACTION = Action(BABA, "split 10:1", TEN.ratio)


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


class Office:
    """A register with the books beside it, as one process has them."""

    def __init__(self, place: str) -> None:
        self.database = open_database(place)
        self.register, self.book = StoredRegister(self.database), StoredAlertBook(self.database)
        self.outbox = StoredOutbox(self.database)


@pytest.fixture
async def offices(place: str) -> AsyncIterator[tuple[Office, Office]]:
    """Open it in two processes."""
    mine, yours = Office(place), Office(place)
    yield mine, yours
    await mine.database.close()
    await yours.database.close()


def split(rule: Alert) -> Revised | None:
    """Return what the split makes of a rule."""
    return after_split(rule, TEN, SESSION, OPEN)


async def test_two_processes_act_once(offices: tuple[Office, Office]) -> None:
    """However many see a split at the same time, each rule is paused once, and its owner told once."""
    for each in (alert(BELOW), alert(BELOW, Audience.PERSON), alert(BELOW, made_in=SESSION), alert()):
        await offices[0].book.add(each)
    acted = await asyncio.gather(*(each.register.act(ACTION, split, WALL) for each in offices * 3))
    assert sorted(len(each) for each in acted if each is not None) == [2]
    kept = await offices[1].book.alerts()
    assert [each.paused and each.paused.words for each in kept] == ["below 10", "below 10", None, None]
    assert [each.edition for each in kept] == [2, 2, 1, 1]
    assert (await offices[0].outbox.counts())[State.WAITING] == 2
    rewiring = await offices[0].book.rewired(4)
    assert [(each.now, each.was and each.was.kind) for each in rewiring.rules] == [(None, "price"), (None, "price")]


async def test_what_fails_leaves_nothing(offices: tuple[Office, Office]) -> None:
    """Where one rule cannot be revised none is, and the next one who sees the split begins anew."""
    mine, _ = offices
    for _ in range(2):
        await mine.book.add(alert(BELOW))

    def failing(rule: Alert) -> Revised | None:
        if rule.id == 2:
            raise TimeoutError
        return split(rule)

    with pytest.raises(StorageError):
        await mine.register.act(ACTION, failing, WALL)
    assert [each.paused for each in await mine.book.alerts()] == [None, None]
    assert await mine.outbox.counts() == {}
    assert len(await mine.register.act(ACTION, split, WALL) or ()) == 2


@pytest.mark.parametrize(
    ("creator", "told"),
    [(TRADER, (TRADER, "person")), ("", (CHANNEL, "channel")), ("somebody-1", (CHANNEL, "channel"))],
)
async def test_who_is_told(offices: tuple[Office, Office], creator: str, told: tuple[str, str]) -> None:
    """A channel's rule is told of to its maker in person; where nobody did, or is known any more, to the channel."""
    mine, _ = offices
    await mine.book.add(alert(BELOW, creator=creator))
    await mine.register.act(ACTION, split, WALL)
    (delivery,) = await mine.outbox.claim("me", WALL)
    assert (delivery.destination, delivery.audience) == told
    assert delivery.ending is not None
    assert delivery.ending.paused is not None
    assert (delivery.ending.paused.cause, delivery.ending.paused.ratio) == (Cause.SPLIT, "10:1")
    assert delivery.expires_at == WALL + timedelta(days=1)


async def test_where_the_next_move_begins(offices: tuple[Office, Office]) -> None:
    """The last prices that were judged are divided, per cent are not, and every process is told to read them again."""
    mine, yours = offices
    price = Sample(BABA, PRICE, Decimal(120), OPEN, SESSION)
    await mine.book.record(Sweep(readings=(price, replace(price, target="0700.HK"), percent(2))), WALL)
    before = (await yours.book.rewired(1)).turn
    await mine.register.act(ACTION, split, WALL)
    kept = {(each.target, each.measure.name): each.value for each in await yours.book.readings()}
    assert kept == {(BABA, "price"): 12, ("0700.HK", "price"): 120, (BABA, "percent"): 2}
    assert (await yours.book.rewired(1)).turn == before + 1


async def test_a_paused_rule_is_left_alone(offices: tuple[Office, Office]) -> None:
    """What happens next to a share does not change why its rule waits; one that is done is not paused at all."""
    mine, _ = offices
    await mine.book.add(alert(BELOW))
    await mine.book.add(alert(BELOW, done_at=OPEN))
    await mine.register.act(ACTION, split, WALL)
    gone = Action(BABA, "gone")
    assert await mine.register.act(gone, lambda rule: after_leaving(rule, BABA, OPEN), WALL) == []
    first, done = await mine.book.alerts()
    assert first.paused is not None
    assert (first.paused.cause, done.paused) == (Cause.SPLIT, None)
    assert await mine.book.alert(TEAM, 1) == first


async def test_absences_are_days(offices: tuple[Office, Office]) -> None:
    """A day counts once, whoever notes it; who comes back has none."""
    mine, yours = offices
    days = [date(2025, 7, 15), date(2025, 7, 16)]
    for office in (mine, yours):
        for day in days:
            await office.register.absent(BABA, day)
    await mine.register.absent("0700.HK", days[0])
    assert await yours.register.absences() == {BABA: set(days), "0700.HK": {days[0]}}
    await yours.register.present(BABA)
    assert await mine.register.absences() == {"0700.HK": {days[0]}}
