"""`managers`: who may change a channel's alerts besides its makers and admins."""

from pathlib import Path

from handlers.command import Door
from tests.handlers.asking import hall, line

DAY = [line(0, ("^HSI", 101.0), turnover=100)]
TRADER, ANALYST, GUEST, ADMIN = "U01TRADER", "U02ANALYST", "U03GUEST", "U04ADMIN"


async def test_a_manager_changes_any_alert_of_the_channel(tmp_path: Path) -> None:
    """Once listed they may, and once taken off they may not; everybody reads the list, guests included."""
    async with hall(tmp_path, DAY) as here:
        await here.ask("alert hsi up 5%")
        assert "has no managers" in await here.ask("managers", GUEST)
        assert "Only workspace admins" in await here.ask(f"managers add {ANALYST}", TRADER)
        assert f"<@{ANALYST}> manages this channel's alerts." in await here.ask(f"managers add @{ANALYST}", ADMIN)
        assert "managed already" in await here.ask(f"managers add {ANALYST}", ANALYST)
        assert f"<@{ANALYST}>, listed by <@{ADMIN}> on 15 Jul 2025" in await here.ask("managers", door=Door.MENTION)
        assert (await here.ask("alert edit #1 up 6%", ANALYST)).startswith("Changed #1")
        assert "no more" in await here.ask(f"managers remove {ANALYST}", ADMIN)
        assert "was no manager here" in await here.ask(f"managers remove {ANALYST}", ADMIN)
        assert "this channel's managers" in await here.ask("alert edit #1 up 7%", ANALYST)


async def test_what_cannot_be_meant(tmp_path: Path) -> None:
    """A guest, an unknown name, half a sentence and a direct message are each answered in words."""
    async with hall(tmp_path, DAY) as here:
        assert "Guests and people" in await here.ask(f"managers add {GUEST}", ADMIN)
        assert "Nobody here is called “@zoe”" in await here.ask("managers add @zoe", ADMIN)
        for words in ("managers add", f"managers crown {ANALYST}"):
            assert "Say who" in await here.ask(words, ADMIN)
        assert "no managers. Ask in the channel" in await here.ask("managers", channel="D01TRADER")
