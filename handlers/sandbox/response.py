"""Answers that come by an acknowledgement or a response_url: posted, put in place of another, or taken away."""

from handlers.sandbox.arguments import Args, flag, string
from handlers.sandbox.content import content
from handlers.sandbox.hooks import Hook
from handlers.sandbox.message import Message
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import BOT_USER


def respond(workspace: Workspace, hook: Hook, args: Args) -> Message | None:
    """Do what an answer says, and return the message it made; None where it took one away.

    Raises SlackError as chat.postMessage does.
    """
    original = workspace.messages.find(hook.channel, hook.original)
    if flag(args, "delete_original"):
        if original:
            workspace.messages.delete(original, hook.id)
        return None
    said = content(args)
    public = string(args, "response_type") == "in_channel"
    message = Message(
        original.ts if original else "",
        hook.channel,
        BOT_USER,
        said.text,
        said.blocks,
        thread_ts=string(args, "thread_ts") or hook.thread_ts,
        ephemeral_to=None if public else hook.user,
        bot=True,
        metadata=said.metadata,
    )
    if original and flag(args, "replace_original"):
        return workspace.messages.update(_in_place(message, original), hook.id)
    posted = workspace.messages.post(message, hook.id)
    hook.original = hook.original or posted.ts
    return posted


def _in_place(message: Message, original: Message) -> Message:
    """Return the new wording where the old one stood, for the same eyes."""
    return Message(
        original.ts,
        original.channel,
        original.user,
        message.text,
        message.blocks,
        thread_ts=original.thread_ts,
        ephemeral_to=original.ephemeral_to,
        bot=original.bot,
        username=original.username,
        metadata=message.metadata or original.metadata,
        reply_broadcast=original.reply_broadcast,
    )
