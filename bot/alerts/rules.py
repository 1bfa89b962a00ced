"""Make, change and list alerts, for whoever may."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.alerts.alert import Alert, Audience
from bot.alerts.book import AlertBook
from bot.alerts.condition import Condition, Measure
from bot.alerts.outlook import Outlook
from bot.alerts.parser import Rule, parse_condition, parse_number, parse_rule, tokens
from bot.alerts.prospects import Prospects
from bot.alerts.reading import read
from bot.alerts.samples import SessionKey, session_key
from bot.audience.rights import Actor, check_change, check_make
from bot.clock import Clock
from bot.errors import BadRule, NotAllowed, NotFound, RequestError
from bot.market.desk import QuoteDesk
from bot.market.instrument import Instrument, Type
from bot.market.instruments import named

LIFETIME = timedelta(days=90)
MOST = 50
# What a bare `watch baba` watches for.
USUAL = {Type.INDEX: "moves 2%", Type.SHARE: "moves 5%", Type.FUND: "moves 5%", Type.CURRENCY: "moves 1%"}


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

    def __init__(self, book: AlertBook, desk: QuoteDesk, clock: Clock, session: SessionKey = session_key) -> None:
        self._book, self._desk, self._clock = book, desk, clock
        self._prospects = Prospects(desk, clock, session)
        self._making = asyncio.Lock()

    async def make(self, actor: Actor, audience: Audience, destination: str, text: str) -> Made:
        """Make an alert from words; in its first session it only learns its side.

        Raises NotAllowed, BadRule, UnknownInstrument or AmbiguousInstrument.
        """
        check_make(actor, audience)
        rule = await read(text, self._desk)
        condition = rule.condition or _usual(rule, audience)
        await self._prospects.fetch(condition)
        async with self._making:
            others = await self._book.alerts(actor.team, destination)
            for alert in others:
                if alert.audience is audience and alert.condition == condition:
                    return Made(alert, await self._prospects.outlook(alert), existed=True)
            _check_room(others, audience)
            new = self._alert(actor.team, destination, rule.name, condition)
            kept = await self._book.add(replace(new, audience=audience, creator=actor.user))
            return await self._started(kept)

    async def edit(self, actor: Actor, number: int, text: str) -> Made:
        """Give an alert other words: a whole rule, or only the condition. It forgets its side."""
        alert = await self._own(actor, number)
        name, condition = await self._reworded(alert, text)
        await self._prospects.fetch(condition)
        edited = replace(
            alert,
            name=name,
            condition=condition,
            edition=alert.edition + 1,
            made_in=self._prospects.session(condition),
            expires_at=self._clock() + LIFETIME,
        )
        await self._book.change(edited)
        return await self._started(edited)

    async def remove(self, actor: Actor, number: int) -> Alert:
        """Remove an alert; return what it was."""
        alert = await self._own(actor, number)
        await self._book.remove(alert.team, alert.id)
        return alert

    async def snooze(self, actor: Actor, number: int, duration: timedelta) -> Alert:
        """Keep an alert silent for `duration` of market time."""
        alert = replace(await self._own(actor, number), quiet_until=self._clock() + duration)
        await self._book.change(alert)
        return alert

    async def mute(self, actor: Actor, number: int) -> Alert:
        """Keep an alert silent for the rest of its target's session."""
        alert = await self._own(actor, number)
        alert = replace(alert, muted_in=self._prospects.session(alert.condition))
        await self._book.change(alert)
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
        for alert in found:
            await self._book.remove(alert.team, alert.id)
        return found

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
        rule = parse_rule(text, self._desk.known)
        condition = rule.condition or _usual(rule, Audience.CHANNEL)
        alert = self._alert(team, destination, rule.name, condition)
        return await self._book.plant(name, replace(alert, creator=creator, made_in=""))

    def _alert(self, team: str, destination: str, name: str, condition: Condition) -> Alert:
        """Make a channel's alert that nobody owns yet."""
        now = self._clock()
        return Alert(
            id=0,
            team=team,
            audience=Audience.CHANNEL,
            destination=destination,
            creator="",
            condition=condition,
            name=name,
            made_at=now,
            made_in=self._prospects.session(condition),
            expires_at=now + LIFETIME,
        )

    async def _reworded(self, alert: Alert, text: str) -> tuple[str, Condition]:
        """Read an edit: the same target with another condition, or a whole rule."""
        target = alert.condition.target
        instrument = None if alert.condition.measure is Measure.TURNOVER else named(target)
        try:
            return alert.name, parse_condition(instrument, tokens(text))
        except BadRule as first:
            try:
                rule = await read(text, self._desk, [target])
            except RequestError:
                raise first from None
        return rule.name, rule.condition or _usual(rule, alert.audience)

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


def _usual(rule: Rule, audience: Audience) -> Condition:
    """Return what a bare name is watched for; a channel's alert has to say its threshold."""
    instrument = rule.instrument
    if instrument is None or audience is Audience.CHANNEL:
        example = "turnover above 280bn" if instrument is None else f"{instrument.symbol} up 5%"
        raise BadRule(f"Say from where on {rule.name} is worth a message: `{example}`.", (example,))
    return parse_condition(instrument, tokens(USUAL[instrument.type]))


def _watches(alert: Alert, instrument: Instrument | None) -> bool:
    if instrument is None:
        return alert.condition.measure is Measure.TURNOVER
    return alert.condition.target == instrument.symbol


def _check_room(alerts: Sequence[Alert], audience: Audience) -> None:
    if sum(alert.audience is audience for alert in alerts) >= MOST:
        whose = "This channel has" if audience is Audience.CHANNEL else "You have"
        raise NotAllowed(f"{whose} {MOST} alerts already, which is the most. Remove one first: `/surge alerts`.")
