"""Every card file keeps the contract: pure, small, and to Slack's taste at every hour of a made-up day."""

import ast
import json
from pathlib import Path

import pytest

import handlers.cards
from handlers import buttons
from handlers.cards.limits import problems, text_problems
from handlers.cards.parts import ACTION
from tests.handlers.asking import Hall, hall, line
from tests.stage import Entry

CARDS = sorted(path for path in Path(handlers.cards.__path__[0]).glob("*.py") if path.stem != "__init__")
WORDS = (
    *("", "hsi", "tencent", "baba", "golden", "nobody", "leaders", "turnover", "alerts", "watch", "status", "help"),
    *("premarket", "leaders cn", "movers", "movers up", "movers down hstech", "movers us", "active"),
    *("alert hsi up 2%", "alert turnover above 1bn", "watch tencent", "help watch", "unwatch baba", "alert remove #1"),
)


def day() -> list[Entry | str]:
    """Return a day with a quiet start, a fault of the source, and prices of every size."""
    return [
        line(0, ("^HSI", 100.0)),
        line(5, ("^HSI", 101.0), ("0700.HK", 0.999), ("HSTECH.HK", 103.0), turnover=1),
        {"at": "2025-07-15T10:30:00+08:00", "error": "rate-limited"},
        line(385, ("^HSI", 98.0), ("0700.HK", 99.9), turnover=288.4),
        {"at": "2025-07-15T18:00:00+08:00", "error": "timeout"},
    ]


def elements(blocks: object) -> list[dict[str, object]]:
    """Return everything in a card that can be pressed."""
    found: list[dict[str, object]] = []

    def look(value: object) -> None:
        if isinstance(value, dict):
            if "action_id" in value:
                found.append(value)
            for part in value.values():
                look(part)
        elif isinstance(value, list | tuple):
            for part in value:
                look(part)

    look(blocks)
    return found


async def hold(here: Hall, words: str) -> None:
    """Hold one answer to all that every card promises."""
    card = await here.card(words)
    assert problems(card.blocks) == []
    assert text_problems(card.text) == []
    assert card.text.startswith("REPLAY 15 Jul 2025\n")
    assert str(card.blocks[0]).count("REPLAY 15 Jul 2025") == 1
    assert "All figures are made up." in card.text
    assert "went wrong on my side" not in card.text
    assert "$" not in card.text.replace("HK$", "").replace("US$", "").replace("/surge $HELP", "")
    for element in elements(card.blocks):
        name = str(element["action_id"]).removeprefix(ACTION).partition(":")[0]
        assert name in {*buttons.ACTIONS, "menu"}
    json.dumps(card.blocks)


@pytest.mark.parametrize("number", range(5))
async def test_every_answer_at_every_hour_can_be_sent(tmp_path: Path, number: int) -> None:
    """All cards are within the limits, marked, sourced, without a bare dollar, and their buttons do something."""
    async with hall(tmp_path, day()) as here:
        await here.play(number)
        for words in WORDS:
            await hold(here, words)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_card_only_thinks(path: Path) -> None:
    """No card waits, asks or stores: nothing in it is asynchronous."""
    tree = ast.parse(path.read_text("utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]
