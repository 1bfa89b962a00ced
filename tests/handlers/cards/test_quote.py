"""The quote card reads true at every hour."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.freshness import Freshness, Shown, shown
from bot.market.history import Fact, Since
from bot.market.instruments import Instrument, named
from bot.market.quotes import Extended, Hours, Quote
from bot.market.silence import HALTED
from bot.market.turnover import Scope, Turnover
from bot.words.language import Language, Phrase, same
from bot.words.reader import reader_of
from handlers.cards import prices
from handlers.cards.limits import problems, text_problems
from handlers.cards.prices import Priced
from handlers.cards.quote import Sight, facts_line, quote, since_line
from tests.chinese import faults, words

HSI, TENCENT, BABA = named("^HSI"), named("0700.HK"), named("BABA")
D = Decimal


def at(text: str) -> datetime:
    """Return a Hong Kong time of July 2025: "15 14:17"."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2025-07-{day}T{clock}:00+08:00")


def priced(instrument: Instrument, now: str, traded: str, **more: object) -> Priced:
    """Return a quote of 24,548.06 after 24,203.32, as the desk would show it at `now`."""
    given: Mapping[str, object] = {
        "symbol": instrument.symbol,
        "price": D("24548.06"),
        "previous_close": D("24203.32"),
        "time": at(traded),
        "currency": instrument.currency,
        "delay_minutes": 15,
        **more,
    }
    return Priced(instrument, shown(Quote(**given), at(now)))  # type: ignore[arg-type]  # a table of fields


def sight(one: Priced, now: str, **more: object) -> Sight:
    """Return what a card shows of it."""
    return Sight(priced=one, now=at(now), **more)  # type: ignore[arg-type]  # a table of fields


MARCH = Since(date(2025, 3, 19), D("24771.14"), 78)


def test_in_the_afternoon() -> None:
    """Level, points, per cent, time, delay, phase, course, base with its date, and what stands beside it."""
    one = priced(HSI, "15 14:32", "15 14:17", open=D("24281.94"), low=D("24190"), high=D("24600"))
    tech = priced(named("HSTECH.HK"), "15 14:32", "15 14:17", price=D("102.5"), previous_close=D(100))
    traded = Turnover(Scope.MARKET, D("231e9"), at("15 14:17"))
    card = quote(sight(one, "15 14:32", since=MARCH, previous_day=date(2025, 7, 14), beside=(tech,), turnover=traded))
    assert card.text == (
        "Hang Seng Index 24,548.06 ▲ +344.74 (+1.42%)\n"
        "As of 14:17 HKT, 15 min delayed · afternoon session\n"
        "On course for highest close since 19 Mar 2025 (24,771.14)\n"
        "Prev close 24,203.32 (Mon 14 Jul) · open 24,281.94 · range 24,190.00–24,600.00\n"
        "HSTECH ▲ +2.5% · turnover HK$231.0bn so far, whole market"
    )
    assert problems(card.blocks) == []


def test_after_the_close() -> None:
    """The day's final quote turns the course into a fact."""
    card = quote(sight(priced(HSI, "15 16:40", "15 16:10"), "15 16:40", since=MARCH, final=True))
    assert "Close Tue 15 Jul, 16:10 HKT\nHighest close since 19 Mar 2025 (78 sessions)" in card.text


def test_before_the_first_prices() -> None:
    """Early in the morning it is yesterday's close, and says when today's prices come."""
    card = quote(sight(priced(HSI, "15 09:31", "14 16:10"), "15 09:31"))
    assert "Last close Mon 14 Jul, 16:10 HKT; first delayed prices 09:45 HKT" in card.text


def test_on_a_weekend() -> None:
    """On a day without a session no prices are promised."""
    one = Priced(HSI, Shown(priced(HSI, "18 17:00", "18 16:10").quote, Freshness.LAST_CLOSE, timedelta(hours=19)))
    card = quote(sight(one, "19 11:00"))
    assert "Last close Fri 18 Jul, 16:10 HKT\n" in card.text


def test_an_old_price_is_flagged() -> None:
    """What should be newer shows its age first; one of another day shows that too."""
    card = quote(sight(priced(HSI, "15 14:17", "15 13:35"), "15 14:17"))
    assert "⚠ stale: 42 min old · as of 13:35 HKT · afternoon session" in card.text
    card = quote(sight(priced(HSI, "16 10:30", "15 15:00"), "16 10:30"))
    assert "as of Tue 15 Jul 15:00 HKT" in card.text


