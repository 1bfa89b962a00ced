"""Show how I speak to you and to this channel: language, colours, quiet hours, time zone.

Change your own: `language 繁` (English, 繁, 简), `colours red-up`, `quiet 22:00-08:00`, `zone london`. `default` behind
any of them takes your choice back. The time zone is the one in your profile unless you choose another.

`settings channel …` changes the channel's, which its managers and workspace admins may; there `tiers off` keeps further
levels of one figure to the thread of the first.
"""

from collections.abc import Sequence

from bot.alerts.alert import Audience
from bot.audience.setting import read_setting
from bot.errors import BadRule
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.settings import settings
from handlers.command import Command, Door, Request
from handlers.readers import reader_for
from handlers.settling import settle, sheet, whose

OF_CHANNEL = "Only a channel has tiers: `/surge settings channel tiers off`."


async def answer(request: Request, surge: Surge) -> Card:
    """Show all settings, or change one of them."""
    shown = await _changed(request, surge) if request.words else _all(request)
    sheets = [await sheet(request, surge, each) for each in shown]
    return settings(sheets, (await reader_for(request, surge)).language)


def _all(request: Request) -> Sequence[Audience]:
    """Return whose settings are shown where nobody is named: before everybody only the channel's."""
    if request.private:
        return [Audience.PERSON]
    return [Audience.CHANNEL] if request.door is Door.MENTION else [Audience.PERSON, Audience.CHANNEL]


async def _changed(request: Request, surge: Surge) -> Sequence[Audience]:
    """Change what the words say, if anything, and return whose settings they mean."""
    owner = whose(request)
    if owner.rest:
        setting, choices = read_setting(owner.rest)
        if setting.of_channel and owner.audience is not Audience.CHANNEL:
            raise BadRule(OF_CHANNEL)
        await settle(request, surge, owner, choices)
    return [owner.audience]


COMMAND = Command(
    name="settings",
    answer=answer,
    usage=("settings", "settings language 繁", "settings colours red-up", "settings zone london", "settings channel"),
    help=__doc__,
    aliases=("preferences", "設定", "设置"),
    changes=True,
)
