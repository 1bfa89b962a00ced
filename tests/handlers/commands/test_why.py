"""The story of an alert, as whoever may read it is told."""

from pathlib import Path

from handlers.command import Door
from tests.handlers.asking import hall, line

DAY = [line(2 * n, ("9988.HK", price)) for n, price in enumerate((101.0, 106.0, 101.0, 106.5, 101.0, 107.0))]


async def test_the_story(tmp_path: Path) -> None:
    """What it saw last stands in full; below it each deed with its time, its doer and its reason."""
    async with hall(tmp_path, DAY) as here:
        await here.play(0)
        await here.ask('alert alibaba up 5% always note "*mind* <@U1>"')
        await here.play(3)
        told = await here.ask("why #1")
        assert "The story of alert #1" in told
        assert "It watches: Alibaba Group moves up 5% or more on the day (each time)" in told
        assert "Observed: +6.5000%" in told
        last, first, made = told.split("newest first\n")[1].splitlines()
        assert last == (
            "Tue 15 Jul 09:51 HKT · fired: ▲ +6.50% at 09:36 HKT, threshold +5.00% · crossed; "
            "recorded, not told: within 15 minutes of its last message"
        )
        assert first.endswith("· crossed; told")
        assert made == 'Tue 15 Jul 09:45 HKT · made by <@U01TRADER>: “up 5% always note "∗mind∗ &lt;@U1&gt;"”'
        await here.ask("alert snooze #1 2h")
        await here.play(5)
        assert "held: ▲ +7.00% at 09:40 HKT, threshold +5.00% · not told: snoozed" in await here.ask("why #1")
        await here.ask("alert remove #1")
        gone = await here.ask("why 1")
        assert "It was removed: Alibaba Group moves up 5% or more on the day" in await here.ask("why #1")
        assert "by its number" in gone


async def test_whose_story_it_is(tmp_path: Path) -> None:
    """A channel's is told in that channel, one's own watch to oneself, and never where others read along."""
    async with hall(tmp_path, DAY) as here:
        await here.ask("alert alibaba up 5%")
        await here.ask("watch alibaba down 5%")
        assert "It watches" in await here.ask("why #1", "U02ANALYST")
        assert "no story of an alert #1 here" in await here.ask("why #1", channel="C02GENERAL")
        assert "It watches" in await here.ask("why #2")
        assert "no story of an alert #2 here" in await here.ask("why #2", "U02ANALYST")
        assert "write to me directly" in await here.ask("why #2", door=Door.MENTION)
        assert "no story of an alert #9 here" in await here.ask("why #9")
