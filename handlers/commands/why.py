"""Tell the story of an alert: why it spoke, what it held back, who changed it, whether it arrived.

It is told where the alert speaks: a channel's in that channel, your own watches to you alone. An alert that was removed
still has its story.
"""

from bot.alerts.alert import Alert, Audience
from bot.alerts.audit import may_read
from bot.alerts.parser import parse_number
from bot.errors import BadRule, NotAllowed, NotFound
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.story import story
from handlers.command import Command, Door, Request

NO_STORY = (
    "There is no story of an alert #{number} here. A channel's alerts are told of in that channel, and what is more "
    "than 90 days past is not kept."
)
PRIVATE = (
    "That is one of your own watches, and here everybody would see it. Type `/surge why …`, or write to me directly."
)


async def answer(request: Request, surge: Surge) -> Card:
    """Tell it to whoever may read it."""
    number = parse_number(request.words)
    if number is None:
        raise BadRule("Say of which alert, by its number: `/surge why #1`. `/surge alerts` lists them.")
    alert = await surge.book.alert(request.team, number)
    entries = [
        each for each in await surge.book.story(request.team, number) if may_read(each, request.user, request.channel)
    ]
    events = await surge.book.events(request.team, number, 1)
    last = next((event for event in events if _told(event.alert, request)), None)
    if not (entries or last or (alert and _told(alert, request))):
        raise NotFound(NO_STORY.format(number=number))
    owned = [each.details.get("audience") for each in entries] + [each.alert.audience for each in events]
    if request.door is Door.MENTION and Audience.PERSON in owned:
        raise NotAllowed(PRIVATE)
    sent = await surge.outbox.of_event(last.id) if last else None
    known = alert if alert and _told(alert, request) else None
    return story(number, entries, known, last, sent, request.language)


def _told(alert: Alert, request: Request) -> bool:
    """Whether the alert speaks to who asks, or where they ask."""
    return alert.destination == (request.user if alert.audience is Audience.PERSON else request.channel)


COMMAND = Command(name="why", answer=answer, usage=("why #1",), help=__doc__, spoken=True)
