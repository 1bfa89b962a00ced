"""From words to a card, whatever happens on the way."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import Unreachable
from handlers.cards.card import Card
from handlers.cards.parts import card, section
from handlers.dispatch import find, guarded, nearest
from tests.handlers.asking import hall, line

DAY = [line(0, ("^HSI", 101.0))]


@pytest.mark.parametrize(
    ("words", "name", "rest"),
    [
        ("", "board", ""),
        ("  ", "board", ""),
        ("hsi", "quote", "hsi"),
        ("hang seng tech", "quote", "hang seng tech"),
        ("QUOTE help", "quote", "help"),
        ("$HELP", "quote", "$HELP"),
        ("Help alert", "help", "alert"),
        ("watch  baba up 5%", "watch", "baba up 5%"),
        ("alerting", "quote", "alerting"),
    ],
)
def test_which_command_words_call(words: str, name: str, rest: str) -> None:
    """Commands win in first place, nothing is the board, and all else is a name."""
    command, left = find(words)
    assert (command.name, left) == (name, rest)


def test_nearest() -> None:
    """A mistyped command is recognised."""
    assert nearest("leadres now") == ["leaders"]
    assert nearest("tencent") == []


async def test_a_known_error_is_told_in_its_words(tmp_path: Path) -> None:
    """The sentence reaches the person, with a way to try again."""

    async def fails() -> Card:
        raise Unreachable("The source does not answer.")

    async with hall(tmp_path, DAY) as here:
        made = await guarded(fails(), here.surge, "quote", "hsi")
        assert "The source does not answer." in made.text
        assert "Try again" in str(made.blocks)


async def test_a_fault_of_ours_has_a_reference_in_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The person gets a number, the log the traceback under the same number."""

    async def fails() -> Card:
        return card(section(str(1 / 0)))

    async with hall(tmp_path, DAY) as here:
        made = await guarded(fails(), here.surge, "quote", "a secret position")
        reference = made.text.split("log as ")[1].split(".")[0]
        logged = "".join(capsys.readouterr())
        assert reference in logged
        assert "ZeroDivisionError" in logged
        assert "a secret position" not in logged


async def test_every_answer_is_marked(tmp_path: Path) -> None:
    """A card that goes through the guard carries the replay's mark."""

    async def works() -> Card:
        return card(section("HSI"))

    async with hall(tmp_path, DAY) as here:
        assert here.surge.desk.source.replay == date(2025, 7, 15)
        assert (await guarded(works(), here.surge, "quote")).text.startswith("REPLAY 15 Jul 2025\nHSI")
