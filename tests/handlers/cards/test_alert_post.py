"""Alerts read right in a channel and in a direct message."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.alerts.alert import Alert, Audience, Reason, Sample, Standing
from bot.alerts.book import Delivery, Event, State
from bot.alerts.condition import Condition, Direction, Threshold
from bot.alerts.conditions.moves import Moves
from bot.alerts.conditions.turnover import TurnoverAbove
from bot.market.provider import Source
from bot.market.turnover import Scope
from handlers.cards.alert_post import post
from handlers.cards.limits import problems
from handlers.cards.why import why

D = Decimal
LIVE = Source("Yahoo")
REPLAY = Source("tape", date(2025, 7, 15), "The path is interpolated.")
SEEN = datetime.fromisoformat("2025-07-15T15:05:00+08:00")
WALL = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ABOVE = TurnoverAbove(Scope.MARKET, D("250e9"))
TECH = Moves("HSTECH.HK", D("2.5"), (Direction.UP,))
FACTS = {"^HSI": D("1.52"), "HSTECH.HK": D("2.71"), "mean:2025-06": D("230.2e9")}


def event(condition: Condition, value: str, **changes: Any) -> Event:  # noqa: ANN401 - a table of fields
    """Return a crossing seen at 15:05 and detected at 15:21."""
    turnover = isinstance(condition, TurnoverAbove)
    audience = changes.pop("audience", Audience.CHANNEL)
    alert = Alert(
        id=changes.pop("number", 3),
        team="T01",
        audience=audience,
        destination="C01MARKETS",
        creator="U01TRADER",
        condition=condition,
        name=changes.pop("name", "HK turnover" if turnover else "Hang Seng TECH Index"),
        made_at=SEEN,
        made_in="",
        expires_at=SEEN + timedelta(days=90),
    )
    level = changes.pop("level", D("250e9") if turnover else D("2.5"))
    given: dict[str, Any] = {
        "alert": alert,
        "threshold": Threshold(changes.pop("way", Direction.UP), level, None),
        "sample": Sample(condition.target, condition.measure, D(value), changes.pop("seen", SEEN), "2025-07-15"),
        "before": None,
        "reason": Reason.CROSSED,
        "generation": 0,
        "detected_at": SEEN + timedelta(minutes=16),
        "facts": {},
        "id": 7,
        **changes,
    }
    return Event(**given)


def delivery(*events: Event, **changes: Any) -> Delivery:  # noqa: ANN401 - a table of fields
    """Return the message that tells of `events`."""
    given: dict[str, Any] = {
        "id": 1,
        "token": "t",
        "team": "T01",
        "destination": "C01MARKETS",
        "audience": Audience.CHANNEL,
        "events": events,
        "state": State.SENDING,
        "epoch": 1,
        "attempts": 1,
        "made_at": WALL,
        "expires_at": WALL + timedelta(minutes=15),
        **changes,
    }
    return Delivery(**given)


def test_turnover_in_a_channel() -> None:
    """What happened, data time and detection, the month's average by name, the indices, the source, four buttons."""
    card = post(delivery(event(ABOVE, "251.2e9", facts=FACTS, source="Tencent")), LIVE)
    assert card.text == (
        "🔔 HK turnover passed HK$250bn, whole market (#3)\n"
        "HK$251.2bn at 15:05 HKT data time; detected 15:21, 16 min later\n"
        "1.09× June's daily average (HK$230.2bn, HKEX)\n"
        "HSI ▲ +1.5% · HSTECH ▲ +2.7% (15:05)\n"
        "Yahoo; turnover Tencent: shares, ETFs, warrants, CBBCs"
    )
    buttons: Any = card.blocks[-1]["elements"]
    labels = [button["text"]["text"] for button in buttons]
    assert labels == ["Why", "Snooze 1 h", "Snooze to close", "Snooze to open", "Mute today", "Edit"]
    assert [button["value"] for button in buttons] == ["7", "3", "3 close", "3 open", "3", "3"]
    assert problems(card.blocks) == []


def test_a_multiple_is_named_as_it_was_set() -> None:
    """A rule on the mean names the multiple and what it came to."""
    rule = TurnoverAbove(Scope.MARKET, D("1.2"), relative=True)
    card = post(delivery(event(rule, "280e9", level=D("276.2e9"), facts={"mean:20": D("230.2e9")})), LIVE)
    assert card.text.startswith("🔔 HK turnover passed 1.20× its 20-day mean (HK$276.2bn), whole market (#3)\n")
    assert "1.22× the 20-day mean (HK$230.2bn)" in card.text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "🔔 ▲ Hang Seng TECH Index rose past +2.5% (#3)"),
        ({"way": Direction.DOWN, "level": D("-2.5")}, "🔔 ▼ Hang Seng TECH Index fell past −2.5% (#3)"),
        ({"reason": Reason.GAPPED}, "🔔 ▲ Hang Seng TECH Index opened +2.6%, beyond the 2.5% (#3)"),
        (
            {"reason": Reason.GAPPED, "audience": Audience.PERSON},
            "🔔 ▲ Hang Seng TECH Index opened +2.6%, beyond your 2.5% (#3)",
        ),
    ],
)
def test_moves(changes: dict[str, Any], expected: str) -> None:
    """A move says which way, and a gap open says that it was one."""
    assert post(delivery(event(TECH, "2.6", **changes)), LIVE).text.split("\n")[0] == expected


