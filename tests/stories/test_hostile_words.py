"""Words that are meant to do harm are answered with words, wherever they come in and wherever they are kept."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from handlers.cards.card import Card
from handlers.command import Door
from handlers.dispatch import find
from handlers.typed import MOST, addressed, clean
from tests.handlers.asking import Hall, hall, line
from tests.hostile import PIECES, WORDS, escaped_twice, powers
from tests.stage import MARKETS, TRADER, surge, tape

DAY = [
    line(0, ("^HSI", 101.0), ("HSTECH.HK", 101.0), ("0700.HK", 101.0), turnover=100),
    line(5, ("^HSI", 101.5), ("HSTECH.HK", 103.0), ("0700.HK", 101.0), turnover=260),
]
FUZZ = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Hall]:
    """Give a Surge with a channel's alert and somebody's watch."""
    async with hall(tmp_path, DAY) as opened:
        await opened.play(0)
        await opened.ask("alert turnover above 250bn")
        await opened.ask("watch baba up 5%")
        yield opened


def kept(here: Hall) -> list[str]:
    """Return all that the database holds, but for how far the tape was played."""
    with sqlite3.connect(f"file:{here.surge.home}/surge.db?mode=ro", uri=True) as database:
        return [line for line in database.iterdump() if "replay_cursors" not in line]


async def inert(here: Hall, words: str, door: Door = Door.SLASH) -> None:
    """Ask with words that are as clean as any door makes them; hold the answer to its promises."""
    card = await here.card(words, door=door)
    assert "went wrong on my side" not in card.text, card.text
    assert powers(card) == []
    assert not escaped_twice(card, words)
    card.text.encode()


@FUZZ
@given(typed=WORDS)
@example(typed="alert " + "9" * 400)
@example(typed="\ud800")
async def test_any_words_get_a_card_without_power(here: Hall, typed: str) -> None:
    """Whatever is typed, the answer is a card that Slack takes, in which nothing of it is more than words."""
    await inert(here, clean(typed))
    await inert(here, addressed(f"<@U00SURGE> {typed}"), Door.MENTION)


@FUZZ
@given(typed=WORDS)
async def test_reading_changes_nothing(here: Hall, typed: str) -> None:
    """No words change what is kept, unless their command says that it does."""
    words = clean(typed)
    command, rest = find(words)
    if command.changes:
        words = f"quote {rest}"
    before = kept(here)
    await here.card(words)
    assert kept(here) == before


@FUZZ
@given(typed=WORDS)
async def test_what_is_kept_stays_words(here: Hall, typed: str) -> None:
    """Whatever becomes an alert, the lists and the status that tell of it have no power either."""
    await here.card(clean(f"alert {typed}"))
    await here.card(clean(f"watch {typed}"))
    for words in ("alerts", "watch", "status"):
        await inert(here, words)


async def test_the_whole_way_through_a_workspace(tmp_path: Path) -> None:
    """Typed, said to Surge, hostile words come back as words, and the alerts still work."""
    async with surge(tmp_path, SURGE_TAPE=str(tape(tmp_path, DAY)), SURGE_REPLAY_SPEED="0.1") as door:
        for piece in PIECES:
            for path, body in (
                ("command", {"channel": MARKETS, "command": "/surge", "text": f"watch {piece}"}),
                ("message", {"channel": "D01TRADER", "text": piece}),
            ):
                answer: Any = await door.post(path, user=TRADER, **body)
                assert "replies" in answer or answer["error"] in ("no_text", "invalid_json")
                for reply in answer.get("replies", ()):
                    assert powers(Card(reply["text"], tuple(reply["blocks"]))) == []
        assert "Hang Seng Index" in await door.surge("hsi")
        assert "Alert made" in await door.surge("alert turnover above 300bn")


@pytest.mark.parametrize("piece", PIECES, ids=[str(number) for number in range(len(PIECES))])
def test_words_are_cleaned_into_one_visible_line(piece: str) -> None:
    """No letter that hides, turns the line or breaks it is left of what was typed."""
    words = clean(piece * 3)
    words.encode()
    assert words.isprintable() or words == ""
    assert len(words) <= MOST
