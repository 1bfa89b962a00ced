"""The doctor's round: every checkup is looked at, in order, whatever becomes of one; and nothing secret is said."""

import asyncio
import re

import bot.checkups
import handlers.checkups
from bot.checkup import ORDER, Checkup, Finding, Mark, examine, ill, skipped, well
from bot.errors import StorageError
from bot.plugins import found_in
from bot.settings import Settings
from tests.tree import read

SETTINGS = Settings(slack_bot_token="xoxb-7h15-15-53cr37", redis_url="redis://:hunter2@127.0.0.1/0")


async def fine(_: Settings) -> Finding:
    """Find all well."""
    return well("Fine.")


async def told(_: Settings) -> Finding:
    """Raise what has a sentence for people."""
    raise StorageError("The database sleeps.")


async def broken(_: Settings) -> Finding:
    """Raise what nobody thought of."""
    raise KeyError("team")


async def stuck(_: Settings) -> Finding:
    """Wait for ever."""
    await asyncio.Event().wait()
    return well("Never.")


async def chatty(settings: Settings) -> Finding:
    """Say too much."""
    return ill(f"{settings.slack_bot_token} {settings.redis_url}")


async def findings(*checkups: Checkup) -> list[tuple[str, Mark, str]]:
    """Return what the doctor finds."""
    return [(name, each.mark, each.text) async for name, each in examine(checkups, SETTINGS, patience=0.05)]


async def test_one_that_fails_costs_no_other() -> None:
    """What a checkup raises, and a checkup that hangs, is told as ill, and the round goes on."""
    round_ = [Checkup("a", told), Checkup("b", broken), Checkup("c", stuck), Checkup("d", fine)]
    assert await findings(*round_) == [
        ("a", Mark.ILL, "The database sleeps."),
        ("b", Mark.ILL, "Could not be looked at: KeyError: 'team'"),
        ("c", Mark.ILL, "No answer within 0.05 s."),
        ("d", Mark.WELL, "Fine."),
    ]


async def test_the_round_has_an_order() -> None:
    """The known ones come as somebody would look; one that nobody has heard of comes last."""
    round_ = [Checkup(name, fine) for name in ("another", "port", "settings", "database")]
    assert [name for name, _, _ in await findings(*round_)] == ["settings", "database", "port", "another"]


async def test_no_secret_is_said() -> None:
    """A token or a password in a finding is struck out."""
    [(_, _, text)] = await findings(Checkup("a", chatty))
    assert "53cr37" not in text
    assert "hunter2" not in text


def test_the_marks_differ_without_colour() -> None:
    """Well, ill and skipped are told apart by their sign."""
    assert [each.mark.value for each in (well("a"), ill("b"), skipped("c"))] == ["✓", "✗", "–"]


def test_each_checkup_has_its_place() -> None:
    """Every checkup there is has a place in the order, and every place a checkup."""
    found = (*found_in(bot.checkups, Checkup), *found_in(handlers.checkups, Checkup))
    assert sorted(each.name for each in found) == sorted(ORDER)


def test_the_walk_through_explains_each() -> None:
    """Every line of the doctor is explained in docs/slack.md, in the same order."""
    assert tuple(re.findall(r"^\| `(\w+)` \|", read("docs/slack.md"), re.MULTILINE)) == ORDER
