"""Turnover is never shown without its scope, its time and what it is held against."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from bot.market.provider import Source
from bot.market.tally.pace import Pace
from bot.market.turnover import Scope, Turnover
from bot.words.language import Language
from handlers.cards.finish import finish
from handlers.cards.limits import problems
from handlers.cards.turnover import Traded, credit, short_time, turnover
from tests.chinese import faults

D = Decimal


def at(text: str) -> datetime:
    """Return a Hong Kong time of July 2025: "15 14:17"."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2025-07-{day}T{clock}:00+08:00")


def traded(time: str, now: str, **more: object) -> Traded:
    """Return HK$288.4bn of the whole market."""
    return Traded(turnover=Turnover(Scope.MARKET, D("288.4e9"), at(time)), now=at(now), **more)  # type: ignore[arg-type] # a table of fields


@pytest.mark.parametrize(
    ("time", "now", "line", "short"),
    [
        ("15 14:17", "15 14:32", "As of 14:17 HKT · afternoon session", "14:17 HKT"),
        ("15 16:10", "15 16:30", "Whole day Tue 15 Jul, 16:10 HKT", "16:10 HKT"),
        ("14 16:10", "15 08:00", "Last session Mon 14 Jul, 16:10 HKT", "Mon 14 Jul 16:10 HKT"),
        ("15 10:00", "15 11:00", "⚠ stale: 1 h old · as of 10:00 HKT", "10:00 HKT · ⚠ stale: 1 h old"),
    ],
)
def test_its_time(time: str, now: str, line: str, short: str) -> None:
    """So far, the whole day, another day or too old: each is said."""
    assert line in turnover(traded(time, now)).text
    assert short_time(traded(time, now)) == short


def test_what_it_is_held_against() -> None:
    """The mean of its scope, the month's average by name, and since when it is the highest."""
    card = turnover(
        traded(
            "15 16:10",
            "15 16:30",
            mean=D("240e9"),
            average=("2025-06", D("230.2e9")),
            since=date(2025, 4, 7),
        )
    )
    assert card.text == (
        "HK turnover HK$288.4bn, whole market\n"
        "Whole day Tue 15 Jul, 16:10 HKT\n"
        "1.20× the 20-day mean (HK$240.0bn)\n"
        "1.25× June's daily average (HK$230.2bn, HKEX)\n"
        "Highest since 7 Apr 2025"
    )
    assert problems(card.blocks) == []


def test_an_estimate_is_called_one() -> None:
    """Another scope reads as such."""
    seen = Traded(turnover=Turnover(Scope.SHARES_ESTIMATE, D("224e9"), at("15 14:17")), now=at("15 14:32"))
    assert "HK$224.0bn so far, shares only, estimate" in turnover(seen).text


def estimate(time: str, value: str = "224e9") -> Turnover:
    """Return an estimate of 400 shares."""
    note = "400 shares, scaled to all that are listed"
    return Turnover(Scope.SHARES_ESTIMATE, D(value), at(time), "Yahoo", note)


def test_the_estimate_beside_the_market() -> None:
    """The market's figure comes first; the estimate below is named, dated, and says what it leaves out."""
    seen = replace(traded("15 14:17", "15 14:18"), estimate=estimate("15 14:02"))
    seen = replace(seen, turnover=replace(seen.turnover, source="Tencent"))
    card = turnover(seen)
    assert card.text.splitlines()[0] == "HK turnover HK$288.4bn so far, whole market"
    assert "Beside it: ≈ HK$224.0bn so far, shares only, estimate, 14:02" in card.text
    assert "Estimate of 400 shares, scaled to all that are listed: price × volume, without funds" in card.text
    assert finish(card, Source("Yahoo")).text.endswith("Yahoo; turnover Tencent 14:17; turnover estimate 14:02")


def test_an_estimate_alone() -> None:
    """An estimate says that it is about so much, and of how many shares."""
    card = turnover(Traded(turnover=estimate("15 14:02"), now=at("15 14:17")))
    assert card.text.startswith("HK turnover ≈ HK$224.0bn so far, shares only, estimate")
    assert "Estimate of 400 shares" in card.text
    assert credit(estimate("15 14:02")) == "turnover estimate 14:02"
    assert problems(card.blocks) == []


@pytest.mark.parametrize(
    ("pace", "replayed", "line"),
    [
        (Pace(4), False, "Pace: 4 of 10 sessions collected"),
        (Pace(12, D("1.18")), False, "Pace: 1.18× the usual by 14:17 (12 sessions)"),
        (None, True, "Pace: not recorded"),
        (None, False, ""),
    ],
)
def test_pace(pace: Pace | None, replayed: bool, line: str) -> None:  # noqa: FBT001 - a table of cases
    """Whether it is much for the time of day is told from ten sessions on; a tape has recorded none."""
    lines = turnover(traded("15 14:17", "15 14:18", pace=pace, replayed=replayed)).text.splitlines()
    assert [each for each in lines if each.startswith("Pace")] == [line] * bool(line)


@pytest.mark.parametrize(("time", "said"), [("15 16:10", True), ("15 14:17", False)])
def test_lowest_since(time: str, said: bool) -> None:  # noqa: FBT001 - a table of cases
    """A low turnover is one at the close only: until then every day is low."""
    card = turnover(traded(time, "15 16:30", lowest=date(2025, 5, 2)))
    assert ("Lowest since 2 May 2025" in card.text) is said


@pytest.mark.parametrize("language", [Language.HANT, Language.HANS])
def test_in_chinese(language: Language) -> None:
    """Whatever stands on the card, it is in one language."""
    estimate = Turnover(Scope.SHARES_ESTIMATE, D("224e9"), at("15 14:17"), note="398 shares")
    full: dict[str, object] = {"mean": D("250e9"), "average": ("2025-06", D("230.2e9")), "estimate": estimate}
    seen = (
        traded("15 14:17", "15 14:32", since=date(2025, 4, 7), pace=Pace(12, D("1.2")), **full),
        traded("15 10:00", "15 11:00", pace=Pace(4)),
        traded("15 16:10", "15 16:30", lowest=date(2025, 4, 7)),
        traded("14 16:10", "15 08:00", replayed=True),
    )
    for each in seen:
        assert faults(turnover(each, language).text, language) == []
    first = turnover(seen[0], Language.HANT).text
    assert first.startswith(
        "大市成交額至今 2,884 億元（全市場）\n截至 14:17 · 下午交易時段\n為 20 日平均 2,500 億元的 1.15 倍\n"
    )
    assert "自 2025 年 4 月 7 日以來最高\n進度：為 14:17 平均的 1.20 倍（12 個交易日）\n另：≈ 至今 2,240 億元" in first
