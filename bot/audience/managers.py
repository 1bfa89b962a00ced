"""Who manages a channel's alerts besides workspace admins: whoever they list. A protocol; storage implements it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.alerts.alert import Audience
from bot.alerts.audit import Deed, Entry
from bot.audience.rights import Actor, check_manage, check_manager


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who manages a channel's alerts, who listed them, and when (market time)."""

    person: str
    by: str
    since: datetime


class Managers(Protocol):
    """Keeps who manages which channel. Each change is kept with its audit entry, in one transaction."""

    async def of(self, team: str, channel: str) -> Collection[Manager]:
        """Return a channel's managers, who was listed first before the others."""

    async def add(self, channel: str, manager: Manager, entry: Entry) -> bool:
        """List a manager; False, and no entry, where they are listed already."""

    async def remove(self, channel: str, person: str, entry: Entry) -> bool:
        """Take a manager off the list; False, and no entry, where they are not on it."""


async def appoint(managers: Managers, actor: Actor, person: Actor, channel: str, now: datetime) -> bool:
    """List `person` for `channel`, as far as `actor` may; False where they were listed. Raises NotAllowed."""
    check_manage(actor, channel, people(await managers.of(actor.team, channel)))
    check_manager(person, channel)
    entry = _entry(actor, person.user, channel, Deed.LISTED, now)
    return await managers.add(channel, Manager(person.user, actor.user, now), entry)


async def dismiss(managers: Managers, actor: Actor, person: str, channel: str, now: datetime) -> bool:
    """Take `person` off the list of `channel`; False where they are not on it. Raises NotAllowed."""
    check_manage(actor, channel, people(await managers.of(actor.team, channel)))
    return await managers.remove(channel, person, _entry(actor, person, channel, Deed.UNLISTED, now))


def people(managers: Collection[Manager]) -> frozenset[str]:
    """Return who they are."""
    return frozenset(each.person for each in managers)


def _entry(actor: Actor, person: str, channel: str, what: Deed, now: datetime) -> Entry:
    """Return what is remembered of a change: it is about no rule, so its number is 0."""
    about = {"audience": Audience.CHANNEL.value, "destination": channel, "person": person}
    return Entry(actor.team, 0, now, actor.user, what, about)
