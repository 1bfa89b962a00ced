"""Who may change what. Pure: whoever asks has looked the person up."""

from dataclasses import dataclass

from bot.alerts.alert import Alert, Audience
from bot.errors import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person as the workspace knows them. `known` is False where their rights could not be looked up."""

    team: str
    user: str
    admin: bool = False
    guest: bool = False
    known: bool = True


def check_make(actor: Actor, audience: Audience) -> None:
    """Raise NotAllowed unless `actor` may make an alert: anyone for themselves, members for a channel."""
    if audience is Audience.CHANNEL:
        _check_member(actor)


def check_change(actor: Actor, alert: Alert) -> None:
    """Raise NotAllowed unless `actor` may change `alert`.

    A watch is its owner's; a channel's alert is changed by its maker or an admin, and one that the settings made by
    any member.
    """
    if alert.audience is Audience.PERSON:
        if alert.destination != actor.user:
            raise NotAllowed("That is somebody else's watch.")
        return
    _check_member(actor)
    if alert.creator not in ("", actor.user) and not actor.admin:
        raise NotAllowed(
            f"Alert #{alert.id} can be changed by whoever made it or by a workspace admin. "
            "You can make one of your own: `/surge alert …`, or `/surge watch …` for yourself."
        )


def _check_member(actor: Actor) -> None:
    if not actor.known:
        raise NotAllowed("Your rights could not be checked just now, so nothing was changed. Please try again.")
    if actor.guest:
        raise NotAllowed("Guests cannot change a channel's alerts. A watch for yourself works: `/surge watch …`")