def test_live_prices_are_called_live() -> None:
    """Without a delay there is none to tell."""
    early = Extended(D("114.655"), at("15 21:00"), Hours.PRE, D("108.22"))
    one = priced(BABA, "15 22:00", "15 22:00", delay_minutes=0, extended=early, market_cap=D("27e10"))
    text = quote(sight(one, "15 22:00")).text
    assert "As of 10:00 New York, live · regular session" in text
    assert "Pre-market US$114.66 ▲ +5.95% at 09:00 New York · market cap US$270.0bn" in text
    late = priced(BABA, "15 22:00", "15 22:00", extended=Extended(D("114.655"), at("15 21:00"), Hours.PRE))
    assert "Pre-market US$114.66 at 09:00 New York" in quote(sight(late, "15 22:00")).text
    assert "Pre-market" not in quote(sight(late, "17 22:00")).text


def test_a_milestone_is_said_once() -> None:
    """A milestone has a line of its own; a market cap that it names is not named once more."""
    one = priced(BABA, "15 22:00", "15 22:00", delay_minutes=0, market_cap=D("4.03e12"))
    passed = "Market cap US$4.03tn, above US$4tn for the first time in our records (since 20 Jun 2025)"
    text = quote(
        replace(sight(one, "15 22:00"), milestones=(same(passed), same("Shares outstanding +2.1% since Mon 14 Jul")))
    ).text
    assert f"{passed}\nShares outstanding +2.1% since Mon 14 Jul" in text
    assert text.casefold().count("market cap") == 1


def test_a_day_the_calendar_does_not_know() -> None:
    """What is quoted on a Saturday was a session, and is not called closed."""
    one = Priced(HSI, Shown(priced(HSI, "19 11:00", "19 10:45").quote, Freshness.DELAYED, timedelta(minutes=15)))
    assert "As of 10:45 HKT, 15 min delayed\n" in quote(sight(one, "19 11:00")).text


def test_an_unknown_base_is_unknown() -> None:
    """Without a previous close there is no change, and no made-up one."""
    card = quote(sight(priced(HSI, "15 14:32", "15 14:17", previous_close=None), "15 14:32"))
    assert card.text.startswith("Hang Seng Index 24,548.06\n")
    assert "Prev close unknown" in card.text


def test_nothing_moved() -> None:
    """A price at its close is unchanged, without arrow and sign."""
    card = quote(sight(priced(TENCENT, "15 14:32", "15 14:17", price=D(500), previous_close=D(500)), "15 14:32"))
    assert card.text.startswith("Tencent Holdings (0700.HK) HK$500.00 unchanged\n")


def test_a_penny_share_keeps_its_places() -> None:
    """Below a dollar the third place counts."""
    one = priced(TENCENT, "15 14:32", "15 14:17", price=D("0.385"), previous_close=D("0.38"))
    assert "HK$0.385 ▲ +0.005 (+1.32%)" in quote(sight(one, "15 14:32")).text


@pytest.mark.parametrize(
    ("since", "final", "expected"),
    [
        (MARCH, True, "Highest close since 19 Mar 2025 (78 sessions)"),
        (
            Since(date(2025, 3, 19), D("19771.14"), 78, low=True),
            False,
            "On course for lowest close since 19 Mar 2025 (19,771.14)",
        ),
        (Since(date(2025, 3, 19), D(1), 78, record=True), False, "On course for a record high close"),
        (Since(date(2025, 3, 19), D(1), 78, record=True, low=True), True, "Record low close"),
    ],
)
def test_since(since: Since, final: bool, expected: str) -> None:  # noqa: FBT001 - a table of cases
    """Highest, lowest and record are said as a course or as a fact."""
    assert since_line(since, final=final) == expected


STREAK, ABOVE = Fact(same("5th straight rise"), 32), Fact(same("first close above 25,000 since 19 Nov 2021"), 899)
WEEK = Fact(same("week ▲ +2.1%"), 0, closing=False)


