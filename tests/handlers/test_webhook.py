"""HTTP mode, through the whole of Surge: what is answered, what is refused, and what has one effect only."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.__main__ import started
from bot.errors import ConfigurationError
from bot.settings import Settings
from handlers.cards.card import Card
from handlers.cards.limits import problems
from handlers.incoming import MOST
from handlers.service import Service
from tests.foreign import CHANNEL, FORM, JSON, SECRET, TEAM, USER, Foreign, Poster, command, foreign, signed
from tests.hostile import PIECES, powers
from tests.stage import Wall, furnished, line, tape, until

DAY = [line(0, ("^HSI", 101.0), turnover=100)]
TOKEN = "xoxb-foreign-1"
BUTTON = {
    "type": "block_actions",
    "team": {"id": TEAM},
    "user": {"id": USER},
    "channel": {"id": CHANNEL},
    "response_url": "http://127.0.0.1:9/hook",
    "actions": [{"type": "button", "action_id": "surge:share:0", "block_id": "b", "value": "hsi"}],
}


@dataclass(frozen=True, slots=True)
class House:
    """Surge in HTTP mode, the Slack it works for, and its wall clock."""

    service: Service
    poster: Poster
    slack: Foreign
    wall: Wall

    async def ready(self) -> bool:
        """Ask whether it is ready."""
        async with self.poster.http.get(f"{self.poster.url}/readyz") as answer:
            return answer.status == 200

    async def watched(self) -> int:
        """Count what the user watches."""
        listed = await self.poster.command("watch")
        return len(re.findall(r"(?m)^#\d+", str(listed.card["text"])))


@asynccontextmanager
async def house(folder: Path, slack: Foreign, **env: str) -> AsyncIterator[House]:
    """Put it together, not yet at work."""
    given = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.url, "PORT": "0", **env}
    home = {"SURGE_HOME": str(folder), "SURGE_PROVIDER": "replay", "SURGE_TAPE": str(tape(folder, DAY))}
    wall = Wall()
    settings = Settings.from_env(given | home)
    await furnished(settings)
    async with started(settings, wall=wall) as (service, url), aiohttp.ClientSession() as http:
        assert isinstance(service, Service)
        yield House(service, Poster(http, url), slack, wall)


@asynccontextmanager
async def at_work(folder: Path, slack: Foreign) -> AsyncIterator[House]:
    """Put it together and wait until it is ready."""
    async with house(folder, slack) as here:
        work = asyncio.create_task(here.service.run())
        try:
            await until(here.ready)
            yield here
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    """Give Surge at work."""
    async with foreign() as slack, at_work(tmp_path, slack) as opened:
        yield opened


# What is answered


async def test_a_command_is_answered_in_the_response(here: House) -> None:
    """A signed `/surge hsi` has its card in the response, for the person alone."""
    answer = await here.poster.command("hsi")
    assert answer.status == 200
    assert answer.card["response_type"] == "ephemeral"
    assert "Hang Seng Index" in answer.card["text"]
    assert problems(answer.card["blocks"]) == []


async def test_a_mention_is_answered_in_its_thread(here: House) -> None:
    """An event is acknowledged at once, and answered by a message."""
    assert (await here.poster.event("<@U0BOT> hsi", "Ev1")).status == 200
    await until(lambda: _said(here, 1))
    assert "Hang Seng Index" in here.slack.said()[0]


async def test_a_button_does_what_it_says(here: House) -> None:
    """An interaction comes as JSON within a form."""
    assert (await here.poster.post(urlencode({"payload": json.dumps(BUTTON)}))).status == 200
    await until(lambda: _said(here, 1))


async def test_the_challenge_is_answered(here: House) -> None:
    """Slack's check of the address gets its own words back."""
    answer = await here.poster.post(json.dumps({"type": "url_verification", "challenge": "sesame"}), JSON)
    assert (answer.status, answer.card) == (200, {"challenge": "sesame"})


async def test_the_check_of_the_certificate_is_answered(here: House) -> None:
    """`ssl_check` is answered where it is signed."""
    assert (await here.poster.post("ssl_check=1&token=x")).status == 200
    assert (await here.poster.post("ssl_check=1&token=x", X_Slack_Signature="")).status == 401


async def test_what_nobody_waits_for_is_put_aside(here: House) -> None:
    """An event of no interest is acknowledged, or Slack would send it again; a command that is not ours is a 404."""
    event = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": {"type": "team_join"}}
    assert (await here.poster.post(json.dumps(event), JSON)).status == 200
    assert (await here.poster.post(command("hsi", command="/other"))).status == 404


async def _said(here: House, times: int) -> bool:
    return len(here.slack.said()) >= times


