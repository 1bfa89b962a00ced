"""The modals: opened by buttons, and what becomes of their submission. One listener for all of them."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.alert import Audience
from bot.alerts.rules import Made
from bot.audience.rights import Actor
from bot.errors import RequestError, SurgeError
from bot.market.instruments import named
from handlers.cards.card import Card
from handlers.cards.finish import finish, mark
from handlers.cards.forms import CHANNEL, RULE, WHERE, alert_form, edit_form
from handlers.cards.made import made
from handlers.cards.parts import ACTION
from handlers.cards.problem import problem
from handlers.press import Press
from handlers.replies import whisper
from handlers.services import Services
from handlers.tasks import ready
from handlers.trouble import TROUBLE
from handlers.typed import clean

# Slack closes the modal with an error after 3 s.
PATIENCE = 2.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A submitted modal: which, by whom, from where, with which values."""

    name: str
    team: str
    user: str
    words: str
    where: str
    memory: Mapping[str, Any]
    actor: Callable[[], Awaitable[Actor]]

    @property
    def channel(self) -> str:
        """Where the modal was opened."""
        return str(self.memory.get("channel", ""))


def register(app: AsyncApp, services: Services) -> None:
    """Listen to every modal of ours."""

    async def listener(ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await submitted(ack, read(body, client, services), client, services)

    app.view(re.compile(f"^{ACTION}"))(listener)


async def open_alert(press: Press) -> None:
    """Ask what to watch for on the instrument of a card."""
    form = alert_form(named(press.value), press.channel, mark(press.surge.desk.source))
    await _open(press, form)


async def open_edit(press: Press) -> None:
    """Ask for an alert's new words, of whoever may change them."""
    try:
        shown = await press.surge.rules.shown(await press.actor(), int(press.value))
    except SurgeError as error:
        await press.tell(finish(problem(error), press.surge.desk.source))
        return
    await _open(press, edit_form(shown, press.channel, mark(press.surge.desk.source)))


async def submitted(
    ack: AsyncAck, form: Form, client: AsyncWebClient, services: Services, *, patience: float = PATIENCE
) -> None:
    """Save what was typed: an error stands under the field, and a success is confirmed to the person alone."""
    task = services.tasks.start(_outcome(form, services))
    if not await ready(task, patience):
        await ack()
        services.tasks.start(_confirm(task, form, client, services))
        return
    result = task.result()
    if isinstance(result, SurgeError):
        await ack(response_action="errors", errors={RULE: result.sentence})
        return
    await ack()
    services.tasks.start(_confirm(task, form, client, services))


def read(body: Mapping[str, Any], client: AsyncWebClient, services: Services) -> Form:
    """Read a submission out of what Slack sends."""
    view, team, user = body["view"], (body.get("team") or {}).get("id", ""), body["user"]["id"]
    values = view["state"]["values"]
    chosen = ((values.get(WHERE) or {}).get(WHERE) or {}).get("selected_option") or {}
    return Form(
        name=str(view["callback_id"]).removeprefix(ACTION),
        team=team,
        user=user,
        words=clean(values[RULE][RULE].get("value") or ""),
        where=chosen.get("value", ""),
        memory=json.loads(view.get("private_metadata") or "{}"),
        actor=services.people.asker(client, team, user),
    )


async def _outcome(form: Form, services: Services) -> Made | SurgeError:
    """Save it; what goes wrong is told in the modal, whatever it is."""
    try:
        return await _save(form, services)
    except SurgeError as error:
        return error
    except Exception:  # the edge: a modal that hangs tells nobody anything
        reference = token_hex(4)
        log.exception("submission failed", form=form.name, reference=reference)
        return RequestError(f"Something went wrong on my side; it is in my log as {reference}.")


async def _save(form: Form, services: Services) -> Made:
    rules, actor = services.surge.rules, await form.actor()
    if form.name == "edit":
        return await rules.edit(actor, int(form.memory["alert"]), form.words)
    audience = Audience.CHANNEL if form.where == CHANNEL else Audience.PERSON
    destination = form.channel if audience is Audience.CHANNEL else form.user
    return await rules.make(actor, audience, destination, f"{form.memory['symbol']} {form.words}")


async def _confirm(
    task: asyncio.Task[Made | SurgeError], form: Form, client: AsyncWebClient, services: Services
) -> None:
    """Tell the person what was saved, or why it was not."""
    card = finish(_card(await task, form), services.surge.desk.source)
    await whisper(client, form.channel, form.user, card)


def _card(result: Made | SurgeError, form: Form) -> Card:
    return problem(result) if isinstance(result, SurgeError) else made(result, edited=form.name == "edit")


async def _open(press: Press, view: dict[str, Any]) -> None:
    """Open a modal; Slack allows 3 s from the press."""
    try:
        await press.client.views_open(trigger_id=press.trigger, view=view)
    except TROUBLE as error:
        log.warning("modal not opened", cause=type(error).__name__)
        sorry = problem(RequestError("Slack did not open the form in time. Please press the button once more."))
        await press.tell(finish(sorry, press.surge.desk.source))
