"""SLACK_BOT_TOKEN: it is taken, and whose it is."""

from bot.checkup import Checkup, Finding, ill, skipped, well
from bot.settings import Settings
from handlers.calling import client, trouble
from handlers.trouble import TROUBLE


async def look(settings: Settings) -> Finding:
    """Ask who the token is."""
    if settings.sandbox:
        return skipped("None needed: the sandbox brings its own workspace.")
    try:
        async with client(settings) as slack:
            answer = await slack.auth_test()
    except TROUBLE as error:
        return ill(trouble(error))
    return well(f"SLACK_BOT_TOKEN is {answer.get('user') or 'a bot'} in {answer.get('team') or 'a workspace'}.")


CHECKUP = Checkup("token", look)
