"""Highs and lows of a span of closes, market values, and the pre-market."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Audience
from bot.alerts.almanac import span
from bot.alerts.condition import Baselines
from bot.alerts.conditions.extreme import Extreme
from bot.alerts.parser import parse_rule
from bot.errors import BadRule
from bot.market.quotes import Close, Series
from bot.storage.database import Database
from tests.bot.alerts.test_watch import told, watched
from tests.bot.day import CHANNEL, OPEN, Day, admin, line, tape

CHANNEL_RULE = (Audience.CHANNEL, CHANNEL)
DAY = timedelta(days=1)
TODAY = OPEN.date()
CLOSING = 6.5 * 60 + 8  # minutes from the opening to 16:08
NIGHT = 24 * 60  # and to the next opening


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hsi highest in 60 sessions", "highest in 60 sessions"),
        ("hsi 60-day high", "highest in 60 sessions"),
        ("hsi highest close in the last 60 days", "highest in 60 sessions"),
        ("恒指 創60日新高", "highest in 60 sessions"),
        ("baba 52-week low intraday", "lowest in 52 weeks intraday"),
        ("hsi highest since 2022-02-11", "highest since 2022-02-11"),
        ("hsi lowest since 2022-02-11", "lowest since 2022-02-11"),
        ("nvda record high", "record high"),
        ("騰訊 歷史 新低", "record low"),
        ("nvda cap above 4tn", "cap above 4tn"),
        ("nvda market cap > US$4,000bn", "cap above 4tn"),
        ("騰訊 市值 低於 4.5萬億港元", "cap below 4.5tn"),
        ("baba cap crosses 300bn usd", "cap crosses 300bn"),
        ("baba premarket up 4%", "premarket up 4%"),
        ("baba -4% in the pre market", "premarket down 4%"),
        ("阿里巴巴 us 盤前 升 4%", "premarket up 4%"),
    ],
)
def test_words(text: str, words: str) -> None:
    """Each is known by a word of its own, in any order and script."""
    condition = parse_rule(text).condition
    assert condition is not None
    assert condition.words() == words


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("hsi highest", "since when"),
        ("hsi highest in 1 sessions", "2 to 2500"),
        ("hsi highest in 600 weeks", "520 weeks"),
        ("hsi highest since 2022-02-31", "since when"),
        ("hsi highest or lowest in 60 sessions", "a rule of its own"),
        ("hsi cap above 4tn", "no market value"),
        ("nvda cap above 4", "add the unit"),
        ("nvda cap above much", "no amount"),
        ("nvda cap above hk$4tn", "quoted in US., not in HK."),
        ("0700 premarket up 4%", "only New York"),
        ("baba premarket", "how many per cent"),
    ],
)
def test_no_rules(text: str, hint: str) -> None:
    """What makes no sense is refused with what to type instead."""
    with pytest.raises(BadRule, match=hint):
        parse_rule(text)


@given(st.lists(st.integers(1, 99), max_size=40), st.booleans(), st.integers(2, 50))
def test_spans(prices: list[int], complete: bool, back: int) -> None:  # noqa: FBT001 - given
    """A span has all its closes or none: so many sessions, all since a date, or all that ever were."""
    closes = tuple(Close(TODAY - (len(prices) - number) * DAY, Decimal(p)) for number, p in enumerate(prices))
    series = Series(closes, complete)
    assert span(series, str(back), TODAY) == (closes[-back:] if len(closes) >= back else ())
    assert span(series, "", TODAY) == (closes if complete else ())
    since = span(series, (TODAY - back * DAY).isoformat(), TODAY)
    assert since == (closes[-back:] if complete or len(closes) >= back else ())
    assert span(series, "1w", TODAY) == (closes[-7:] if complete or len(closes) >= 7 else ())


def past(*prices: float) -> dict[str, list[tuple[str, float]]]:
    """Return the closes of the Hang Seng Index on the days before."""
    days = (TODAY - (len(prices) - number) * DAY for number in range(len(prices)))
    return {"^HSI": [(day.isoformat(), price) for day, price in zip(days, prices, strict=True)]}


RULES = (
    "hsi highest in 3 sessions",
    "hsi highest in 3 sessions intraday",
    "hsi highest in 9 sessions",
    "hsi record low",
)


async def test_a_new_high(store: Database) -> None:
    """A close speaks at the close, an intraday high at once; where the closes do not reach back, nothing does."""
    lines = [line(0, hsi=1), line(2, hsi=3), line(4, hsi=1), line(CLOSING, hsi=4), line(CLOSING + 2, hsi=4)]
    day = await watched(store, lines, *RULES, closes=past(104, 102, 101, 100))
    assert await told(day) == [
        [],
        ["^HSI up 102.001: crossed at 103.0"],
        [],
        ["^HSI up 102.001: crossed while nobody looked at 104.0"],
        [],
    ]


def index(minute: float, price: float, before: float) -> str:
    """Return a tape's line of the Hang Seng Index, with its previous close."""
    at = (OPEN + timedelta(minutes=minute)).isoformat()
    quote = {"symbol": "^HSI", "price": price, "previous_close": before, "time": at, "delay_minutes": 0}
    return json.dumps({"at": at, "quotes": [quote]})


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("hsi highest in 3 sessions", [CLOSING, 3 * NIGHT + CLOSING]),
        ("hsi highest in 3 sessions intraday", [2, 3 * NIGHT + 2]),
    ],
)
async def test_highs_day_after_day(store: Database, rule: str, expected: list[float]) -> None:
    """A run of new highs is told once: its side is carried overnight, until a day is none."""
    week = {15: (103, 104, 104), 16: (105, 106, 106), 17: (103, 103, 103), 18: (107, 108, 108)}
    minutes = [night * NIGHT + moment for night in range(4) for moment in (2, CLOSING, CLOSING + 2)]
    befores = [100, *(prices[-1] for prices in week.values())]
    prices = [(price, before) for told, before in zip(week.values(), befores, strict=False) for price in told]
    lines = [index(minute, *known) for minute, known in zip(minutes, prices, strict=True)]
    closes = {"^HSI": [*past(102, 101, 100)["^HSI"], *((f"2025-07-{day}", told[-1]) for day, told in week.items())]}
    day = await watched(store, [line(0, hsi=0), *lines], rule, closes=closes)
    _, *rang = await told(day)
    assert [minute for minute, events in zip(minutes, rang, strict=True) if events] == expected


