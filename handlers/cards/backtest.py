"""How often a rule would have rung, with the days, and what that does not tell. Pure."""

from bot.alerts.backtest import Backtest, Ring
from bot.alerts.modifiers import Modifiers
from bot.alerts.names import called
from bot.words.language import Language
from bot.words.numbers import counted
from bot.words.times import day
from handlers.cards.card import Card
from handlers.cards.escape import escape, sentence
from handlers.cards.figures import value
from handlers.cards.parts import card, context, header, section

SHOWN = 20
CAVEATS = (
    "Judged once a day, by the close: crossed at the close; within the day it may have rung more often.",
    "The past of a rule is no promise.",
)


def backtest(found: Backtest, modifiers: Modifiers) -> Card:
    """Tell it: the count, the span, the newest days."""
    first, last = found.first, found.last
    count = counted(len(found.rings), "time")
    over = f"{day(first)} to {day(last)}, {counted(found.judged, 'day')} judged" if first and last else "no day"
    over += f", {found.members[0]} of {counted(found.members[1], 'member')}" if found.members else ""
    rows = [_row(found, ring) for ring in reversed(found.rings[-SHOWN:])]
    more = [f"…and {len(found.rings) - SHOWN} before them"] if len(found.rings) > SHOWN else []
    lasting = ["How long a crossing lasted is not kept: “for …” was left out."] if modifiers.lasting else []
    return card(
        header(f"Would have rung {count}"),
        section(sentence(found.condition.says(found.name)), f"Over the closes kept: {over}"),
        *([section("\n".join(rows + more))] if rows else []),
        context(*CAVEATS, *lasting),
    )


def _row(found: Backtest, ring: Ring) -> str:
    mark = "▲" if ring.direction == "up" else "▼"
    whose = f" {called(ring.member, Language.EN)}" if ring.member else ""
    figure = value(found.condition.measure, ring.value, ring.member or found.condition.target)
    return escape(f"{mark} {day(ring.day)}{whose}: {figure}")
