"""What the tests of alerts and replays begin with."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.bot.day import database


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    """A new database."""
    opened = await database(tmp_path)
    yield opened
    await opened.close()
