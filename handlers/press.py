"""What a pressed button says: who pressed it, where, and which value it has."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.audience.rights import Actor
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.parts import ACTION
from handlers.command import Request
from handlers.replies import Respond, tell
from handlers.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One pressed button, or one choice of a menu; `name` is what it does, `value` what it does it with.

    `channel` and `ts` name the message it stands in ("" none).
    """

    name: str
    value: str
    team: str
    user: str
    channel: str
    ts: str
    trigger: str
    actor: Callable[[], Awaitable[Actor]]
    person: Callable[[str], Awaitable[Actor | None]]
    client: AsyncWebClient
    respond: Respond
    surge: Surge

    def request(self, words: str) -> Request:
        """Ask with `words`, as if this person had typed them here."""
        return Request(
            team=self.team, user=self.user, channel=self.channel, actor=self.actor, person=self.person, words=words
        )

    async def tell(self, card: Card, *, replace: bool = False) -> None:
        """Answer the person alone."""
        await tell(self.respond, card, replace=replace)


def read(body: Mapping[str, Any], client: AsyncWebClient, respond: Respond, services: Services) -> Press:
    """Read a press out of what Slack sends; a menu's choice is "name value"."""
    action = body["actions"][0]
    name = str(action["action_id"]).removeprefix(ACTION).partition(":")[0]
    chosen = action.get("selected_user") or (action.get("selected_option") or {}).get("value")
    value = action.get("value") or chosen or ""
    if name == "menu":
        name, _, value = value.partition(" ")
    team, user = (body.get("team") or {}).get("id", ""), body["user"]["id"]
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id", "")
    return Press(
        name=name,
        value=value,
        team=team,
        user=user,
        channel=channel,
        ts=(body.get("message") or {}).get("ts") or (body.get("container") or {}).get("message_ts", ""),
        trigger=body.get("trigger_id", ""),
        actor=services.people.asker(client, team, user, channel),
        person=services.people.finder(client, team, channel),
        client=client,
        respond=respond,
        surge=services.surge,
    )
