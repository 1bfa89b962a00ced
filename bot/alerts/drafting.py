"""Make alerts of words: new ones, edited ones, those that a setting asks for. Nothing is kept here."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.alerts.alert import Alert, Audience
from bot.alerts.prospects import Prospects
from bot.alerts.reading import Wording, read, reread, worded
from bot.clock import HONG_KONG, Clock
from bot.market.desk import QuoteDesk

LIFETIME = timedelta(days=90)


class Drafting:
    """Makes alerts as their words have them. `clock` is market time."""

    def __init__(self, desk: QuoteDesk, prospects: Prospects, clock: Clock) -> None:
        self._desk, self._prospects, self._clock = desk, prospects, clock

    async def new(self, team: str, audience: Audience, destination: str, creator: str, text: str) -> Alert:
        """Return a new alert without a number, today's figure fetched. Raises as reading a rule does."""
        rule = await self._whole(text, audience)
        rule = replace(rule, condition=await self._prospects.fetch(rule.condition))
        return self._alert(rule, team, audience, destination, creator)

    async def seeded(self, team: str, destination: str, text: str) -> Alert:
        """Return a channel's new alert that nobody owns: it starts from its session's first figure, whatever that is.

        Nothing is fetched but what its words need. Raises as reading a rule does.
        """
        rule = await self._whole(text, Audience.CHANNEL)
        rule = replace(rule, condition=await self._prospects.anchored(rule.condition))
        return replace(self._alert(rule, team, Audience.CHANNEL, destination, ""), made_in="")

    async def edited(self, alert: Alert, text: str, *, whole: bool = False) -> Alert:
        """Return `alert` with other words (a `whole` rule, or only what is to change): it has told nothing yet."""
        if whole:
            rule = await self._whole(text, alert.audience, alert.condition.target)
        else:
            rule = await reread(alert, text, self._desk, self._today())
        rule = replace(rule, condition=await self._prospects.fetch(rule.condition))
        return replace(
            alert,
            name=rule.name,
            condition=rule.condition,
            modifiers=rule.modifiers,
            edition=alert.edition + 1,
            made_in=self._prospects.session(rule.condition),
            expires_at=end(rule.modifiers.until, self._clock()),
            done_at=None,
            paused=None,
            warned_at=None,
        )

    def _alert(self, rule: Wording, team: str, audience: Audience, destination: str, creator: str) -> Alert:
        now = self._clock()
        return Alert(
            id=0,
            team=team,
            audience=audience,
            destination=destination,
            creator=creator,
            condition=rule.condition,
            name=rule.name,
            made_at=now,
            made_in=self._prospects.session(rule.condition),
            expires_at=end(rule.modifiers.until, now),
            modifiers=rule.modifiers,
        )

    async def _whole(self, text: str, audience: Audience, *known: str) -> Wording:
        """Read a whole rule, and complete it with what is usual."""
        return worded(await read(text, self._desk, known), audience, self._today())

    def _today(self) -> date:
        """Tell the market's date, as people in Hong Kong write it."""
        return self._clock().astimezone(HONG_KONG).date()


def end(until: date | None, now: datetime) -> datetime:
    """Return when a rule ends: with the named day, Hong Kong's, or after the usual time."""
    if until is None:
        return now + LIFETIME
    return datetime.combine(until + timedelta(days=1), time(0), HONG_KONG)
