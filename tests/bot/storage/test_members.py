"""Standings of before a rule could be about several."""

from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.alerts.alert import Standing
from bot.alerts.condition import Direction
from bot.storage.database import open_database
from bot.storage.ledger import standing
from bot.storage.migrate import FOLDER, migrate
from tests.bot.day import OPEN
from tests.servers import postgresql

OLD = """INSERT INTO standings (team, alert_id, direction, session, value, time, beyond, armed, generation)
VALUES ('T01', 7, 'up', '2025-07-15', '6.5', '2025-07-15 01:30:00+00:00', true, false, 2)"""


def upgrade(connection: Connection) -> None:
    """Make the schema of the revision before."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    command.upgrade(config, "0007")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_standings_are_kept(tmp_path: Path, kind: str) -> None:
    """Where rules stood before, they stand afterwards: each about its one target."""
    opened = open_database(postgresql() if kind == "postgresql" else str(tmp_path / "surge.db"))
    async with opened.migrating() as connection:
        await connection.run_sync(upgrade)
        await connection.execute(text(OLD.replace("+00:00", "") if kind == "sqlite" else OLD))
    await migrate(opened)
    async with opened.read() as reader:
        found = await standing(reader, {("T01", 7)})
    stood = Standing("2025-07-15", Decimal("6.5"), OPEN, beyond=True, armed=False, generation=2)
    assert found == {("T01", 7, "", Direction.UP): stood}
    await opened.close()
