"""conversations.list, .info, .open, .join and .members."""

from handlers.sandbox.arguments import Args, flag, needed, string, whole
from handlers.sandbox.method import Answer, Family, Method
from handlers.sandbox.paging import page
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import BOT_USER, BY_CHANNEL, CHANNELS, OWNER, TEAM, USERS, person, place

Shown = dict[str, object]


def shown(conversation: str) -> Shown:
    """Return a conversation as Slack shows it to the bot, which is in all of them."""
    if owner := OWNER.get(conversation):
        return {"id": conversation, "is_im": True, "user": owner.id, "is_archived": False, "context_team_id": TEAM}
    kinds = {"is_channel": True, "is_group": False, "is_im": False, "is_mpim": False, "is_private": False}
    name = BY_CHANNEL[conversation].name
    return {
        "id": conversation,
        "name": name,
        "name_normalized": name,
        **kinds,
        "is_archived": False,
        "is_general": name == "general",
        "is_member": True,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "num_members": len(USERS) + 1,
        "context_team_id": TEAM,
    }


def of_types(args: Args) -> list[Shown]:
    """Return the conversations of the wanted types: public channels unless said otherwise."""
    types = string(args, "types", "public_channel").replace(" ", "").split(",")
    public = [channel.id for channel in CHANNELS] if "public_channel" in types else []
    return [shown(conversation) for conversation in [*public, *(OWNER if "im" in types else ())]]


def listing(_workspace: Workspace, args: Args) -> Answer:
    """List conversations, a page at a time."""
    part, cursor = page(of_types(args), whole(args, "limit", 100, 1000), string(args, "cursor"))
    return {"ok": True, "channels": part, "response_metadata": {"next_cursor": cursor}}


def info(_workspace: Workspace, args: Args) -> Answer:
    """Tell of one conversation."""
    return {"ok": True, "channel": shown(place(args.get("channel")))}


def opening(_workspace: Workspace, args: Args) -> Answer:
    """Return the DM with one person."""
    channel = string(args, "channel")
    if not channel:
        users = needed(args, "users").split(",")
        if len(users) > 1:
            raise SlackError("method_not_supported_for_channel_type")
        channel = person(users[0]).dm
    conversation = shown(place(channel))
    full = conversation if flag(args, "return_im") else {"id": conversation["id"]}
    return {"ok": True, "no_op": True, "already_open": True, "channel": full}


def join(_workspace: Workspace, args: Args) -> Answer:
    """Join a channel the bot is in already."""
    channel = place(args.get("channel"))
    if channel in OWNER:
        raise SlackError("method_not_supported_for_channel_type")
    warnings = {"warnings": ["already_in_channel"]}
    return {"ok": True, "channel": shown(channel), "warning": "already_in_channel", "response_metadata": warnings}


def members(_workspace: Workspace, args: Args) -> Answer:
    """List who is in a conversation, a page at a time."""
    channel = place(args.get("channel"))
    people = [OWNER[channel].id] if channel in OWNER else [user.id for user in USERS]
    part, cursor = page([*people, BOT_USER], whole(args, "limit", 100, 1000), string(args, "cursor"))
    return {"ok": True, "members": part, "response_metadata": {"next_cursor": cursor}}


FAMILY = Family(
    {
        "conversations.list": Method(listing),
        "conversations.info": Method(info),
        "conversations.open": Method(opening),
        "conversations.join": Method(join),
        "conversations.members": Method(members),
        "users.conversations": Method(listing),
    }
)
