"""Quiet hours and settings: one's own wherever they are typed, a channel's only by those who manage it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.alerts.alert import Audience
from bot.audience.preferences import HOME
from handlers.command import Door
from tests.handlers.asking import CHANNEL, TEAM, Hall, hall, line

TRADER, ADMIN, GUEST, DM = "U01TRADER", "U04ADMIN", "U03GUEST", "D01TRADER"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Hall]:
    """Open a hall on a made-up morning."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0))]) as opened:
        yield opened


async def test_usually_a_person_keeps_quiet_and_a_channel_does_not(here: Hall) -> None:
    """Nobody has chosen anything: nights for people, never for channels."""
    assert (await here.ask("quiet")).startswith(
        "Your direct messages keep quiet 23:00–07:00, Hong Kong time (as usual). "
        "What rings then comes as one message at 07:00."
    )
    assert (await here.ask("quiet channel", ADMIN)).startswith("This channel keeps no quiet hours")


async def test_ones_own_hours(here: Hall) -> None:
    """They are set, shown, turned off and taken back, and a zone may come along."""
    assert "keep quiet 22:00–08:30, London time." in await here.ask("quiet 10pm to 8.30 london")
    assert "22:00–08:30, London time" in await here.ask("settings")
    assert "told at once" in await here.ask("靜音 off", channel=DM)
    assert "23:00–07:00, London time (as usual)" in await here.ask("settings quiet default")
    assert "23:00–07:00, Hong Kong time (as usual)" in await here.ask("quiet", "U02ANALYST")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("22:00-22:00", "whole day"),
        ("sometimes", "22:00-08:00"),
        ("25-7", "22:00-08:00"),
        ("22-8 atlantis", "time zone"),
    ],
)
async def test_what_is_no_time_of_quiet_changes_nothing(here: Hall, words: str, said: str) -> None:
    """The answer says what is wrong with it."""
    assert said in await here.ask(f"quiet {words}")
    assert "(as usual)" in await here.ask("quiet")


async def test_a_channel_is_its_managers_to_silence(here: Hall) -> None:
    """Admins and listed managers set it; members, guests and those who cannot be looked up read only."""
    for user in (TRADER, GUEST, "U09NOBODY"):
        await here.ask("quiet channel 22:00-08:00", user)
    assert "no quiet hours" in await here.ask("quiet channel")
    assert "keeps quiet 22:00–08:00" in await here.ask("quiet channel 22:00-08:00", ADMIN)
    (entry,) = await here.surge.book.story(TEAM, 0)
    assert (entry.who, entry.details["quiet"], entry.details["destination"]) == (ADMIN, "22:00-08:00", CHANNEL)
    assert "no channel here" in await here.ask("quiet channel off", ADMIN, DM)


async def test_before_everybody_only_the_channels(here: Hall) -> None:
    """A mention never shows or changes what is a person's own."""
    assert "everybody would see" in await here.ask("quiet 22-8", door=Door.MENTION)
    assert "Your settings" not in await here.ask("settings", door=Door.MENTION)


async def test_all_settings(here: Hall) -> None:
    """Each shows its value and how it is changed; `default` takes it back."""
    for words, said in (
        ("language 繁", "靜音時段：23:00–07:00（香港時間）（預設） ·"),
        ("language default", "English (as usual)"),
        ("colours red-up", "🔴 rises, 🟢 falls ·"),
        ("zone new york", "New York time ·"),
        ("zone default", "Hong Kong time (as usual)"),
        ("quiet 22-8", "22:00–08:00, Hong Kong time ·"),
        ("tiers off", "Only a channel has tiers"),
        ("colours mauve", "green-up"),
        ("language klingon", "English, 繁 and 简"),
        ("speed 9", "I can set language"),
    ):
        assert said in await here.ask(f"settings {words}")
    assert "in the thread only" in await here.ask("settings channel tiers off", ADMIN)
    both = await here.ask("settings")
    assert both.index("Your settings") < both.index("This channel's settings")
    assert "This channel" not in await here.ask("settings", channel=DM)


async def test_the_zone_of_the_profile_counts_until_another_is_chosen(here: Hall) -> None:
    """What the workspace shows is kept apart from what somebody says."""
    await here.surge.choices.choose(TEAM, TRADER, {HOME: "Europe/Paris"})
    assert "Paris time (from your profile)" in await here.ask("settings")
    assert "Tokyo time ·" in await here.ask("settings zone tokyo")
    chosen = await here.surge.choices.preferences(TEAM, TRADER, Audience.PERSON)
    assert chosen.zone.key == "Asia/Tokyo"


async def test_the_first_watch_says_when_messages_are_held_back(here: Hall) -> None:
    """It is said once, in a direct message's words too, and not to who wants no quiet."""
    assert "keep quiet 23:00–07:00" in await here.ask("alert hsi up 5%", channel=DM)
    assert "keep quiet" not in await here.ask("watch hsi up 6%")
    assert "keep quiet" not in await here.ask("alert hsi up 7%")
    await here.ask("quiet off", "U02ANALYST")
    assert "keep quiet" not in await here.ask("watch hsi up 6%", "U02ANALYST")
