"""What was made of a desk's figures is made once for all who ask."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from handlers.sights.kept import LIFETIME, Kept
from tests.handlers.asking import hall, line

DAY = [line(0, ("^HSI", 101.0)), line(1, ("^HSI", 101.5))]


async def test_it_is_made_once_for_each_revision(tmp_path: Path) -> None:
    """The second who asks gets what the first got; new figures, another key or some seconds make it anew."""
    kept: Kept[int] = Kept()
    made: list[int] = []

    async def make() -> int:
        made.append(len(made))
        return made[-1]

    async with hall(tmp_path, DAY) as here:
        await here.play(0)
        assert [await kept.get(here.surge, key, make) for key in ("a", "a", "b", "a")] == [0, 0, 1, 0]
        await here.play(1)
        assert await kept.get(here.surge, "a", make) == 2
        for late, expected in ((LIFETIME - timedelta(seconds=1), 2), (LIFETIME, 3)):
            later = here.surge.clock() + late
            assert await kept.get(replace(here.surge, clock=partial(later.replace)), "a", make) == expected


async def test_what_was_made_of_older_figures_is_not_kept(tmp_path: Path) -> None:
    """Where new figures come while a thing is made, the next one is made of those."""
    kept: Kept[str] = Kept()

    async with hall(tmp_path, DAY) as here:
        await here.play(0)

        async def slow() -> str:
            await here.play(1)
            return "half old"

        async def quick() -> str:
            return "new"

        assert await kept.get(here.surge, "a", slow) == "half old"
        assert await kept.get(here.surge, "a", quick) == "new"
