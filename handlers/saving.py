"""Save what a preview shows: read again, and only for whoever may still do it."""

from bot.alerts.rules import Made, Rules
from bot.audience.rights import Actor
from bot.errors import NotAllowed
from handlers.cards.pending import Pending


async def save(rules: Rules, actor: Actor, pending: Pending) -> Made:
    """Make or change the rule; pressed twice, it is saved once. Raises NotAllowed and what reading a rule does."""
    check_own(actor.user, pending.by)
    if pending.number:
        return await rules.confirm(actor, pending.number, pending.edition, pending.text)
    return await rules.make(actor, pending.audience, pending.destination, pending.text)


def check_own(user: str, by: str) -> None:
    """Raise NotAllowed where a preview is somebody else's: in a thread all see its buttons."""
    if user != by:
        raise NotAllowed("That preview is somebody else's. Type the rule yourself to save one of your own.")
