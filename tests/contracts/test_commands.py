"""Every subcommand keeps the contract: one file, its own words, its own help, an answer to whatever follows it."""

from itertools import product
from pathlib import Path

import pytest

from bot.market.instruments import lookup
from handlers.cards.help import everything, one, summary
from handlers.cards.limits import problems, text_problems
from handlers.command import Command, Door
from handlers.dispatch import find
from handlers.registry import ORDER, all_commands, by_word
from tests.handlers.asking import hall, line

COMMANDS = all_commands()
ODD = (
    *("", "#1", "remove", "remove #1", "edit #999999999999 up 5%", "snooze #1 for ever"),
    *("<!channel>", "*_~`", "x" * 500, "hsi up -5%", "turnover above nan", "０７００", "騰訊", "\\", "' OR 1=1 --"),
)


@pytest.fixture(params=COMMANDS, ids=lambda command: command.name)
def command(request: pytest.FixtureRequest) -> Command:
    """Return each command in turn."""
    assert isinstance(request.param, Command)
    return request.param


def test_it_is_named_after_its_file(command: Command) -> None:
    """Whoever looks for a command finds it by its name."""
    assert command.answer.__module__ == "handlers.commands." + command.name.replace("-", "_")


def test_its_words_call_it(command: Command) -> None:
    """Its name and aliases call it, in any case, and what follows is its own."""
    for word in (command.name, *command.aliases):
        assert find(f"{word.upper()}  some words") == (command, "some words")


def test_its_help_reads_well(command: Command) -> None:
    """The first line is one sentence that fits into the list, and the whole of it into a card."""
    assert summary(command).endswith(".")
    assert len(summary(command)) <= 100
    assert problems(one(command).blocks) == []


def test_its_usage_calls_it(command: Command) -> None:
    """What the help says to type is answered by this command."""
    assert command.usage
    assert {find(usage)[0].name for usage in command.usage} == {command.name}


def test_it_hides_no_familiar_name(command: Command) -> None:
    """No command takes the word that people would type for a price."""
    for word in ("hsi", "hstech", "hscei", "golden", "0700", "tencent", "baba", "csi300"):
        assert word not in (command.name, *command.aliases)
        assert lookup(word)


async def test_it_answers_whatever_follows(command: Command, tmp_path: Path) -> None:
    """No words after it break it: there is always a card that can be sent, and never a fault of ours."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0), turnover=100)]) as here:
        for words, door in product(ODD, Door):
            card = await here.card(f"{command.name} {words}", door=door)
            assert "went wrong on my side" not in card.text
            assert "<!" not in card.text


def test_all_are_known_and_in_order() -> None:
    """The familiar ones come first; no word calls two."""
    assert tuple(command.name for command in COMMANDS)[: len(ORDER)] == ORDER
    assert len(by_word()) == sum(1 + len(command.aliases) for command in COMMANDS)


def test_the_list_of_all_fits_into_a_card() -> None:
    """Help can be sent, as blocks and as text."""
    card = everything(COMMANDS)
    assert problems(card.blocks) == []
    assert text_problems(card.text) == []
