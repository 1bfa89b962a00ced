"""What a person or a channel has chosen, as one value. Pure: read off the choices that are kept by name.

A person keeps quiet hours unless they chose otherwise, a channel only where somebody chose some. A person's time
zone is what they chose, else the one the workspace shows for them, else Hong Kong's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.alerts.alert import Audience
from bot.audience.quiet import USUAL, QuietHours, parse_hours
from bot.audience.zones import zone_of
from bot.clock import HONG_KONG
from bot.errors import BadRule
from bot.words.reader import COLOURS, ENGLISH, LANGUAGE, Reader, reader_of

# By these names the choices are kept, besides those of `bot.words.reader`; `HOME` is what the workspace says.
QUIET, ZONE, HOME, TIERS = "quiet", "zone", "home zone", "tiers"
ON, OFF = "on", "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How somebody reads, when they keep quiet (None: never) by the clocks of `zone`, and whether tiers are shown.

    `chosen` names what was chosen; all else is as usual.
    """

    reader: Reader = ENGLISH
    quiet: QuietHours | None = None
    zone: ZoneInfo = HONG_KONG
    tiers: bool = True
    chosen: frozenset[str] = frozenset()

    def quiet_until(self, at: datetime) -> datetime | None:
        """Return when the quiet that `at` (market time) lies in is over, None where nothing is held back."""
        return self.quiet.ending(at, self.zone) if self.quiet else None


def preferences(audience: Audience, kept: Mapping[str, str]) -> Preferences:
    """Read the choices `kept` of a person or a channel, by name; one that nobody can read any more is none."""
    return Preferences(
        reader=reader_of(kept.get(LANGUAGE, ""), kept.get(COLOURS, "")),
        quiet=_quiet(audience, kept.get(QUIET, "")),
        zone=zone_of(kept.get(ZONE, ""), kept.get(HOME, "")),
        tiers=kept.get(TIERS) != OFF,
        chosen=frozenset(name for name, value in kept.items() if value),
    )


def _quiet(audience: Audience, kept: str) -> QuietHours | None:
    if kept == OFF:
        return None
    try:
        return parse_hours(kept)
    except BadRule:
        return USUAL if audience is Audience.PERSON else None
