"""auth.test, api.test, team.info and apps.connections.open."""

from handlers.sandbox.arguments import Args, string
from handlers.sandbox.method import APP_TOKEN, BOT_TOKEN, Answer, Family, Method
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import APP, BOT_ID, BOT_NAME, BOT_USER, DOMAIN, TEAM, TEAM_NAME


def auth_test(workspace: Workspace, _args: Args) -> Answer:
    """Tell a token who it is."""
    return {
        "ok": True,
        "url": f"http://{workspace.host}/",
        "team": TEAM_NAME,
        "user": BOT_NAME,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP,
        "is_enterprise_install": False,
    }


def api_test(_workspace: Workspace, args: Args) -> Answer:
    """Say back what was said; with `error`, refuse with it."""
    told = {name: value for name, value in args.items() if name != "token"}
    if error := string(args, "error"):
        raise SlackError(error, {"args": told})
    return {"ok": True, "args": told}


def team_info(_workspace: Workspace, _args: Args) -> Answer:
    """Tell of the team."""
    return {"ok": True, "team": {"id": TEAM, "name": TEAM_NAME, "domain": DOMAIN, "email_domain": "", "icon": {}}}


def connections_open(workspace: Workspace, _args: Args) -> Answer:
    """Return where to dial for Socket Mode; the address works once."""
    return {"ok": True, "url": f"ws://{workspace.host}/link?ticket={workspace.link.ticket()}"}


FAMILY = Family(
    {
        "auth.test": Method(auth_test, (BOT_TOKEN, APP_TOKEN)),
        "api.test": Method(api_test, ()),
        "team.info": Method(team_info),
        "apps.connections.open": Method(connections_open, (APP_TOKEN,)),
    }
)
