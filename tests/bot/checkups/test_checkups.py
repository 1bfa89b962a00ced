"""What Surge stands on, well and ill: settings, folder, database, cache and source."""

from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.checkup import Finding, Mark
from bot.checkups import cache, database, home, instruments, provider, settings
from bot.errors import ConfigurationError
from bot.market.catalogue import OWNERS, use
from bot.market.providers.replay import ReplayProvider
from bot.settings import Settings
from tests.bot.market.samples import entry, line, tape
from tests.servers import postgresql, valkey
from tests.stage import Entry
from tests.stage import line as tape_line
from tests.stage import tape as tape_file

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "5ecret"}


def given(folder: Path, **env: str) -> Settings:
    """Return settings of a Surge that lives in `folder`."""
    return Settings.from_env({"SURGE_HOME": str(folder), **env})


def seen(finding: Finding) -> tuple[Mark, str]:
    """Return a finding as one sees it."""
    return finding.mark, finding.text


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({}, "the sandbox"),
        (TOKENS, "One workspace by Socket Mode, live figures"),
        (HTTP, "One workspace by HTTP, live figures"),
        ({**TOKENS, "SURGE_PROVIDER": "replay", "SURGE_REPLAY_IN_SLACK": "1"}, "a recorded day"),
    ],
)
async def test_the_settings_say_which_way_surge_works(tmp_path: Path, env: dict[str, str], words: str) -> None:
    """Settings that can be read are told in a few words."""
    mark, text = seen(await settings.look(given(tmp_path, **env)))
    assert mark is Mark.WELL
    assert words in text


@pytest.mark.parametrize("name", ["SURGE_TURNOVER_ALERT", "SURGE_TECH_ALERT"])
async def test_a_threshold_nobody_can_read_is_named(tmp_path: Path, name: str) -> None:
    """A first alert whose words make no rule is ill before it is planted."""
    mark, text = seen(await settings.look(given(tmp_path, **{name: "a lot"})))
    assert mark is Mark.ILL
    assert text.startswith(f"{name} cannot be read: ")


async def test_a_home_is_made_and_left_empty(tmp_path: Path) -> None:
    """A folder that can be written is well, and nothing stays behind in it."""
    mark, text = seen(await home.look(given(tmp_path / "a" / "b")))
    assert (mark, text) == (Mark.WELL, f"{tmp_path}/a/b can be written.")
    assert list((tmp_path / "a" / "b").iterdir()) == []


async def test_a_home_that_cannot_be_written_is_ill(tmp_path: Path) -> None:
    """A file in the folder's place is ill, with what to do."""
    (tmp_path / "file").write_text("")
    mark, text = seen(await home.look(given(tmp_path / "file")))
    assert mark is Mark.ILL
    assert "Set it to a folder of yours" in text


