"""The status card: what is wrong comes first, and the source's pause is said in words."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.alerts.book import State
from bot.market.instrument import Exchange
from bot.market.manners import Pace
from bot.market.turnover import Scope, Turnover
from handlers.cards.status import Condition, status
from handlers.vitals import Vitals
from tests.bot.market.samples import at

NOW = at("14:17")
WELL = Vitals(
    now=NOW,
    wall=NOW,
    looked=NOW,
    trouble="",
    newest={Exchange.NEW_YORK: at("2025-07-15 04:00"), Exchange.HONG_KONG: at("14:02")},
    refused={"stale": 2, "frozen": 0},
    messages={State.SENT: 3, State.DOUBTFUL: 1, State.DEAD: 1, State.HELD: 2},
    alerts=1,
    pace=Pace(42, 300),
)
STATE = Condition(vitals=WELL, source="Yahoo", stores="SQLite; quotes in memory", waiting=())


def test_all_is_well() -> None:
    """Each part has a line: requests and breaker, and each market's newest figure in its own time."""
    assert status(STATE).text == (
        "Surge is well\n"
        "Source: Yahoo, answering\n"
        "Requests: 42 in the last hour, of 300\n"
        "Breaker: closed, the source may be asked\n"
        "Market: Hong Kong afternoon session, Tue 15 Jul 14:17 HKT\n"
        "Newest figures: Hong Kong 14:02 HKT (15 min old); New York Mon 14 Jul 16:00 New York (10 h 17 min old)\n"
        "Watch: 1 alert, last look 14:17:00 HKT\n"
        "Refused samples: 2 stale\n"
        "Messages: 3 sent, 1 waiting, 2 held back by quiet hours, 1 dead\n"
        "Stores: SQLite; quotes in memory"
    )


def test_a_pause_is_said_in_words() -> None:
    """What the source asked for, until when, and why."""
    pace = Pace(42, 300, NOW + timedelta(minutes=15), "Yahoo answered “too many requests”")
    text = status(replace(STATE, vitals=replace(WELL, trouble="Yahoo asks for a pause.", pace=pace))).text
    assert text.startswith("⚠ Surge has trouble\nSource: Yahoo asks for a pause. Answers come from the last good")
    assert "Breaker: open, nothing is asked: pause until 14:32 HKT (Yahoo answered “too many requests”)" in text


def test_what_is_not_there_is_left_out() -> None:
    """Before anything came there are no figures; turnover and closes have a line where they are known."""
    text = status(replace(STATE, vitals=replace(WELL, newest={}, looked=None, pace=None))).text
    assert "Newest figures: none yet" in text
    assert "has not looked yet" in text
    for word in ("Requests", "Breaker", "Turnover", "Daily closes", "Replay"):
        assert word not in text
    turnover = Turnover(Scope.MARKET, Decimal("231e9"), at("14:15"), "Tencent")
    text = status(replace(STATE, turnover=turnover, history=(120, 400), waiting=("#3 waits for *it*",))).text
    assert "Turnover: whole market, Tencent, 14:15 HKT (2 min old)" in text
    assert "Daily closes: 120 of 400 series filled so far" in text
    assert "⚠ #3 waits for ∗it∗" in text
    assert "Daily closes: 400 series kept" in status(replace(STATE, history=(400, 400))).text
