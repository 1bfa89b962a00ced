"""How the words are read that say how a rule speaks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.modifiers import NOTE, Frequency, Modifiers
from bot.alerts.parser import parse_rule
from bot.errors import BadRule

TODAY = date(2025, 7, 15)

MODIFIERS = st.builds(
    Modifiers,
    frequency=st.sampled_from(Frequency),
    lasting=st.integers(0, 240).map(lambda minutes: timedelta(minutes=minutes)),
    rearm=st.none() | st.integers(1, 5000).map(lambda number: (Decimal(number) / 100).normalize()),
    until=st.none() | st.dates(TODAY, date(2027, 7, 1)),
    note=st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"“”„«»'), max_size=NOTE),
)


def read(words: str) -> Modifiers:
    """Read the modifiers of a rule on BABA."""
    return Modifiers(**parse_rule(f"baba up 5% {words}").said).dated(TODAY)


@given(MODIFIERS)
def test_words_come_back(modifiers: Modifiers) -> None:
    """The canonical words are read as what they were written from, and leave the condition alone."""
    rule = parse_rule(f"baba up 5% {modifiers.words()}")
    assert (Modifiers(**rule.said).dated(TODAY), rule.condition) == (modifiers, parse_rule("baba up 5%").condition)


@pytest.mark.parametrize(
    ("words", "canonical"),
    [
        ("", ""),
        ("daily", ""),
        ("once a day", ""),
        ("once per session", ""),
        ("ONCE", "once"),
        ("every time", "always"),
        ("for 10m", "for 10m"),
        ("for 10 minutes", "for 10m"),
        ("for 1h always", "always for 60m"),
        ("always for 1 hour", "always for 60m"),
        ("re-arm 1 %", "rearm 1%"),
        ("rearm 0.50%", "rearm 0.5%"),
        ("until 2026-12-31", "until 2026-12-31"),
        ("until 31 Dec", "until 2025-12-31"),
        ("until December 31, 2026", "until 2026-12-31"),
        ("until 1st jul", "until 2026-07-01"),
        ("until 31 dec once", "once until 2025-12-31"),
        ('note "Buy the *Dip*"  once', 'once note "Buy the *Dip*"'),
        ("once note ask Mei Ling first", 'once note "ask Mei Ling first"'),
        ("note “two\nlines” always", 'always note "two lines"'),
    ],
)
def test_words(words: str, canonical: str) -> None:
    """Modifiers are read in any order and in the words people use; a day without a year is the next one."""
    assert read(words).words() == canonical


def test_modifiers_stand_anywhere() -> None:
    """They may stand before the condition's own words, which are read as if they were not there."""
    rule = parse_rule("baba once for 10m up 5% until 31 dec")
    assert rule.condition == parse_rule("baba up 5%").condition
    assert rule.said == {"frequency": "once", "lasting": timedelta(minutes=10), "until": date(2000, 12, 31)}


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("for 5h", "4 hours"),
        ("for", "nothing Surge can watch|no move"),
        ("once always", "two things at once"),
        ("rearm", "how far back"),
        ("rearm 0%", "how far back"),
        ("rearm 1", "how far back"),
        ("rearm 99%", "how far back"),
        ("until", "until which day"),
        ("until soon", "until which day"),
        ("until 31 feb", "no day"),
        ("until 2025-02-30", "no day"),
        ("until 2025-07-14", "is past"),
        ("until 2031-01-01", "two years"),
        (f'note "{"x" * (NOTE + 1)}"', "up to 200"),
    ],
)
def test_no_modifiers(words: str, hint: str) -> None:
    """What makes no sense is refused with what to type instead."""
    with pytest.raises(BadRule, match=hint):
        read(words)


def test_the_next_leap_day() -> None:
    """A day that not every year has is the next that there is, if that is near enough."""
    assert Modifiers(until=date(2000, 2, 29)).dated(date(2027, 3, 1)).until == date(2028, 2, 29)