@pytest.mark.parametrize(
    ("env", "mark"),
    [
        (TOKENS, Mark.ILL),
        ({**TOKENS, "DATABASE_URL": "postgres://127.0.0.1/surge"}, Mark.WELL),
        ({}, Mark.WELL),
    ],
)
async def test_a_disk_that_vanishes_is_named(
    tmp_path: Path, env: dict[str, str], mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a dyno alerts need a database elsewhere; a replay does not mind."""
    monkeypatch.setenv("DYNO", "web.1")
    finding = await home.look(given(tmp_path, **env))
    assert finding.mark is mark


async def test_the_owners_instruments_are_read(tmp_path: Path) -> None:
    """No file is nothing to look at; one that can be read is counted, and one that cannot is told as at the start."""
    assert (await instruments.look(given(tmp_path))).mark is Mark.SKIPPED
    (tmp_path / OWNERS).write_text('[[group]]\ninstruments = [{ symbol = "9.HK", name = "Nine" }]\n', encoding="utf-8")
    mark, text = seen(await instruments.look(given(tmp_path)))
    assert (mark, "instruments, 9 themes" in text) == (Mark.WELL, True)
    (tmp_path / OWNERS).write_text("group = 1\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"begin each with \[\[group\]\]"):
        await instruments.look(given(tmp_path))
    use(tmp_path / "nowhere")


async def test_a_database_is_looked_at_and_left_as_it_was(tmp_path: Path) -> None:
    """Before the first start there is no schema; after it, it is up to date."""
    here = given(tmp_path, SURGE_TAPE=str(tape_file(tmp_path, [tape_line(0, ("^HSI", 1))])))
    for _ in range(2):
        mark, text = seen(await database.look(here))
        assert mark is Mark.WELL
        assert "(none yet) will be brought to" in text
    async with build(here):
        pass
    assert "up to date" in (await database.look(here)).text


async def test_a_database_in_use_elsewhere_is_looked_at(tmp_path: Path) -> None:
    """A PostgreSQL server is read and written as well, with live figures."""
    mark, text = seen(await database.look(given(tmp_path, **TOKENS, DATABASE_URL=postgresql())))
    assert mark is Mark.WELL
    assert text.startswith("PostgreSQL can be read and written.")


async def test_a_database_that_cannot_be_written_is_ill(tmp_path: Path) -> None:
    """A file that is no database raises what to tell, with its kind."""
    (tmp_path / "surge.db").write_bytes(b"This is no database at all, but a letter to a friend." * 20)
    with pytest.raises(ConfigurationError, match=r"SQLite cannot be written: file is not a database"):
        await database.look(given(tmp_path, **TOKENS))


@pytest.mark.parametrize(
    ("env", "words"),
    [
        (TOKENS, "one process needs none"),
        ({"REDIS_URL": "redis://127.0.0.1:9/0"}, "REDIS_URL is not used"),
    ],
)
async def test_a_cache_nobody_asked_for_is_skipped(tmp_path: Path, env: dict[str, str], words: str) -> None:
    """Without REDIS_URL, and in a replay, there is nothing to look at."""
    mark, text = seen(await cache.look(given(tmp_path, **env)))
    assert mark is Mark.SKIPPED
    assert words in text


async def test_a_cache_that_answers_is_well(tmp_path: Path) -> None:
    """A Redis or Valkey at REDIS_URL that can be written is well."""
    assert seen(await cache.look(given(tmp_path, **TOKENS, REDIS_URL=valkey()))) == (Mark.WELL, "Redis answers.")


async def test_a_cache_that_is_not_there_is_ill(tmp_path: Path) -> None:
    """A REDIS_URL behind which nobody answers is ill, and Surge works all the same."""
    mark, text = seen(await cache.look(given(tmp_path, **TOKENS, REDIS_URL="redis://127.0.0.1:9/0")))
    assert mark is Mark.ILL
    assert text.startswith("REDIS_URL: Redis does not answer. Surge works without it")


async def test_a_tape_is_read(tmp_path: Path) -> None:
    """A tape is well with the number of its lines, and of those that cannot be read."""
    lines: list[Entry | str] = [tape_line(0, ("^HSI", 1)), "not a line", tape_line(1, ("^HSI", 2))]
    mark, text = seen(await provider.look(given(tmp_path, SURGE_TAPE=str(tape_file(tmp_path, lines)))))
    assert (mark, text) == (Mark.WELL, "The tape has 2 lines; 1 more cannot be read and are skipped.")


async def test_a_tape_that_is_none_says_so(tmp_path: Path) -> None:
    """A file that is no tape raises what to tell."""
    (tmp_path / "letter").write_text("Dear friend")
    with pytest.raises(ConfigurationError):
        await provider.look(given(tmp_path, SURGE_TAPE=str(tmp_path / "letter")))


@pytest.mark.parametrize(
    ("lines", "mark", "words"),
    [
        ([line("10:00", entry(24300.5, "09:45"))], Mark.WELL, "^HSI 24,300.5 at Tue 15 Jul 09:45 HKT."),
        ([line("10:00", entry(9, "09:45", "0700.HK"))], Mark.ILL, "has no quote of ^HSI"),
        ([line("10:00", error="rate-limited")], Mark.ILL, "Check the network and HTTPS_PROXY"),
    ],
)
async def test_a_source_is_asked_once(lines: list[str], mark: Mark, words: str) -> None:
    """A live source is well with a figure and its time, and ill without, or where it fails."""
    finding = await provider.asked(ReplayProvider(tape(*lines)))
    assert finding.mark is mark
    assert words in finding.text


async def test_live_figures_that_cannot_be_reached_are_ill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With live figures the source itself is asked; behind a proxy that is not there it cannot be reached."""
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    finding = await provider.look(given(tmp_path, **TOKENS))
    assert finding.mark is Mark.ILL
    assert "Surge itself keeps trying" in finding.text
