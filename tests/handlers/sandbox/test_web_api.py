"""The Web API as a caller meets it: tokens, encodings, unknown methods, refusals."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.server import Address

Door = Callable[..., Awaitable[dict[str, Any]]]
HEADER = {"type": "header", "text": {"type": "plain_text", "text": "Hang Seng"}}


async def refusal(call: Awaitable[object]) -> str:
    """Return the name of the error a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_auth_test_tells_who_the_bot_is(client: AsyncWebClient) -> None:
    """The bot's token is told its user, its bot id and its team."""
    answer = await client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U00SURGE", "B00SURGE", "T01")


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("nonsense", "invalid_auth"), ("xapp-1", "not_allowed_token_type")],
)
async def test_tokens_are_checked(address: Address, token: str | None, error: str) -> None:
    """A call without a token, with a strange one or with the wrong kind is refused by name."""
    stranger = AsyncWebClient(token, base_url=address.base_url)
    assert await refusal(stranger.chat_postMessage(channel="C01MARKETS", text="x")) == error


async def test_socket_mode_needs_the_app_token(client: AsyncWebClient) -> None:
    """A bot token opens no socket; an app token gets an address with a ticket."""
    assert await refusal(client.apps_connections_open(app_token="xoxb-1")) == "not_allowed_token_type"
    answer = await client.apps_connections_open(app_token="xapp-1")
    assert str(answer["url"]).startswith("ws://127.0.0.1:")


async def test_unknown_method(client: AsyncWebClient) -> None:
    """A method the sandbox does not have is refused as Slack refuses unknown ones."""
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"


async def test_any_encoding_will_do(address: Address) -> None:
    """Query, form and JSON all carry a message, with the token in the header or among the arguments."""
    message = {"channel": "C01MARKETS", "text": "hi", "token": "xoxb-1"}
    bearer = {"Authorization": "Bearer xoxb-1"}
    url = f"{address.base_url}chat.postMessage"
    async with ClientSession() as session:
        answers = [
            await (await session.get(url, params=message)).json(),
            await (await session.post(url, data=message)).json(),
            await (await session.post(url, json={"channel": "#markets", "text": "x"}, headers=bearer)).json(),
        ]
        broken = await session.post(url, data="{", headers=bearer | {"Content-Type": "application/json"})
        listed = await session.post(url, data="[]", headers=bearer | {"Content-Type": "application/json"})
        put = await session.put(url)
        assert (await broken.json())["error"] == "invalid_json"
        assert (await listed.json())["error"] == "json_not_object"
    assert [answer["ok"] for answer in answers] == [True] * 3
    assert put.status == 405


async def test_blocks_validate(client: AsyncWebClient) -> None:
    """blocks.validate accepts good blocks and lists what is wrong with others."""
    assert (await client.api_call("blocks.validate", json={"blocks": [HEADER]}))["ok"]
    assert await refusal(client.api_call("blocks.validate", json={"blocks": [{"type": "sign"}]})) == "invalid_blocks"
    assert await refusal(client.api_call("blocks.validate", params={"blocks": "["})) == "invalid_blocks_format"


async def test_api_test_says_back(client: AsyncWebClient) -> None:
    """api.test returns what it is told, and refuses with the error it is asked for."""
    assert (await client.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert await refusal(client.api_test(error="my_error")) == "my_error"


async def test_team_and_people(client: AsyncWebClient) -> None:
    """The team, the four people and the bot are there, each with their rights and zone."""
    assert (await client.team_info())["team"]["id"] == "T01"
    everybody = {user["id"]: user for user in (await client.users_list())["members"]}
    assert set(everybody) == {"U01TRADER", "U02ANALYST", "U03GUEST", "U04ADMIN", "U00SURGE"}
    guest = (await client.users_info(user="U03GUEST", include_locale=True))["user"]
    assert guest == everybody["U03GUEST"] | {"locale": "en-US"}
    assert (guest["is_restricted"], everybody["U04ADMIN"]["is_admin"]) == (True, True)
    assert guest["tz"] == "Asia/Hong_Kong"
    assert await refusal(client.users_info(user="U99")) == "user_not_found"


async def test_conversations(client: AsyncWebClient) -> None:
    """Channels and DMs are listed, opened, joined and described."""
    channels = (await client.conversations_list())["channels"]
    assert [channel["name"] for channel in channels] == ["markets", "general"]
    everything = await client.users_conversations(types="public_channel, im", limit=5)
    assert len(everything["channels"]) == 5
    rest = await client.users_conversations(
        types="public_channel,im", limit=5, cursor=everything["response_metadata"]["next_cursor"]
    )
    assert [channel["id"] for channel in rest["channels"]] == ["D04ADMIN"]
    assert (await client.conversations_info(channel="C02GENERAL"))["channel"]["is_general"]
    assert (await client.conversations_info(channel="D01TRADER"))["channel"]["user"] == "U01TRADER"
    assert (await client.conversations_open(users="U01TRADER"))["channel"] == {"id": "D01TRADER"}
    opened = await client.conversations_open(channel="D01TRADER", return_im=True)
    assert opened["channel"]["is_im"]
    assert (await client.conversations_join(channel="C01MARKETS"))["warning"] == "already_in_channel"
    assert len((await client.conversations_members(channel="C01MARKETS"))["members"]) == 5
    assert (await client.conversations_members(channel="D02ANALYST"))["members"] == ["U02ANALYST", "U00SURGE"]


async def test_conversations_refused(client: AsyncWebClient) -> None:
    """What cannot be opened, joined or paged through is refused by name."""
    assert await refusal(client.conversations_info(channel="C99")) == "channel_not_found"
    several = "method_not_supported_for_channel_type"
    assert await refusal(client.conversations_open(users="U01TRADER,U02ANALYST")) == several
    assert await refusal(client.conversations_join(channel="D01TRADER")) == several
    assert await refusal(client.api_call("conversations.open")) == "invalid_arguments"
    assert await refusal(client.conversations_list(limit=0)) == "invalid_limit"
    assert await refusal(client.conversations_list(cursor="bmV4dA")) == "invalid_cursor"
    assert await refusal(client.conversations_list(cursor="bmV4dDo=")) == "invalid_cursor"
    assert await refusal(client.conversations_list(cursor="Zm9vOjE=")) == "invalid_cursor"


async def test_calls_are_told_with_masked_tokens(client: AsyncWebClient, look: Door) -> None:
    """Every call is listed with its arguments, status and answer, but never with its token."""
    await client.chat_postMessage(channel="C01MARKETS", text="hello")
    [call] = (await look("calls"))["calls"]
    assert (call["method"], call["token"], call["status"]) == ("chat.postMessage", "xoxb-…", 200)
    assert call["args"] == {"channel": "C01MARKETS", "text": "hello"}
    assert call["answer"]["ok"]
