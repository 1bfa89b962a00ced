"""`alert tiers on|off`: whether a channel is shown further levels, or reads them in the first one's thread only."""

from bot.alerts.alert import Audience
from bot.audience.preferences import OFF, ON, TIERS
from bot.audience.rights import check_make
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.parts import card, section
from handlers.command import Request

SAYS = {
    ON: "Further levels are shown in this channel too, at most three a session, under the first one's message.",
    OFF: "Further levels stay in the thread of the first one's message. `/surge alert tiers on` shows them here again.",
}


def tiers(words: str) -> str:
    """Return "on" or "off" where these words switch that, "" where they say something else."""
    name, _, way = words.strip().casefold().partition(" ")
    return way.strip() if name == TIERS and way.strip() in SAYS else ""


async def switch(request: Request, surge: Surge, way: str) -> Card:
    """Keep what the channel wants. Raises NotAllowed for guests."""
    check_make(await request.actor(), Audience.CHANNEL, request.channel)
    await surge.choices.choose(request.team, request.channel, {TIERS: way})
    return card(section(SAYS[way]), figures=False)
