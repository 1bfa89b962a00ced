"""Who may make and change which alerts, and who may say so."""

from dataclasses import replace

import pytest

from bot.alerts.alert import Audience
from bot.audience.rights import Actor, check_change, check_make, check_manage, check_manager
from bot.errors import NotAllowed
from tests.bot.day import CHANNEL, admin, alert, analyst, guest, trader

UNKNOWN, ELSEWHERE = replace(admin, known=False), replace(admin, channels=frozenset(("C02GENERAL",)))
WATCH, RULE = alert(audience=Audience.PERSON), alert()
LISTED = (analyst.user,)
STRANGERS = [(guest, "Guests"), (UNKNOWN, "could not be"), (ELSEWHERE, "not (in|see you among) this channel")]


@pytest.mark.parametrize("actor", [trader, analyst, guest, UNKNOWN, ELSEWHERE])
def test_everybody_watches(actor: Actor) -> None:
    """Anyone may watch for themselves, also where their rights could not be looked up."""
    check_make(actor, Audience.PERSON, actor.user)


@pytest.mark.parametrize(("actor", "reason"), STRANGERS)
def test_channels_are_for_their_members(actor: Actor, reason: str) -> None:
    """Guests, people elsewhere, and those who could not be looked up change nothing of a channel's, listed or not."""
    with pytest.raises(NotAllowed, match=reason):
        check_make(actor, Audience.CHANNEL, CHANNEL)
    with pytest.raises(NotAllowed, match=reason):
        check_change(actor, RULE, {actor.user})
    with pytest.raises(NotAllowed, match=reason):
        check_manage(actor, CHANNEL, {actor.user})
    with pytest.raises(NotAllowed, match=reason):
        check_manager(actor, CHANNEL)


@pytest.mark.parametrize(("actor", "managers"), [(trader, ()), (admin, ()), (analyst, LISTED)])
def test_a_channels_alert(actor: Actor, managers: tuple[str, ...]) -> None:
    """A channel's alert is changed by whoever made it, by an admin, or by one of the channel's managers."""
    check_make(actor, Audience.CHANNEL, CHANNEL)
    check_change(actor, RULE, managers)


def test_another_members_alert() -> None:
    """A member who did not make a channel's alert is told who may change it."""
    with pytest.raises(NotAllowed, match=r"managers.* workspace admin"):
        check_change(analyst, RULE, (trader.user,))


@pytest.mark.parametrize("actor", [analyst, admin])
def test_another_persons_watch(actor: Actor) -> None:
    """A watch is its owner's alone, an admin and a manager included."""
    check_change(trader, WATCH)
    with pytest.raises(NotAllowed, match="somebody else's"):
        check_change(actor, WATCH, LISTED)


@pytest.mark.parametrize("actor", [trader, analyst, admin])
def test_an_alert_that_the_settings_made(actor: Actor) -> None:
    """What nobody made may be changed by any member, and still by no guest."""
    check_change(actor, alert(creator=""))
    with pytest.raises(NotAllowed, match="Guests"):
        check_change(guest, alert(creator=""))


def test_who_lists_managers() -> None:
    """Workspace admins list a channel's managers, and these may list others; whoever made a rule may not for that."""
    check_manage(admin, CHANNEL, ())
    check_manage(analyst, CHANNEL, LISTED)
    check_manager(trader, CHANNEL)
    with pytest.raises(NotAllowed, match="Only workspace admins"):
        check_manage(trader, CHANNEL, LISTED)
