"""Who manages a channel's alerts, with a way to list somebody and to take them off again. Pure."""

from collections.abc import Sequence

from bot.audience.managers import Manager
from bot.clock import HONG_KONG
from bot.words.times import day
from handlers.cards.card import Block, Card
from handlers.cards.escape import user
from handlers.cards.parts import ACTION, actions, button, card, context, header, section

SHOWN = 40
WHAT = "Managers change any alert of this channel, and who manages it. So do workspace admins; guests never do."
NONE = "This channel has no managers: only who made an alert, and workspace admins, can change it."
FROM_HERE = "List one: `/surge managers add @name` · take one off: `/surge managers remove @name`"


def managed(found: Sequence[Manager], done: str = "") -> Card:
    """List a channel's managers; `done` says first what was just changed."""
    rows = [_row(each) for each in found[:SHOWN]] or [section(NONE)]
    first = [section(done)] if done else []
    return card(
        header("Managers of this channel's alerts"),
        *first,
        *rows,
        context(WHAT),
        context(FROM_HERE),
        actions(_picker()),
        figures=False,
    )


def person(who: str) -> str:
    """Name somebody by their id; a pseudonym stands as it is."""
    return f"<@{who}>" if who.isalnum() and who.isupper() else user(who)


def _row(manager: Manager) -> Block:
    since = day(manager.since.astimezone(HONG_KONG).date())
    remove = button(
        "Take off",
        f"unmanage:{manager.person}",
        manager.person,
        danger="Take them off this channel's managers?",
    )
    return section(f"{person(manager.person)}, listed by {person(manager.by)} on {since}", accessory=remove)


def _picker() -> Block:
    prompt = {"type": "plain_text", "text": "List a manager"}
    return {"type": "users_select", "action_id": f"{ACTION}manage", "placeholder": prompt}
