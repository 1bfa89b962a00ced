"""The one card for everything that goes wrong."""

from typing import Any

from bot.errors import BadRule, NoData, UnknownInstrument, Unreachable
from handlers.cards.limits import problems
from handlers.cards.problem import problem, unexpected


def test_suggestions_can_be_pressed() -> None:
    """A typo is one press away from what was meant."""
    card = problem(UnknownInstrument("Nothing is called “hsii”.", ("hsi", "hscei")), "hsii", runnable=True)
    assert card.text == "Nothing is called “hsii”.\nTry hsi · hscei"
    buttons: Any = card.blocks[-1]["elements"]
    assert [button["value"] for button in buttons] == ["hsi", "hscei"]
    assert problems(card.blocks) == []


def test_suggestions_for_a_rule_are_only_words() -> None:
    """Where the suggestion is but a part of what was typed, no button pretends to be the answer."""
    card = problem(BadRule("That is no rule.", ("baba up 5%",)), "alert what")
    assert card.text == "That is no rule.\nTry baba up 5%"
    assert len(card.blocks) == 1


def test_nothing_is_said_twice() -> None:
    """Suggestions that the sentence names are only offered as buttons."""
    card = problem(UnknownInstrument("No “hsii”. Did you mean hsi?", ("hsi",)), "hsii", runnable=True)
    assert card.text == "No “hsii”. Did you mean hsi?"
    assert len(card.blocks) == 2


def test_what_may_work_later_can_be_tried_again() -> None:
    """A passing trouble offers the same words once more."""
    card = problem(Unreachable("No answer from the source."), "hsi")
    buttons: Any = card.blocks[-1]["elements"]
    assert buttons[0]["value"] == "hsi"


def test_what_will_not_work_later_cannot() -> None:
    """A lasting one does not."""
    assert len(problem(NoData("Nothing is known of it."), "hsi").blocks) == 1


def test_quoted_words_have_no_power() -> None:
    """An error that quotes somebody makes no mention of it."""
    card = problem(UnknownInstrument("Nothing is called “<!channel> *x*”.", ("<!here>",)), "x", runnable=True)
    assert "<!" not in str(card.blocks[0])
    assert "<!" not in card.text
    assert problems(card.blocks) == []


def test_a_fault_of_ours_has_a_number() -> None:
    """A person can name what they saw."""
    card = unexpected("ab12cd34")
    assert "ab12cd34" in card.text
    assert problems(card.blocks) == []
