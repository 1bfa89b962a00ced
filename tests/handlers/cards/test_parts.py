"""The pieces of cards, and the plain text read off them."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.cards.limits import problems, text_problems
from handlers.cards.parts import actions, button, card, context, divider, header, menu, section, stamp

LINE = st.text(min_size=1, max_size=400).map(lambda text: text.replace("\n", " ") + "x")
LINES = st.lists(LINE, min_size=1, max_size=30)


def test_the_plain_text_says_what_the_blocks_say() -> None:
    """The fallback has every line in order, without markup and without buttons."""
    made = card(
        stamp("MARK"),
        header("Rise & fall"),
        divider(),
        section("*HSI* 1", "two", accessory=button("Press", "press", "1")),
        context("small", ""),
        actions(button("No", "no")),
    )
    assert made.text == "MARK\nRise &amp; fall\nHSI 1\ntwo\nsmall"


def test_all_pieces_are_to_slacks_taste() -> None:
    """Every piece is held to the limits, and its tickers make no links."""
    blocks = (
        header("x" * 500),
        section("0700.HK", accessory=menu("menu", [("Why", "why:1"), ("Mute", "mute:1")])),
        context("0700.HK"),
        actions(button("Remove", "remove", "1", danger="Remove #1?"), button("y" * 100, "why")),
    )
    assert problems(blocks) == []


@given(LINES)
def test_any_lines_fit(lines: list[str]) -> None:
    """However much there is to say, the card can be sent, and says where it stops."""
    made = card(section(*lines), context(*lines))
    assert problems(made.blocks) == []
    assert text_problems(made.text) == []


def test_lines_are_left_out_whole() -> None:
    """A line that no longer fits is left out as a whole: half a figure is a wrong figure."""
    text = card(section(*(["12,345.67 " * 20] * 40))).text
    assert text.endswith("\n…")
    assert all(line.split()[-1] == "12,345.67" for line in text.split("\n")[:-1])


def test_a_dangerous_button_asks_first() -> None:
    """What cannot be undone has a question before it."""
    made = button("Remove", "remove", "1", danger="Remove alert #1?")
    assert made["style"] == "danger"
    assert "Remove alert #1?" in str(made["confirm"])
