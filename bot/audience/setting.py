"""What can be set, by the word that sets it: how each value is read, and by which names it is kept. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.audience.preferences import OFF, ON, QUIET, TIERS, ZONE
from bot.audience.quiet import NO_HOURS, first_hours
from bot.audience.zones import parse_zone
from bot.errors import BadRule
from bot.words.colours import parse_colours
from bot.words.language import parse_language
from bot.words.reader import COLOURS, LANGUAGE

DEFAULT = ("default", "usual", "reset")
UNKNOWN = "I can set `language`, `colours`, `quiet`, `zone` and, for a channel, `tiers`: `/surge settings` shows them."
NO_LANGUAGE = "I speak English, 繁 and 简: `settings language 繁`."
NO_COLOURS = "Rises are green or red: `settings colours green-up` or `settings colours red-up`."
NO_TIERS = "Further levels are shown here or not: `settings tiers on` or `settings tiers off`."


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set: the words that call it, and what it keeps by name ("" takes a choice back).

    `of_channel` where only a channel has it. `read` raises BadRule.
    """

    words: tuple[str, ...]
    read: Callable[[str], Mapping[str, str]]
    of_channel: bool = False


def _language(text: str) -> Mapping[str, str]:
    try:
        return {LANGUAGE: "" if text in DEFAULT else parse_language(text).value}
    except ValueError:
        raise BadRule(NO_LANGUAGE) from None


def _colours(text: str) -> Mapping[str, str]:
    try:
        return {COLOURS: "" if text in DEFAULT else parse_colours(text).value}
    except ValueError:
        raise BadRule(NO_COLOURS) from None


def _zone(text: str) -> Mapping[str, str]:
    return {ZONE: "" if text in DEFAULT else parse_zone(text).key}


def _quiet(text: str) -> Mapping[str, str]:
    """Read hours, and the zone where one follows: "off", "default", "22:00-08:00 london"."""
    if text in DEFAULT:
        return {QUIET: ""}
    if text == OFF:
        return {QUIET: OFF}
    if not text:
        raise BadRule(NO_HOURS)
    hours, place = first_hours(text)
    return {QUIET: hours.words(), **(_zone(place) if place else {})}


def _tiers(text: str) -> Mapping[str, str]:
    if text not in (ON, OFF, *DEFAULT):
        raise BadRule(NO_TIERS)
    return {TIERS: "" if text in DEFAULT else text}


SETTINGS = (
    Setting(("language", "lang", "語言", "语言"), _language),
    Setting(("colours", "colors", "colour", "color", "顏色", "颜色"), _colours),
    Setting(("quiet", "靜音", "静音"), _quiet),
    Setting(("zone", "timezone", "tz", "時區", "时区"), _zone),
    Setting(("tiers",), _tiers, of_channel=True),
)
BY_WORD = {word: setting for setting in SETTINGS for word in setting.words}


def read_setting(words: str) -> tuple[Setting, Mapping[str, str]]:
    """Read "language 繁" or "quiet 22-8 london": which setting, and its choices by name. Raises BadRule."""
    name, _, value = words.strip().partition(" ")
    setting = BY_WORD.get(name.casefold())
    if setting is None:
        raise BadRule(
            "I can set `language`, `colours`, `quiet`, `zone` and, for a channel, `tiers`: `/surge settings`."
        )
    return setting, setting.read(value.strip().casefold())
