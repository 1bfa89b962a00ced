"""A preview is saved as it was shown, once, and only for whoever may still do it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.alerts.alert import Audience
from bot.alerts.condition import Baselines
from bot.alerts.modifiers import Modifiers
from bot.alerts.outlook import outlook
from bot.alerts.parser import EXAMPLES, parse_rule
from bot.alerts.rules import Draft
from bot.errors import NotAllowed, NotFound
from handlers.cards.pending import Pending
from handlers.saving import save
from tests.bot.day import OPEN, alert
from tests.handlers.asking import CHANNEL, Hall, actor_of, hall, line, saving

DAY = [
    line(0, ("^HSI", 101.0), ("9988.HK", 101.0), ("BABA", 101.0), ("NVDA", 101.0), turnover=100),
    line(1, ("^HSI", 101.5), ("9988.HK", 103.0), ("BABA", 103.0), ("NVDA", 101.0), turnover=300),
]
TRADER, ANALYST, ADMIN = "U01TRADER", "U02ANALYST", "U04ADMIN"


async def pending(here: Hall, words: str, user: str = TRADER) -> Pending:
    """Return what the [Save] of a preview would save."""
    return Pending.read(saving(await here.card(words, user)))


@pytest.mark.parametrize("text", EXAMPLES)
def test_what_is_shown_is_what_is_saved(text: str) -> None:
    """Each kind of rule is made again of the words that its preview carries, with how it speaks."""
    rule = parse_rule(f'{text} always note "so, so"')
    assert rule.condition
    shown = replace(alert(rule.condition), name=rule.name, modifiers=Modifiers(**rule.said))
    draft = Draft(shown, outlook(shown, None, "", Baselines(), OPEN))
    carried = Pending.read(Pending.of(draft, TRADER).value)
    again = parse_rule(carried.text)
    assert (again.condition, again.said, again.name) == (rule.condition, rule.said, rule.name)
    assert (carried.by, carried.destination, carried.number, carried.audience) == (TRADER, CHANNEL, 0, Audience.CHANNEL)


async def test_from_here_stays_where_it_was_shown(tmp_path: Path) -> None:
    """A rule that starts from the present price starts from the one that was shown, however late it is saved."""
    async with hall(tmp_path, DAY) as here:
        await here.play(0)
        shown = await pending(here, "alert alibaba up 10% from here")
        await here.play(1)
        assert (await save(here.surge.rules, actor_of(TRADER), shown)).alert.words == "up 10% from 101"


async def test_a_level_that_was_passed_meanwhile(tmp_path: Path) -> None:
    """Whoever saves an old preview reads that its level lies behind, and when it begins."""
    async with hall(tmp_path, DAY) as here:
        await here.play(0)
        card = await here.card("alert turnover above 280bn")
        assert "HK$180.0bn (180%) to go" in card.text
        await here.play(1)
        made = await save(here.surge.rules, actor_of(TRADER), Pending.read(saving(card)))
        assert len(made.outlook.already) == 1


async def test_an_edit_is_saved_once_and_of_what_was_shown(tmp_path: Path) -> None:
    """Nothing changes before; twice is once; and what somebody changed meanwhile is not overwritten."""
    async with hall(tmp_path, DAY) as here:
        rules = here.surge.rules
        await here.ask("alert turnover above 280bn always")
        first, second = await pending(here, "alert edit #1 above 290bn"), await pending(here, "alert edit #1 daily")
        assert "HK$280bn" in await here.ask("alerts")
        made = [await save(rules, actor_of(TRADER), first) for _ in range(2)]
        assert [(each.alert.words, each.alert.edition, each.existed) for each in made] == [
            ("above 290bn", 2, False),
            ("above 290bn", 2, True),
        ]
        with pytest.raises(NotAllowed, match="changed since that preview"):
            await save(rules, actor_of(TRADER), second)
        await here.ask("alert remove #1")
        with pytest.raises(NotFound):
            await save(rules, actor_of(TRADER), first)


async def test_an_edit_of_a_rule_about_several_is_saved_once(tmp_path: Path) -> None:
    """Whoever its members are by then, the second press finds the same rule."""
    async with hall(tmp_path, DAY) as here:
        await here.ask("alert each of theme cpo up 5%")
        shown = await pending(here, "alert edit #1 up 6%")
        made = [await save(here.surge.rules, actor_of(TRADER), shown) for _ in range(2)]
        assert [(each.alert.words, each.existed) for each in made] == [("up 6%", False), ("up 6%", True)]


async def test_rights_that_changed_between(tmp_path: Path) -> None:
    """A manager who is taken off the list after the preview saves nothing, nor does anybody for another."""
    async with hall(tmp_path, DAY) as here:
        await here.ask("alert hsi up 5%")
        await here.ask(f"managers add {ANALYST}", ADMIN)
        shown = await pending(here, "alert edit #1 up 6%", ANALYST)
        await here.ask(f"managers remove {ANALYST}", ADMIN)
        with pytest.raises(NotAllowed, match="managers"):
            await save(here.surge.rules, actor_of(ANALYST), shown)
        with pytest.raises(NotAllowed, match="somebody else's"):
            await save(here.surge.rules, actor_of(ADMIN), shown)
        assert "up 5%" in await here.ask("alerts")