async def test_hostile_words_are_answered_with_words(here: House) -> None:
    """Whatever is typed or said, signed and well-formed, the answer is a card without power."""
    for number, piece in enumerate(PIECES):
        if not piece.isascii() and re.search("[\ud800-\udfff]", piece):
            assert (await here.poster.post(b"command=/surge&text=%ED%A0%80")).status == 400
            continue
        answer = await here.poster.command(f"quote {piece}")
        assert answer.status == 200
        assert powers(Card(answer.card["text"], tuple(answer.card["blocks"]))) == []
        assert (await here.poster.event(f"<@U0BOT> {piece}", f"Ev{number}")).status == 200
    await until(lambda: _said(here, len(PIECES) - 2))
    for method, message in here.slack.calls:
        if method == "chat.postMessage":
            assert powers(Card(message["text"], tuple(message["blocks"]))) == []


# What has one effect


async def test_a_replayed_request_has_one_effect(tmp_path: Path) -> None:
    """The same signed bytes sent again get an empty answer and change nothing, after a restart as well."""
    body = command("watch baba up 5%")
    headers = signed(body.encode())
    async with foreign() as slack:
        async with at_work(tmp_path, slack) as here:
            first = await here.poster.post(body, FORM, **headers)
            again = await asyncio.gather(*(here.poster.post(body, FORM, **headers) for _ in range(5)))
            assert "Alibaba" in first.text
            assert {(each.status, each.text) for each in again} == {(200, "")}
            assert await here.watched() == 1
        async with at_work(tmp_path, slack) as here:
            after = await here.poster.post(body, FORM, **headers)
            assert (after.status, after.text) == (200, "")
            assert await here.watched() == 1


async def test_a_repeated_event_is_answered_once(tmp_path: Path) -> None:
    """An event that Slack sends again is known by its id, after a restart as well."""
    async with foreign() as slack:
        async with at_work(tmp_path, slack) as here:
            await here.poster.event("<@U0BOT> hsi", "Ev1")
            await here.poster.event("<@U0BOT>  hsi", "Ev1", X_Slack_Retry_Num="1", X_Slack_Retry_Reason="http_timeout")
            await here.poster.event("<@U0BOT> turnover", "Ev2")
            await until(lambda: _said(here, 2))
        async with at_work(tmp_path, slack) as here:
            await here.poster.event("<@U0BOT>   hsi", "Ev1", X_Slack_Retry_Num="2")
            await here.poster.event("<@U0BOT> status", "Ev3")
            await until(lambda: _said(here, 3))
    assert ["Hang Seng Index" in text for text in slack.said()].count(True) == 1


# What is refused


async def test_forgeries_are_turned_away(here: House) -> None:
    """A signature that is missing, odd or not ours is a 401."""
    for changed in ("", "v0=", "v0=abc", "v1=" + "0" * 64, "v0=" + "0" * 64, "v0=" + "é" * 64):
        assert (await here.poster.post(command("hsi"), FORM, X_Slack_Signature=changed)).status == 401


async def test_odd_times_are_turned_away(here: House) -> None:
    """A timestamp that is missing, odd or old is a 401, and no fault of ours."""
    for changed in ("", "abc", "-1", "1e9", "９９", "1" * 4000, "٣", "1531420618", "nan"):
        assert (await here.poster.post(command("hsi"), FORM, X_Slack_Request_Timestamp=changed)).status == 401


async def test_a_request_is_good_for_five_minutes(here: House) -> None:
    """One signed too long ago, or in a time to come, is turned away."""
    for seconds, status in ((-330, 401), (-270, 200), (270, 200), (330, 401)):
        body = command("hsi").encode()
        assert (await here.poster.post(body, FORM, **signed(body, time.time() + seconds))).status == status


async def test_a_signature_holds_for_its_own_body_only(here: House) -> None:
    """What was signed cannot be put under other words, nor under another secret."""
    assert (await here.poster.post(command("turnover"), FORM, **signed(command("hsi").encode()))).status == 401
    body = command("hsi").encode()
    assert (await here.poster.post(body, FORM, **signed(body, secret="guessed"))).status == 401


async def test_two_signatures_are_one_too_many(here: House) -> None:
    """Nobody chooses between signatures."""
    body = command("hsi").encode()
    good = signed(body)
    sent = [*good.items(), ("X-Slack-Signature", good["X-Slack-Signature"]), ("Content-Type", FORM)]
    async with here.poster.http.post(f"{here.poster.url}/slack/events", data=body, headers=sent) as answer:
        assert answer.status == 401


