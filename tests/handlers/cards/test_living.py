"""What a message goes on to say after it was posted."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.alerts.alert import Audience
from bot.alerts.book import Event
from bot.alerts.course import Course
from bot.alerts.living import Effect, Note
from bot.market.provider import Source
from handlers.cards.alert_post import post
from handlers.cards.limits import problems
from handlers.cards.living import told
from tests.handlers.cards.test_alert_post import ABOVE, LIVE, SEEN, TECH, delivery, event

D = Decimal
HOUR = timedelta(hours=1)
CLOSE = SEEN.replace(hour=16, minute=8)


def after(course: Course, value: str, at: datetime = SEEN + HOUR / 2) -> Course:
    """Return the course after another figure."""
    sample = replace(event(TECH, value).sample, target=course.target, measure=course.measure, time=at)
    return course.followed(sample)


def now(course: Course, told_of: Event | None = None) -> str:
    """Return the line that a move's message ends with."""
    message = delivery(told_of or event(TECH, "2.6"), courses=(course,))
    return post(message, LIVE).text.split("\n")[2]


MOVE, TURNOVER = Course.begun(event(TECH, "2.6").sample), Course.begun(event(ABOVE, "251.2e9").sample)


@pytest.mark.parametrize(
    ("course", "line"),
    [
        (MOVE, "Now: +2.60% (updates to the close)"),
        (after(MOVE, "2.71"), "Now: +2.71% at 15:35 HKT (updates to the close)"),
        (
            after(after(MOVE, "2.9"), "2.71", SEEN + 2 * HOUR / 3),
            "Now: +2.71% at 15:45 HKT (updates to the close) · high +2.90% at 15:35",
        ),
        (
            after(MOVE, "2.1"),
            "Now: +2.10% at 15:35 HKT, back below +2.50% (updates to the close) · high +2.60% at 15:05",
        ),
        (after(MOVE, "2.8", CLOSE).at_its_end(), "At the close: +2.80%"),
        (after(MOVE, "2.8").at_its_end(), "Last: +2.80% at 15:35 HKT (not followed any further)"),
    ],
)
def test_a_move_goes_on(course: Course, line: str) -> None:
    """Its time where that is another, where it lies against the level, how far it went, and how it closed."""
    assert now(course) == line


def test_turnover_goes_on() -> None:
    """As in the example: the same amount first, then how it grows, and what it came to."""
    assert now(TURNOVER, event(ABOVE, "251.2e9")) == "Now: HK$251.2bn (updates to the close)"
    closed = after(TURNOVER, "288.4e9", CLOSE).at_its_end()
    assert now(closed, event(ABOVE, "251.2e9")) == "At the close: HK$288.4bn"


def test_what_changes_is_told_apart_from_the_time() -> None:
    """The same figure later is no reason to edit; another figure, a new extreme, the close, or a button is."""
    notes = (Note(3, Effect.MUTED, "U9"),)
    seen = [MOVE, after(MOVE, "2.6"), after(MOVE, "2.71"), after(after(MOVE, "2.9"), "2.71", SEEN + HOUR)]
    first, same, *others = [told(delivery(event(TECH, "2.6"), courses=(course,))) for course in seen]
    assert first == same
    assert len({first, *others, told(delivery(event(TECH, "2.6"), courses=(MOVE,)), notes)}) == 4


def test_what_buttons_did_is_said() -> None:
    """Who pressed what, and until when, for everybody who reads the message."""
    notes = [Note(3, Effect.SNOOZED, "U9", SEEN + HOUR), Note(4, Effect.MUTED, "U9"), Note(5, Effect.CHANGED, "U8")]
    card = post(delivery(event(TECH, "2.6")), LIVE, notes=notes)
    said = [block["elements"][0]["text"] for block in card.blocks if block["type"] == "context"]  # type: ignore[index]  # a block's own shape
    assert said[:3] == [
        "#3 snoozed until Tue 15 Jul 16:05 HKT by <@U9>",
        "#4 muted for the rest of the session by <@U9>",
        "#5 changed by <@U8>",
    ]
    assert problems(card.blocks) == []


def test_in_a_digest_each_goes_on_by_itself() -> None:
    """Each crossing of a message of many has its own line."""
    both = (event(TECH, "2.6"), event(ABOVE, "251.2e9"))
    message = delivery(*both, audience=Audience.PERSON, courses=(after(MOVE, "2.71"), TURNOVER))
    text = post(message, Source("tape", date(2025, 7, 15))).text
    assert text.count("Now: ") == 2
