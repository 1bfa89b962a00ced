"""The scopes: what the workspace lets Surge do, beside what these settings need."""

from bot.checkup import Checkup, Finding, ill, skipped, well
from bot.settings import Settings
from handlers.calling import client
from handlers.scopes import needed
from handlers.trouble import TROUBLE


async def look(settings: Settings) -> Finding:
    """Read the scopes off an answer: Slack names them in a header of each."""
    if settings.sandbox:
        return skipped("None needed in the sandbox.")
    try:
        async with client(settings) as slack:
            given = (await slack.auth_test()).headers.get("x-oauth-scopes")
    except TROUBLE:
        return skipped("Not told without a token that works.")
    if given is None:
        return skipped("Not told by this Slack.")
    wanted = needed(settings)
    missing = [scope for scope in wanted if scope not in {each.strip() for each in given.split(",")}]
    if not missing:
        return well(f"All {len(wanted)} are there.")
    reasons = ", ".join(f"{scope} ({wanted[scope]})" for scope in missing)
    return ill(f"Missing: {reasons}. Add them under OAuth & Permissions, then reinstall the app.")


CHECKUP = Checkup("scopes", look)
