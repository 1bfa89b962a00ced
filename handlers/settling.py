"""Settings over all doors: whose are meant, what they are now, and how they are changed.

Settings are the asker's own wherever they are typed, so that nobody silences a channel by mistake; `channel` in front
means those of the channel, which only its managers and workspace admins change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.alerts.alert import Alert, Audience
from bot.alerts.audit import Deed, Entry
from bot.audience.managers import people
from bot.audience.preferences import HOME
from bot.audience.rights import Actor, check_settings
from bot.errors import BadRule, NotAllowed
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.settings import Sheet, introduced
from handlers.command import Door, Request

MINE, CHANNELS = ("me", "my", "mine"), ("channel", "here")
PUBLIC = (
    "Here everybody would see your own settings. Type `/surge settings`, or write to me directly. "
    "For this channel's, say so: `settings channel …`."
)
NO_CHANNEL = "There is no channel here: type it in the channel that you mean."


@dataclass(frozen=True, slots=True)
class Whose:
    """A person's settings, or a channel's; `rest` are the words behind that."""

    audience: Audience
    destination: str
    rest: str


def whose(request: Request) -> Whose:
    """Return whose settings the words mean. Raises NotAllowed for one's own before everybody's eyes, BadRule."""
    first, _, rest = request.words.strip().partition(" ")
    if first.casefold() in CHANNELS:
        if request.private:
            raise BadRule(NO_CHANNEL)
        return Whose(Audience.CHANNEL, request.channel, rest.strip())
    if request.door is Door.MENTION:
        raise NotAllowed(PUBLIC)
    return Whose(Audience.PERSON, request.user, rest.strip() if first.casefold() in MINE else request.words.strip())


async def settle(request: Request, surge: Surge, owner: Whose, choices: Mapping[str, str]) -> None:
    """Keep these choices, by name. Raises NotAllowed."""
    entry = None
    if owner.audience is Audience.CHANNEL:
        managers = people(await surge.managers.of(request.team, request.channel))
        check_settings(await request.actor(), request.channel, managers)
        about = {"audience": owner.audience.value, "destination": owner.destination, **choices}
        entry = Entry(request.team, 0, surge.clock(), request.user, Deed.SET, about)
    await surge.choices.choose(request.team, owner.destination, choices, entry)


async def sheet(request: Request, surge: Surge, audience: Audience) -> Sheet:
    """Return what counts for the asker, or for the channel; the asker's time zone is looked up."""
    place = request.team, request.user if audience is Audience.PERSON else request.channel
    if audience is Audience.PERSON:
        await keep_home(surge, await request.actor())
    return Sheet(
        audience=audience,
        chosen=await surge.choices.preferences(*place, audience),
        held=await surge.outbox.held(*place),
        now=surge.clock(),
    )


async def keep_home(surge: Surge, actor: Actor) -> None:
    """Keep the time zone that is shown for somebody, where they could be looked up."""
    place = actor.team, actor.user
    if actor.zone and actor.zone != await surge.choices.chosen(*place, HOME):
        await surge.choices.choose(*place, {HOME: actor.zone})


async def welcomed(surge: Surge, actor: Actor, alert: Alert, made: Card) -> Card:
    """Keep the time zone of who made a watch; with their first, the answer says when their messages are held back."""
    if alert.audience is not Audience.PERSON:
        return made
    await keep_home(surge, actor)
    if len(await surge.book.alerts(actor.team, actor.user)) != 1:
        return made
    return introduced(made, await surge.choices.preferences(actor.team, actor.user, Audience.PERSON))
