"""The commands that make and change: alert, alerts, watch, unwatch."""

from pathlib import Path
from typing import Any

import pytest

from handlers.command import Door
from tests.handlers.asking import hall, line

DAY = [
    line(0, ("^HSI", 101.0), ("9988.HK", 101.0), turnover=100),
    line(1, ("^HSI", 101.5), ("9988.HK", 103.0), turnover=120),
]
GUEST, ANALYST, ADMIN, UNKNOWN = "U03GUEST", "U02ANALYST", "U04ADMIN", "U09NOBODY"


async def test_an_alert_is_read_back(tmp_path: Path) -> None:
    """The rule comes back in plain words, with the figure of now, the way to go, who is told and until when."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        assert await here.ask("alert turnover above 280bn") == (
            "Alert made, as #1: HK turnover passes HK$280bn, whole market\n"
            "Last HK$120.0bn (Tue 15 Jul 09:31 HKT) · HK$160.0bn (133%) to go\n"
            "This channel is told, once a session · until 13 Oct 2025"
        )


async def test_what_is_true_already_starts_next_session(tmp_path: Path) -> None:
    """An alert that today's figure lies beyond says so."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        assert "Already above; starts next session." in await here.ask("alert turnover above 50bn")
        assert "already beyond" in await here.ask("alerts")


async def test_the_same_alert_twice_is_one(tmp_path: Path) -> None:
    """Asking twice makes no second message."""
    async with hall(tmp_path, DAY) as here:
        await here.ask("alert turnover above 280bn")
        assert (await here.ask("alert turnover above 2800億")).startswith("Already there as #1")


async def test_alerts_are_listed_with_buttons(tmp_path: Path) -> None:
    """Each row has its number, its distance and a way to remove it that asks first."""
    async with hall(tmp_path, DAY) as here:
        assert "This channel has no alerts yet" in await here.ask("alerts")
        await here.ask("alert turnover above 280bn")
        await here.ask("alert alibaba up 5%")
        card = await here.card("alerts")
        assert "#1  HK turnover passes HK$280bn, whole market" in card.text
        assert "4 points to +5.00%" in card.text
        rows: Any = [block["accessory"] for block in card.blocks if "accessory" in block]
        assert [row["value"] for row in rows] == ["1 alerts", "2 alerts"]
        assert all("confirm" in row for row in rows)


async def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    """More than a card can hold is counted, not lost in silence."""
    async with hall(tmp_path, DAY) as here:
        for amount in range(200, 243):
            await here.ask(f"alert turnover above {amount}bn")
        assert "The first 40 of 43; the others go on working" in await here.ask("alerts")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("alert edit #1 above 300bn", "Changed #1: HK turnover passes HK$300bn, whole market"),
        ("alert snooze #1", "#1 is quiet for 1 h"),
        ("alert snooze #1 for 30m", "#1 is quiet for 30 min"),
        ("alert mute #1", "#1 is quiet for the rest of this session"),
        ("alert remove #1", "Removed #1: HK turnover passes HK$280bn, whole market"),
        ("alert remove 1", "Removed #1"),
        ("alert snooze #1 forever", "Say for how long"),
        ("alert edit #1", "Say what it should be"),
        ("alert edit #1 nonsense", "“nonsense” is no amount of HK$"),
        ("alert remove", "Say which one by its number"),
        ("alert remove #9", "There is no alert #9"),
        ("alert remove #٣", "Say which one by its number"),
        ("alert", "Say what to watch"),
    ],
)
async def test_an_alert_is_changed_by_its_number(tmp_path: Path, words: str, expected: str) -> None:
    """Every change says what was done, and what is wrong is said in words."""
    async with hall(tmp_path, DAY) as here:
        await here.ask("alert turnover above 280bn")
        assert (await here.ask(words)).startswith(expected)


async def test_a_silent_alert_says_why_in_the_list(tmp_path: Path) -> None:
    """Whoever lists the alerts sees which keep quiet, and for how long."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        await here.ask("alert turnover above 280bn")
        await here.ask("alert snooze #1 1h")
        assert "snoozed until Tue 15 Jul 10:46 HKT" in await here.ask("alerts")
        await here.ask("alert mute #1")
        assert "muted for the rest of this session" in await here.ask("alerts")


async def test_only_some_may_change_a_channels_alert(tmp_path: Path) -> None:
    """Its maker and admins may; others, guests and people who cannot be looked up may not, and all may read."""
    async with hall(tmp_path, DAY) as here:
        await here.ask("alert turnover above 280bn")
        assert "whoever made it" in await here.ask("alert remove #1", ANALYST)
        assert "Guests cannot" in await here.ask("alert turnover above 290bn", GUEST)
        assert "could not be checked" in await here.ask("alert turnover above 290bn", UNKNOWN)
        assert "#1" in await here.ask("alerts", UNKNOWN)
        assert (await here.ask("alert remove #1", ADMIN)).startswith("Removed #1")


async def test_a_watch_is_for_one_person(tmp_path: Path) -> None:
    """It is read back, listed to its owner alone, and gone when unwatched; nobody's rights are asked for."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        assert await here.ask("watch alibaba", UNKNOWN) == (
            "Watching for you, as #1: Alibaba Group moves up or down 5% or more on the day\n"
            "Last +3.00% (Tue 15 Jul 09:31 HKT) · 2 points to +5.00% · 8 points to −5.00%\n"
            "You get a direct message, once a session each way · until 13 Oct 2025\n"
            "Direct messages keep quiet 23:00–07:00, Hong Kong time; what rings then comes as one message at 07:00. "
            "Change that: /surge quiet"
        )
        assert "What you watch\n#1  Alibaba Group" in await here.ask("watch", UNKNOWN)
        assert "You watch nothing yet" in await here.ask("watchlist", ANALYST)
        assert "no alert #1" in await here.ask("watch remove #1", ADMIN)
        assert (await here.ask("watch edit #1 down 3%", UNKNOWN)).startswith("Changed #1")
        assert (await here.ask("unwatch alibaba", UNKNOWN)).startswith("Removed #1")
        assert "You do not watch" in await here.ask("unwatch alibaba", UNKNOWN)
        assert "Say what to stop watching" in await here.ask("unwatch", UNKNOWN)


async def test_a_direct_message_is_personal(tmp_path: Path) -> None:
    """In a direct message `alert` and `alerts` mean the person."""
    async with hall(tmp_path, DAY) as here:
        text = await here.ask("alert alibaba up 5%", channel="D01TRADER")
        assert "You get a direct message" in text
        assert "What you watch" in await here.ask("alerts", channel="D01TRADER")
        assert "no alerts yet" in await here.ask("alerts")


async def test_a_watch_is_not_taken_where_all_can_see(tmp_path: Path) -> None:
    """In a channel's mention nothing is saved, listed or removed: it would show a position."""
    async with hall(tmp_path, DAY) as here:
        for words in ("watch baba up 5%", "watch", "unwatch baba"):
            assert "Nothing was saved" in await here.ask(words, door=Door.MENTION)
        assert "You watch nothing yet" in await here.ask("watch")


async def test_a_rule_that_waits_says_for_what(tmp_path: Path) -> None:
    """A threshold without its figures waits, and status and list say so."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        assert "Waits until 20 days of turnover are known" in await here.ask("alert turnover above 1.2x")
        assert "#1 waits until" in await here.ask("status")
        assert "waits until" in await here.ask("alerts")
