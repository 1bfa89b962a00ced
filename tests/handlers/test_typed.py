"""What people typed, freed of what Slack and keyboards made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.typed import MOST, addressed, clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  hsi  ", "hsi"),
        ("<http://0700.HK|0700.HK> up 5%", "0700.HK up 5%"),
        ("<http://0700.HK>", "0700.HK"),
        ("<https://example.com/a?b=1|0700.HK>", "0700.HK"),
        ("turnover &gt; 280bn", "turnover > 280bn"),
        ("&lt;http://x|y&gt;", "<http://x|y>"),
        ("ｈｓｉ　ｕｐ　２％", "hsi up 2%"),
        ("“hsi”", "hsi"),
        ("`hsi`", "hsi"),
        ("L’Oréal", "L'Oréal"),
        ("h\u200bsi\n up\t5%", "hsi up 5%"),
        ("alert remove ＃3", "alert remove #3"),
        ("恒指升2%", "恒指升2%"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    """Links are unwrapped, widths folded, quotes dropped, escapes undone once."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@U00SURGE> hsi", "hsi"),
        ("<@U00SURGE|surge>: hsi", "hsi"),
        ("hey <@U00SURGE> leaders", "leaders"),
        ("&lt;<@U00SURGE>&gt; hsi", "hsi"),
        ("hsi", "hsi"),
        ("/surge hsi", "hsi"),
        ("Surge hsi", "hsi"),
        ("<@U00SURGE>", ""),
        ("surgery", "surgery"),
    ],
)
def test_addressed(text: str, expected: str) -> None:
    """The words for Surge are those after its mention."""
    assert addressed(text) == expected


@given(st.text(max_size=2000))
def test_any_text_becomes_one_short_line(text: str) -> None:
    """Nothing that can be typed makes more than one line, or a long one."""
    words = clean(text)
    assert len(words) <= MOST
    assert words == " ".join(words.split())


def test_what_shows_nothing_is_dropped() -> None:
    """Halves of surrogate pairs, private letters and those that turn the line leave nothing behind."""
    assert clean("h\ud800s\u202ei\ue000\U0010ffff\u2066 \x00up\ufeff") == "hsi up"
