"""Read a rule's words, asking the source of quotes for a name that nobody has asked for before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Condition
from bot.alerts.groups import EACH, WATCHLIST
from bot.alerts.modifiers import USUAL, Frequency, Modifiers
from bot.alerts.parser import Rule, beginnings, parse_change, parse_condition, parse_rule, tokens
from bot.alerts.targets import instrument_of
from bot.errors import BadRule, RequestError, UnknownInstrument
from bot.market.desk import QuoteDesk
from bot.market.instrument import Type

SEVERAL = "Try `alert each of theme cpo up 5%`, or for yourself `watch all up 5%`."
# What a bare `watch baba` watches for.
OFTEN = {Type.INDEX: "moves 2%", Type.SHARE: "moves 5%", Type.FUND: "moves 5%", Type.CURRENCY: "moves 1%"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole rule as it was read: its target's name, what it watches for, and how it speaks."""

    name: str
    condition: Condition
    modifiers: Modifiers


async def read(text: str, desk: QuoteDesk, known: Iterable[str] = ()) -> Rule:
    """Read a whole rule, as `parse_rule` does; `known` are symbols that count as names besides the desk's.

    Raises UnknownInstrument, AmbiguousInstrument or BadRule.
    """
    names = {*desk.known, *known}
    try:
        return parse_rule(text, names)
    except UnknownInstrument as unknown:
        for name in beginnings(text):
            try:
                found = await desk.find(name)
            except UnknownInstrument:
                continue
            return parse_rule(text, {*names, found.symbol})
        raise unknown from None


async def reread(alert: Alert, text: str, desk: QuoteDesk, today: date) -> Wording:
    """Read an edit: the same target with other words, only how it speaks, or a whole rule. Raises as `read` does."""
    target = alert.condition.target
    try:
        change = parse_change(instrument_of(target), text)
    except BadRule as first:
        try:
            rule = await read(text, desk, [target])
        except RequestError:
            raise first from None
        return worded(rule, alert.audience, today)
    if change.condition is None:
        modifiers = replace(alert.modifiers, **change.said).dated(today)
        return Wording(alert.name, alert.condition, _sensible(alert.condition, modifiers))
    return replace(worded(change, alert.audience, today), name=alert.name)


def worded(rule: Rule, audience: Audience, today: date) -> Wording:
    """Complete a rule with what is usual. Raises BadRule where something is left open, or makes no sense."""
    condition = rule.condition or _usual(rule, audience)
    if audience is Audience.CHANNEL and condition.target == WATCHLIST:
        raise BadRule(f"A channel has no watchlist. {SEVERAL}")
    return Wording(rule.name, condition, _sensible(condition, replace(USUAL, **rule.said).dated(today)))


def _usual(rule: Rule, audience: Audience) -> Condition:
    """Return what a bare name is watched for; a channel's alert has to say its threshold."""
    instrument = rule.instrument
    if instrument is None or audience is Audience.CHANNEL:
        example = "turnover above 280bn" if instrument is None else f"{instrument.symbol} up 5%"
        raise BadRule(f"Say from where on {rule.name} is worth a message: `{example}`.", (example,))
    return parse_condition(instrument, tokens(OFTEN[instrument.type]))


def _sensible(condition: Condition, modifiers: Modifiers) -> Modifiers:
    """Refuse a way back for what never comes back within a session, and an end after one of several."""
    if modifiers.frequency is Frequency.ONCE and condition.target.startswith(EACH):
        raise BadRule(
            "`once` ends a rule with its first message, and the other members would never be told. Leave it out: each "
            "speaks once a session."
        )
    if modifiers.rearm is not None and instrument_of(condition.target) is None:
        raise BadRule("Turnover only grows during a day, so it never goes back far enough to `rearm`. Leave that out.")
    return modifiers
