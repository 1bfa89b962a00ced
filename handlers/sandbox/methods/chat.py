"""chat.postMessage, chat.postEphemeral, chat.update, chat.delete and chat.getPermalink."""

from dataclasses import replace

from handlers.sandbox.arguments import Args, flag, needed, string
from handlers.sandbox.content import content
from handlers.sandbox.message import Message
from handlers.sandbox.method import Answer, Family, Method
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import BOT_USER, OWNER, person, place


def post_message(workspace: Workspace, args: Args) -> Answer:
    """Post a message; to a user's id, in their DM."""
    channel, said = place(args.get("channel")), content(args)
    thread = _thread(workspace, channel, args)
    workspace.faults.keep_pace(channel, workspace.now())
    message = workspace.messages.post(
        Message(
            "",
            channel,
            BOT_USER,
            said.text,
            said.blocks,
            thread_ts=thread,
            bot=True,
            username=string(args, "username") or None,
            metadata=said.metadata,
            reply_broadcast=thread is not None and flag(args, "reply_broadcast"),
        )
    )
    return {"ok": True, "channel": channel, "ts": message.ts, "message": message.as_slack()}


def post_ephemeral(workspace: Workspace, args: Args) -> Answer:
    """Post a message only one person sees."""
    channel, said = place(args.get("channel")), content(args)
    user = person(args.get("user"))
    if channel in OWNER and OWNER[channel] != user:
        raise SlackError("user_not_in_channel")
    thread = _thread(workspace, channel, args)
    message = workspace.messages.post(
        Message("", channel, BOT_USER, said.text, said.blocks, thread_ts=thread, ephemeral_to=user.id, bot=True)
    )
    return {"ok": True, "message_ts": message.ts}


def update(workspace: Workspace, args: Args) -> Answer:
    """Change one of the bot's messages; blocks left out with a text given are taken away."""
    message = _own(workspace, args, "cant_update_message")
    said = content(args)
    metadata = said.metadata if args.get("metadata") else message.metadata
    changed = workspace.messages.update(
        replace(message, text=said.text or message.text, blocks=said.blocks, metadata=metadata)
    )
    answer = {"channel": changed.channel, "ts": changed.ts, "text": changed.text}
    return {"ok": True, **answer, "message": changed.as_slack()}


def delete(workspace: Workspace, args: Args) -> Answer:
    """Take one of the bot's messages away."""
    message = _own(workspace, args, "cant_delete_message")
    workspace.messages.delete(message)
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def permalink(workspace: Workspace, args: Args) -> Answer:
    """Return a message's address."""
    channel = place(args.get("channel"))
    message = workspace.messages.find(channel, needed(args, "message_ts"))
    if message is None or message.ephemeral_to:
        raise SlackError("message_not_found")
    link = f"http://{workspace.host}/archives/{channel}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel}"
    return {"ok": True, "channel": channel, "permalink": link}


def _thread(workspace: Workspace, channel: str, args: Args) -> str | None:
    """Return the thread a reply belongs to: its first message, also where a reply was named."""
    ts = string(args, "thread_ts")
    if not ts:
        return None
    parent = workspace.messages.find(channel, ts)
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts


def _own(workspace: Workspace, args: Args, error: str) -> Message:
    message = workspace.messages.get(place(args.get("channel")), needed(args, "ts"))
    if message.ephemeral_to:
        raise SlackError("message_not_found")
    if not message.bot:
        raise SlackError(error)
    return message


FAMILY = Family(
    {
        "chat.postMessage": Method(post_message),
        "chat.postEphemeral": Method(post_ephemeral),
        "chat.update": Method(update),
        "chat.delete": Method(delete),
        "chat.getPermalink": Method(permalink),
    }
)
