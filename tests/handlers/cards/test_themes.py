"""The themes' cards: all of them ranked, and one with its members."""

from datetime import date, datetime
from decimal import Decimal

from bot.market.freshness import shown
from bot.market.instruments import named
from bot.market.lists import Theme
from bot.market.quotes import Quote
from bot.market.themes import basket, last_sessions
from handlers.cards.card import Card
from handlers.cards.limits import problems, text_problems
from handlers.cards.prices import also_line
from handlers.cards.themes import Overview, Themed, overview, theme
from tests.bot.market.samples import at, quote

NOW = at("14:17")


def made(key: str, *symbols: str) -> Theme:
    """Return a theme of these members."""
    return Theme(
        key=key, name=key.title(), hant="甲", hans="乙", symbols=symbols, as_of=date(2025, 7, 1), source="a test"
    )


CLOUD, CHIPS = made("cloud", "9988.HK", "0700.HK", "KC"), made("chips", "0981.HK", "0522.HK")
SILENT = made("cpo", "300308.SZ")


def moved(symbol: str, percent: object, when: str = "14:00", **fields: object) -> Quote:
    """Return a share that moved by `percent` from a close of 100."""
    given = {"previous_close": Decimal(100), "currency": named(symbol).currency, **fields}
    return quote(100 + Decimal(str(percent)), when, symbol, **given)


def all_of(*quotes: Quote, now: datetime = NOW, recorded: bool = False) -> Card:
    """Draw all themes over `quotes`."""
    known = {each.symbol: each for each in quotes}
    newest = last_sessions(quotes)
    baskets = tuple(basket(each, known, newest) for each in (CHIPS, CLOUD, SILENT))
    return overview(Overview(baskets, {s: shown(q, now) for s, q in known.items()}, now, recorded=recorded))


def one_of(of: Theme, *quotes: Quote, now: datetime = NOW, recorded: bool = False) -> Card:
    """Draw one theme over `quotes`."""
    known = {each.symbol: each for each in quotes}
    return theme(Themed(basket(of, known), {s: shown(q, now) for s, q in known.items()}, now, recorded=recorded))


OVERNIGHT = moved("KC", 6, "2025-07-15 04:00", delay_minutes=0)


def test_all_themes_are_ranked_with_their_sessions() -> None:
    """The best first, each with its members, how many have figures, and of which day those of elsewhere are."""
    card = all_of(moved("9988.HK", 2), moved("0700.HK", 1), moved("0981.HK", -3), moved("0522.HK", -1), OVERNIGHT)
    assert card.text == (
        "Themes\n"
        "Hong Kong: As of 14:00 HKT, 15 min delayed · afternoon session\n"
        "New York: Last close Mon 14 Jul, 16:00 New York; first prices 09:30 New York\n"
        "1. Cloud ▲ +3.00%  3 of 3 with figures: Kingsoft Cloud ADR +6.0%, Alibaba +2.0%, Tencent +1.0%"
        "  ⚠ New York of Mon 14 Jul\n"
        "2. Chips ▼ −2.00%  2 of 2 with figures: SMIC −3.0%, ASMPT −1.0%\n"
        "No figures: Cpo\n"
        "Equal-weighted mean of the members with figures, each by the last session of its own exchange. "
        "Themes: a test (as of 1 Jul 2025)."
    )
    assert problems(card.blocks) == text_problems(card.text) == []


def test_a_replay_says_what_was_not_recorded() -> None:
    """On a tape what has no figures was not recorded."""
    assert "Not recorded: Cloud, Cpo" in all_of(moved("0981.HK", 1), recorded=True).text
    assert "Not recorded: Innolight (300308.SZ)" in one_of(SILENT, recorded=True).text


def test_one_theme_shows_its_members_by_exchange() -> None:
    """Each exchange has its own mean, time and members; who has no figures is named."""
    card = one_of(CLOUD, moved("9988.HK", 2), moved("0700.HK", 1), OVERNIGHT)
    assert card.text.startswith(
        "Cloud ▲ +3.00%\n"
        "甲 · 乙 · 3 of 3 with figures\n"
        "Hong Kong ▲ +1.50%\n"
        "As of 14:00 HKT, 15 min delayed · afternoon session\n"
        "Alibaba (9988.HK)  HK$102.00  ▲ +2.00%\n"
        "Tencent (0700.HK)  HK$101.00  ▲ +1.00%\n"
        "New York\n"
        "Last close Mon 14 Jul, 16:00 New York; first prices 09:30 New York\n"
        "Kingsoft Cloud ADR (KC)  US$106.00  ▲ +6.00%\n"
        "Equal-weighted"
    )
    assert problems(card.blocks) == text_problems(card.text) == []


def test_an_old_member_is_flagged_and_not_counted() -> None:
    """A price of another day is shown with its day; one that is stale today, with its time."""
    text = one_of(CLOUD, moved("9988.HK", 2), moved("0700.HK", 9, "2025-07-11 16:08")).text
    assert "Cloud ▲ +2.00%" in text
    assert "Tencent (0700.HK)  HK$109.00  ▲ +9.00%  ⚠ Fri 11 Jul, 16:08 HKT, not counted" in text
    assert "1 of 3 with figures" in text
    stale = one_of(CLOUD, moved("9988.HK", 2), moved("0700.HK", 1, "10:00")).text
    assert "Tencent (0700.HK)  HK$101.00  ▲ +1.00%  ⚠ stale, 10:00 HKT" in stale
    assert "Cloud ▲ +1.50%" in stale


def test_no_figure_is_no_zero() -> None:
    """A theme without any figure shows none."""
    text = one_of(SILENT).text
    assert text.startswith("Cpo\n甲 · 乙 · 0 of 1 with figures\nNo figures: Innolight (300308.SZ)\n")
    assert "%" not in text


def test_other_lines_are_named_with_their_ratio() -> None:
    """A dual listing is said from either side; a company of one line says nothing."""
    assert also_line(named("9988.HK")) == "9988.HK · also BABA (1 ADS = 8 shares)"
    assert also_line(named("BABA")) == "BABA · also 9988.HK (1 ADS = 8 shares)"
    assert also_line(named("TCOM")) == "TCOM · also 9961.HK (1 for 1)"
    assert also_line(named("0981.HK")) == "0981.HK · also 688981.SS"
    assert also_line(named("80700.HK")) == "80700.HK · also 0700.HK"
    assert also_line(named("0700.HK")) == ""
