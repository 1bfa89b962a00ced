"""Lists of alerts: a channel's, or what somebody watches. Pure."""

from collections.abc import Sequence

from bot.alerts.rules import Listed
from handlers.cards.card import Block, Card
from handlers.cards.escape import sentence
from handlers.cards.figures import outlook_lines
from handlers.cards.manner import noted, terms
from handlers.cards.parts import button, card, context, header, section

SHOWN = 40
MORE = "Change one: `/surge alert edit #1 up 3%` · `/surge alert snooze #1 1h` · `/surge alert mute #1`"


def of_channel(items: Sequence[Listed]) -> Card:
    """List a channel's alerts, each with its number and how far it is."""
    if not items:
        return card(
            section("This channel has no alerts yet. Make one: `/surge alert turnover above 280bn`"), figures=False
        )
    return _listed("Alerts of this channel", "alerts", items)


def of_person(items: Sequence[Listed]) -> Card:
    """List what somebody watches; only they see it."""
    if not items:
        return card(section("You watch nothing yet. Begin: `/surge watch baba up 5%`"), figures=False)
    return _listed("What you watch", "watch", items)


def _listed(title: str, words: str, items: Sequence[Listed]) -> Card:
    """Draw the list; a removal answers with `words` again, in place of this card."""
    more = (context(f"The first {SHOWN} of {len(items)}; the others go on working"),) if len(items) > SHOWN else ()
    rows = (_row(item, words) for item in items[:SHOWN])
    return card(header(title), *more, *rows, context(MORE))


def _row(item: Listed, words: str) -> Block:
    alert = item.alert
    where = outlook_lines(item.outlook, alert.condition.measure)
    where += ["already beyond"] if item.outlook.already else []
    where += terms(alert)
    remove = button("Remove", f"remove:{alert.id}", f"{alert.id} {words}", danger=f"Remove #{alert.id}: {item.says}?")
    return section(
        f"*#{alert.id}*  {sentence(item.says)}", sentence(" · ".join(where)), *noted(alert), accessory=remove
    )
