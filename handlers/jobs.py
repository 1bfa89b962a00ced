"""What Surge does by itself: the jobs of who looks at the market, of who delivers, and of who follows."""

from bot.alerts.keeper import Keeper
from bot.market.plan import SPACING
from bot.surge import Surge
from handlers.delivery import Courier
from handlers.living import Editor
from handlers.schedule import Job
from handlers.token import Token

REPLAY_SECONDS = 0.1
DELIVER_SECONDS = 0.5
EDIT_SECONDS = 1.0
TOKEN_SECONDS = 30.0
CHORE_SECONDS = 60.0
CLOSES_SECONDS = 60.0
DAILY_SECONDS = 86400.0
# Somebody waits for what is wanted.
WANTED_SECONDS = 0.25
FOLLOW_SECONDS = 0.5


def looking(surge: Surge) -> list[Job]:
    """Return the jobs of who looks at the market: to ask, to judge, and whatever goes by market time."""
    keeper = Keeper(surge.book, surge.clock, surge.wall)
    jobs = _live(surge) if surge.replay is None else [Job("replay", REPLAY_SECONDS, lambda: _advance(surge))]
    jobs.append(Job("digests", DELIVER_SECONDS, lambda: _let_out(surge)))
    jobs.append(Job("keeper", CLOSES_SECONDS, keeper.turn))
    jobs.append(Job("retention", DAILY_SECONDS, surge.retention.turn))
    return jobs


def delivering(courier: Courier, editor: Editor, token: Token) -> list[Job]:
    """Return the jobs of who posts and edits."""
    return [
        Job("deliver", DELIVER_SECONDS, courier.deliver),
        Job("token", TOKEN_SECONDS, token.check),
        Job("edit", EDIT_SECONDS, editor.edit),
    ]


def following(surge: Surge) -> list[Job]:
    """Return the jobs of who has no source of its own."""
    return [Job("follow", FOLLOW_SECONDS, surge.follow)] if surge.follow else []


def _live(surge: Surge) -> list[Job]:
    jobs = [Job("watch", SPACING.total_seconds(), lambda: _look(surge))]
    if surge.chores is not None:
        jobs.append(Job("turnover", CHORE_SECONDS, surge.chores))
    if (histories := surge.histories) is not None:
        jobs.append(Job("closes", CLOSES_SECONDS, lambda: histories.turn(surge.desk)))
    if (figures := surge.figures) is not None:
        jobs.append(Job("figures", CLOSES_SECONDS, lambda: figures.turn(surge.desk)))
    if (relay := surge.relay) is not None:
        jobs.append(Job("wanted", WANTED_SECONDS, relay.fetch))
        jobs.append(Job("bulletin", FOLLOW_SECONDS, lambda: relay.publish(surge.bulletin)))
    return jobs


async def _look(surge: Surge) -> None:
    """Look at what is due: nothing is while the markets are closed and their closes are known."""
    if surge.desk.due():
        await surge.watch.sweep()


async def _advance(surge: Surge) -> None:
    if surge.replay is not None:
        await surge.replay.advance(surge.wall())


async def _let_out(surge: Surge) -> None:
    """Let out what quiet hours held back; where a tape ends, market time stands still, and no quiet would end."""
    over = surge.replay is not None and surge.replay.over
    await surge.outbox.release(None if over else surge.clock(), surge.wall())
