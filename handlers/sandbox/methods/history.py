"""conversations.history and conversations.replies: ephemeral messages are in neither."""

from collections.abc import Iterable

from handlers.sandbox.arguments import Args, flag, needed, string, whole
from handlers.sandbox.message import Message
from handlers.sandbox.method import Answer, Family, Method
from handlers.sandbox.paging import page
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import place


def history(workspace: Workspace, args: Args) -> Answer:
    """Return a conversation's messages, the newest first; of replies only those shown in the channel too."""
    messages = _kept(workspace, place(args.get("channel")))
    top = [message for message in messages if _top(message) or message.reply_broadcast]
    return _page(messages, [*reversed(_between(top, args))], args, 100)


def replies(workspace: Workspace, args: Args) -> Answer:
    """Return a thread, its first message first and always."""
    messages, ts = _kept(workspace, place(args.get("channel"))), needed(args, "ts")
    parents = [message for message in messages if message.ts == ts]
    if not parents:
        raise SlackError("thread_not_found")
    root = parents[0].thread_ts or parents[0].ts
    parent = [message for message in messages if message.ts == root]
    thread = [message for message in messages if message.thread_ts == root and message.ts != root]
    return _page(messages, [*parent, *_between(thread, args)], args, 1000)


def _kept(workspace: Workspace, channel: str) -> list[Message]:
    return [message for message in workspace.messages.within(channel) if not message.ephemeral_to]


def _top(message: Message) -> bool:
    return message.thread_ts in (None, message.ts)


def _between(messages: Iterable[Message], args: Args) -> list[Message]:
    """Return the messages between `oldest` and `latest`; the ends count only when `inclusive`."""
    oldest, latest = _moment(args, "oldest", 0), _moment(args, "latest", float("inf"))
    ends = (oldest, latest) if flag(args, "inclusive") else ()
    return [message for message in messages if oldest < float(message.ts) < latest or float(message.ts) in ends]


def _moment(args: Args, name: str, default: float) -> float:
    try:
        return float(string(args, name) or default)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _page(every: list[Message], found: list[Message], args: Args, limit: int) -> Answer:
    metadata = flag(args, "include_all_metadata")
    part, cursor = page(found, whole(args, "limit", limit, 999), string(args, "cursor"))
    shown = [{**message.as_slack(metadata=metadata), **_thread(every, message)} for message in part]
    answer = {"ok": True, "messages": shown, "has_more": bool(cursor)}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer


def _thread(every: list[Message], message: Message) -> dict[str, object]:
    """Return what the first message of a thread tells of its replies."""
    replies = [reply for reply in every if reply.thread_ts == message.ts != reply.ts]
    if not replies:
        return {}
    people = [*dict.fromkeys(reply.user for reply in replies)]
    counts = {"reply_count": len(replies), "reply_users_count": len(people), "reply_users": people}
    return {"thread_ts": message.ts, **counts, "latest_reply": replies[-1].ts}


FAMILY = Family({"conversations.history": Method(history), "conversations.replies": Method(replies)})
