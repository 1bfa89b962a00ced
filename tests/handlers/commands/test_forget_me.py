"""Who asks to be forgotten is."""

from pathlib import Path

from bot.alerts.alert import Audience
from tests.handlers.asking import hall, line

DAY = [line(2 * n, ("9988.HK", price)) for n, price in enumerate((101.0, 106.0, 107.0))]


async def test_forgotten(tmp_path: Path) -> None:
    """One's watches with their crossings and messages go; a channel's alerts stay, and name a pseudonym."""
    async with hall(tmp_path, DAY) as here:
        await here.play(0)
        await here.ask("watch alibaba up 5%")
        await here.ask("watch alibaba down 4%")
        await here.ask("unwatch #2")
        await here.ask("alert alibaba up 6%")
        await here.ask("watch alibaba up 3%", "U02ANALYST")
        await here.play(1)
        told = await here.ask("forget-me")
        assert told.startswith(
            "Deleted: 1 watch, 1 crossing told to you alone, 1 message to you in my records, 0 settings."
        )
        assert "now somebody-" in told
        assert "You watch nothing yet" in await here.ask("watch")
        assert "no story of an alert #1 here" in await here.ask("why #1")
        assert "no story of an alert #2 here" in await here.ask("why #2")
        story = await here.ask("why #3")
        assert "by somebody-" in story
        assert "U01TRADER" not in story
        assert "can be changed by whoever made it" in await here.ask("alert remove #3")
        assert "up 3%" in await here.ask("watch", "U02ANALYST")
        kept = await here.surge.book.alerts("T01")
        assert [(each.id, each.audience) for each in kept] == [(3, Audience.CHANNEL), (4, Audience.PERSON)]
        for event in await here.surge.book.events("T01", 3):
            assert event.alert.creator.startswith("somebody-")
        assert (await here.ask("forget-me")).startswith("Deleted: 0 watches, 0 crossings")


async def test_nobody_else(tmp_path: Path) -> None:
    """Nobody can have somebody else forgotten."""
    async with hall(tmp_path, DAY) as here:
        assert "only forget you yourself" in await here.ask("forget-me <@U02ANALYST>")
