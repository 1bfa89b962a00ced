"""What happens to shares, and what becomes of the rules about them: splits, renamings, delistings."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.alerts.alert import Alert, Audience
from bot.alerts.book import Delivery
from bot.alerts.pause import Cause
from bot.alerts.registrar import Registrar
from bot.market.catalogue import use
from bot.market.desk import QuoteDesk
from bot.market.instrument import Exchange
from bot.market.provider import Answer, Refused, Source
from bot.market.sessions import close_of, session
from bot.storage.alert_book import StoredAlertBook
from bot.storage.caches.memory import MemoryCache
from bot.storage.database import Database
from bot.storage.outbox import StoredOutbox
from bot.storage.register import StoredRegister
from tests.bot.day import CHANNEL, OPEN, TEAM, TRADER, WALL, Day, alert, tape, trader
from tests.bot.market.samples import at, quote

BABA = "9988.HK"
DAY = timedelta(days=1)
PERSON = Audience.PERSON


def figures(when: datetime, price: object, base: object, symbol: str = BABA) -> str:
    """Return a tape's line of one quote."""
    entry = {"symbol": symbol, "price": price, "previous_close": base, "time": when.isoformat(), "delay_minutes": 0}
    return json.dumps({"at": when.isoformat(), "quotes": [entry]})


BEFORE = OPEN - DAY
CLOSED = BEFORE + timedelta(hours=6, minutes=39)
MINUTE = timedelta(minutes=1)
# Alibaba closes at 120 and is split 10:1 overnight; it opens at 12.3, two and a half per cent up.
SPLIT = [
    figures(BEFORE + MINUTE, 118, 117),
    figures(CLOSED, 120, 117),
    figures(OPEN + MINUTE, 12.3, 12),
    figures(OPEN + 3 * MINUTE, 12.4, 12),
    figures(OPEN + 5 * MINUTE, 11.1, 12),
    figures(OPEN + 7 * MINUTE, 10.4, 12),
]
CRASH = [
    *SPLIT[:2],
    figures(OPEN + MINUTE, 58, 120),
    figures(OPEN + 3 * MINUTE, 58.5, 120),
]


async def night(lines: list[str], store: Database, *words: str) -> Day:
    """Make rules on the day before, by these words, and let it close."""
    day = await Day(tape(lines), store).start()
    await day.sweep(0)
    for number, text in enumerate(words):
        audience = Audience.CHANNEL if number % 2 else PERSON
        await day.rules.make(trader, audience, CHANNEL if number % 2 else TRADER, text)
    await day.sweep(1)
    return day


async def test_a_split_rings_no_price_rule(store: Database) -> None:
    """Rules on prices and points pause and ring by nothing; the rule on per cent goes on, and so do other shares'."""
    rules = ("alibaba below 100", "alibaba above 1000", "alibaba +5pts", "alibaba down 5%", "0700 above 500")
    day = await night(SPLIT, store, *rules)
    rung = [event for number in range(2, 6) for event in await day.sweep(number)]
    assert rung == ["9988.HK down -5: crossed at -7.500"]
    paused = {each.words: each.paused and each.paused.words for each in await day.book.alerts(TEAM)}
    assert paused == {
        "below 100": "below 10",
        "above 1000": "above 100",
        "+5pts": "+0.5pts",
        "down 5%": None,
        "above 500": None,
    }


async def test_owners_are_told_once(store: Database) -> None:
    """Each paused rule's owner is told in person, a channel's maker too; the story has it, and nobody is told twice."""
    day = await night(SPLIT, store, "alibaba below 100", "alibaba above 150")
    for number in (2, 3, 4, 3):
        await day.sweep(number)
    other = await Day(tape(SPLIT), store).start()
    for number in (3, 4, 5):
        await other.sweep(number)
    told: list[Delivery] = []
    for second in range(4):
        told += await day.outbox.claim("me", WALL + timedelta(seconds=2 * second))
    assert [(each.destination, each.audience, each.ending and each.ending.id) for each in told] == [
        (TRADER, "person", 1),
        (TRADER, "person", 2),
    ]
    entry, *_ = await day.book.story(TEAM, 1)
    assert (entry.what, entry.details["why"], entry.details["proposed"]) == (
        "paused",
        "9988.HK was split 10:1",
        "below 10",
    )


async def test_a_crash_pauses_nothing(store: Database) -> None:
    """A share that halves overnight without a split rings its rules, for its previous close is our last close."""
    day = await night(CRASH, store, "alibaba below 100")
    rung = [event for number in (2, 3) for event in await day.sweep(number)]
    assert rung == ["9988.HK down 100: crossed while nobody looked at 58.5"]
    assert [each.paused for each in await day.book.alerts(TEAM)] == [None]


async def test_a_restart_between_the_samples(store: Database) -> None:
    """Who starts anew in the night knows the close that was kept, and takes the split for what it is."""
    await night(SPLIT, store, "alibaba below 100")
    day = await Day(tape(SPLIT), store).start()
    rung = [event for number in (2, 3, 4, 5) for event in await day.sweep(number)]
    assert rung == []
    (rule,) = await day.book.alerts(TEAM)
    assert rule.paused is not None
    assert (rule.paused.cause, rule.paused.ratio) == (Cause.SPLIT, "10:1")


