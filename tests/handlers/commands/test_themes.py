"""Asking for themes, on the recorded day."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.errors import ConfigurationError
from bot.market.catalogue import use
from bot.settings import Settings
from tests.handlers.asking import Hall, hall, line
from tests.stage import outline


async def test_the_recorded_day_has_its_themes(tmp_path: Path) -> None:
    """At the end of the surge of 15 July 2025 each theme shows the mean of what was recorded, and what was not."""
    tape = outline(tmp_path)
    async with build(Settings.from_env({"SURGE_HOME": str(tmp_path), "SURGE_TAPE": str(tape)})) as surge:
        here = Hall(surge)
        assert surge.replay is not None
        await here.play(len(surge.replay.provider.tape.lines) - 1)
        text = (await here.card("themes")).text
        assert "1. Cloud ▲ +8.35%  4 of 8 with figures: Kingsoft Cloud ADR +18.7%, Alibaba +7.0%, Baidu +4.2%" in text
        assert "China internet ADRs ▲ +8.09%  1 of 13 with figures: Alibaba ADR +8.1%" in text
        assert "Data centres ▲ +7.77%  1 of 10 with figures: GDS ADR +7.8%" in text
        assert "Compute suppliers ▲ +4.04%  1 of 7 with figures: NVIDIA +4.0%" in text
        assert "China semiconductors ▼ −1.83%  1 of 13 with figures: SMIC −1.8%" in text
        assert "Not recorded: Domestic AI chips, Optical modules / CPO" in text
        assert "Recorded: daily opens" in text
        for words in ("themes compute", "theme 算力", "themes Compute  Suppliers"):
            text = (await here.card(words)).text
            assert "\nCompute suppliers ▲ +4.04%\n" in text
            assert "\nNVIDIA (NVDA)  US$170.68  ▲ +4.04%\nNot recorded: Broadcom (AVGO), TSMC (TSM)" in text
        assert "9988.HK · also BABA (1 ADS = 8 shares)" in (await here.card("alibaba")).text
        assert "(83 of 85 with data)" in (await here.card("board")).text


async def test_without_figures_nothing_is_ranked(tmp_path: Path) -> None:
    """Where no member was quoted a sentence says so; a typo gets a suggestion."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0))]) as here:
        assert "No member of any theme has figures yet." in await here.ask("themes")
        assert "Did you mean cloud" in await here.ask("themes clod")


@pytest.fixture
def own() -> Iterator[None]:
    """Go back to the catalogue that comes with Surge."""
    yield
    use(Path("nowhere at all"))


@pytest.mark.usefixtures("own")
async def test_the_owners_file_is_read_at_the_start(tmp_path: Path) -> None:
    """A theme and an instrument of the owner's own can be asked for; a faulty file stops the start."""
    (tmp_path / "instruments.toml").write_text(
        """
        as_of = 2025-07-01
        source = "our desk"
        group = [{ industry = "Shipping", instruments = [{ symbol = "1308.HK", name = "SITC" }] }]
        theme = [{ key = "ships", name = "Ships", hant = "航運股", symbols = ["1308.HK"] }]
        """,
        encoding="utf-8",
    )
    async with hall(tmp_path, [line(0, ("1308.HK", 102.0))]) as here:
        assert (await here.ask("themes 航運股")).startswith("Ships ▲ +2.00%\n航運股 · 1 of 1 with figures\n")
        assert "our desk (as of 1 Jul 2025)" in await here.ask("themes")
        assert (await here.ask("sitc")).startswith("SITC (1308.HK) HK$102.00")
    (tmp_path / "instruments.toml").write_text('theme = [{ key = "ships" }]', encoding="utf-8")
    with pytest.raises(ConfigurationError) as raised:
        async with hall(tmp_path, [line(0, ("^HSI", 101.0))]):
            pass
    assert all(each.startswith(f'{tmp_path}/instruments.toml, theme "ships": ') for each in raised.value.complaints)
    assert len(raised.value.complaints) == 4
