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
from bot.alerts.living import Effect, Note
from bot.alerts.rules import Draft, Made
from bot.audience.rights import Actor
from bot.errors import RequestError, SurgeError
from bot.market.instruments import named
from bot.words.language import Language
from handlers.cards.card import Card
from handlers.cards.finish import finish, mark
from handlers.cards.forms import CHANNEL, RULE, WHERE, alert_form, edit_form, preview_form, refusal_form
from handlers.cards.made import made
from handlers.cards.parts import ACTION
from handlers.cards.pending import Pending
from handlers.cards.preview import preview
from handlers.cards.problem import problem
from handlers.command import Request
from handlers.press import Press
from handlers.readers import reader_for
from handlers.replies import whisper
from handlers.saving import save
from handlers.services import Services
from handlers.settling import welcomed
from handlers.tasks import ready
from handlers.trouble import TROUBLE
from handlers.typed import clean

# Slack closes the modal with an error after 3 s.
PATIENCE = 2.0
log = structlog.get_logger(__name__)

Outcome = Draft | Made | SurgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A submitted modal: which, by whom, from where, with which values; `memory` is what it was opened with."""

    name: str
    team: str
    user: str
    words: str
    where: str
    memory: Mapping[str, Any]
    actor: Callable[[], Awaitable[Actor]]

    @property
    def channel(self) -> str:
        """Where the first modal was opened."""
        return str(self.memory.get("channel", ""))

    @property
    def request(self) -> Request:
        """Who asks, as if they had typed it where the first modal was opened."""
        return Request(team=self.team, user=self.user, channel=self.channel, actor=self.actor)

    @property
    def pending(self) -> Pending | None:
        """What a preview would save; None where this is no preview yet."""
        return Pending.read(str(self.memory["pending"])) if "pending" in self.memory else None


def register(app: AsyncApp, services: Services) -> None:
    """Listen to every modal of ours."""

    async def listener(ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await submitted(ack, read(body, client, services), client, services)

    app.view(re.compile(f"^{ACTION}"))(listener)


async def open_alert(press: Press) -> None:
    """Ask what to watch for on the instrument of a card."""
    reader = await reader_for(press.request(""), press.surge)
    await _open(press, alert_form(named(press.value), press.channel, mark(press.surge.desk.source), reader.language))


async def open_edit(press: Press) -> None:
    """Ask for an alert's new words, of whoever may change them."""
    try:
        shown = await press.surge.rules.shown(await press.actor(), int(press.value))
        reader = await reader_for(press.request(""), press.surge)
    except SurgeError as error:
        await press.tell(finish(problem(error), press.surge.desk.source))
        return
    marked = mark(press.surge.desk.source)
    await _open(press, edit_form(shown, press.channel, press.ts, marked, reader.language))


async def submitted(
    ack: AsyncAck, form: Form, client: AsyncWebClient, services: Services, *, patience: float = PATIENCE
) -> None:
    """Show what was typed as a rule, upon the form; or save what was shown so, and confirm it to the person alone.

    What takes longer than Slack waits for is shown outside of the modal.
    """
    task = services.tasks.start(_outcome(form, services))
    if not await ready(task, patience):
        await ack(response_action="clear")
        services.tasks.start(_follow(task, form, client, services))
        return
    (result, language), marked = task.result(), mark(services.surge.desk.source)
    if isinstance(result, Draft):
        await ack(response_action="push", view=preview_form(result, form.user, form.memory, marked, language))
    elif isinstance(result, Made):
        await ack(response_action="clear")
        services.tasks.start(_follow(task, form, client, services))
    elif form.pending:
        await ack(response_action="update", view=refusal_form(result.sentence, marked))
    else:
        await ack(response_action="errors", errors={RULE: result.sentence})


def read(body: Mapping[str, Any], client: AsyncWebClient, services: Services) -> Form:
    """Read a submission out of what Slack sends."""
    view, team, user = body["view"], (body.get("team") or {}).get("id", ""), body["user"]["id"]
    values = (view.get("state") or {}).get("values") or {}
    memory = json.loads(view.get("private_metadata") or "{}")
    chosen = ((values.get(WHERE) or {}).get(WHERE) or {}).get("selected_option") or {}
    return Form(
        name=str(view["callback_id"]).removeprefix(ACTION),
        team=team,
        user=user,
        words=clean(((values.get(RULE) or {}).get(RULE) or {}).get("value") or ""),
        where=chosen.get("value", ""),
        memory=memory,
        actor=services.people.asker(client, team, user, str(memory.get("channel", ""))),
    )


async def _outcome(form: Form, services: Services) -> tuple[Outcome, Language]:
    """Preview or save it, in the person's language; what goes wrong is told in the modal, whatever it is."""
    try:
        language = (await reader_for(form.request, services.surge)).language
        if form.pending is None:
            return await _drafted(form, services), language
        return await save(services.surge.rules, await form.actor(), form.pending), language
    except SurgeError as error:
        return error, Language.EN
    except Exception:  # the edge: a modal that hangs tells nobody anything
        reference = token_hex(4)
        log.exception("submission failed", form=form.name, reference=reference)
        return RequestError(f"Something went wrong on my side; it is in my log as {reference}."), Language.EN


async def _drafted(form: Form, services: Services) -> Draft:
    rules, actor = services.surge.rules, await form.actor()
    if form.name == "edit":
        return await rules.preview_edit(actor, int(form.memory["alert"]), form.words)
    audience = Audience.CHANNEL if form.where == CHANNEL else Audience.PERSON
    destination = form.channel if audience is Audience.CHANNEL else form.user
    return await rules.preview(actor, audience, destination, f"{form.memory['symbol']} {form.words}")


async def _follow(
    task: asyncio.Task[tuple[Outcome, Language]], form: Form, client: AsyncWebClient, services: Services
) -> None:
    """Tell the person what was saved, what would be, or why nothing was; a message it was asked for in says so too."""
    (result, language), surge = await task, services.surge
    card = _card(result, form, language)
    if isinstance(result, Made):
        card = await welcomed(surge, await form.actor(), result.alert, card)
    await whisper(client, form.channel, form.user, finish(card, surge.desk.source))
    pending, ts = form.pending, str(form.memory.get("ts", ""))
    if isinstance(result, Made) and pending and pending.number and ts and not result.existed:
        await surge.living.note(form.channel, ts, Note(pending.number, Effect.CHANGED, form.user))


def _card(result: Outcome, form: Form, language: Language) -> Card:
    if isinstance(result, Draft):
        return preview(result, form.user, language)
    if isinstance(result, Made):
        return made(result, edited=bool(form.pending and form.pending.number), language=language)
    return problem(result)


async def _open(press: Press, view: dict[str, Any]) -> None:
    """Open a modal; Slack allows 3 s from the press."""
    try:
        await press.client.views_open(trigger_id=press.trigger, view=view)
    except TROUBLE as error:
        log.warning("modal not opened", cause=type(error).__name__)
        sorry = problem(RequestError("Slack did not open the form in time. Please press the button once more."))
        await press.tell(finish(sorry, press.surge.desk.source))
