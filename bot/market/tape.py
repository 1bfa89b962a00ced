"""A day of market data in a file, and how it is read. Pure: lines in, values out.

JSON Lines. The first line is the header, each further one an answer of the source, in time order:

    {"tape": "2025-07-15", "title": "…", "sources": ["…"], "notes": "…", "closes": {"^HSI": [["2025-07-14", 24203.32]]},
     "turnover": {"scope": "market", "unit": "HKD", "days": [["2025-04-07", 6.2e11]], "months": [["2025-06", 2.3e11]]}}
    {"at": "2025-07-15T09:45:00+08:00", "quotes": [{"symbol": "^HSI", "price": 24281.94, "time": "…", …}],
     "turnover": {"scope": "market", "value": 3.1e10}}
    {"at": "2025-07-15T09:46:00+08:00", "error": "rate-limited"}

Reading is lenient: a line that makes no sense is a `Fault` with its number, an entry that is no quote is in the
answer's `refused`, and the rest is read. What is absent is unknown, never zero.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from bot.errors import ConfigurationError
from bot.market.entries import Entry, Reader, closes, moment, turnovers
from bot.market.provider import Answer
from bot.market.quotes import Series
from bot.market.turnover import TurnoverHistory

# The evening in New York ends on Hong Kong's next day; a long weekend may lie between two sessions of one tape.
NEAR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """What the source said at `at`: an answer, or an `error` by name."""

    at: datetime
    answer: Answer = field(default_factory=Answer)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which line, the header being line 1."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tape:
    """A recorded day. `closes` and `turnovers` are what was known before it; `faults` what could not be read.

    `notes` say what is recorded and what is interpolated; in Chinese where the tape does.
    """

    day: date
    title: str
    sources: tuple[str, ...]
    notes: str
    closes: Mapping[str, Series]
    turnovers: TurnoverHistory
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()
    notes_hant: str = ""
    notes_hans: str = ""


def read(lines: Iterable[str]) -> Tape:
    """Read a tape. Raises ConfigurationError where there is no header, or no line that can be played."""
    numbered = ((number, text.strip("\ufeff \t\r\n")) for number, text in enumerate(lines, start=1))
    filled = iter([(number, text) for number, text in numbered if text])
    header = _header(*next(filled, (1, "")))
    day = date.fromisoformat(str(header["tape"]))
    days, doubts = turnovers(header.get("turnover"))
    series, more = closes(header.get("closes"))
    faults = [Fault(1, doubt) for doubt in (*doubts, *more)]
    played = _played(filled, day, faults)
    if not played:
        raise ConfigurationError(["The tape has no line that can be played: each needs an `at` with a zone."])
    sources = header.get("sources")
    return Tape(
        day=day,
        title=str(header.get("title", "")),
        sources=tuple(map(str, sources)) if isinstance(sources, list) else (),
        notes=str(header.get("notes", "")),
        notes_hant=str(header.get("notes_hant", "")),
        notes_hans=str(header.get("notes_hans", "")),
        closes=series,
        turnovers=days,
        lines=tuple(played),
        faults=tuple(faults),
    )


def _header(number: int, text: str) -> Entry:
    try:
        header = _parsed(text)
        date.fromisoformat(str(header["tape"]))
    except (ValueError, KeyError) as error:
        sentence = f'Line {number} of the tape is no header: it must be JSON with "tape": "2025-07-15" ({error}).'
        raise ConfigurationError([sentence]) from error
    return header


def _played(numbered: Iterable[tuple[int, str]], day: date, faults: list[Fault]) -> list[Line]:
    """Read the lines after the header; what cannot be read, or goes back in time, is added to `faults`."""
    played: list[Line] = []
    reader = Reader()
    for number, text in numbered:
        try:
            line = _line(_parsed(text), reader, played[-1].at if played else None)
            _check_near(line.at, day)
            played.append(line)
        except ValueError as error:
            faults.append(Fault(number, f"Line {number} is skipped: {error}."))
    return played


def _check_near(at: datetime, day: date) -> None:
    """Raise ValueError where `at` is no time of the recorded day: it would make all later lines seem to go back."""
    if abs(at.date() - day) > NEAR:
        raise ValueError(f"{at.isoformat()} is not near {day.isoformat()}")


def _line(entry: Entry, reader: Reader, last: datetime | None) -> Line:
    at = moment(entry.get("at"), "at")
    if last is not None and at < last:
        raise ValueError(f"it is earlier than the line before it ({at.isoformat()})")
    if entry.get("error") is not None:
        return Line(at, error=str(entry["error"]) or "unknown")
    match entry.get("quotes"):
        case list() | None as quotes:
            return Line(at, reader.answer(at, quotes or [], entry.get("turnover")))
        case _:
            raise ValueError("its quotes are no list")


def _parsed(text: str) -> Entry:
    """Return the JSON object in `text`. Raises ValueError, also for what is too deep or too long to be read."""
    try:
        entry = json.loads(text, parse_float=_exact, parse_constant=Decimal)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError as error:
        raise ValueError("it is no JSON") from error
    match entry:
        case dict():
            return entry
        case _:
            raise ValueError("it is no JSON object")


def _exact(text: str) -> Decimal:
    """Return the number that `text` writes; infinity where no Decimal can hold it."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")
