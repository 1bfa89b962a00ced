"""Questions and answers between processes, over SQL."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import delete, select, update

from bot.market.news import Headline
from bot.market.relay import Bulletin
from bot.storage.database import Database
from bot.storage.ground_tables import bulletins, wanted

KEPT = timedelta(hours=1)
# There is one so far: what the process tells that looks at the market.
NAME = "market"

_to_text, _to_bulletin = msgspec.json.Encoder().encode, msgspec.json.Decoder(Bulletin).decode
_to_headlines = msgspec.json.Decoder(tuple[Headline, ...]).decode


class StoredRelay:
    """Keeps them in `database`; `bot.market.relay.RelayStore` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ask(self, symbols: Collection[str], now: datetime) -> None:
        """Insert each symbol, or ask for it anew."""
        row = self._database.insert(wanted)
        again = {"asked_at": now, "answered_at": None, "trouble": "", "text": ""}
        upsert = row.on_conflict_do_update(index_elements=["symbol"], set_=again)
        # In one order, whoever writes: two processes that lock rows crosswise would wait for each other.
        async with self._database.write() as connection:
            await connection.execute(upsert, [{"symbol": symbol, **again} for symbol in sorted(set(symbols))])

    async def pending(self, since: datetime) -> Mapping[str, datetime]:
        """Read what has no answer yet."""
        asked = select(wanted.c.symbol, wanted.c.asked_at).where(
            wanted.c.answered_at.is_(None), wanted.c.asked_at >= since
        )
        async with self._database.read() as connection:
            return {row.symbol: row.asked_at for row in await connection.execute(asked)}

    async def answer(
        self, asked: Mapping[str, datetime], now: datetime, trouble: str, headlines: Sequence[Headline] = ()
    ) -> None:
        """Mark each row that is still the one that was asked; forget old ones on the way."""
        values = {"answered_at": now, "trouble": trouble, "text": _to_text(headlines).decode()}
        async with self._database.write() as connection:
            for symbol in sorted(asked):
                mine = (wanted.c.symbol == symbol) & (wanted.c.asked_at <= asked[symbol])
                await connection.execute(update(wanted).where(mine).values(values))
            await connection.execute(delete(wanted).where(wanted.c.asked_at < now - KEPT))

    async def answered(self, symbols: Collection[str], since: datetime) -> Mapping[str, str]:
        """Read the answers that came since then; one that is asked for anew has none."""
        mine = wanted.c.symbol.in_(symbols) & (wanted.c.answered_at >= since)
        async with self._database.read() as connection:
            rows = await connection.execute(select(wanted.c.symbol, wanted.c.trouble).where(mine))
            return {row.symbol: row.trouble for row in rows}

    async def headlines(self, name: str) -> Sequence[Headline]:
        """Read what came with the answer."""
        async with self._database.read() as connection:
            text = await connection.scalar(select(wanted.c.text).where(wanted.c.symbol == name))
        return _to_headlines(text) if text else ()

    async def publish(self, bulletin: Bulletin) -> None:
        """Insert or replace it."""
        text = _to_text(bulletin).decode()
        row = self._database.insert(bulletins).values(name=NAME, text=text)
        async with self._database.write() as connection:
            await connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"text": text}))

    async def published(self) -> Bulletin:
        """Read it."""
        async with self._database.read() as connection:
            text = await connection.scalar(select(bulletins.c.text).where(bulletins.c.name == NAME))
        return _to_bulletin(text) if text else Bulletin()
