"""What a process of Surge does: everything, or one part of it beside others."""

from enum import StrEnum
from urllib.parse import urlsplit

from bot.settings import Settings

POSTGRESQL = ("postgres", "postgresql")


class Role(StrEnum):
    """The part of a process. `docs/architecture.md` says which job is whose."""

    ALL = "all"
    WEB = "web"
    CLOCK = "clock"
    WORKER = "worker"

    @property
    def answers(self) -> bool:
        """Whether people reach it."""
        return self in {Role.ALL, Role.WEB}

    @property
    def looks(self) -> bool:
        """Whether it asks the source, and judges what comes."""
        return self in {Role.ALL, Role.CLOCK}

    @property
    def delivers(self) -> bool:
        """Whether it posts and edits."""
        return self in {Role.ALL, Role.WORKER}


def refusal(role: Role, settings: Settings) -> str:
    """Return why `role` cannot start with these settings, what to do about it included; "" where it can."""
    if role is Role.ALL:
        return ""
    if settings.sandbox:
        return (
            f"The role {role} works for a workspace, and no token of one is set (.env.example says which). "
            "`python -m bot all` starts the sandbox, in one process."
        )
    if not settings.shared_stores:
        return (
            f"The role {role} shares all it knows with other processes, and a replay keeps to files of its own: "
            "set SURGE_REPLAY_STORES=1."
        )
    lacking = list(filter(None, (_database(settings.database_url), "" if settings.redis_url else "REDIS_URL")))
    if not lacking:
        return ""
    return (
        f"The role {role} shares all it knows with other processes, in PostgreSQL and in Redis: "
        f"set {' and '.join(lacking)}. `python -m bot all` does everything in one process, and needs neither."
    )


def _database(url: str) -> str:
    """Return what is to be set for the database; "" where it is one that processes can share."""
    return "" if urlsplit(url).scheme in POSTGRESQL else "DATABASE_URL (postgresql://…)"
