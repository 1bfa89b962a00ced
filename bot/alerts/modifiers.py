"""How a rule speaks, whatever it watches for: `for 10m`, `once`, `rearm 1%`, `until 31 Dec`, `note "…"`. Pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from bot.errors import BadRule
from bot.words.times import MINUTE, MONTHS, parse_duration

LONGEST = timedelta(hours=4)
MOST_BACK = Decimal(50)
NOTE = 200
LEAP = 2000  # a year that has every day

_QUOTED = re.compile(r"(?:^|\s)note:?\s*[\"“”„«]([^\"“”„«»]*)[\"“”»]")
_OPEN = re.compile(r"(?:^|\s)note:?\s+([^\"“”„«»]+)$")
_BACK = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)(%|percent|pct)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d")
_SHORT = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}


class Frequency(StrEnum):
    """How often a crossing is told: once at all, once a session, or each time it has gone far enough back to re-arm."""

    ONCE = "once"
    DAILY = "daily"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifiers:
    """How a rule speaks.

    `lasting` is how long it must stay beyond its level first. `rearm` is how far back it must go before another
    crossing counts: percentage points, or per cent of a level that is none itself (None: as usual). After `until`
    it ends (None: after the usual time); the year 2000 stands for the next such day. `note` is shown as it is.
    """

    frequency: Frequency = Frequency.DAILY
    lasting: timedelta = timedelta()
    rearm: Decimal | None = None
    until: date | None = None
    note: str = ""

    def words(self) -> str:
        """Return the canonical words, "" where all is as usual: reading them gives the same again."""
        said = [] if self.frequency is Frequency.DAILY else [self.frequency.value]
        said += [f"for {self.lasting // MINUTE}m"] if self.lasting else []
        said += [] if self.rearm is None else [f"rearm {self.rearm:f}%"]
        said += [f"until {self.until.isoformat()}"] if self.until else []
        said += [f'note "{self.note}"'] if self.note else []
        return " ".join(said)

    def dated(self, today: date) -> "Modifiers":
        """Return them with the year of a day that was named without one. Raises BadRule where the day is past."""
        if self.until is None:
            return self
        until = self.until
        if until.year == LEAP:
            until = next(
                day for year in range(today.year, today.year + 9) if (day := _in(until, year)) and day >= today
            )
        if until < today:
            raise BadRule(f"{until.isoformat()} is past. Try `until {today.year + 1}-06-30`.")
        if until > today + timedelta(days=731):
            raise BadRule("An alert lasts two years at most; it can be made longer later.")
        return replace(self, until=until)


USUAL = Modifiers()


class Said(TypedDict, total=False):
    """The modifiers that were given; see Modifiers."""

    frequency: Frequency
    lasting: timedelta
    rearm: Decimal | None
    until: date | None
    note: str


# What was read from the words at a place, and how many words that took; None where it is something else.
Found = tuple[Said, int] | None


def cut_note(text: str) -> tuple[str, str]:
    """Take `note "…"` out of a rule's text, before it is folded; return the rest, and the note. Raises BadRule."""
    found = _QUOTED.search(text) or _OPEN.search(text)
    if found is None:
        return text, ""
    shown = (" " if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} else sign for sign in found[1])
    note = " ".join("".join(shown).split())
    if len(note) > NOTE:
        raise BadRule(f"A note has up to {NOTE} characters; that one has {len(note)}.")
    return f"{text[: found.start()]} {text[found.end() :]}", note


def cut_modifiers(words: Sequence[str]) -> tuple[list[str], Said]:
    """Take the modifiers out of a rule's words, wherever they stand; return the rest, and what was said by its name.

    Raises BadRule where something is said twice, or makes no sense.
    """
    rest: list[str] = []
    said = Said()
    at = 0
    while at < len(words):
        read = READERS.get(words[at])
        found = read(words[at:]) if read else None
        if found is None:
            rest.append(words[at])
            at += 1
            continue
        if said.keys() & found[0].keys() and said | found[0] != found[0] | said:
            raise BadRule(f"That says two things at once: “{' '.join(words)[:60]}”. Say how only one time.")
        said |= found[0]
        at += found[1]
    return rest, said


def _often(words: Sequence[str]) -> Found:
    """Read "once", "daily", "always"; a "daily average" is something else."""
    if words[0] == "once" and tuple(words[1:2]) in (("a",), ("per",)):
        return ({"frequency": Frequency.DAILY}, 3) if {"day", "session"}.intersection(words[2:3]) else None
    if words[0] in {"each", "every"}:
        return ({"frequency": Frequency.ALWAYS}, 2) if tuple(words[1:2]) == ("time",) else None
    if tuple(words[1:2]) in (("average",), ("mean",), ("turnover",)):
        return None
    return {"frequency": Frequency(words[0])}, 1


def _lasting(words: Sequence[str]) -> Found:
    """Read "for 10m", "for 10 minutes"."""
    for count in (2, 1):
        try:
            lasting = parse_duration(" ".join(words[1 : 1 + count]))
        except ValueError:
            continue
        if lasting > LONGEST:
            raise BadRule("It can be asked to last up to 4 hours: a session has little more. Try `for 10m`.")
        return {"lasting": lasting}, 1 + count
    return None


def _rearm(words: Sequence[str]) -> Found:
    """Read "rearm 1%"."""
    unit = 2 if tuple(words[2:3]) in (("%",), ("percent",), ("pct",)) else 1
    found = _BACK.fullmatch("".join(words[1 : 1 + unit]))
    back = Decimal(found[1]).normalize() if found else Decimal(0)
    if found is None or not found[2] or not 0 < back <= MOST_BACK:
        raise BadRule(f"Say how far back it must go to count again, up to {MOST_BACK}%: `rearm 1%`.")
    return {"rearm": back}, 1 + unit


def _until(words: Sequence[str]) -> Found:
    """Read "until 2026-12-31", "until 31 Dec", "until Dec 31 2026"."""
    given = [word.strip(",.") for word in words[1:4]]
    if found := _ISO.fullmatch(given[0] if given else ""):
        return {"until": _date(*(int(part) for part in found.groups()))}, 2
    order = given[:2] if given[1:2] and _SHORT.get(given[1][:3]) else given[1::-1]
    month, number = _SHORT.get(order[1][:3]) if len(order) > 1 else None, _DAY.fullmatch(order[0]) if order else None
    if month is None or number is None:
        raise BadRule("Say until which day: `until 2026-12-31` or `until 31 Dec`.")
    if given[2:] and _YEAR.fullmatch(given[2]):
        return {"until": _date(int(given[2]), month, int(number[1]))}, 4
    return {"until": _date(LEAP, month, int(number[1]))}, 3


def _date(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise BadRule(f"There is no day {year}-{month:02}-{number:02}. Try `until 2026-12-31`.") from None


def _in(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


READERS: dict[str, Callable[[Sequence[str]], Found]] = {
    **dict.fromkeys(("once", "daily", "always", "each", "every"), _often),
    "for": _lasting,
    **dict.fromkeys(("rearm", "re-arm"), _rearm),
    **dict.fromkeys(("until", "till"), _until),
}
