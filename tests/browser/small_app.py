"""A small Bolt app for the page to talk to: it answers, opens modals, and pretends to replay a day."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Payload = dict[str, Any]


def plain(text: str) -> Payload:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Payload:
    """Return a section of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text: str, action_id: str, **more: object) -> Payload:
    """Return a button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": action_id, **more}


def option(text: str) -> Payload:
    """Return an option whose value is its text in small letters."""
    return {"text": plain(text), "value": text.lower()}


def actions(*elements: Payload) -> Payload:
    """Return a row of elements."""
    return {"type": "actions", "elements": [*elements]}


FORM: Payload = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Edit the alert"),
    "submit": plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "level",
            "label": plain("Level"),
            "element": {"type": "plain_text_input", "action_id": "level"},
        },
        {
            "type": "input",
            "block_id": "often",
            "label": plain("How often"),
            "element": {"type": "static_select", "action_id": "often", "options": [option("Once"), option("Daily")]},
        },
        {
            "type": "input",
            "block_id": "tell",
            "optional": True,
            "label": plain("Tell"),
            "element": {"type": "checkboxes", "action_id": "tell", "options": [option("Me"), option("All")]},
        },
    ],
}


@dataclass(slots=True)
class Replayed:
    """The replay the app pretends to have; `state` None: it has none. `heard` is what it was told to do.

    `released` lets a slow command answer.
    """

    state: Payload | None = None
    heard: list[str] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def forget(self) -> None:
        """Be as new."""
        self.state, self.heard, self.released = None, [], asyncio.Event()

    def told(self, words: str) -> Payload:
        """Take a `/replay` and return the acknowledgement."""
        if words not in ("status", "begin"):
            self.heard.append(words)
        if self.state is None:
            return {"text": "no replay"}
        return {"text": "ok", "metadata": {"event_type": "replay_state", "event_payload": self.state}}


def small_app(client: AsyncWebClient, replayed: Replayed) -> AsyncApp:
    """Return the app, with all its listeners."""
    app = AsyncApp(client=client, process_before_response=True)

    @app.command("/replay")
    async def replay(ack: Any, command: Payload) -> None:  # noqa: ANN401 - Bolt's own
        await ack(replayed.told(command["text"]))

    @app.command("/surge")
    async def surge(ack: Any, command: Payload, respond: Any) -> None:  # noqa: ANN401 - Bolt's own
        if command["text"] != "slow":
            await ack(text=f"you asked: {command['text']}")
            return
        await ack()
        await replayed.released.wait()
        await respond(text="here at last")

    @app.event("app_mention")
    async def mention(event: Payload, say: Any) -> None:  # noqa: ANN401 - Bolt's own
        await say(text="you called?", thread_ts=event["ts"])

    @app.action("edit")
    async def edit(ack: Any, body: Payload) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("form")
    async def form(ack: Any, body: Payload, view: Payload) -> None:  # noqa: ANN401 - Bolt's own
        values = view["state"]["values"]
        if values["level"]["level"]["value"] == "zero":
            await ack(response_action="errors", errors={"level": "Above zero, please"})
            return
        await ack()
        often = values["often"]["often"]["selected_option"]["value"]
        tell = [one["value"] for one in values["tell"]["tell"]["selected_options"]]
        await client.chat_postMessage(channel=body["user"]["id"], text=f"saved {often} {tell}")

    @app.action(re.compile(".*"))
    async def other(ack: Any, body: Payload, respond: Any) -> None:  # noqa: ANN401 - Bolt's own
        await ack()
        done = body["actions"][0]
        chosen = done.get("selected_option", {}).get("value") or done.get("selected_date") or done.get("value")
        await respond(text=f"done: {done['action_id']} {chosen}", replace_original=False)

    return app
