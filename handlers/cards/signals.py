"""The signs of a surge in a line, and from where each is on. Pure."""

from decimal import Decimal

from bot.market.signals import Leg, Levels, Signal, Signals, Way
from bot.words.numbers import decimal, multiple, percent
from bot.words.times import weekday

ARROWS = {Way.UP: "▲", Way.DOWN: "▼"}


def signals_line(read: Signals, *, today: bool = True) -> str:
    """Write "Surge ▲ 4 of 5 (off: Golden Dragon; proxy KWEB +1.2% overnight)".

    What is not known is said and not counted. Below the needed number it reads "Surge signals ▲ 2 of 5".
    """
    way = read.leaning
    on = read.on(way) if way else tuple(each for each in read.legs if each.ways)
    name = f"{way} {ARROWS[way]}" if read.fires and way else f"{way or 'Surge'} signals {ARROWS[way] if way else ''}"
    of = f"{len(read.legs)}" if read.known == len(read.legs) else f"{read.known} known"
    day = "" if today else f" on {weekday(read.day)}"
    off = "; ".join(_off(each) for each in read.legs if each not in on and each.reading is not None)
    unknown = ", ".join(each.leg for each in read.legs if each.reading is None)
    details = "; ".join(filter(None, (f"off: {off}" if off else "", f"unknown: {unknown}" if unknown else "")))
    return f"{name.strip()} {len(on)} of {of}{day}" + (f" ({details})" if details else "")


def levels_line(read: Signals, levels: Levels | None = None) -> str:
    """Say from where each sign is on, and by which other mean turnover is measured here."""
    level = levels or Levels()
    mean = next((each.by for each in read.legs if each.leg is Leg.TURNOVER), "") or "its 20-day mean"
    return (
        f"Signals: HSI ±{_plain(level.hsi)}%, HSTECH ±{_plain(level.hstech)}%, "
        f"turnover from {_plain(level.turnover)}× {mean}, Golden Dragon ±{_plain(level.overnight)}% overnight, "
        f"breadth from {_plain(level.breadth)}% one way; a surge takes {read.needed}."
    )


def _off(signal: Signal) -> str:
    """Write a sign that is not on with its reading."""
    reading = signal.reading or Decimal()
    if signal.leg is Leg.TURNOVER:
        return f"{signal.leg} {multiple(reading)}"
    if signal.leg is Leg.BREADTH:
        return f"{signal.leg} {decimal(abs(reading), 0)}% {'down' if reading < 0 else 'up'}"
    if signal.leg is Leg.OVERNIGHT:
        moved = f"{percent(reading, 1)} overnight"
        return f"{signal.leg}; proxy {signal.by} {moved}" if signal.by else f"{signal.leg} {moved}"
    return f"{signal.leg} {percent(reading, 1)}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
