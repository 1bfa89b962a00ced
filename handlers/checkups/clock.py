"""This machine's clock, beside Slack's: signatures and lifetimes go by it."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError

from bot.checkup import Checkup, Finding, ill, skipped, well
from bot.clock import wall
from bot.settings import Settings
from handlers.calling import client
from handlers.trouble import TROUBLE

MOST = timedelta(seconds=60)


async def look(settings: Settings) -> Finding:
    """Read the time off an answer, be it a refusal."""
    if settings.sandbox:
        return skipped("The sandbox's clock is this machine's.")
    try:
        async with client(settings) as slack:
            headers = (await slack.auth_test()).headers
    except SlackApiError as error:
        headers = error.response.headers
    except TROUBLE:
        return skipped("Slack was not reached, so there is nothing to compare with.")
    try:
        return compared(parsedate_to_datetime(headers.get("date", "")), wall())
    except ValueError:
        return skipped("Slack's answer carries no time.")


def compared(theirs: datetime, ours: datetime) -> Finding:
    """Compare two clocks."""
    off = round((ours - theirs).total_seconds())
    if abs(ours - theirs) <= MOST:
        return well("Within a minute of Slack's.")
    way = "ahead of" if off > 0 else "behind"
    return ill(f"This machine is {abs(off)} s {way} Slack. Let it keep time (NTP): figures and alerts carry it.")


CHECKUP = Checkup("clock", look)
