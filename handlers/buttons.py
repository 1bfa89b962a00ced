"""What the buttons on cards do. One listener for all of them; `ACTIONS` is the table.

Slack wants its acknowledgement at once, so each press is acknowledged first, and the work is a tracked task.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.living import Effect, Note
from bot.alerts.spells import HOUR, SPELLS
from bot.errors import NotFound, RequestError
from bot.words.language import Language
from handlers import modals
from handlers.cards.card import Card
from handlers.cards.figures import zone_of
from handlers.cards.finish import finish
from handlers.cards.labels import SHARED, SHARED_BY
from handlers.cards.made import FOR_AN_HOUR, FOR_TODAY, extended, made, removed, silenced
from handlers.cards.made import until as until_when
from handlers.cards.parts import ACTION, card, context, section
from handlers.cards.pending import Pending
from handlers.cards.preview import discarded
from handlers.cards.problem import problem
from handlers.cards.why import why
from handlers.command import Door
from handlers.dispatch import answer, attempted, compose, guarded
from handlers.press import Press, read
from handlers.readers import reader_for
from handlers.replies import by_url, say
from handlers.saving import check_own
from handlers.saving import save as keep
from handlers.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Listen to every button of ours."""

    async def listener(ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        services.tasks.start(pressed(read(body, client, by_url(respond, client), services)))

    app.action(re.compile(f"^{ACTION}"))(listener)


async def pressed(press: Press) -> None:
    """Do what the button says. What goes wrong is told to the person who pressed it."""
    action = ACTIONS.get(press.name)
    if action is None:
        gone = problem(NotFound("That button is of an older Surge. `/surge help` shows what works now."))
        await press.tell(finish(gone, press.surge.desk.source))
        return
    await action(press)


async def run(press: Press) -> None:
    """Answer the words of the button."""
    await press.tell(await answer(press.request(press.value), press.surge))


async def share(press: Press) -> None:
    """Post the card for everybody in the channel, saying who shared it."""
    await _say(press, _shared(press))


async def tell_why(press: Press) -> None:
    """Tell the story of one message."""
    await _say(press, _why(press))


async def snooze(press: Press) -> None:
    """Keep an alert quiet: for an hour of market time, to the close, or to the next open."""
    await _say(press, _snoozed(press))


async def mute(press: Press) -> None:
    """Keep an alert quiet for the rest of its session."""
    await _say(press, _muted(press))


async def remove(press: Press) -> None:
    """Remove an alert; from a list, show what is left of it in its place."""
    number, _, words = press.value.partition(" ")
    gone = await guarded(_removed(press, number), press.surge, press.name)
    await press.tell(gone)
    if words:
        await press.tell(await answer(press.request(words), press.surge), replace=True)


async def edit(press: Press) -> None:
    """Open the alert's words in a modal."""
    await modals.open_edit(press)


async def extend(press: Press) -> None:
    """Let an alert live on that is about to end."""
    await _say(press, _extended(press))


async def resume(press: Press) -> None:
    """Let a paused alert go on as it was."""
    await _say(press, _resumed(press, adjusted=False))


async def adjust(press: Press) -> None:
    """Let a paused alert go on as was proposed."""
    await _say(press, _resumed(press, adjusted=True))


async def save(press: Press) -> None:
    """Save what a preview shows, and show in its place what was made; what goes wrong stands below it."""
    await _instead(press, _saved(press))


async def discard(press: Press) -> None:
    """Take a preview away; nothing was saved."""
    await _instead(press, _discarded(press))


async def manage(press: Press) -> None:
    """List somebody as a manager of this channel, who was picked from a menu."""
    await _managers(press, f"managers add {press.value}")


async def unmanage(press: Press) -> None:
    """Take somebody off the list of this channel's managers."""
    await _managers(press, f"managers remove {press.value}")


async def alert_me(press: Press) -> None:
    """Open a modal that makes an alert on the card's instrument."""
    await modals.open_alert(press)


ACTIONS: dict[str, Callable[[Press], Awaitable[None]]] = {
    "run": run,
    "share": share,
    "why": tell_why,
    "snooze": snooze,
    "mute": mute,
    "remove": remove,
    "edit": edit,
    "extend": extend,
    "resume": resume,
    "adjust": adjust,
    "manage": manage,
    "unmanage": unmanage,
    "save": save,
    "discard": discard,
    "alertme": alert_me,
}


async def _say(press: Press, work: Awaitable[Card]) -> None:
    await press.tell(await guarded(work, press.surge, press.name))


async def _managers(press: Press, words: str) -> None:
    """Show the list as it is then, in its place."""
    await _instead(press, compose(press.request(words), press.surge))


async def _instead(press: Press, work: Awaitable[Card]) -> None:
    """Put what comes of it in the place of what was pressed; what goes wrong stands below it."""
    card, well = await attempted(work, press.surge, press.name)
    await press.tell(card, replace=well)


async def _saved(press: Press) -> Card:
    pending = Pending.read(press.value)
    result = await keep(press.surge.rules, await press.actor(), pending)
    return made(result, edited=bool(pending.number), language=await _language(press))


async def _discarded(press: Press) -> Card:
    check_own(press.user, press.value)
    return discarded(await _language(press))


async def _shared(press: Press) -> Card:
    """Post what the words answer now: an error is nobody else's business, and flies."""
    source = press.surge.desk.source
    everybody = replace(press.request(press.value), door=Door.MENTION)
    shown = finish(await compose(everybody, press.surge), source)
    by = context(SHARED_BY.in_(shown.language, who=f"<@{press.user}>"))
    kept = tuple(block for block in shown.blocks if block["type"] != "actions")
    if not await say(press.client, press.channel, replace(shown, blocks=(*kept, by))):
        raise RequestError("I could not post here. Invite me first: `/invite @Surge`, then press Share again.")
    language = await _language(press)
    return card(section(SHARED.in_(language)), figures=False, language=language)


async def _why(press: Press) -> Card:
    book, outbox = press.surge.book, press.surge.outbox
    event = await book.event(int(press.value))
    hidden = event is not None and event.alert.audience == "person" and event.alert.destination != press.user
    if event is None or event.alert.team != press.team or hidden:
        raise NotFound("That message's story is not kept any more: stories go after 90 days.")
    return why(event, await outbox.of_event(event.id), await _language(press))


async def _snoozed(press: Press) -> Card:
    number, _, how = press.value.partition(" ")
    rules, actor, language = press.surge.rules, await press.actor(), await _language(press)
    alert = await press.surge.book.alert(press.team, int(number))
    if alert is None or how not in SPELLS:
        silent, until = await rules.snooze(actor, int(number), HOUR), press.surge.clock() + HOUR
        words = FOR_AN_HOUR.in_(language)
    else:
        until = SPELLS[how](alert, press.surge.clock())
        silent = await rules.snooze(actor, alert.id, until - press.surge.clock())
        words = until_when(until, zone_of(alert.condition.target), language)
    await _noted(press, Note(silent.id, Effect.SNOOZED, press.user, until))
    return silenced(silent, words, language)


async def _muted(press: Press) -> Card:
    silent = await press.surge.rules.mute(await press.actor(), int(press.value))
    await _noted(press, Note(silent.id, Effect.MUTED, press.user))
    language = await _language(press)
    return silenced(silent, FOR_TODAY.in_(language), language)


async def _extended(press: Press) -> Card:
    return extended(await press.surge.rules.extend(await press.actor(), int(press.value)), await _language(press))


async def _resumed(press: Press, *, adjusted: bool) -> Card:
    going = await press.surge.rules.resume(await press.actor(), int(press.value), adjusted=adjusted)
    return made(going, edited=True, language=await _language(press))


async def _noted(press: Press, note: Note) -> None:
    """Have the alert's message say what was done, for everybody who reads it."""
    await press.surge.living.note(press.channel, press.ts, note)


async def _removed(press: Press, number: str) -> Card:
    return removed([await press.surge.rules.remove(await press.actor(), int(number))], await _language(press))


async def _language(press: Press) -> Language:
    """Return the language of who pressed it: only they read what comes of it."""
    return (await reader_for(press.request(""), press.surge)).language