async def test_it_waits(store: Database) -> None:
    """A rule whose closes do not reach back says what it waits for, and one whose do reads its level back."""
    day = await Day(tape([line(0, hsi=1)], closes=past(104, 102, 101, 100)), store).start()
    await day.sweep(0)
    made = await day.rules.make(admin, *CHANNEL_RULE, "hsi highest in 9 sessions")
    assert made.outlook.waiting.en == "waits until its daily closes are known as far back as that"
    made = await day.rules.make(admin, *CHANNEL_RULE, "hsi highest in 3 sessions")
    assert made.outlook.waiting.en == ""
    assert made.outlook.sample
    assert made.outlook.sample.value == Decimal(100)
    assert made.says == "Hang Seng Index closes at its highest in 3 sessions"


def test_a_hair() -> None:
    """A close as high as the one before is no new high."""
    high = Extreme("^HSI", "60")
    (level,) = high.thresholds(Baselines({high.needs[0]: Decimal("24771.14")}))
    assert not level.reached(Decimal("24771.14"))
    assert level.reached(Decimal("24771.15"))
    low = Extreme("^HSI", "60", low=True)
    (level,) = low.thresholds(Baselines({low.needs[0]: Decimal("24771.14")}))
    assert not level.reached(Decimal("24771.14"))
    assert level.reached(Decimal("24771.13"))


def share(minute: float, **fields: object) -> str:
    """Return a tape's line of Alibaba in New York, minutes after 04:00 there."""
    at = (OPEN + timedelta(hours=6.5, minutes=minute)).isoformat()
    quote = {"symbol": "BABA", "price": 100, "previous_close": 98, "delay_minutes": 0, "currency": "USD"}
    return json.dumps({"at": at, "quotes": [{**quote, "time": "2025-07-14T16:00:00-04:00", **fields}]})


async def test_the_pre_market(store: Database) -> None:
    """A pre-market move is held against the last close, and begins every session from 0."""
    lines = [share(0), share(10, pre_market_price=103), share(20, pre_market_price=104.5)]
    day = await watched(store, lines, "baba premarket up 4%", "baba up 4%")
    assert await told(day) == [[], [], ["BABA up 4: crossed while nobody looked at 4.500"]]


async def test_market_values(store: Database) -> None:
    """A market cap carries its side: it speaks when it passes the amount, and what was true already starts later."""
    times = [f"2025-07-15T09:{minute}:00-04:00" for minute in ("30", "32", "34")]
    caps = zip(times, (299e9, 301e9, 299e9), strict=True)
    lines = [share(330 + n * 2, time=time, market_cap=cap) for n, (time, cap) in enumerate(caps)]
    day = await watched(store, lines, "baba cap above 300bn", "baba cap below 300bn")
    assert await told(day) == [
        [],
        ["BABA up 300000000000: crossed at 301000000000.0"],
        [],
    ]
