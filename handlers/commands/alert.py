"""Tell this channel when turnover passes an amount or a price moves.

You read the rule in plain words first, with today's figure and how far it has to go; Save keeps it. It speaks when the
line is crossed, once a session, and says what was seen and when. A rule that is true already when you make it starts
with the next session. In a direct message it tells you alone, as `watch` does, and is kept at once.

Say how it speaks behind the rule, in any order: `for 10m` (it has to last), `once`, `always` (each time it has gone
back, by `rearm 1%`), `until 31 Dec`, `note "why"`. Within 15 minutes it posts once, and counts the rest.

Change it by its number: edit gives it other words, snooze keeps it quiet for a while, mute for today, remove for good.
Whoever made a channel's alert, its managers and workspace admins may change it.

After a split an alert on a price waits for you: `alert adjust #1` takes the level that is proposed, and `alert
resume #1` keeps the old one. Alerts on per cent go on.

`alert each of theme cpo up 5%` is one rule about each share of a theme, a sector (`each of sector banks`) or an index
(`each of hsi`): moves in per cent, or highs and lows. Those that cross together are one message, others of that
session go under it.

Where a channel has several levels of one figure, the first speaks in the channel, and further ones of the same session
under it; up to three are shown in the channel too. `alert tiers off` keeps those to the thread.
"""

from bot.alerts.alert import Audience
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.made import made
from handlers.cards.preview import preview
from handlers.changes import change, change_of
from handlers.command import Command, Request
from handlers.settling import welcomed
from handlers.tiers import switch, tiers


async def answer(request: Request, surge: Surge) -> Card:
    """Make an alert, or change one."""
    if (way := tiers(request.words)) and not request.private:
        return await switch(request, surge, way)
    if work := change_of(request.words):
        return await change(request, surge, work)
    actor = await request.actor()
    if not request.private:
        draft = await surge.rules.preview(actor, Audience.CHANNEL, request.channel, request.words)
        return preview(draft, request.user, request.language)
    result = await surge.rules.make(actor, Audience.PERSON, request.user, request.words)
    return await welcomed(surge, actor, result.alert, made(result, language=request.language))


COMMAND = Command(
    name="alert",
    answer=answer,
    usage=("alert turnover above 280bn", "alert hstech up 2.5%", "alert edit #1 up 3%", "alert remove #1"),
    help=__doc__,
    changes=True,
    spoken=True,
)
