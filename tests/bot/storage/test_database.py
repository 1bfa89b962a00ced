"""The database's two doors, what they refuse, and the schema's history."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text

from bot.errors import ConfigurationError, StorageError
from bot.market.admission import Admitted
from bot.storage import migrations
from bot.storage.database import Database, open_database
from bot.storage.market_tables import daily_figures
from bot.storage.migrate import FOLDER, migrate, prepare
from bot.storage.schema import metadata
from bot.storage.tables import admitted, numbers, seeds
from tests.bot.day import OPEN, database
from tests.servers import postgresql


async def test_commits(tmp_path: Path) -> None:
    """What a writing door closes over is kept, and read by all who open the file."""
    one, other = await database(tmp_path), open_database(f"sqlite:///{tmp_path}/surge.db")
    async with one.write() as connection:
        await connection.execute(insert(seeds).values(name="a"))
    async with other.read() as connection:
        assert (await connection.execute(select(seeds.c.name))).scalars().all() == ["a"]
    await one.close()
    await other.close()


async def test_rolls_back(tmp_path: Path) -> None:
    """An error inside the writing door undoes all, and comes out as it is."""
    opened = await database(tmp_path)

    async def failing() -> None:
        async with opened.write() as connection:
            await connection.execute(insert(seeds).values(name="a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    async with opened.read() as connection:
        assert (await connection.execute(select(seeds))).all() == []
    await opened.close()


async def test_readers_cannot_write(tmp_path: Path) -> None:
    """Through the reading door nothing can be changed."""
    opened = await database(tmp_path)
    with pytest.raises(StorageError, match="try again"):
        async with opened.read() as connection:
            await connection.execute(insert(seeds).values(name="a"))
    await opened.close()


async def test_survives_a_power_cut(tmp_path: Path) -> None:
    """Commits are written to the disk before they count."""
    opened = await database(tmp_path)
    async with opened.write() as connection:
        found = [
            (await connection.exec_driver_sql(f"PRAGMA {each}")).scalar() for each in ("journal_mode", "synchronous")
        ]
    assert found == ["wal", 2]
    await opened.close()


async def count(opened: Database, times: int) -> None:
    """Read a number and write one more, as two who meet would."""
    for _ in range(times):
        async with opened.write() as connection:
            before = (await connection.execute(select(numbers.c.last))).scalar_one()
            await asyncio.sleep(0)
            await connection.execute(numbers.update().values(last=before + 1))


async def test_no_update_is_lost(tmp_path: Path) -> None:
    """Two that read and then write the same row never overwrite each other."""
    opened, other = await database(tmp_path), open_database(tmp_path / "surge.db")
    async with opened.write() as connection:
        await connection.execute(insert(numbers).values(team="T01", last=0))
    await asyncio.gather(count(opened, 20), count(other, 20), count(opened, 20), count(other, 20))
    async with opened.read() as connection:
        assert (await connection.execute(select(numbers.c.last))).scalar_one() == 80
    await opened.close()
    await other.close()


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("mysql://surge:5ecret@localhost/surge", "mysql is no database"),
        ("postgres://surge:5ecret@localhost:port/surge", "cannot be read"),
    ],
)
def test_unknown_databases(place: str, complaint: str) -> None:
    """A database that Surge does not know is a complaint, without the password in it."""
    with pytest.raises(ConfigurationError, match=complaint) as caught:
        open_database(place)
    assert "5ecret" not in str(caught.value)


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """A folder that cannot be made is a complaint."""
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="cannot be made"):
        open_database(tmp_path / "file" / "surge.db")


async def test_a_file_that_is_none(tmp_path: Path) -> None:
    """A file that is no database is an error that people are told, and is left alone."""
    (tmp_path / "surge.db").write_text("not a database, but long enough to be taken for one " * 20)
    opened = open_database(tmp_path / "surge.db")
    with pytest.raises(StorageError):
        await migrate(opened)
    assert (tmp_path / "surge.db").read_text().startswith("not a database")
    await opened.close()


# The schema's history


async def test_migrates_once(tmp_path: Path) -> None:
    """The first start makes the schema, and the next finds it."""
    opened = open_database(tmp_path / "surge.db")
    assert [await migrate(opened), await migrate(opened)] == [True, False]
    await opened.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_two_processes_migrate(tmp_path: Path, kind: str) -> None:
    """Of two that start at the same moment one makes the schema, and the other finds it whole."""
    place = postgresql() if kind == "postgresql" else str(tmp_path / "surge.db")
    mine, yours = open_database(place), open_database(place)
    await asyncio.gather(prepare(mine), prepare(yours))
    assert not await migrate(mine)
    await mine.close()
    await yours.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_schema(tmp_path: Path, kind: str) -> None:
    """The migrations make exactly the tables that the code works with."""
    assert {admitted.name, daily_figures.name} <= metadata.tables.keys()
    opened = open_database(postgresql()) if kind == "postgresql" else await database(tmp_path)
    await migrate(opened)
    async with opened.read() as connection:
        differences = await connection.run_sync(
            lambda plain: compare_metadata(MigrationContext.configure(plain), metadata)
        )
    assert differences == []
    await opened.close()


def test_head() -> None:
    """The revision that the code asks for is the newest there is."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


async def test_a_newer_database(tmp_path: Path) -> None:
    """A database of a later Surge is refused, not bent."""
    opened = await database(tmp_path)
    async with opened.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="another version of Surge"):
        await migrate(opened)
    await opened.close()


def test_a_start_loads_what_it_uses() -> None:
    """A start on SQLite, without Redis and with nothing to migrate, pays for neither Alembic nor others' drivers."""
    unused = {"alembic", "psycopg", "redis"}
    code = f"import sys, bot.storage.stores, bot.storage.alert_book; sys.exit(bool({unused} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The columns


async def test_times_keep_their_instant(tmp_path: Path) -> None:
    """A time of any zone comes back as the same instant in UTC, to the microsecond; unknown ones stay unknown."""
    opened = await database(tmp_path)
    time = OPEN.replace(microsecond=123456)
    async with opened.write() as connection:
        await connection.execute(insert(admitted).values(target="^HSI", time=time))
        row = (await connection.execute(select(admitted))).mappings().one()
    assert Admitted(**row) == Admitted("^HSI", time)
    assert row["time"].tzinfo is UTC
    await opened.close()


async def test_times_need_a_zone(tmp_path: Path) -> None:
    """A time without a zone is refused, for nobody knows when it is."""
    opened = await database(tmp_path)
    naive = insert(admitted).values(target="^HSI", time=datetime(2025, 7, 15))  # noqa: DTZ001 - on purpose
    with pytest.raises(StorageError):
        async with opened.write() as connection:
            await connection.execute(naive)
    await opened.close()
