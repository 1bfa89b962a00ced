"""The modals are what Slack takes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Baselines
from bot.alerts.outlook import outlook
from bot.alerts.parser import parse_rule
from bot.alerts.rules import Draft, Listed
from bot.market.instruments import named
from bot.words.language import Language
from handlers.cards.forms import alert_form, edit_form, preview_form
from handlers.cards.views import view_problems
from tests.chinese import faults, words

NOW = datetime.fromisoformat("2025-07-15T15:05:00+08:00")


def alert(text: str, number: int = 3) -> Alert:
    """Return an alert made of words."""
    rule = parse_rule(text)
    assert rule.condition
    return Alert(
        id=number,
        team="T01",
        audience=Audience.CHANNEL,
        destination="C01MARKETS",
        creator="U01TRADER",
        condition=rule.condition,
        name=rule.name,
        made_at=NOW,
        made_in="",
        expires_at=NOW + timedelta(days=90),
    )


@pytest.mark.parametrize(("symbol", "usual"), [("^HSI", "up 2%"), ("0700.HK", "up 5%")])
def test_alert_me(symbol: str, usual: str) -> None:
    """The form begins with what people usually want, in a channel with the choice whom to tell."""
    view = alert_form(named(symbol), "C01MARKETS", "REPLAY 15 Jul 2025")
    assert view_problems(view) == []
    assert usual in str(view["blocks"])
    assert "This channel" in str(view["blocks"])
    assert str(view["blocks"][0]).count("REPLAY 15 Jul 2025") == 1


def test_in_a_direct_message_there_is_no_channel() -> None:
    """There the person alone can be told, and live figures have no mark."""
    view = alert_form(named("^HSI"), "D01TRADER", "")
    assert view_problems(view) == []
    assert "This channel" not in str(view["blocks"])
    assert view["blocks"][0]["type"] == "section"


@pytest.mark.parametrize("text", ["turnover above 280bn", "turnover above 1.2x", "hsi moves 2%"])
def test_edit_begins_with_the_rules_own_words(text: str) -> None:
    """What stands in the field can be saved as it is: it means the same rule."""
    kept = alert(text, 123456789)
    stands = outlook(kept, None, "", Baselines(), NOW)
    view = edit_form(Listed(kept, stands), "C01MARKETS", "1.2", "")
    assert view_problems(view) == []
    assert "Waits" in view["blocks"][0]["text"]["text"]
    words = view["blocks"][2]["element"]["initial_value"]
    target = "turnover" if text.startswith("turnover") else "hsi"
    assert parse_rule(f"{target} {words}").condition == kept.condition


@pytest.mark.parametrize("language", [Language.HANT, Language.HANS])
def test_the_forms_in_chinese(language: Language) -> None:
    """Each form is in the language of who fills it in: title, hints, choices and what is shown above."""
    kept = alert("hsi moves 2%")
    stands = outlook(kept, None, "", Baselines(), NOW)
    draft = Draft(replace(kept, id=0), stands)
    views = (
        alert_form(named("0700.HK"), "C01MARKETS", "", language),
        edit_form(Listed(kept, stands), "C01MARKETS", "1.2", "", language),
        preview_form(replace(draft, before=kept), "U01TRADER", {}, "", language),
        preview_form(replace(draft, existed=True), "U01TRADER", {}, "", language),
    )
    for view in views:
        assert view_problems(view) == []
        assert faults(words(view), language) == []
