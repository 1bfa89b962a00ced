"""The one card for everything that goes wrong: what happened, and what to do now. Pure."""

from collections.abc import Sequence

from bot.errors import SurgeError
from handlers.cards.card import Block, Card
from handlers.cards.escape import code, sentence
from handlers.cards.parts import actions, button, card, section

OFFERED = 5
VALUE = 2000


def problem(error: SurgeError, words: str = "", *, runnable: bool = False) -> Card:
    """Tell what went wrong.

    Suggestions become buttons where typing them alone is the answer (`runnable`); where asking again may help,
    a button asks `words` again.
    """
    suggestions: Sequence[str] = getattr(error, "suggestions", ())[:OFFERED]
    lines = [sentence(error.sentence)]
    if not all(word in error.sentence for word in suggestions):
        lines.append("Try " + " · ".join(map(code, suggestions)))
    buttons = [button(word[:75], f"run:{at}", word) for at, word in enumerate(suggestions)] if runnable else []
    if error.retry and words:
        buttons.append(button("Try again", "run:again", words[:VALUE]))
    return _with(buttons, section(*lines))


def unexpected(reference: str) -> Card:
    """Tell of a fault of ours; `reference` finds it in the log."""
    text = f"Something went wrong on my side, and it is in my log as `{reference}`. Nothing else was changed."
    return _with([button("Help", "run:help", "help")], section(text))


def _with(buttons: Sequence[Block], *blocks: Block) -> Card:
    row = (actions(*buttons),) if buttons else ()
    return card(*blocks, *row, figures=False)