def test_a_crossing_nobody_saw_says_between_when() -> None:
    """After a gap in the data the message names both ends of it."""
    before = Standing("2025-07-15", D(2), SEEN - timedelta(minutes=20), beyond=False, armed=True)
    told = event(TECH, "2.6", reason=Reason.CROSSED_UNSEEN, before=before, facts={"price": D("5421.1")})
    assert "5,421.10 +2.60% at 15:05 HKT" in post(delivery(told), LIVE).text
    assert "crossed between 14:45 and 15:05" in post(delivery(told), LIVE).text


def test_several_at_once_are_one_message() -> None:
    """Each crossing has its line, its time and its own menu."""
    night = datetime.fromisoformat("2025-07-15T21:30:00+08:00")
    many = [
        event(
            Moves(symbol, D(5), (Direction.UP,)),
            value,
            number=number,
            name=symbol,
            level=D(5),
            seen=night,
            detected_at=night,
            reason=Reason.GAPPED,
            audience=Audience.PERSON,
            facts={"price": D("114.655")},
        )
        for number, (symbol, value) in enumerate((("BABA", "5.9"), ("KC", "16.0")), start=1)
    ]
    card = post(delivery(*many, audience=Audience.PERSON), REPLAY)
    assert card.text == (
        "REPLAY 15 Jul 2025\n"
        "🔔 2 of your alerts at once\n"
        "▲ BABA opened +5.9%, beyond your 5% (#1)\n"
        "US$114.66 +5.90% at 09:30 New York data time; detected 09:30\n"
        "▲ KC opened +16.0%, beyond your 5% (#2)\n"
        "US$114.66 +16.00% at 09:30 New York data time; detected 09:30\n"
        "The path is interpolated."
    )
    assert problems(card.blocks) == []
    menus: Any = [block["accessory"] for block in card.blocks if "accessory" in block]
    assert [option["value"] for option in menus[1]["options"]] == [
        "why 7",
        "snooze 2",
        "snooze 2 open",
        "mute 2",
        "edit 2",
    ]


def test_a_doubtful_message_says_that_it_may_be_a_repeat() -> None:
    """Only where an earlier attempt may have arrived; whoever knows better says so."""
    doubtful = delivery(event(TECH, "2.6"), state=State.DOUBTFUL, attempts=2)
    assert "May repeat an earlier message" in post(doubtful, LIVE).text
    assert "May repeat" not in post(doubtful, LIVE, may_repeat=False).text
    assert "May repeat" not in post(delivery(event(TECH, "2.6"), attempts=2), LIVE).text


def test_a_late_message_says_so() -> None:
    """Crossed then, delivered now; in a replay real time is no time of day."""
    late = delivery(event(TECH, "2.6"))
    assert "Late" not in post(late, LIVE, now=WALL + timedelta(minutes=1)).text
    assert "Late: crossed 15:05, delivered 20:05 HKT" in post(late, LIVE, now=WALL + timedelta(minutes=5)).text
    assert "Late: crossed 15:05, delivered 5 min after" in post(late, REPLAY, now=WALL + timedelta(minutes=5)).text


def test_why_tells_the_whole_story() -> None:
    """Rule, observed value, threshold, sample before, verdict, times and delivery."""
    before = Standing("2025-07-15", D("249.9e9"), SEEN - timedelta(minutes=1), beyond=False, armed=True)
    told = event(ABOVE, "251.2e9", before=before, source="Tencent")
    card = why(told, delivery(told, state=State.SENT, attempted_at=WALL, error="timeout"))
    assert card.text == (
        "Why alert #3 spoke\n"
        "Rule: HK turnover passes HK$250bn, whole market\n"
        "Observed: HK$251.2bn, data time 15:05:00\n"
        "Threshold: HK$250.0bn, from below\n"
        "Sample before: HK$249.9bn at 15:04:00\n"
        "Verdict: the sample before lay on the other side: it crossed\n"
        "Detected: 15:21:00, 16 min after the data time\n"
        "Session: 2025-07-15\n"
        "Source: Tencent\n"
        "Delivery: sent, recorded 20:00:00, last 20:00:00 (real time, HKT), 1 attempt · timeout"
    )
    assert problems(card.blocks) == []


def test_why_without_a_past() -> None:
    """A session's first sample has none before it, and a message may be unknown."""
    text = why(event(TECH, "-2.61", way=Direction.DOWN, reason=Reason.GAPPED), None).text
    assert "Observed: −2.6100%" in text
    assert "none in this session, which starts from 0" in text
    assert "from above" in text
    assert "No delivery is known." in text
