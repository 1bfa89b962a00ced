"""The workspace's directory, page by page: which channels somebody is in, and who is called what."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

PAGE = 200  # docs.slack.dev/apis/web-api/pagination: more is answered late, or cut
MOST = 20  # pages; a workspace with more people is asked for a mention instead
KINDS = "public_channel,private_channel"


async def joined(client: AsyncWebClient, user: str) -> frozenset[str]:
    """Return the channels that `user` is in: public ones, and private ones where Surge is too. Raises TROUBLE."""

    def asked(cursor: str) -> Awaitable[AsyncSlackResponse]:
        return client.users_conversations(user=user, types=KINDS, limit=PAGE, cursor=cursor)

    return frozenset([each["id"] async for each in _all(asked, "channels")])


async def called(client: AsyncWebClient, name: str) -> str:
    """Return whom `name` names, as Slack shows it behind an @; "" where nobody, or several. Raises TROUBLE."""

    def asked(cursor: str) -> Awaitable[AsyncSlackResponse]:
        return client.users_list(limit=PAGE, cursor=cursor)

    wanted = name.removeprefix("@").casefold()
    found = {each["id"] async for each in _all(asked, "members") if wanted in _names(each)}
    return found.pop() if len(found) == 1 else ""


async def _all(ask: Callable[[str], Awaitable[AsyncSlackResponse]], kind: str) -> AsyncIterator[Mapping[str, Any]]:
    cursor = ""
    for _ in range(MOST):
        answer = await ask(cursor)
        for each in answer.get(kind) or ():
            yield each
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _names(profile: Mapping[str, Any]) -> set[str]:
    """Return what somebody goes by; nobody does who is gone."""
    if profile.get("deleted") or profile.get("is_bot"):
        return set()
    shown = profile.get("profile") or {}
    return {str(name).casefold() for name in (profile.get("name"), shown.get("display_name")) if name}