@pytest.mark.parametrize(("adjusted", "words", "rung"), [(True, "below 10.5", True), (False, "below 105", False)])
async def test_a_paused_rule_is_taken_up(store: Database, *, adjusted: bool, words: str, rung: bool) -> None:
    """Its owner takes what is proposed, or keeps it: it learns its side anew, and rings by what comes after."""
    day = await night(SPLIT, store, "alibaba below 105")
    for number in (2, 3):
        await day.sweep(number)
    made = await day.rules.resume(trader, 1, adjusted=adjusted)
    assert (made.alert.words, made.alert.paused) == (words, None)
    assert bool([event for number in (4, 5) for event in await day.sweep(number)]) is rung
    assert [each.what for each in await day.book.story(TEAM, 1)][-3:] == ["resumed", "paused", "made"]


async def test_an_edited_rule_is_paused_no_more(store: Database) -> None:
    """Who gives a paused rule another level has said what it should be; one made after the split is never paused."""
    day = await night(SPLIT, store, "alibaba below 105")
    for number in (2, 3):
        await day.sweep(number)
    edited = await day.rules.edit(trader, 1, "below 11")
    assert edited.alert.paused is None
    assert await day.sweep(5) == ["9988.HK down 11: crossed at 10.4"]


async def test_highs_and_lows_go_by_the_past_as_it_is_now(store: Database) -> None:
    """Rules on highs, lows and market value go on: the last price reads as after the split, as the past does."""
    days = [(f"2025-06-{number:02}", 115.0 if number == 9 else 122.0) for number in range(1, 31)]
    before = await Day(tape(SPLIT, closes={BABA: days}), store).start()
    await before.sweep(0)
    for text in ("lowest in 25 sessions intraday", "highest in 25 sessions intraday", "cap above 4tn"):
        await before.rules.make(trader, PERSON, TRADER, f"alibaba {text}")
    await before.sweep(1)
    after = [(number, price / 10) for number, price in days] + [("2025-07-14", 12.0)]
    day = await Day(tape(SPLIT, closes={BABA: after}), store).start()
    rung = [event for number in range(2, 6) for event in await day.sweep(number)]
    assert [each.paused for each in await day.book.alerts(TEAM)] == [None] * 3
    assert rung == [
        "9988.HK up 12.201: crossed while nobody looked at 12.4",
        "9988.HK down 11.499: crossed at 11.1",
    ]


LONG_AGO = OPEN - timedelta(days=5)  # Thursday; Friday and Monday are missed
AWAY = [
    figures(LONG_AGO + MINUTE, 118, 117),
    figures(LONG_AGO + timedelta(hours=6, minutes=39), 120, 117),
    *(figures(OPEN + minute * MINUTE, price, 11.9) for minute, price in ((1, 12.3), (3, 12.4), (40, 9.4))),
]
PAST = [("2025-07-10", 12.0), ("2025-07-11", 12.1), ("2025-07-14", 11.9)]
CRASHED = [("2025-07-10", 120.0), ("2025-07-11", 30.0), ("2025-07-14", 11.9)]


@pytest.mark.parametrize(
    ("past", "rung"),
    [
        (PAST, ["", "", "9988.HK down 10: crossed while nobody looked at 9.4"]),
        (CRASHED, ["9988.HK down 100: crossed while nobody looked at 12.3"]),
        ([], ["", "", "9988.HK down 100: crossed while nobody looked at 9.4"]),
    ],
)
@pytest.mark.parametrize("seen", [1, 2])
async def test_who_was_away_for_days(
    store: Database, past: list[tuple[str, float]], rung: list[str], seen: int
) -> None:
    """After sessions that nobody saw, prices wait half an hour for the past that tells splits from crashes."""
    first = await Day(tape(AWAY), store).start()
    for number in range(seen):
        await first.sweep(number)
    await first.rules.make(trader, PERSON, TRADER, "alibaba below 100")
    await first.rules.make(trader, PERSON, TRADER, "alibaba down 30%")
    day = await Day(tape(AWAY, closes={BABA: past}), store).start()
    found = [", ".join(await day.sweep(number)) for number in (2, 3)]
    if past is PAST:
        (rule, _) = await day.book.alerts(TEAM)
        assert rule.paused is not None
        assert rule.paused.words == "below 10"
        await day.rules.resume(trader, 1, adjusted=True)
    found.append(", ".join(await day.sweep(4)))
    assert found == [*rung, "", ""][:3]


class Exchanged:
    """A source that quotes the Hang Seng Index, and of other symbols only those that it has."""

    source = Source("a test")
    symbols: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.has, self.now = {BABA}, at("10:00")

    def time(self) -> datetime:
        """Tell market time."""
        return self.now

    async def poll(self, symbols: object) -> Answer:  # noqa: ARG002 - it has what it has
        """Give what it has, and name what it has no more."""
        quotes = [quote(24000, self.now, "^HSI", delay_minutes=0)]
        quotes += [quote(120, self.now, each, previous_close=Decimal(119), delay_minutes=0) for each in self.has]
        return Answer(tuple(quotes), (), (Refused("0005.HK", "delisted"),))