async def _endless() -> AsyncIterator[bytes]:
    for _ in range(MOST // 1024 + 2):
        yield b"a" * 1024


async def test_huge_bodies_are_refused(here: House) -> None:
    """More than Slack ever sends is refused, announced or not."""
    assert (await here.poster.post(b"a" * (MOST + 1))).status == 413
    async with here.poster.http.post(f"{here.poster.url}/slack/events", data=_endless()) as answer:
        assert answer.status == 413


MALFORMED = [
    (b"\xff\xfe", FORM),
    (b"text=%ff", FORM),
    (b"a=1&" * 300, FORM),
    (b"payload=", FORM),
    (b"payload=null", FORM),
    (b"payload=[1]", FORM),
    (b"payload=" + b"[" * 100_000, FORM),
    (b"", JSON),
    (b"null", JSON),
    (b"[]", JSON),
    (b'"text"', JSON),
    (b'{"type": NaN}', JSON),
    (b'{"type": "event_callback"', JSON),
    (b'{"a":' * 40_000 + b"1" + b"}" * 40_000, JSON),
    (b'{"text": "\\ud800"}', JSON),
    (b'{"text": "\xff"}', JSON),
    (b'{"authorizations": 5}', JSON),
    (b'{"command": "/surge", "text": 5}', JSON),
    (b"{}", "text/plain"),
    (b"{}", "multipart/form-data; boundary=x"),
    (b"{}", "nonsense"),
    (b"{}", ""),
]


async def test_malformed_bodies_are_refused(here: House) -> None:
    """What is signed and makes no sense is a 400."""
    answers = [(await here.poster.post(body, kind)).status for body, kind in MALFORMED]
    assert answers == [400] * len(MALFORMED)


async def test_whoever_has_not_spoken_in_time_is_not_waited_for(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that does not come is a 408."""
    monkeypatch.setattr("handlers.incoming.PATIENCE", 0.05)
    announced = {"Content-Length": "9", "Content-Type": FORM, **signed(b"text=hsi.")}
    head = "".join(f"{name}: {value}\r\n" for name, value in announced.items())
    assert await raw(here, f"POST /slack/events HTTP/1.1\r\nHost: x\r\n{head}\r\ntext".encode()) == 408


NOISE = (
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\nhello",
    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: \xff\xfe\r\nContent-Length: 0\r\n\r\n",
    b"GET /slack/events HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x00\xa5\x01\x00\r\n\r\n",
)


async def test_no_noise_on_the_line_is_a_fault_of_ours(here: House) -> None:
    """What is hardly HTTP is refused as such."""
    answers = [await raw(here, noise) for noise in NOISE]
    assert set(answers) <= {400, 401, 405}


async def raw(here: House, sent: bytes) -> int:
    """Send bytes as they are; return the status that comes back."""
    port = int(here.poster.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    status = (await asyncio.wait_for(reader.readline(), 5)).split()[1]
    writer.close()
    return int(status)


KNOWN = ("type", "event", "command", "text", "user", "team", "view", "actions", "authorizations", "channel")
NAMES = st.sampled_from((*KNOWN, "response_urls", "callback_id", "action_id", "enterprise", "id", "event_id"))
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(NAMES, JSONS, max_size=6),
    st.sampled_from(["event_callback", "block_actions", "view_submission", "shortcut"]) | st.none(),
)
async def test_signed_nonsense_is_never_a_fault_of_ours(here: House, body: dict[str, object], kind: str | None) -> None:
    """Whatever JSON is signed, the answer is none of the 500s."""
    body = {**body, "type": kind} if kind else body
    assert (await here.poster.post(json.dumps(body), JSON)).status < 500


# Whom it works for


async def test_it_answers_nobody_before_the_workspace_is_known(tmp_path: Path) -> None:
    """Until the workspace has said who we are, requests are put off and the health is red."""
    async with foreign() as slack, house(tmp_path, slack) as here:
        assert (await here.poster.command("hsi")).status == 503
        assert not await here.ready()


async def test_a_refused_token_ends_it(tmp_path: Path) -> None:
    """A token that the workspace refuses is complained of by its variable."""
    async with foreign() as slack, house(tmp_path, slack) as here:
        slack.answers["auth.test"] = {"ok": False, "error": "invalid_auth"}
        with pytest.raises(ConfigurationError, match="SLACK_BOT_TOKEN is refused"):
            await asyncio.wait_for(here.service.run(), 5)


async def test_a_workspace_out_of_reach_is_asked_again(tmp_path: Path) -> None:
    """While the workspace does not answer, Surge waits for it."""
    async with foreign() as slack, house(tmp_path, slack) as here:
        slack.answers["auth.test"] = {"ok": False, "error": "internal_error"}
        work = asyncio.create_task(here.service.run())
        await until(lambda: _called(slack, "auth.test"))
        assert not await here.ready()
        slack.answers.clear()
        await until(here.ready)
        work.cancel()


async def _called(slack: Foreign, method: str) -> bool:
    return method in dict(slack.calls)


async def test_by_socket_mode_there_is_no_such_address(tmp_path: Path) -> None:
    """With an app token nothing is taken by HTTP."""
    async with foreign() as slack, house(tmp_path, slack, SLACK_APP_TOKEN="xapp-1") as here:
        assert (await here.poster.command("hsi")).status == 404
