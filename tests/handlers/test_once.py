"""What comes twice has one effect, whatever becomes of the receipts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.receipts import StoredReceipts
from handlers import once
from handlers.once import Once
from tests.bot.day import WALL, database

KEEP = timedelta(minutes=10)


@pytest.fixture
async def receipts(tmp_path: Path) -> AsyncIterator[StoredReceipts]:
    """Give receipts over a database."""
    opened = await database(tmp_path)
    yield StoredReceipts(opened)
    await opened.close()


def wall() -> datetime:
    """Tell the time."""
    return WALL


async def test_the_first_is_told_from_the_rest(receipts: StoredReceipts) -> None:
    """Of any number at once, one is the first; what has no name is always new."""
    known = Once(receipts, wall, KEEP)
    assert sorted(await asyncio.gather(*(known.first("Ev1") for _ in range(5)))) == [False] * 4 + [True]
    assert [await known.first(""), await known.first(""), await known.first("Ev2")] == [True, True, True]


async def test_another_process_knows_as_well(receipts: StoredReceipts) -> None:
    """What one has taken, another does not take."""
    assert await Once(receipts, wall, KEEP).first("Ev1")
    assert not await Once(receipts, wall, KEEP).first("Ev1")


async def test_memory_is_bounded(receipts: StoredReceipts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the latest are in memory; the receipts know of the others."""
    monkeypatch.setattr(once, "MOST", 2)
    known = Once(receipts, wall, KEEP)
    for key in ("a", "b", "c"):
        assert await known.first(key)
    assert len(known._latest) == 2  # noqa: SLF001 - nothing else shows how much is held
    assert not await known.first("a")


class Broken:
    """Receipts that fail, or never answer."""

    def __init__(self, *, hang: bool) -> None:
        """Choose how."""
        self._hang = hang

    async def first(self, key: str, now: datetime, keep: timedelta) -> bool:
        """Fail."""
        if self._hang:
            await asyncio.Event().wait()
        raise StorageError(f"{key} {now} {keep}")


@pytest.mark.parametrize("hang", [True, False])
async def test_memory_decides_where_no_receipt_is_to_be_had(
    hang: bool,  # noqa: FBT001 - a table of cases
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A database that fails or hangs keeps nobody waiting, and what this process has seen stays seen."""
    monkeypatch.setattr(once, "PATIENCE", 0.01)
    known = Once(Broken(hang=hang), wall, KEEP)
    assert await known.first("Ev1")
    assert not await known.first("Ev1")
