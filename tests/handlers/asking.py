"""Ask Surge as a person does: words in, card out, over a made-up tape and the real parts behind it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.audience.rights import Actor
from bot.bootstrap import build
from bot.settings import Settings
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.finish import finish
from handlers.cards.limits import problems, text_problems
from handlers.cards.made import made
from handlers.cards.pending import Pending
from handlers.command import Door, Request
from handlers.dispatch import answer
from handlers.saving import save
from tests.stage import Entry, furnished, line, quote, tape

__all__ = ["Hall", "hall", "line", "quote"]

TEAM, CHANNEL = "T01", "C01MARKETS"
HERE = frozenset((CHANNEL, "C02GENERAL"))
PEOPLE = {
    "U01TRADER": Actor(team=TEAM, user="U01TRADER", channels=HERE),
    "U02ANALYST": Actor(team=TEAM, user="U02ANALYST", channels=HERE),
    "U03GUEST": Actor(team=TEAM, user="U03GUEST", guest=True, channels=HERE),
    "U04ADMIN": Actor(team=TEAM, user="U04ADMIN", admin=True, channels=HERE),
}


def actor_of(user: str) -> Actor:
    """Return a person with their rights; who is not among these could not be looked up."""
    return PEOPLE.get(user, Actor(team=TEAM, user=user, known=False))


def saving(card: Card) -> str:
    """Return what the [Save] of a preview carries, "" where a card is none."""
    rows: Any = [block["elements"] for block in card.blocks if block["type"] == "actions"]
    return next((each["value"] for row in rows for each in row if each["action_id"] == "surge:save"), "")


@dataclass(frozen=True, slots=True)
class Hall:
    """Where questions are asked. Every card is held to the limits, and to the mark of a replay."""

    surge: Surge

    async def ask(self, words: str, user: str = "U01TRADER", channel: str = CHANNEL, door: Door = Door.SLASH) -> str:
        """Ask, save what is previewed, and return the answer in plain words without the mark and the footer."""
        card = await self.card(words, user, channel, door)
        if value := saving(card):
            result = await save(self.surge.rules, actor_of(user), Pending.read(value))
            edited = bool(Pending.read(value).number)
            card = finish(made(result, edited=edited, language=card.language), self.surge.desk.source)
        first, *lines, notes = card.text.split("\n")
        assert (first, notes) == ("REPLAY 15 Jul 2025", "All figures are made up.")
        return "\n".join(lines)

    async def card(self, words: str, user: str = "U01TRADER", channel: str = CHANNEL, door: Door = Door.SLASH) -> Card:
        """Ask, and return the card."""

        async def actor() -> Actor:
            return actor_of(user)

        async def person(name: str) -> Actor | None:
            return PEOPLE.get(name.removeprefix("@"))

        request = Request(team=TEAM, user=user, channel=channel, actor=actor, person=person, words=words, door=door)
        made = await answer(request, self.surge)
        assert problems(made.blocks) == []
        assert text_problems(made.text) == []
        return made

    async def play(self, number: int) -> None:
        """Let the replay come to a line, without waiting for it."""
        replay = self.surge.replay
        assert replay is not None
        await replay.begin()
        await replay.pause()
        await replay.jump(replay.provider.tape.lines[number].at.isoformat())


@asynccontextmanager
async def hall(folder: Path, lines: Sequence[Entry | str]) -> AsyncIterator[Hall]:
    """Open Surge over a tape of `lines`."""
    settings = Settings.from_env({"SURGE_HOME": str(folder), "SURGE_TAPE": str(tape(folder, lines))})
    await furnished(settings)
    async with build(settings) as surge:
        yield Hall(surge)
