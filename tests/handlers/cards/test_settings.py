"""What is held back is said with somebody's quiet hours."""

from datetime import datetime

import pytest

from bot.alerts.alert import Audience
from bot.audience.preferences import Preferences
from bot.audience.quiet import USUAL, QuietHours
from bot.words.language import Language
from handlers.cards.limits import problems
from handlers.cards.settings import Sheet, quiet, settings

NIGHT = datetime.fromisoformat("2025-07-15T23:30:00+08:00")
MIDDAY = datetime.fromisoformat("2025-07-16T12:00:00+08:00")


@pytest.mark.parametrize(
    ("hours", "held", "now", "said"),
    [
        (USUAL, 0, NIGHT, "Quiet until 07:00: nothing held back so far"),
        (USUAL, 2, NIGHT, "Quiet until 07:00: 2 held back so far"),
        (USUAL, 0, MIDDAY, ""),
        (USUAL, 2, MIDDAY, "comes now, as one message"),
        (None, 1, NIGHT, "comes now, as one message"),
        (None, 0, NIGHT, ""),
    ],
)
def test_what_is_held_back(hours: QuietHours | None, held: int, now: datetime, said: str) -> None:
    """It is counted while it is quiet, on its way when that is over, and not spoken of otherwise."""
    sheet = Sheet(audience=Audience.PERSON, chosen=Preferences(quiet=hours), held=held, now=now)
    for card in (quiet(sheet), settings([sheet])):
        assert said in card.text
        assert ("held back" in card.text.split("Change")[0]) == bool(said)


@pytest.mark.parametrize("language", Language)
def test_all_settings_in_every_language(language: Language) -> None:
    """Slack takes the card, with a person's settings and a channel's."""
    sheets = [Sheet(audience=each, chosen=Preferences(quiet=USUAL), held=3, now=NIGHT) for each in Audience]
    assert problems(settings(sheets, language).blocks) == []
    assert all(problems(quiet(each, language).blocks) == [] for each in sheets)
