"""A digest tells what was held back, in order, and never as news of now."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.alert import Audience
from bot.alerts.book import Event
from bot.alerts.condition import Direction
from bot.alerts.conditions.moves import Moves
from bot.alerts.modifiers import Modifiers
from bot.words.language import Language
from bot.words.reader import Reader
from handlers.cards.alert_post import post
from handlers.cards.card import Card
from handlers.cards.limits import problems, text_problems
from tests.handlers.cards.test_alert_post import LIVE, SEEN, TECH, WALL, delivery, event

NIGHT = SEEN + timedelta(hours=8, minutes=30)  # 23:35 in Hong Kong, 11:35 in New York
BABA = Moves("BABA", Decimal(5), (Direction.UP, Direction.DOWN))


def rang(minutes: int, number: int = 3, **changes: object) -> Event:
    """Return a crossing of BABA, some minutes into the night."""
    at = NIGHT + timedelta(minutes=minutes)
    return event(BABA, "5.1", number=number, name="Alibaba ADR", level=Decimal(5), seen=at, detected_at=at, **changes)


def held(*events: Event, audience: Audience = Audience.PERSON) -> Card:
    """Return the digest of `events`, posted hours after."""
    made = delivery(*events, audience=audience, held_until=NIGHT + timedelta(hours=8))
    return post(made, LIVE, now=WALL + timedelta(hours=9))


def test_each_crossing_has_its_day_market_and_time() -> None:
    """What came first stands first, under its market's day, and what one rule said again is added to it."""
    hong_kong = event(TECH, "2.6", number=1, detected_at=SEEN)
    lines = held(rang(60), rang(0), rang(70), hong_kong, rang(30, 8)).text.split("\n")
    assert lines[0] == "🌙 While you kept quiet: 5 alerts"
    assert [each for each in lines if each.endswith(("Hong Kong", "New York")) and "·" in each] == [
        "Tue 15 Jul · Hong Kong",
        "Tue 15 Jul · New York",
    ]
    said = [each[-3:-1] for each in lines if each.endswith(")")]
    assert said == ["#1", "#3", "#8"]
    assert "Again at 12:35, 12:45" in lines
    assert "11:35 New York data time" in "\n".join(lines)
    assert "Late" not in "\n".join(lines)


def test_one_for_a_channel() -> None:
    """A channel's digest does not speak of you, and one alert is one."""
    assert held(rang(0), audience=Audience.CHANNEL).text.startswith("🌙 In the quiet hours: 1 alert\n")


def test_in_its_readers_language() -> None:
    """Who reads 繁 reads the whole digest in it."""
    made = delivery(rang(0), rang(9), audience=Audience.PERSON, held_until=NIGHT, reader=Reader(Language.HANT))
    lines = post(made, LIVE).text.split("\n")
    assert lines[0] == "🌙 你的靜音時段：2 則提示"
    assert "7 月 15 日（星期二） · 紐約" in lines
    assert "其後再觸發：11:44" in lines


@given(st.integers(1, 400), st.integers(1, 400), st.text("<>&*`x ", max_size=200))
@settings(max_examples=25, deadline=None)
def test_however_much_was_held_fits_into_a_message(count: int, rules: int, note: str) -> None:
    """Slack takes every digest, and what is not shown is counted and named by its numbers."""
    rung = (rang(n, n % rules + 1, id=n + 1) for n in range(count))
    noted = (replace(each, alert=replace(each.alert, modifiers=Modifiers(note=note))) for each in rung)
    made = held(*noted)
    assert problems(made.blocks) == []
    assert text_problems(made.text) == []
    rows = sum(block["type"] == "section" for block in made.blocks)
    assert rows > 0
    assert ("more:" in str(made.blocks[-2:])) == (rows < min(count, rules))


def test_long_notes_are_fewer_rows() -> None:
    """Characters are limited as well as rows."""
    long = Modifiers(note="&" * 200)
    rung = (rang(n, n, id=n) for n in range(1, 16))
    made = held(*(replace(each, alert=replace(each.alert, modifiers=long)) for each in rung))
    assert sum(block["type"] == "section" for block in made.blocks) < 15
    assert "more:" in str(made.blocks[-2:])
    assert problems(made.blocks) == []
