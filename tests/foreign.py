"""A Slack written by others, as small as can be: what Surge must get along with besides our own sandbox.

It posts signed requests, and answers the few calls that a bot needs: nothing of it is shared with the product.
"""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
NUMBERS = itertools.count()
TEAM, CHANNEL, USER = "T0FOREIGN", "C0FOREIGN", "U0FOREIGN"

ANSWERS: Mapping[str, Mapping[str, object]] = {
    "auth.test": {"url": "https://foreign.example/", "team": "Foreign", "team_id": TEAM, "user_id": "U0BOT"},
    "users.info": {"user": {"id": USER, "team_id": TEAM, "is_admin": True}},
    "chat.postMessage": {"channel": CHANNEL, "ts": "1.000001"},
    "conversations.history": {"messages": []},
    "conversations.replies": {"messages": []},
    "conversations.info": {"channel": {"id": CHANNEL}},
}


@dataclass
class Foreign:
    """What was called, and the answers that differ from the usual."""

    url: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def said(self) -> list[str]:
        """Return the texts that were posted, in order."""
        return [str(fields.get("text")) for method, fields in self.calls if method == "chat.postMessage"]

    async def api(self, request: web.Request) -> web.Response:
        """Answer a call, whichever way its fields come."""
        fields = dict(request.query)
        if request.content_type == JSON:
            fields |= await request.json()
        else:
            fields |= {name: str(value) for name, value in (await request.post()).items()}
        method = request.match_info["method"]
        self.calls.append((method, fields))
        answer = self.answers.get(method) or ANSWERS.get(method)
        return web.json_response({"ok": True, **answer} if answer else {"ok": False, "error": "unknown_method"})


@asynccontextmanager
async def foreign() -> AsyncIterator[Foreign]:
    """Open it on this machine."""
    slack, app = Foreign(), web.Application()
    app.router.add_route("*", "/api/{method}", slack.api)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        yield slack
    finally:
        await runner.cleanup()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str

    @property
    def card(self) -> dict[str, Any]:
        """The message that rides on the answer."""
        return dict(json.loads(self.text))


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts to an app as Slack does, or as somebody who would like to be Slack."""

    http: aiohttp.ClientSession
    url: str

    async def post(self, body: bytes | str, kind: str = FORM, **headers: str) -> Answer:
        """Post a body, signed; `headers` replace the usual ones, "_" stands for "-", and "" leaves one out."""
        raw = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": kind, **signed(raw)} | {n.replace("_", "-"): v for n, v in headers.items()}
        sent = {name: value for name, value in given.items() if value}
        async with self.http.post(f"{self.url}/slack/events", data=raw, headers=sent) as answer:
            return Answer(answer.status, await answer.text())

    async def command(self, text: str, **fields: str) -> Answer:
        """Type `/surge text`."""
        return await self.post(command(text, **fields))

    async def event(self, text: str, event_id: str, **headers: str) -> Answer:
        """Mention the app in a channel."""
        event = {"type": "app_mention", "user": USER, "channel": CHANNEL, "text": text, "ts": "1.0"}
        body = {"type": "event_callback", "team_id": TEAM, "event_id": event_id, "event": event}
        return await self.post(json.dumps(body), JSON, **headers)


def command(text: str, **fields: str) -> str:
    """Return the form of a slash command; no two are the same."""
    usual = {"command": "/surge", "team_id": TEAM, "channel_id": CHANNEL, "user_id": USER}
    given = {"trigger_id": f"1.{next(NUMBERS)}.3", "response_url": "http://127.0.0.1:9/hook"}
    return urlencode({**usual, "text": text, **given, **fields})


def signed(body: bytes, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """Return the headers that prove where a body comes from."""
    timestamp = str(int(time.time() if at is None else at))
    base = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}
