"""Rules end, and whom they speak to is told before."""

from datetime import datetime, timedelta

from bot.alerts.alert import Alert
from bot.alerts.keeper import Keeper
from bot.alerts.modifiers import Modifiers
from bot.storage.alert_book import StoredAlertBook
from bot.storage.database import Database
from bot.storage.outbox import StoredOutbox
from tests.bot.day import OPEN, TEAM, WALL, Day, alert, line, tape, trader

DAY = timedelta(days=1)


async def turn(store: Database, now: datetime) -> list[tuple[Alert | None, datetime]]:
    """Let a keeper do what is due at market time `now`; return what it announced, and until when that is news."""
    await Keeper(StoredAlertBook(store), lambda: now, lambda: WALL).turn()
    return [(each.ending, each.expires_at) for each in await StoredOutbox(store).claim("me", WALL)]


async def test_an_end_is_announced_once(store: Database) -> None:
    """Three days before its end a rule is announced to where it speaks; then it ends, and says so in its story."""
    book = StoredAlertBook(store)
    kept = await book.add(alert(modifiers=Modifiers(note="Ask Mei")))
    end = kept.expires_at
    assert await turn(store, end - 4 * DAY) == []
    ((told, until),) = await turn(store, end - 3 * DAY)
    assert (told and (told.id, told.modifiers.note), until) == ((kept.id, "Ask Mei"), WALL + DAY)
    assert await turn(store, end - 2 * DAY) == []
    await turn(store, end)
    await turn(store, end + DAY)
    assert [each.what for each in await book.story(TEAM, kept.id)] == ["expired", "warned", "made"]
    ended = await book.alert(TEAM, kept.id)
    assert ended is not None
    assert ended.done_at == end


async def test_who_makes_it_for_a_few_days_knows(store: Database) -> None:
    """A rule made for less than a week ends without an announcement."""
    await StoredAlertBook(store).add(alert(expires_at=OPEN + 5 * DAY))
    assert await turn(store, OPEN + 3 * DAY) == []


async def test_extended(store: Database) -> None:
    """A rule that is kept lives as long as a new one, and is announced again before it ends then."""
    day = await Day(tape([line(0, baba=1)]), store).start()
    made = (await day.rules.make(trader, alert().audience, "C01MARKETS", "alibaba up 5% until 31 dec")).alert
    assert len(await turn(store, made.expires_at - DAY)) == 1
    longer = await day.rules.extend(trader, made.id)
    assert (longer.expires_at - day.clock(), longer.warned_at, longer.modifiers.until) == (90 * DAY, None, None)
    assert len(await day.book.ending(longer.expires_at)) == 1
