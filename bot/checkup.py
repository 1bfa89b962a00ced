"""What a checkup is: one thing that must be right for Surge to work, and what to do where it is not.

`bot/checkups` and `handlers/checkups` hold them all, one a file; `python -m bot doctor` goes through them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import SurgeError
from bot.logs import Redaction
from bot.settings import Settings

# As somebody would look who starts from nothing; a name that is not here comes last.
ORDER = (
    "settings",
    "home",
    "instruments",
    "database",
    "cache",
    "provider",
    "token",
    "scopes",
    "socket",
    "clock",
    "port",
)
PATIENCE = 20.0


class Mark(StrEnum):
    """How it stands: well, ill, or not for these settings."""

    WELL = "✓"
    ILL = "✗"
    SKIPPED = "–"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a checkup found, in a sentence; of something ill it says what to do."""

    mark: Mark
    text: str


def well(text: str) -> Finding:
    """All is as it should be."""
    return Finding(Mark.WELL, text)


def ill(text: str) -> Finding:
    """Something must be done."""
    return Finding(Mark.ILL, text)


def skipped(text: str) -> Finding:
    """These settings do not need it, or it cannot be told from here."""
    return Finding(Mark.SKIPPED, text)


@dataclass(frozen=True, slots=True)
class Checkup:
    """One look, which changes nothing that lasts. What `look` raises is told as ill."""

    name: str
    look: Callable[[Settings], Awaitable[Finding]]


async def examine(
    checkups: Sequence[Checkup], settings: Settings, patience: float = PATIENCE
) -> AsyncIterator[tuple[str, Finding]]:
    """Yield the name and finding of each checkup, in order; no secret is in any of them."""
    rank = {name: at for at, name in enumerate(ORDER)}
    strike = Redaction(settings.secrets).strike
    for checkup in sorted(checkups, key=lambda each: (rank.get(each.name, len(rank)), each.name)):
        finding = await _looked(checkup, settings, patience)
        yield checkup.name, Finding(finding.mark, strike(finding.text))


async def _looked(checkup: Checkup, settings: Settings, patience: float) -> Finding:
    try:
        async with asyncio.timeout(patience):
            return await checkup.look(settings)
    except TimeoutError:
        return ill(f"No answer within {patience:g} s.")
    except SurgeError as error:
        return ill(error.sentence)
    except Exception as error:  # noqa: BLE001 - the edge: the other checkups are worth their looks
        return ill(f"Could not be looked at: {type(error).__name__}: {error}")
