"""People's words have no power in Slack."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cards import escape

CONTROL = re.compile(r"<[@#!]|<http|<mailto")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a & b", "a &amp; b"), ("<!channel>", "&lt;!channel&gt;"), ("&lt;", "&amp;lt;")],
)
def test_escape(text: str, expected: str) -> None:
    """The three control characters are escaped, once."""
    assert escape.escape(text) == expected


@given(st.text())
def test_escaping_can_be_undone(text: str) -> None:
    """What was escaped reads as it was typed."""
    assert escape.unescape(escape.escape(text)) == text


@given(st.text(alphabet="<>@!#&*_~`|abU0 \n:/.", max_size=60))
def test_no_words_become_a_mention_a_link_or_markup(text: str) -> None:
    """Whatever somebody types, it stays plain words in one line."""
    shown = escape.user(text)
    assert not CONTROL.search(shown)
    assert not re.search(r"[<>*~`\n]", shown)
    assert not re.search(r"(?<!\w)_|_(?!\w)", shown)


def test_long_words_are_cut() -> None:
    """Nobody can fill a card with one word."""
    assert escape.user("x" * 500, 20) == "x" * 19 + "…"


def test_a_sentence_keeps_its_code_and_nothing_else() -> None:
    """The words to type in our own sentences stay code, and what they quote has no markup."""
    assert escape.sentence("No *one* is <@U1>: try `/surge a_b *`") == "No ∗one∗ is &lt;@U1&gt;: try `/surge a_b *`"


@given(st.text(alphabet="`*<>_~ab ", max_size=40))
def test_a_sentence_never_opens_a_mention(text: str) -> None:
    """Not even code lets a control character through."""
    assert "<" not in escape.sentence(text)


def test_plain_text_has_no_markup() -> None:
    """The fallback reads without stars and backticks, and stays escaped."""
    assert escape.plain("*Hang Seng* `hsi` &lt;") == "Hang Seng hsi &lt;"


def test_code_is_code() -> None:
    """Words to be typed stand in backticks that they cannot leave."""
    assert escape.code("hsi` *") == "`hsiˋ ∗`"
