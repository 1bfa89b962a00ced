"""Who and what there is in the sandbox's workspace: one team, four people, the bot, two channels, a DM each."""

import re
from dataclasses import dataclass

from handlers.sandbox.refusal import SlackError

TEAM, TEAM_NAME, DOMAIN = "T01", "Surge Sandbox", "surge-sandbox"
BOT_USER, BOT_ID, APP, BOT_NAME = "U00SURGE", "B00SURGE", "A00SURGE", "surge"
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class User:
    """A person; `dm` is the conversation they share with the bot."""

    id: str
    name: str
    real_name: str
    dm: str = ""
    is_admin: bool = False
    is_restricted: bool = False
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel; everybody and the bot are in it."""

    id: str
    name: str


USERS = (
    User("U01TRADER", "tracy", "Tracy Trader", "D01TRADER"),
    User("U02ANALYST", "alex", "Alex Analyst", "D02ANALYST"),
    User("U03GUEST", "gwen", "Gwen Guest", "D03GUEST", is_restricted=True),
    User("U04ADMIN", "ada", "Ada Admin", "D04ADMIN", is_admin=True),
)
BOT = User(BOT_USER, BOT_NAME, "Surge", is_bot=True)
CHANNELS = (Channel("C01MARKETS", "markets"), Channel("C02GENERAL", "general"))
BY_USER = {user.id: user for user in (*USERS, BOT)}
BY_CHANNEL = {channel.id: channel for channel in CHANNELS}
OWNER = {user.dm: user for user in USERS}


def person(user: object) -> User:
    """Return the person of that id; raises SlackError `user_not_found` (the bot is no person)."""
    known = BY_USER.get(user) if isinstance(user, str) else None
    if known is None or known.is_bot:
        raise SlackError("user_not_found")
    return known


def place(target: object) -> str:
    """Return the conversation meant by a channel id, a DM id, a user id or `#name`.

    Raises SlackError `channel_not_found`.
    """
    if not isinstance(target, str):
        raise SlackError("channel_not_found")
    if target in BY_CHANNEL or target in OWNER:
        return target
    if (user := BY_USER.get(target)) and user.dm:
        return user.dm
    for channel in CHANNELS:
        if target.removeprefix("#") == channel.name:
            return channel.id
    raise SlackError("channel_not_found")


def place_of(user: User, target: object) -> str:
    """Return the conversation a person means; other people's DMs do not exist for them."""
    conversation = place(target)
    if conversation in OWNER and OWNER[conversation] != user:
        raise SlackError("channel_not_found")
    return conversation


def place_name(conversation: str) -> str:
    """Return the name Slack sends with a conversation: `directmessage` for a DM."""
    return "directmessage" if conversation in OWNER else BY_CHANNEL[conversation].name


LINK = re.compile(r"\bhttps?://[^\s<>|]+|\b[\w-]+(?:\.[\w-]+)*\.(?:hk|com|net|org)\b", re.IGNORECASE)
NAME = re.compile(r"([@#])([\w-]+)")


def escaped(text: str) -> str:
    """Escape what a person types in a slash command: `&`, `<` and `>`, nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(text: str) -> str:
    """Return a typed message as Slack stores it: escaped, names and links in angle brackets."""
    linked = LINK.sub(lambda found: _link(found[0]), escaped(text))
    return NAME.sub(lambda found: _reference(found[0], found[1], found[2].casefold()), linked)


def _link(words: str) -> str:
    return f"<{words}>" if words.startswith("http") else f"<http://{words}|{words}>"


def _reference(words: str, sign: str, name: str) -> str:
    if sign == "@":
        known = [user.id for user in (*USERS, BOT) if name in (user.name, user.id.casefold())]
        return f"<@{known[0]}>" if known else words
    channels = [channel for channel in CHANNELS if channel.name == name]
    return f"<#{channels[0].id}|{channels[0].name}>" if channels else words
