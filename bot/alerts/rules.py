"""Make, change and list alerts, for whoever may."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.alerts.alert import Alert, Audience
from bot.alerts.audit import Deed, entry
from bot.alerts.book import AlertBook
from bot.alerts.drafting import LIFETIME, Drafting
from bot.alerts.limits import check_room
from bot.alerts.meter import Meter
from bot.alerts.outlook import Outlook
from bot.alerts.parser import parse_number, parse_rule
from bot.alerts.pausing import resumed
from bot.alerts.prospects import Prospects
from bot.alerts.samples import SessionKey, session_key
from bot.alerts.targets import instrument_of, spelled
from bot.audience.managers import Managers, people
from bot.audience.rights import Actor, check_change, check_make
from bot.clock import Clock
from bot.errors import NotAllowed, NotFound
from bot.market.desk import QuoteDesk
from bot.market.instrument import Instrument


@dataclass(frozen=True, slots=True)
class Listed:
    """An alert and how far it is from speaking."""

    alert: Alert
    outlook: Outlook

    @property
    def says(self) -> str:
        """The rule, read back in plain words."""
        return self.alert.condition.says(self.alert.name)


@dataclass(frozen=True, slots=True)
class Made(Listed):
    """An alert just made or edited; `existed` where the same one was there already, and nothing was changed."""

    existed: bool = False


@dataclass(frozen=True, slots=True)
class Draft(Made):
    """An alert as it would be, not kept; `before` is what it was, where it is an edit."""

    before: Alert | None = None

    @property
    def text(self) -> str:
        """The whole rule in words that make the same again, whatever the market does meanwhile."""
        return f"{spelled(self.alert.condition.target)} {self.alert.words}"


class Rules:
    """The alerts of all teams. `clock` is market time."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts, and nothing else
        self,
        book: AlertBook,
        managers: Managers,
        desk: QuoteDesk,
        clock: Clock,
        session: SessionKey = session_key,
        meter: Meter | None = None,
    ) -> None:
        self._book, self._managers, self._desk, self._clock = book, managers, desk, clock
        self._prospects = Prospects(desk, clock, session, meter)
        self._drafting = Drafting(desk, self._prospects, clock)
        self._changing = asyncio.Lock()

    async def preview(self, actor: Actor, audience: Audience, destination: str, text: str) -> Draft:
        """Return what `make` would make, and keep nothing. Raises as `make` does."""
        alert = await self._drawn(actor, audience, destination, text)
        same = await self._same(alert)
        return Draft(same or alert, await self._prospects.outlook(same or alert), existed=same is not None)

    async def make(self, actor: Actor, audience: Audience, destination: str, text: str) -> Made:
        """Make an alert from words; in its first session it only learns its side.

        Raises NotAllowed, BadRule, UnknownInstrument or AmbiguousInstrument.
        """
        alert = await self._drawn(actor, audience, destination, text)
        kept = None
        while kept is None:
            # Another process may make the same one at this moment, or take the last room.
            last = await self._book.last(alert.team)
            if same := await self._same(alert):
                return Made(same, await self._prospects.outlook(same), existed=True)
            kept = await self._book.add_after(alert, last)
        return await self._started(kept)

    async def shown(self, actor: Actor, number: int) -> Listed:
        """Return an alert that `actor` may change, and how far it is from speaking. Raises NotFound, NotAllowed."""
        alert = await self._own(actor, number)
        return Listed(alert, await self._prospects.outlook(alert))

    async def preview_edit(self, actor: Actor, number: int, text: str) -> Draft:
        """Return what `edit` would make of an alert, and keep nothing. Raises as `edit` does."""
        alert = await self._own(actor, number)
        edited = await self._book.listed(await self._drafting.edited(alert, text))
        return Draft(edited, await self._prospects.outlook(edited), before=alert)

    async def edit(self, actor: Actor, number: int, text: str) -> Made:
        """Give an alert other words: a whole rule, or only what is to change of it. It forgets its side."""
        async with self._changing:
            alert = await self._own(actor, number)
            return await self._edited(actor, alert, await self._drafting.edited(alert, text))

    async def confirm(self, actor: Actor, number: int, edition: int, text: str) -> Made:
        """Edit as previewed: `text` is the whole rule, `edition` what it was then. Twice is once.

        Raises NotAllowed where somebody changed it meanwhile, and else as `edit` does.
        """
        async with self._changing:
            alert = await self._own(actor, number)
            edited = await self._drafting.edited(alert, text, whole=True)
            if alert.edition == edition:
                return await self._edited(actor, alert, edited)
            if (alert.condition.target, alert.words) != (edited.condition.target, edited.words):
                raise NotAllowed(f"Alert #{number} was changed since that preview. Look at it again: `/surge alerts`.")
            return Made(alert, await self._prospects.outlook(alert), existed=True)

    async def resume(self, actor: Actor, number: int, *, adjusted: bool = False) -> Made:
        """Let a paused alert go on, as it was, or `adjusted` as was proposed. It forgets its side."""
        alert = await self._own(actor, number)
        condition = await self._prospects.fetch(resumed(alert, adjusted=adjusted))
        session = self._prospects.session(condition)
        going = replace(alert, condition=condition, paused=None, edition=alert.edition + 1, made_in=session)
        await self._book.change(going, entry(going, Deed.RESUMED, self._clock(), actor.user, before=alert.words))
        return await self._started(going)

    async def extend(self, actor: Actor, number: int) -> Alert:
        """Let an alert live on for as long as a new one; its side and what it has told stay."""
        alert = await self._own(actor, number)
        modifiers = replace(alert.modifiers, until=None)
        longer = replace(alert, expires_at=self._clock() + LIFETIME, warned_at=None, modifiers=modifiers)
        await self._book.change(longer, entry(longer, Deed.EXTENDED, self._clock(), actor.user))
        return longer

    async def remove(self, actor: Actor, number: int) -> Alert:
        """Remove an alert; return what it was."""
        return await self._gone(actor, await self._own(actor, number))

    async def snooze(self, actor: Actor, number: int, duration: timedelta) -> Alert:
        """Keep an alert silent for `duration` of market time."""
        alert = replace(await self._own(actor, number), quiet_until=self._clock() + duration)
        until = str(alert.quiet_until)
        await self._book.change(alert, entry(alert, Deed.SNOOZED, self._clock(), actor.user, until=until))
        return alert

    async def mute(self, actor: Actor, number: int) -> Alert:
        """Keep an alert silent for the rest of its target's session."""
        alert = await self._own(actor, number)
        alert = replace(alert, muted_in=self._prospects.session(alert.condition))
        await self._book.change(alert, entry(alert, Deed.MUTED, self._clock(), actor.user, session=alert.muted_in))
        return alert

    async def unwatch(self, actor: Actor, name: str) -> Sequence[Alert]:
        """Remove all of a person's own watches of what `name` names (or the one with that number)."""
        mine = [item.alert for item in await self.listed(actor, Audience.PERSON, actor.user)]
        number = parse_number(name)
        if number is not None:
            found = [alert for alert in mine if alert.id == number]
        else:
            targets = {alert.condition.target for alert in mine}
            instrument = parse_rule(name, {*self._desk.known, *targets}).instrument
            found = [alert for alert in mine if _watches(alert, instrument)]
        if not found:
            raise NotFound(f"You do not watch “{name.strip()[:60]}”. `/surge watch` lists what you do.")
        return [await self._gone(actor, alert) for alert in found]

    async def listed(self, actor: Actor, audience: Audience, destination: str) -> Sequence[Listed]:
        """Return the alerts of a channel, or a person's own watches, oldest first."""
        if audience is Audience.PERSON and destination != actor.user:
            raise NotAllowed("A watchlist is shown to its owner only.")
        alerts = await self._book.alerts(actor.team, destination)
        return [Listed(alert, await self._prospects.outlook(alert)) for alert in alerts if alert.audience is audience]

    async def seed(self, name: str, team: str, destination: str, text: str, creator: str = "") -> Alert | None:
        """Plant a channel's alert that a setting asks for, once and for all: None where it was planted before.

        It may fire from its first sample on, so that a gap open is told. Raises as `make` does, but for rights.
        """
        if await self._book.planted(name):
            return None
        alert = await self._drafting.seeded(team, destination, text)
        return await self._book.plant(name, replace(alert, creator=creator))

    async def _drawn(self, actor: Actor, audience: Audience, destination: str, text: str) -> Alert:
        """Return the alert that `actor` asks for, if they may have it."""
        check_make(actor, audience, destination)
        drawn = await self._drafting.new(actor.team, audience, destination, actor.user, text)
        return await self._book.listed(drawn)

    async def _same(self, alert: Alert) -> Alert | None:
        """Return the alert that is this one already, None where there is none and room for it. Raises NotAllowed."""
        others = await self._book.alerts(alert.team, alert.destination)
        for other in others:
            if other.done_at is None and other.paused is None and _rule(other) == _rule(alert):
                return other
        check_room(others, await self._book.alerts(alert.team, creator=alert.creator), alert.audience)
        return None

    async def _edited(self, actor: Actor, alert: Alert, edited: Alert) -> Made:
        change = entry(edited, Deed.EDITED, self._clock(), actor.user, before=alert.words)
        await self._book.change(edited, change)
        return await self._started(await self._book.listed(edited))

    async def _gone(self, actor: Actor, alert: Alert) -> Alert:
        await self._book.remove(alert.team, alert.id, entry(alert, Deed.REMOVED, self._clock(), actor.user))
        return alert

    async def _own(self, actor: Actor, number: int) -> Alert:
        """Return an alert that `actor` may change."""
        alert = await self._book.alert(actor.team, number)
        hidden = alert and alert.audience is Audience.PERSON and alert.destination != actor.user
        if alert is None or hidden:
            raise NotFound(f"There is no alert #{number} here. `/surge alerts` lists this channel's.")
        managers = await self._managers.of(alert.team, alert.destination)
        check_change(actor, alert, people(managers))
        return alert

    async def _started(self, alert: Alert) -> Made:
        """Learn the side from the present session's last accepted sample, if there is one."""
        await self._book.learn(await self._prospects.sides(alert))
        return Made(alert, await self._prospects.outlook(alert))


def _watches(alert: Alert, instrument: Instrument | None) -> bool:
    if instrument is None:
        return instrument_of(alert.condition.target) is None
    return alert.condition.target == instrument.symbol


def _rule(alert: Alert) -> tuple[object, ...]:
    """Return what makes two alerts of one place the same."""
    return alert.audience, alert.condition, alert.modifiers
