"""users.info and users.list."""

from handlers.sandbox.arguments import Args, flag, string, whole
from handlers.sandbox.method import Answer, Family, Method
from handlers.sandbox.paging import page
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import APP, BOT, BOT_ID, BY_USER, TEAM, USERS, User

ZONE = {"tz": "Asia/Hong_Kong", "tz_label": "Hong Kong Time", "tz_offset": 8 * 3600}


def shown(user: User, *, locale: bool = False) -> dict[str, object]:
    """Return a person as Slack shows them."""
    names = {"real_name": user.real_name, "display_name": user.name, "team": TEAM}
    profile = {**names, **({"bot_id": BOT_ID, "api_app_id": APP} if user.is_bot else {})}
    return {
        "id": user.id,
        "team_id": TEAM,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        **ZONE,
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        **({"locale": "en-US"} if locale else {}),
    }


def info(_workspace: Workspace, args: Args) -> Answer:
    """Tell of one person, or of the bot."""
    user = BY_USER.get(string(args, "user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"ok": True, "user": shown(user, locale=flag(args, "include_locale"))}


def listing(workspace: Workspace, args: Args) -> Answer:
    """List everybody, a page at a time."""
    everybody = [shown(user, locale=flag(args, "include_locale")) for user in (*USERS, BOT)]
    part, cursor = page(everybody, whole(args, "limit", 200, 1000), string(args, "cursor"))
    ends = {"cache_ts": int(workspace.now()), "response_metadata": {"next_cursor": cursor}}
    return {"ok": True, "members": part, **ends}


FAMILY = Family({"users.info": Method(info), "users.list": Method(listing)})
