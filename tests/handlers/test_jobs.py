"""Which job is whose: market time is the clock's, and who has no source follows."""

from pathlib import Path

from bot.bootstrap import build
from bot.role import Role
from bot.settings import Settings
from handlers.jobs import following, looking
from handlers.schedule import Job
from tests.bot.day import furnish

LIVE = {"watch", "turnover", "closes", "figures", "digests", "keeper", "retention"}


def by_name(jobs: list[Job]) -> dict[str, Job]:
    """Return jobs by their names, each of which is there once."""
    named = {job.name: job for job in jobs}
    assert len(named) == len(jobs)
    return named


async def test_who_looks_tells_who_follows(tmp_path: Path) -> None:
    """Live, one process alone looks; a clock besides answers and tells the others, who then know it."""
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SURGE_HOME": str(tmp_path)}
    settings = Settings.from_env(env)
    await furnish(tmp_path)
    async with build(settings) as alone:
        assert by_name(looking(alone)).keys() == LIVE
        assert following(alone) == []
    async with build(settings, role=Role.CLOCK) as clock, build(settings, role=Role.WEB) as web:
        jobs = by_name(looking(clock))
        assert jobs.keys() == LIVE | {"wanted", "bulletin"}
        assert clock.pace
        for name in ("wanted", "bulletin", "figures", "digests", "keeper"):
            await jobs[name].run()
        (follow,) = following(web)
        await follow.run()
        assert web.bulletin.pace == clock.pace()
        assert web.bulletin.trouble == "Surge is not looking at the markets just now."
        assert (web.role, web.histories, web.chores, web.pace) == (Role.WEB, None, None, None)
