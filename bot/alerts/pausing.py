"""What a corporate action makes of a rule: paused, renamed, and taken up again. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts.alert import Alert
from bot.alerts.audit import Deed, Entry, entry
from bot.alerts.condition import Condition, Priced
from bot.alerts.parser import restore
from bot.alerts.pause import Cause, Pause
from bot.errors import BadRule
from bot.market.instruments import named
from bot.market.splits import Split


@dataclass(frozen=True, slots=True)
class Revised:
    """A rule as it is from now on, and what is to be remembered of that. Its edition has grown: it forgets its side."""

    alert: Alert
    entry: Entry


def after_split(alert: Alert, split: Split, session: str, at: datetime) -> Revised | None:
    """Return a rule that waits for a price, paused, with the words that mean the same after `split`; None of others.

    A rule that was made or edited in the split's own `session` was made after it; one that is paused waits already.
    """
    condition = alert.condition
    if alert.paused or alert.made_in == session or not isinstance(condition, Priced):
        return None
    proposed = condition.split(split.symbol, split.ratio)
    if proposed is None:
        return None
    return paused(alert, Pause(Cause.SPLIT, at, split.symbol, split.words, proposed.words()))


def after_leaving(alert: Alert, symbol: str, at: datetime) -> Revised | None:
    """Return a rule paused because nobody quotes `symbol` any more; None of one that is paused already."""
    return None if alert.paused else paused(alert, Pause(Cause.GONE, at, symbol))


def paused(alert: Alert, pause: Pause) -> Revised:
    """Return a rule paused."""
    made = replace(alert, paused=pause, edition=alert.edition + 1)
    return Revised(made, entry(made, Deed.PAUSED, pause.at, why=reason(pause), proposed=pause.words))


def renamed(alert: Alert, old: str, new: str, at: datetime) -> Revised | None:
    """Return a rule that follows its share to another symbol; None where that is not its target, or makes no rule.

    It is no longer gone; what a split has left to be asked still is.
    """
    if alert.condition.target != old:
        return None
    try:
        condition = restore(alert.condition.kind, new, alert.condition.words())
    except BadRule:
        return None
    asked = alert.paused if alert.paused and alert.paused.cause is Cause.SPLIT else None
    pause = asked and replace(asked, symbol=new)
    made = replace(alert, condition=condition, name=named(new).name, paused=pause, edition=alert.edition + 1)
    return Revised(made, entry(made, Deed.RENAMED, at, why=f"{old} is {new} now"))


def resumed(alert: Alert, *, adjusted: bool) -> Condition:
    """Return what a paused rule watches for once it goes on: as it was, or `adjusted` as proposed. Raises BadRule."""
    if alert.paused is None:
        raise BadRule(f"Alert #{alert.id} is not paused. `/surge why #{alert.id}` tells what happened to it.")
    if not adjusted:
        return alert.condition
    if not alert.paused.words:
        number = f"#{alert.id}"
        raise BadRule(f"Nothing is proposed for alert {number}: `/surge alert resume {number}`, or edit it.")
    return restore(alert.condition.kind, alert.condition.target, alert.paused.words)


def reason(pause: Pause) -> str:
    """Say in a few words why a rule is paused: "0700.HK was split 10:1"."""
    if pause.cause is Cause.SPLIT:
        return f"{pause.symbol} was split {pause.ratio}"
    return f"{pause.symbol} is quoted no more"
