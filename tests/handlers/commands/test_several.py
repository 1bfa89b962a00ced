"""A rule about each of several, from the words to its removal, as a person reads it."""

from pathlib import Path

from handlers.command import Door
from tests.handlers.asking import hall, line

DAY = [line(0, ("9988.HK", 101.0), ("0700.HK", 106.0))]


async def test_a_watchlist(tmp_path: Path) -> None:
    """One rule is about all that somebody watches; it says for how many, who is beyond, and who is nearest."""
    async with hall(tmp_path, DAY) as here:
        await here.play(0)
        assert "Each name you watch moves up 5% or more on the day" in await here.ask("watch all up 5%")
        for name in ("alibaba above 200", "tencent above 200"):
            await here.ask(f"watch {name}")
        listed = await here.ask("watch")
        assert "2 members, each by itself" in listed
        assert "1 beyond already, from the next session on: Tencent Holdings" in listed
        assert "nearest is Alibaba Group" in listed
        assert "Already there as #1" in await here.ask("watch my watchlist up 5%")
        assert "up 7%" in await here.ask("watch edit #1 up 7%")
        assert "Removed #1: Each name you watch" in await here.ask("unwatch all")


async def test_a_channel(tmp_path: Path) -> None:
    """A channel's rule is about a theme, a sector or an index, and never about somebody's watchlist."""
    async with hall(tmp_path, DAY) as here:
        made = await here.ask("alert each of theme cloud up 5%")
        assert "Each share of Cloud (theme) moves up 5% or more on the day" in made
        assert "8 members, each by itself" in made
        assert "A channel has no watchlist" in await here.ask("alert my watchlist up 5%")
        assert "price of its own" in await here.ask("alert each of theme cloud above 100")
        assert "Nothing was saved" in await here.ask("watch all up 5%", door=Door.MENTION)
        assert "Each share of Cloud (theme)" in await here.ask("alerts")
        assert "Each share of Cloud (theme)" in await here.ask("alert remove #1")
