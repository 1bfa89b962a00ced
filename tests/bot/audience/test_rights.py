"""Who may make and change which alerts."""

from dataclasses import replace

import pytest

from bot.alerts.alert import Audience
from bot.audience.rights import Actor, check_change, check_make
from bot.errors import NotAllowed
from tests.bot.day import admin, alert, analyst, guest, trader

UNKNOWN = replace(admin, known=False)
WATCH, CHANNEL = alert(audience=Audience.PERSON), alert()


@pytest.mark.parametrize("actor", [trader, analyst, guest, UNKNOWN])
def test_everybody_watches(actor: Actor) -> None:
    """Anyone may watch for themselves, also where their rights could not be looked up."""
    check_make(actor, Audience.PERSON)


@pytest.mark.parametrize(("actor", "reason"), [(guest, "Guests"), (UNKNOWN, "could not be checked")])
def test_channels_are_for_members(actor: Actor, reason: str) -> None:
    """Guests, and people whose rights could not be looked up, change nothing of a channel's."""
    with pytest.raises(NotAllowed, match=reason):
        check_make(actor, Audience.CHANNEL)
    with pytest.raises(NotAllowed, match=reason):
        check_change(actor, CHANNEL)


@pytest.mark.parametrize("actor", [trader, admin])
def test_a_channels_alert(actor: Actor) -> None:
    """A channel's alert is changed by whoever made it, or by an admin."""
    check_make(actor, Audience.CHANNEL)
    check_change(actor, CHANNEL)


def test_another_members_alert() -> None:
    """A member who did not make a channel's alert is told who may change it."""
    with pytest.raises(NotAllowed, match="workspace admin"):
        check_change(analyst, CHANNEL)


@pytest.mark.parametrize("actor", [analyst, admin])
def test_another_persons_watch(actor: Actor) -> None:
    """A watch is its owner's alone, an admin included."""
    check_change(trader, WATCH)
    with pytest.raises(NotAllowed, match="somebody else's"):
        check_change(actor, WATCH)


@pytest.mark.parametrize("actor", [trader, analyst, admin])
def test_an_alert_that_the_settings_made(actor: Actor) -> None:
    """What nobody made may be changed by any member, and still by no guest."""
    check_change(actor, alert(creator=""))
    with pytest.raises(NotAllowed, match="Guests"):
        check_change(guest, alert(creator=""))