@pytest.mark.parametrize(
    ("facts", "final", "expected"),
    [
        ((), True, ""),
        ((ABOVE, STREAK, WEEK), True, "First close above 25,000 since 19 Nov 2021 · 5th straight rise · week ▲ +2.1%"),
        (
            (ABOVE, STREAK, WEEK),
            False,
            "On course for first close above 25,000 since 19 Nov 2021, 5th straight rise · week ▲ +2.1%",
        ),
        ((STREAK,), True, "5th straight rise"),
        ((WEEK,), False, "Week ▲ +2.1%"),
    ],
)
def test_what_else_is_rare(facts: tuple[Fact, ...], final: bool, expected: str) -> None:  # noqa: FBT001 - a table of cases
    """Facts of the close are a course until the final quote, what is so already is said as it is, all in one line."""
    assert facts_line(facts, final=final) == expected
    one = priced(HSI, "15 16:40", "15 16:10" if final else "15 15:00")
    lines = quote(sight(one, "15 16:40", since=MARCH, facts=facts, final=final)).text.split("\n")
    assert lines[3].startswith(expected or "Prev close")


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        (True, "Highest close since 19 Mar 2025 (78 sessions), by proxy 3033.HK"),
        (False, "On course for highest close since 19 Mar 2025, by proxy 3033.HK"),
    ],
)
def test_a_proxy_that_tells_since_is_named(final: bool, expected: str) -> None:  # noqa: FBT001 - a table of cases
    """Where another's closes tell, it is named, and its price is not taken for the index's."""
    tech = priced(named("HSTECH.HK"), "15 16:40", "15 16:10")
    assert expected in quote(sight(tech, "15 16:40", since=MARCH, since_by="3033.HK", final=final)).text.split("\n")


@given(
    st.decimals("0.000001", "999999999999", places=6),
    st.none() | st.decimals("0.000001", "999999999999", places=6),
    st.datetimes(datetime(2025, 7, 1), datetime(2025, 7, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone follows
    st.timedeltas(timedelta(), timedelta(days=9)),
)
def test_any_quote_makes_a_card(price: Decimal, before: Decimal | None, traded: datetime, age: timedelta) -> None:
    """Whatever the figures and the hour, the card can be sent and names its price."""
    one = Quote(symbol="X<&>", price=price, time=traded, currency="HKD", previous_close=before, delay_minutes=15)
    now = traded + age
    made = quote(Sight(priced=Priced(HSI, shown(one, now)), now=now))
    assert problems(made.blocks) == []
    assert text_problems(made.text) == []


@pytest.mark.parametrize("language", [Language.HANT, Language.HANS])
@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize("final", [False, True])
def test_in_chinese(language: Language, low: bool, final: bool) -> None:  # noqa: FBT001 - a table of cases
    """Whatever stands on the card, none of it is left in English, as a course and as a fact."""
    reader, fact = reader_of(language, "red-up"), Fact(Phrase("rise", "連升 4 日", "连涨 4 日"), 16)
    move = Extended(D("25000"), at("15 21:00"), Hours.PRE)
    one = priced(BABA, "15 22:00", "15 22:00", delay_minutes=0, market_cap=D("4.03e12"), extended=move, open=D(2))
    rich = sight(
        one,
        "15 22:00",
        final=final,
        since=replace(MARCH, low=low),
        since_by="KWEB",
        facts=(fact, replace(fact, closing=False)),
        previous_day=date(2025, 7, 11),
        beside=(priced(TENCENT, "15 14:32", "15 14:17"),),
        turnover=Turnover(Scope.SHARES_ESTIMATE, D("224e9"), at("15 14:17")),
        proxy_for=prices.names(named("^HXC")),
        halted=HALTED.with_(time="14:05"),
    )
    old = priced(TENCENT, "15 15:30", "15 10:00", previous_close=None)
    others = (
        sight(old, "15 15:30", since=replace(MARCH, low=low, record=True), final=final),
        sight(priced(HSI, "15 16:40", "15 16:10"), "15 16:40"),
        sight(priced(HSI, "15 08:00", "14 16:10", previous_close=D("24548.06")), "15 08:00"),
    )
    for each in (rich, *others):
        card = quote(each, reader)
        assert faults(f"{words(card.blocks)} {' '.join(card.sources)}", language) == []
        assert problems(card.blocks) == []
