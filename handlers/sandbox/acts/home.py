"""Opening the app's Home tab."""

import asyncio
import secrets

from handlers.sandbox import payloads
from handlers.sandbox.replies import About, gathered
from handlers.sandbox.views import View
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import person


async def home(workspace: Workspace, user: str) -> View | None:
    """Open the Home tab; return what it shows once the app had its say, or None where it shows nothing."""
    who = person(user)
    until = asyncio.get_running_loop().time() + workspace.patience
    before = workspace.views.home(user)
    body = {"user": user, "channel": who.dm, "tab": "home", "event_ts": workspace.messages.stamp()}
    shown = {"view": before.as_slack()} if before else {}
    event = payloads.event("app_home_opened", {**body, **shown}, secrets.token_hex(6).upper(), workspace.now())
    with workspace.hub.listening() as events:
        if workspace.link.connected:
            heard = await workspace.link.deliver("events_api", event, workspace.patience)
            if heard is not None:
                await gathered(About(user, None), events, until)
    return workspace.views.home(user)
