"""What people watch by rules of their own: the members of a rule about a watchlist. All in others' transactions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Condition
from bot.alerts.conditions.each import Each
from bot.alerts.groups import WATCHLIST
from bot.storage.chunks import chunks
from bot.storage.rows import Row
from bot.storage.tables import alerts

PERSONAL = Audience.PERSON.value

Owner = tuple[str, str]  # a team, and the person in it


async def listed(connection: AsyncConnection, found: Iterable[Alert]) -> list[Alert]:
    """Return alerts with whom they are about, where that is what their owners watch."""
    given = [*found]
    watched = await _watched(connection, {_owner(each) for each in given if each.condition.target == WATCHLIST})
    return [
        replace(each, condition=_about(each.condition, watched[_owner(each)])) if _owner(each) in watched else each
        for each in given
    ]


async def filled(connection: AsyncConnection, rules: dict[int, Condition]) -> dict[int, Condition]:
    """Return those of `rules`, by their keys, that are about a watchlist, with its members."""
    about = [key for key, rule in rules.items() if rule.target == WATCHLIST]
    owners: dict[int, Owner] = {}
    for part in chunks(sorted(about)):
        asked = select(alerts.c.key, alerts.c.team, alerts.c.destination).where(alerts.c.key.in_(part))
        owners |= {row.key: (row.team, row.destination) for row in await connection.execute(asked)}
    watched = await _watched(connection, set(owners.values()))
    return {key: _about(rules[key], watched[owner]) for key, owner in owners.items()}


async def following(connection: AsyncConnection, key: int, was: Row | None) -> Sequence[Row]:
    """Return the rules about the watchlist that the rule `key` is on, or was on as it `was`."""
    changed = was or (await connection.execute(select(alerts).where(alerts.c.key == key))).mappings().one_or_none()
    if changed is None or changed["audience"] != PERSONAL or changed["target"] == WATCHLIST:
        return ()
    mine = (alerts.c.team == changed["team"]) & (alerts.c.destination == changed["destination"])
    speaking = alerts.c.done_at.is_(None) & alerts.c.paused.is_(None)
    asked = select(alerts).where(mine, alerts.c.target == WATCHLIST, speaking)
    return (await connection.execute(asked)).mappings().all()


async def _watched(connection: AsyncConnection, owners: Collection[Owner]) -> dict[Owner, tuple[str, ...]]:
    """Return the symbols that people watch, what they began with first."""
    found: dict[Owner, list[str]] = {owner: [] for owner in owners}
    for part in chunks(sorted(owners)):
        asked = select(alerts.c.team, alerts.c.destination, alerts.c.target).where(
            tuple_(alerts.c.team, alerts.c.destination).in_(part),
            alerts.c.audience == PERSONAL,
            alerts.c.done_at.is_(None),
            alerts.c.target.not_like("%:%"),
        )
        for row in await connection.execute(asked.order_by(alerts.c.id)):
            found[row.team, row.destination].append(row.target)
    return {owner: tuple(dict.fromkeys(symbols)) for owner, symbols in found.items()}


def _about(rule: Condition, members: tuple[str, ...]) -> Condition:
    return replace(rule, members=members) if isinstance(rule, Each) and rule.group == WATCHLIST else rule


def _owner(alert: Alert) -> Owner:
    return alert.team, alert.destination
