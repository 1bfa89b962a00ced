"""What the owner of a paused rule reads, in each language."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.alerts.alert import Alert
from bot.alerts.condition import Direction
from bot.alerts.conditions.price import Price
from bot.alerts.modifiers import Modifiers
from bot.alerts.pause import Cause, Pause
from bot.words.language import Language
from handlers.cards.limits import problems
from handlers.cards.manner import terms
from handlers.cards.parts import card
from handlers.cards.paused import paused
from tests.bot.day import OPEN, alert

BABA = "9988.HK"
BELOW = Price(BABA, Decimal(100), (Direction.DOWN,))
SPLIT = Pause(Cause.SPLIT, OPEN, BABA, "10:1", "below 10")


HOW = (
    "Take that with the button or /surge alert adjust #7; keep it as it is with /surge alert resume #7, or say another "
    "level: /surge alert edit #7 …. Until then it keeps silent; rules on per cent go on."
)


def rule(pause: Pause = SPLIT) -> Alert:
    """Return a paused rule with a note."""
    return alert(BELOW, id=7, name="Alibaba Group", paused=pause, modifiers=Modifiers(note="Ask *Mei*"))


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    """Return what the buttons say."""
    return [each["text"]["text"] for each in blocks[-1]["elements"]]


def test_a_split_is_explained() -> None:
    """What happened, what the rule was, what is proposed, and how to take it or not."""
    blocks: Any = paused(rule())
    assert card(*blocks).text.split("\n") == [
        "⏸ Alert #7 is paused: Alibaba Group was split 10:1",
        "Alibaba Group falls to HK$100.00 or below.",
        "Note: Ask ∗Mei∗",
        "After the split the same would be: Alibaba Group falls to HK$10.00 or below.",
        HOW,
    ]
    assert labels(blocks) == ["Use below 10", "Keep as it is", "Edit", "Remove"]
    assert [each["action_id"] for each in blocks[-1]["elements"]] == [
        "surge:adjust",
        "surge:resume",
        "surge:edit",
        "surge:remove",
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("pause", [SPLIT, Pause(Cause.GONE, OPEN, BABA)])
def test_it_is_said_in_each_language(pause: Pause, language: Language) -> None:
    """Every card keeps to the limits, names the rule's number, and leaves no gap unfilled."""
    blocks: Any = paused(rule(pause), language)
    text = card(*blocks).text
    assert problems(blocks) == []
    assert "#7" in text
    assert "{" not in text
    assert len(labels(blocks)) == (4 if pause is SPLIT else 3)
    (said,) = [each for each in terms(rule(pause), language) if "⏸" in each]
    assert "/surge alert adjust #7" in said or pause is not SPLIT


def test_what_is_not_paused_has_nothing_to_say() -> None:
    """A rule that goes on has neither card nor line."""
    going = replace(rule(), paused=None)
    assert (paused(going), [each for each in terms(going) if "⏸" in each]) == ([], [])
