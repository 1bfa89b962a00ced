"""Make, change and list alerts, for whoever may."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.alerts.alert import Alert, Audience
from bot.alerts.audit import Deed, entry
from bot.alerts.book import AlertBook
from bot.alerts.limits import check_room
from bot.alerts.meter import Meter
from bot.alerts.outlook import Outlook
from bot.alerts.parser import parse_number, parse_rule
from bot.alerts.prospects import Prospects
from bot.alerts.reading import Wording, read, reread, worded
from bot.alerts.samples import SessionKey, session_key
from bot.alerts.targets import instrument_of
from bot.audience.rights import Actor, check_change, check_make
from bot.clock import HONG_KONG, Clock
from bot.errors import NotAllowed, NotFound
from bot.market.desk import QuoteDesk
from bot.market.instrument import Instrument

LIFETIME = timedelta(days=90)


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
    """An alert just made or edited; `existed` where the same one was there already, and none was made."""

    existed: bool = False


class Rules:
    """The alerts of all teams. `clock` is market time."""

    def __init__(
        self,
        book: AlertBook,
        desk: QuoteDesk,
        clock: Clock,
        session: SessionKey = session_key,
        meter: Meter | None = None,
    ) -> None:
        self._book, self._desk, self._clock = book, desk, clock
        self._prospects = Prospects(desk, clock, session, meter)
        self._making = asyncio.Lock()

    async def make(self, actor: Actor, audience: Audience, destination: str, text: str) -> Made:
        """Make an alert from words; in its first session it only learns its side.

        Raises NotAllowed, BadRule, UnknownInstrument or AmbiguousInstrument.
        """
        check_make(actor, audience)
        rule = worded(await read(text, self._desk), audience, self._today())
        rule = replace(rule, condition=await self._prospects.fetch(rule.condition))
        async with self._making:
            others = await self._book.alerts(actor.team, destination)
            for alert in others:
                if alert.audience is audience and rule.says_as(alert):
                    return Made(alert, await self._prospects.outlook(alert), existed=True)
            check_room(others, await self._book.alerts(actor.team, creator=actor.user), audience)
            new = self._alert(actor.team, destination, rule)
            kept = await self._book.add(replace(new, audience=audience, creator=actor.user))
            return await self._started(kept)

    async def shown(self, actor: Actor, number: int) -> Listed:
        """Return an alert that `actor` may change, and how far it is from speaking. Raises NotFound, NotAllowed."""
        alert = await self._own(actor, number)
        return Listed(alert, await self._prospects.outlook(alert))

    async def edit(self, actor: Actor, number: int, text: str) -> Made:
        """Give an alert other words: a whole rule, or only what is to change of it. It forgets its side."""
        alert = await self._own(actor, number)
        edited = await self._edited(alert, text)
        change = entry(edited, Deed.EDITED, self._clock(), actor.user, before=alert.words)
        await self._book.change(edited, change)
        return await self._started(edited)

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

        It may fire from its first sample on, so that a gap open is told.
        """
        rule = worded(parse_rule(text, self._desk.known), Audience.CHANNEL, self._today())
        alert = self._alert(team, destination, rule)
        return await self._book.plant(name, replace(alert, creator=creator, made_in=""))

    def _alert(self, team: str, destination: str, rule: Wording) -> Alert:
        """Make a channel's alert that nobody owns yet."""
        now = self._clock()
        return Alert(
            id=0,
            team=team,
            audience=Audience.CHANNEL,
            destination=destination,
            creator="",
            condition=rule.condition,
            name=rule.name,
            made_at=now,
            made_in=self._prospects.session(rule.condition),
            expires_at=_end(rule.modifiers.until, now),
            modifiers=rule.modifiers,
        )

    async def _edited(self, alert: Alert, text: str) -> Alert:
        """Return `alert` with other words: it has told nothing yet."""
        rule = await reread(alert, text, self._desk, self._today())
        rule = replace(rule, condition=await self._prospects.fetch(rule.condition))
        return replace(
            alert,
            name=rule.name,
            condition=rule.condition,
            modifiers=rule.modifiers,
            edition=alert.edition + 1,
            made_in=self._prospects.session(rule.condition),
            expires_at=_end(rule.modifiers.until, self._clock()),
            done_at=None,
            warned_at=None,
        )

    async def _gone(self, actor: Actor, alert: Alert) -> Alert:
        await self._book.remove(alert.team, alert.id, entry(alert, Deed.REMOVED, self._clock(), actor.user))
        return alert

    def _today(self) -> date:
        """Tell the market's date, as people in Hong Kong write it."""
        return self._clock().astimezone(HONG_KONG).date()

    async def _own(self, actor: Actor, number: int) -> Alert:
        """Return an alert that `actor` may change."""
        alert = await self._book.alert(actor.team, number)
        hidden = alert and alert.audience is Audience.PERSON and alert.destination != actor.user
        if alert is None or hidden:
            raise NotFound(f"There is no alert #{number} here. `/surge alerts` lists this channel's.")
        check_change(actor, alert)
        return alert

    async def _started(self, alert: Alert) -> Made:
        """Learn the side from the present session's last accepted sample, if there is one."""
        await self._book.learn(await self._prospects.sides(alert))
        return Made(alert, await self._prospects.outlook(alert))


def _watches(alert: Alert, instrument: Instrument | None) -> bool:
    if instrument is None:
        return instrument_of(alert.condition.target) is None
    return alert.condition.target == instrument.symbol


def _end(until: date | None, now: datetime) -> datetime:
    """Return when a rule ends: with the named day, Hong Kong's, or after the usual time."""
    if until is None:
        return now + LIFETIME
    return datetime.combine(until + timedelta(days=1), time(0), HONG_KONG)
