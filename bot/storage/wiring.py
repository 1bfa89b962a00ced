"""What processes that watch for rules must know of each other's changes. All runs in transactions of the alert book.

A version is given while the counter's row is locked, so that versions become visible in their order: who has seen
one has seen all before it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.book import Rewired, Rewiring
from bot.alerts.condition import Condition
from bot.alerts.parser import restore
from bot.storage import watchlists
from bot.storage.chunks import chunks
from bot.storage.database import Database
from bot.storage.rows import Row
from bot.storage.tables import alerts, counters, rule_changes

RULE, VERSION, TURN = "rule", "version", "turn"
WORDS = ("kind", "target", "words")
# Who has missed more than this begins anew.
KEPT = 10_000

_WORDS = [alerts.c[name] for name in WORDS]


async def count(database: Database, connection: AsyncConnection, name: str) -> int:
    """Return the next number of a counter, whose row stays locked to the transaction's end."""
    first = database.insert(counters).values(name=name, last=1)
    following = first.on_conflict_do_update(index_elements=["name"], set_={"last": counters.c.last + 1})
    return int((await connection.execute(following.returning(counters.c.last))).scalar_one())


async def note(database: Database, connection: AsyncConnection, key: int, was: Row | None) -> None:
    """Tell the others that the rule `key` is new, another or gone; `was` is what they knew of it before.

    A rule about the watchlist that it is on is another with it.
    """
    await _note(database, connection, key, was)
    for about in await watchlists.following(connection, key, was):
        await _note(database, connection, about["key"], about)


async def _note(database: Database, connection: AsyncConnection, key: int, was: Row | None) -> None:
    version = await count(database, connection, VERSION)
    words = None if was is None else {name: was[name] for name in WORDS}
    await connection.execute(rule_changes.insert().values(version=version, key=key, was=words))
    await connection.execute(delete(rule_changes).where(rule_changes.c.version <= version - KEPT))


def watched(before: Row) -> Row | None:
    """Return a rule as the processes knew it that watch for rules: one that is done or paused they know no more."""
    return before if before["done_at"] is None and before["paused"] is None else None


async def rewired(connection: AsyncConnection, after: int) -> Rewiring:
    """Return what changed since version `after`; all rules where that is 0, or what followed it is not kept."""
    asked = select(counters.c.name, counters.c.last).where(counters.c.name.in_([VERSION, TURN]))
    counted = {row.name: row.last for row in await connection.execute(asked)}
    last, turn = counted.get(VERSION, 0), counted.get(TURN, 0)
    if after and last == after:
        return Rewiring(after, (), turn=turn)
    first = await connection.scalar(select(func.min(rule_changes.c.version)))
    if not 0 < after < last or first is None or first > after + 1:
        rows = (await connection.execute(_rules())).all()
        all_rules = {key: restore(*words) for key, *words in rows}
        all_rules |= await watchlists.filled(connection, all_rules)
        whole = tuple(Rewired(key, None, condition) for key, condition in all_rules.items())
        return Rewiring(last, whole, whole=True, turn=turn)
    newer = select(rule_changes).where(rule_changes.c.version > after).order_by(rule_changes.c.version)
    changed = (await connection.execute(newer)).all()
    # Of several changes the first tells what was known before them.
    was = {row.key: row.was for row in reversed(changed)}
    now = await _now(connection, was)
    rules = tuple(Rewired(key, _condition(words), now.get(key)) for key, words in was.items())
    return Rewiring(changed[-1].version if changed else after, rules, turn=turn)


async def _now(connection: AsyncConnection, keys: Collection[int]) -> dict[int, Condition]:
    found: dict[int, Condition] = {}
    for part in chunks(sorted(keys)):
        rows = await connection.execute(_rules().where(alerts.c.key.in_(part)))
        found.update((key, restore(*words)) for key, *words in rows)
    return found | await watchlists.filled(connection, found)


def _rules() -> Select[tuple[Any, ...]]:
    """Ask for the rules that have something to say yet."""
    return select(alerts.c.key, *_WORDS).where(alerts.c.done_at.is_(None), alerts.c.paused.is_(None))


def _condition(words: Mapping[str, str] | None) -> Condition | None:
    return None if words is None else restore(*(words[name] for name in WORDS))
