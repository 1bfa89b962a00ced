"""A message of unknown fate is found where it stands, however a workspace tells of its messages."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.alert import Audience
from bot.alerts.book import Delivery, State
from handlers.finding import Unsearchable, find
from tests.foreign import foreign

THEN = datetime(2025, 7, 15, 7, 5, tzinfo=UTC)
TOKEN, TEXT = "8f2c", "HK turnover passed HK$250bn (#3)"
OURS = {"event_type": "surge_alert", "event_payload": {"delivery": TOKEN}}


def delivery(audience: Audience = Audience.CHANNEL) -> Delivery:
    """Return a delivery whose fate nobody knows."""
    return Delivery(
        id=1,
        token=TOKEN,
        team="T1",
        destination="C1" if audience is Audience.CHANNEL else "U1",
        audience=audience,
        events=(),
        state=State.DOUBTFUL,
        epoch=1,
        attempts=1,
        made_at=THEN,
        expires_at=THEN,
    )


@asynccontextmanager
async def workspace(**answers: Mapping[str, object]) -> AsyncIterator[AsyncWebClient]:
    """Give a client of a workspace with these answers; "_" stands for "."."""
    async with foreign() as slack:
        slack.answers |= {method.replace("_", "."): answer for method, answer in answers.items()}
        yield AsyncWebClient("xoxb-1", base_url=slack.url, retry_handlers=[])


@pytest.mark.parametrize(
    ("message", "ts"),
    [
        ({"ts": "1.5", "metadata": OURS}, "1.5"),
        ({"ts": 1.5, "metadata": OURS, "text": None}, "1.5"),
        ({"metadata": OURS}, ""),
        ({"ts": "1.5", "text": TEXT}, "1.5"),
        ({"ts": "1.5", "text": TEXT, "metadata": None}, "1.5"),
    ],
)
async def test_ours_is_found(message: Mapping[str, object], ts: str) -> None:
    """It is told by its token, and where messages have no metadata by its words."""
    others = [{"ts": "1.1", "text": "HSI?"}, {"ts": "1.2", "text": TEXT, "metadata": {"event_type": "else"}}, {}]
    async with workspace(conversations_history={"messages": [*others, message]}) as client:
        assert await find(client, delivery(), TEXT) == ("C1", ts)


async def test_a_page_that_leads_to_itself_ends_the_search() -> None:
    """A history whose next page is always the same one is read twice, and no more."""
    page = {"messages": [{"ts": "1.1"}], "response_metadata": {"next_cursor": "again"}}
    async with workspace(conversations_history=page) as client:
        assert await find(client, delivery(), TEXT) is None


@pytest.mark.parametrize(
    "opened", [{"channel": {"id": "D1"}}, {"channel": {}}, {"channel": None}, {"no_op": True}], ids=str
)
async def test_direct_messages_are_searched(opened: Mapping[str, object]) -> None:
    """A person's messages are in their conversation, or under their own id where none is named."""
    history = {"messages": [{"ts": "1.5", "metadata": OURS}]}
    async with workspace(conversations_open=opened, conversations_history=history) as client:
        found = await find(client, delivery(Audience.PERSON), TEXT)
    assert found == ("D1" if opened.get("channel") == {"id": "D1"} else "U1", "1.5")


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": False, "error": "missing_scope"},
        {"ok": False, "error": "unknown_method"},
        {"messages": None},
        {"anything": 1},
    ],
    ids=str,
)
async def test_where_nobody_lets_us_look_the_caller_is_told(answer: Mapping[str, object]) -> None:
    """A missing scope, a method that is not there, an answer without messages: searching again will not help."""
    async with workspace(conversations_history=answer) as client:
        with pytest.raises(Unsearchable):
            await find(client, delivery(), TEXT)


async def test_other_trouble_is_the_clients() -> None:
    """A history that fails for a while is an error of the client, to be tried again."""
    async with workspace(conversations_history={"ok": False, "error": "internal_error"}) as client:
        with pytest.raises(SlackApiError):
            await find(client, delivery(), TEXT)
