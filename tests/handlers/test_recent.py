"""What was answered a moment ago: the same words about the same figures, by anybody, and nothing else."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from handlers.people import People
from handlers.recent import LIFETIME, MOST, Moment, Recent
from handlers.services import Services
from handlers.surge_command import handle
from handlers.tasks import Tasks
from tests.handlers.asking import hall, line

AT = datetime.fromisoformat("2025-07-15T11:00:00+08:00")
NOW = Moment(3, AT)
ANSWER = '{"text": "24,590.12"}'


def kept(words: str = "hsi") -> Recent:
    """Return a memory with one answer."""
    recent = Recent()
    recent.keep(words, NOW, NOW, ANSWER)
    return recent


def test_the_same_words_in_the_same_moment_have_the_same_answer() -> None:
    """An answer is found again by its words, and by no others."""
    assert kept().get("hsi", NOW) is ANSWER
    assert kept().get("hstech", NOW) is None


@pytest.mark.parametrize(
    "now", [Moment(4, AT), Moment(3, AT + LIFETIME), Moment(3, AT - LIFETIME)], ids=["figures", "later", "set back"]
)
def test_another_moment_has_no_answer_yet(now: Moment) -> None:
    """New figures, a second more, and a clock that was set back each make the answer anew."""
    assert kept().get("hsi", now) is None


def test_an_answer_between_two_moments_is_not_kept() -> None:
    """Where figures came in while a card was made, nobody knows which of them it shows."""
    recent = Recent()
    recent.keep("hsi", NOW, Moment(4, AT), ANSWER)
    assert recent.get("hsi", NOW) is recent.get("hsi", Moment(4, AT)) is None


def test_the_oldest_answers_make_room() -> None:
    """The memory holds so many answers, and lets the oldest go."""
    recent = Recent()
    for number in range(MOST + 1):
        recent.keep(str(number), NOW, NOW, ANSWER)
    assert recent.get("0", NOW) is None
    assert recent.get("1", NOW) is recent.get(str(MOST), NOW) is ANSWER


class Acks:
    """Takes what rides on acknowledgements."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def __call__(self, **fields: object) -> None:
        """Take one."""
        self.texts.append(str(fields["text"]))


async def typed(acks: Acks, services: Services, words: str) -> None:
    """Type a command, as anybody."""
    command = {"team_id": "T01", "user_id": "U01TRADER", "channel_id": "C01MARKETS", "text": words}
    known = await handle(acks, None, command, None, services)  # type: ignore[arg-type]  # nothing answers later here
    if known is not None:
        acks.texts.append(json.loads(known.body)["text"])


async def test_new_figures_are_in_the_next_answer(tmp_path: Path) -> None:
    """Asked before and after a new price, Surge tells the one and then the other."""
    async with hall(tmp_path, [line(0, ("^HSI", 101)), line(1, ("^HSI", 102))]) as here:
        services = Services(here.surge, People(), Tasks())
        acks = await answers(services, ["hsi", "hsi"])
        await here.play(1)
        later = await answers(services, ["hsi"])
    assert acks[0] == acks[1]
    assert "101.00" in acks[0]
    assert "102.00" in later[0]


async def test_what_is_one_persons_is_made_anew(tmp_path: Path) -> None:
    """A list that an order changes is never told from memory."""
    async with hall(tmp_path, [line(0, ("^HSI", 101))]) as here:
        services = Services(here.surge, People(), Tasks())
        (before,) = await answers(services, ["alerts"])
        await here.ask("alert hsi up 7%")
        (after,) = await answers(services, ["alerts"])
    assert "7%" not in before
    assert "7%" in after


async def answers(services: Services, words: list[str]) -> list[str]:
    """Type commands one after the other."""
    acks = Acks()
    for each in words:
        await typed(acks, services, each)
    return acks.texts
