"""What each role does, and what it cannot start without."""

from collections.abc import Mapping

import pytest

from bot.role import Role, refusal
from bot.settings import Settings

PARTS = [Role.WEB, Role.CLOCK, Role.WORKER]
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
POSTGRESQL, REDIS = {"DATABASE_URL": "postgres://surge@db/surge"}, {"REDIS_URL": "redis://cache"}
REPLAY = {"SURGE_PROVIDER": "replay", "SURGE_REPLAY_IN_SLACK": "1"}


@pytest.mark.parametrize("role", PARTS)
@pytest.mark.parametrize(
    ("env", "lacking"),
    [
        ({}, "no token"),
        (POSTGRESQL | REDIS, "no token"),
        (TOKENS, "set DATABASE_URL (postgresql://…) and REDIS_URL."),
        (TOKENS | POSTGRESQL, "set REDIS_URL."),
        (TOKENS | REDIS, "set DATABASE_URL (postgresql://…)."),
        (TOKENS | REDIS | {"DATABASE_URL": "sqlite:///surge.db"}, "set DATABASE_URL (postgresql://…)."),
        (TOKENS | POSTGRESQL | REDIS | REPLAY, "set SURGE_REPLAY_STORES=1."),
    ],
)
def test_a_part_says_what_it_lacks(role: Role, env: Mapping[str, str], lacking: str) -> None:
    """Without tokens, PostgreSQL and Redis no part starts, and it names what to set."""
    said = refusal(role, Settings.from_env(env))
    assert said.startswith(f"The role {role} ")
    assert lacking in said
    assert refusal(Role.ALL, Settings.from_env(env)) == ""


@pytest.mark.parametrize("role", PARTS)
@pytest.mark.parametrize("more", [{}, REPLAY | {"SURGE_REPLAY_STORES": "1"}])
def test_a_part_with_shared_stores_starts(role: Role, more: Mapping[str, str]) -> None:
    """With all of them it starts, a replay too that may use them."""
    assert refusal(role, Settings.from_env({**TOKENS, **POSTGRESQL, **REDIS, **more})) == ""


def test_the_parts_together_do_all_that_one_process_does() -> None:
    """Each kind of work is that of one part, and of the process that does everything."""
    for kind in ("answers", "looks", "delivers"):
        assert [getattr(role, kind) for role in PARTS].count(True) == 1
        assert getattr(Role.ALL, kind)
