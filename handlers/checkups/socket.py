"""SLACK_APP_TOKEN: Socket Mode can be opened."""

from bot.checkup import Checkup, Finding, ill, skipped, well
from bot.settings import Settings
from handlers.calling import client, trouble
from handlers.trouble import TROUBLE


async def look(settings: Settings) -> Finding:
    """Ask where to dial, and do not dial: a connection more could take envelopes from a Surge at work."""
    if settings.sandbox:
        return skipped("None needed in the sandbox.")
    if settings.by_http:
        return skipped("None needed: Slack posts to /slack/events. The app's page must name that address.")
    try:
        async with client(settings) as slack:
            await slack.apps_connections_open(app_token=settings.slack_app_token)
    except TROUBLE as error:
        return ill(trouble(error))
    return well("SLACK_APP_TOKEN opens Socket Mode.")


CHECKUP = Checkup("socket", look)
