"""Who may change what. Pure: whoever asks has looked the person up."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.alerts.alert import Alert, Audience
from bot.errors import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person as the workspace knows them; `channels` are those they are in, as far as Surge can see them.

    `zone` is the time zone that is shown for them ("" unknown). `known` is False where their rights could not be
    looked up.
    """

    team: str
    user: str
    admin: bool = False
    guest: bool = False
    known: bool = True
    channels: frozenset[str] = frozenset()
    zone: str = ""


def check_make(actor: Actor, audience: Audience, destination: str) -> None:
    """Raise NotAllowed unless `actor` may make an alert: anyone for themselves, a channel's members for the channel."""
    if audience is Audience.CHANNEL:
        _check_member(actor, destination)


def check_change(actor: Actor, alert: Alert, managers: Collection[str] = ()) -> None:
    """Raise NotAllowed unless `actor` may change `alert`; `managers` are its channel's.

    A watch is its owner's; a channel's alert is changed by its maker, an admin or a manager, and one that the
    settings made by any member. All of them must be in that channel, and no guests.
    """
    if alert.audience is Audience.PERSON:
        if alert.destination != actor.user:
            raise NotAllowed("That is somebody else's watch.")
        return
    _check_member(actor, alert.destination)
    if alert.creator not in ("", actor.user) and not _manages(actor, managers):
        raise NotAllowed(
            f"Alert #{alert.id} can be changed by whoever made it, by this channel's managers (`/surge managers`) or "
            "by a workspace admin. You can make one of your own: `/surge alert …`, or `/surge watch …` for yourself."
        )


def check_manage(actor: Actor, channel: str, managers: Collection[str]) -> None:
    """Raise NotAllowed unless `actor` may say who manages `channel`: workspace admins, and who manages it already."""
    _check_member(actor, channel)
    if not _manages(actor, managers):
        raise NotAllowed("Only workspace admins and this channel's managers can change who manages its alerts.")


def check_settings(actor: Actor, channel: str, managers: Collection[str]) -> None:
    """Raise NotAllowed unless `actor` may change the settings of `channel`: workspace admins and its managers."""
    _check_member(actor, channel)
    if not _manages(actor, managers):
        raise NotAllowed(
            "Only workspace admins and this channel's managers (`/surge managers`) can change its settings. "
            "Your own are yours: `/surge settings`."
        )


def check_manager(person: Actor, channel: str) -> None:
    """Raise NotAllowed unless `person` can be a manager of `channel`: somebody who could make an alert there."""
    if not person.known:
        raise NotAllowed("That person could not be looked up just now, so nothing was changed. Please try again.")
    if person.guest:
        raise NotAllowed("Guests and people of other organisations cannot manage a channel's alerts.")
    if channel not in person.channels:
        raise NotAllowed("They are not in this channel. Invite them first, then list them.")


def _manages(actor: Actor, managers: Collection[str]) -> bool:
    return actor.admin or actor.user in managers


def _check_member(actor: Actor, channel: str) -> None:
    if not actor.known:
        raise NotAllowed("Your rights could not be checked just now, so nothing was changed. Please try again.")
    if actor.guest:
        raise NotAllowed("Guests cannot change a channel's alerts. A watch for yourself works: `/surge watch …`")
    if channel not in actor.channels:
        raise NotAllowed(
            "I do not see you among this channel's people, who alone change its alerts. Join it, or invite me where "
            "it is private: `/invite @Surge`."
        )
