"""What `alert` and `watch` do to what is there: `remove #3`, `edit #3 up 6%`, `snooze #3 1h`, `mute` and others."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.alerts.rules import Rules
from bot.audience.rights import Actor
from bot.errors import BadRule
from bot.surge import Surge
from bot.words.language import Language
from bot.words.times import parse_duration
from handlers.cards.card import Card
from handlers.cards.made import FOR_THE_SESSION, lasting, made, removed, silenced
from handlers.cards.preview import preview
from handlers.command import Request

USUAL = timedelta(hours=1)
Change = Callable[[Rules, Actor, int, str, Language], Awaitable[Card]]


def change_of(words: str) -> Change | None:
    """Return the change that these words ask for, None where they begin with something else."""
    return CHANGES.get(words.partition(" ")[0].casefold())


async def change(request: Request, surge: Surge, work: Change) -> Card:
    """Change the alert with the number that follows. Raises BadRule, NotFound, NotAllowed."""
    verb, _, rest = request.words.partition(" ")
    number, _, words = rest.strip().partition(" ")
    digits = number.removeprefix("#")
    if not (digits.isdecimal() and digits.isascii()):
        raise BadRule(
            f"Say which one by its number: `{verb.lower()} #1`. `/surge alerts` and `/surge watch` list them."
        )
    return await work(surge.rules, await request.actor(), int(digits[:9]), words.strip(), request.language)


async def _remove(rules: Rules, actor: Actor, number: int, _words: str, language: Language) -> Card:
    return removed([await rules.remove(actor, number)], language)


async def _edit(rules: Rules, actor: Actor, number: int, words: str, language: Language) -> Card:
    if not words:
        raise BadRule(f"Say what it should be from now on: `edit #{number} up 3%`.")
    return preview(await rules.preview_edit(actor, number, words), actor.user, language)


async def _snooze(rules: Rules, actor: Actor, number: int, words: str, language: Language) -> Card:
    try:
        duration = parse_duration(words.removeprefix("for ")) if words else USUAL
    except ValueError:
        raise BadRule(f"Say for how long: `snooze #{number} 30m`, `1h` or `2d`.") from None
    return silenced(await rules.snooze(actor, number, duration), lasting(duration, language), language)


async def _mute(rules: Rules, actor: Actor, number: int, _words: str, language: Language) -> Card:
    return silenced(await rules.mute(actor, number), FOR_THE_SESSION.in_(language), language)


async def _resume(rules: Rules, actor: Actor, number: int, _words: str, language: Language) -> Card:
    return made(await rules.resume(actor, number), edited=True, language=language)


async def _adjust(rules: Rules, actor: Actor, number: int, _words: str, language: Language) -> Card:
    return made(await rules.resume(actor, number, adjusted=True), edited=True, language=language)


CHANGES: dict[str, Change] = {
    "remove": _remove,
    "edit": _edit,
    "snooze": _snooze,
    "mute": _mute,
    "resume": _resume,
    "adjust": _adjust,
}