def days(first: str, number: int) -> list[datetime]:
    """Return the closes of so many sessions of Hong Kong."""
    day = at(f"{first} 12:00")
    found: list[datetime] = []
    while len(found) < number:
        if session(Exchange.HONG_KONG, day.date()):
            found.append(close_of(Exchange.HONG_KONG, day.date()))
        day += DAY
    return found


async def asked(source: Exchanged, registrar: Registrar, desk: QuoteDesk, closes: list[datetime]) -> None:
    """Ask at noon and at the close of these days, and count in the evening."""
    for close in closes:
        for hours in (-4, 0):
            source.now = close + timedelta(hours=hours)
            await desk.poll(["^HSI", BABA])
            await registrar.turn()
        source.now = close + timedelta(hours=5)
        await registrar.turn()


def registering(source: Exchanged, store: Database) -> tuple[QuoteDesk, Registrar]:
    """Put a desk and a registrar around a source."""
    desk = QuoteDesk(source, MemoryCache(), source.time)  # type: ignore[arg-type]  # all of it that is asked
    return desk, Registrar(desk, StoredRegister(store), source.time, lambda: WALL)


async def paused_on(store: Database) -> list[Cause | None]:
    """Return why each rule is paused."""
    return [each.paused.cause if each.paused else None for each in await StoredAlertBook(store).alerts()]


async def test_who_is_not_quoted_for_five_sessions_is_gone(store: Database) -> None:
    """After the fifth session, also over restarts, its rules pause and their owner is told, once and for all."""
    book, source = StoredAlertBook(store), Exchanged()
    await book.add(alert(audience=PERSON))
    desk, registrar = registering(source, store)
    closes = days("2025-07-15", 8)
    await asked(source, registrar, desk, closes[:1])
    source.has.clear()
    await asked(source, registrar, desk, closes[1:3])
    desk, registrar = registering(source, store)
    await asked(source, registrar, desk, closes[3:5])
    assert await paused_on(store) == [None]
    await asked(source, registrar, desk, closes[5:])
    assert await paused_on(store) == [Cause.GONE]
    assert len(await StoredOutbox(store).claim("me", WALL)) == 1


async def test_who_comes_back_is_not_gone(store: Database) -> None:
    """A day with a quote ends the count; days on which nobody of the exchange is quoted are none."""
    await StoredAlertBook(store).add(alert())
    source = Exchanged()
    desk, registrar = registering(source, store)
    closes = days("2025-07-15", 9)
    source.has.clear()
    await asked(source, registrar, desk, closes[:4])
    source.has.add(BABA)
    await asked(source, registrar, desk, closes[4:5])
    assert await StoredRegister(store).absences() == {}
    source.has.clear()
    await asked(source, registrar, desk, closes[5:9])
    assert await paused_on(store) == [None]


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[None]:
    """A list of instruments that knows a new symbol from 16 July on."""
    (tmp_path / "instruments.toml").write_text(
        '[[renamed]]\nold = "9988.HK"\nnew = "0700.HK"\nas_of = 2025-07-16\nsource = "a notice"\n', encoding="utf-8"
    )
    use(tmp_path)
    yield
    use(tmp_path / "nowhere")


@pytest.mark.usefixtures("listed")
async def test_rules_follow_a_symbol(store: Database) -> None:
    """From the day on that the list says, a rule watches the new symbol under its name, with a line in its story."""
    book, source = StoredAlertBook(store), Exchanged()
    await book.add(alert())
    _, registrar = registering(source, store)
    await registrar.turn()
    assert await targets(book) == {1: BABA}
    source.now = at("2025-07-16 09:00")
    for _ in range(2):
        await registrar.turn()
    assert await targets(book) == {1: "0700.HK"}
    (rule,) = await book.alerts()
    assert (rule.name, rule.edition, rule.words) == ("Tencent Holdings", 2, "up 5%")
    assert [(each.what, each.details.get("why")) for each in await book.story(TEAM, 1)] == [
        ("renamed", "9988.HK is 0700.HK now"),
        ("made", None),
    ]


async def targets(book: StoredAlertBook) -> Mapping[int, str]:
    """Return what each rule watches."""
    return {each.id: each.condition.target for each in await book.alerts()}


async def test_a_rule_made_of_parts_is_paused_by_any_of_them(store: Database) -> None:
    """A joined rule pauses when a part waits for the price of a split share, whichever part that is."""
    day = await night(SPLIT, store, "0700 up 5% and alibaba above 125")
    for number in (2, 3):
        await day.sweep(number)
    (rule,) = await day.book.alerts(TEAM)
    assert rule.paused is not None
    assert rule.paused.words == "up 5% and 9988.hk above 12.5"


def test_alerts_have_no_pause_by_themselves() -> None:
    """A new rule waits for nobody."""
    made: Alert = alert()
    assert made.paused is None
