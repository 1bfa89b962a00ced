"""Every card names its source, and a replay says so first of all."""

from datetime import date

from bot.market.provider import Source
from handlers.cards.finish import UNTOLD, finish, footer, mark
from handlers.cards.limits import problems
from handlers.cards.parts import actions, button, card, header, section

LIVE = Source("Yahoo")
REPLAY = Source("tape", date(2025, 7, 15), "Closes recorded; the path between them interpolated.")
CARD = card(header("HSI 24,548.06"), section("more"), actions(button("Share", "share")))
QUIET = card(section("Help"), figures=False)


def test_a_replay_begins_with_its_mark() -> None:
    """The text and the first visible block of a replay begin "REPLAY" and the day."""
    done = finish(CARD, REPLAY)
    assert done.text.startswith("REPLAY 15 Jul 2025\nHSI 24,548.06")
    assert done.blocks[0] == {
        "type": "context",
        "elements": [{"type": "plain_text", "text": "REPLAY 15 Jul 2025", "emoji": True}],
    }
    assert problems(done.blocks) == []


def test_a_replay_says_what_is_interpolated() -> None:
    """Its footer is the tape's own note, above the buttons, and never the name of a live source."""
    done = finish(CARD, REPLAY)
    assert done.text.endswith(REPLAY.notes)
    assert done.blocks[-1]["type"] == "actions"
    assert REPLAY.notes in str(done.blocks[-2])
    assert "delayed" not in done.text


def test_a_card_without_figures_is_marked_as_well() -> None:
    """No text of a replay can be taken for one of today."""
    done = finish(QUIET, REPLAY)
    assert done.text.startswith("REPLAY 15 Jul 2025")
    assert done.text.endswith(REPLAY.notes)


def test_a_tape_without_notes_is_called_out() -> None:
    """Silence about what is recorded is said to be silence."""
    assert footer(Source("tape", date(2025, 7, 15)), CARD) == UNTOLD.en


def test_long_notes_are_cut() -> None:
    """A footer stays a footer, and says whole sentences where it can."""
    assert len(footer(Source("tape", date(2025, 7, 15), "word " * 500), CARD)) == 200
    assert footer(Source("tape", date(2025, 7, 15), "Closes recorded. The path is not. " + "w" * 300), CARD) == (
        "Closes recorded. The path is not."
    )


def test_live_figures_name_their_source() -> None:
    """A live card has no mark, and its source below."""
    done = finish(CARD, LIVE)
    assert done.text == "HSI 24,548.06\nmore\nYahoo"
    assert mark(LIVE) == ""


def test_every_source_of_a_card_is_named() -> None:
    """What comes from elsewhere is named beside the source of quotes, each once, or alone."""
    both = card(section("HK$231.0bn"), sources=("turnover Tencent 14:17", "", "turnover Tencent 14:17"))
    assert finish(both, LIVE).text == "HK$231.0bn\nYahoo; turnover Tencent 14:17"
    alone = card(section("HK$231.0bn"), figures=False, sources=("turnover Tencent 14:17",))
    assert finish(alone, LIVE).text == "HK$231.0bn\nTurnover Tencent 14:17"


def test_a_live_card_without_figures_stays_as_it_is() -> None:
    """Where there are no figures there is no source to name."""
    assert finish(QUIET, LIVE) == QUIET
