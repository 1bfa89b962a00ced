"""The board holds what is known, each with its own time."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.market.divergence import Divergence
from bot.market.freshness import Freshness, Shown
from bot.market.instruments import named
from bot.market.leaders import Breadth
from bot.market.quotes import Quote
from bot.market.signals import Readings, signals
from bot.market.turnover import Scope, Turnover
from bot.words.language import same
from bot.words.reader import Reader, reader_of
from handlers.cards.board import Level, Panorama, board
from handlers.cards.limits import problems
from handlers.cards.prices import Priced, short
from handlers.cards.turnover import Traded
from tests.chinese import faults

NOW = datetime.fromisoformat("2025-07-15T14:32:00+08:00")
D = Decimal


def priced(symbol: str, freshness: Freshness, minutes: int) -> Priced:
    """Return a quote of so many minutes ago, up 1 per cent."""
    time = NOW - timedelta(minutes=minutes)
    quote = Quote(symbol=symbol, price=D(101), previous_close=D(100), time=time, currency="HKD", delay_minutes=15)
    return Priced(named(symbol), Shown(quote, freshness, timedelta(minutes=minutes)))


def panorama(*indices: Priced, traded: Traded | None = None, **more: object) -> Panorama:
    """Return what there is to see."""
    levels = tuple(map(Level, indices))
    given = {"now": NOW, "indices": levels, "traded": traded, "breadth": Breadth(0, 0, 0, 85), "quotes": (), **more}
    return Panorama(**given)  # type: ignore[arg-type]  # a table of fields


def traded(**more: object) -> Traded:
    """Return turnover and what it is held against."""
    return Traded(turnover=Turnover(Scope.MARKET, D("240e9"), NOW), now=NOW, **more)  # type: ignore[arg-type] # a table of fields


def test_equal_times_are_said_once() -> None:
    """Indices of one time share its line; an old one has its own, and a warning."""
    seen = panorama(
        priced("^HSI", Freshness.DELAYED, 15),
        priced("HSTECH.HK", Freshness.DELAYED, 15),
        priced("^HSCE", Freshness.STALE, 60),
    )
    card = board(seen)
    assert card.text == (
        "Hong Kong · afternoon session\n"
        "HSI  101.00  ▲ +1.00 (+1.00%)\n"
        "HSTECH  101.00  ▲ +1.00 (+1.00%)\n"
        "As of 14:17 HKT, 15 min delayed · afternoon session\n"
        "⚠ HSCEI  101.00  ▲ +1.00 (+1.00%)\n"
        "⚠ stale: 1 h old · as of 13:32 HKT · afternoon session\n"
        "Market time Tue 15 Jul 2025, 14:32 HKT · Mainland: afternoon session · New York: closed"
    )
    assert problems(card.blocks) == []


def test_turnover_is_held_against_what_is_known() -> None:
    """The mean where there is one, else the month's average, else nothing."""
    both = traded(mean=D("200e9"), average=("2025-06", D("230.2e9")))
    assert "whole market: 1.20× its 20-day mean (14:32 HKT)" in board(panorama(traded=both)).text
    month = traded(average=("2025-06", D("230.2e9")))
    assert "whole market: 1.04× June's daily average (14:32 HKT)" in board(panorama(traded=month)).text
    assert "whole market (14:32 HKT)" in board(panorama(traded=traded())).text


def test_what_stands_in_and_what_is_lacking_is_said() -> None:
    """A proxy says for what it stands; what has no figures is named, and why."""
    kweb = Level(priced("KWEB", Freshness.LAST_CLOSE, 15), same("Golden Dragon"))
    text = board(panorama(indices=(kweb,), lacking=(same("HSCEI"), same("Golden Dragon")), recorded=True)).text
    assert "KWEB  HK$101.00  ▲ +1.00 (+1.00%)  (proxy for Golden Dragon)" in text
    assert "HSCEI, Golden Dragon: not recorded" in text
    assert "HSCEI: no figures yet" in board(panorama(indices=(kweb,), lacking=(same("HSCEI"),))).text


@pytest.mark.parametrize(
    ("percent", "sentence"),
    [("0.4", "HSI +0.4% but 60 of 90 members fell"), ("-0.4", "HSI −0.4% but 60 of 90 members rose")],
)
def test_an_index_against_its_members_is_a_sentence(percent: str, sentence: str) -> None:
    """Where most members go the other way, the board says so."""
    assert sentence in board(panorama(divergence=Divergence(D(percent), 60, 90))).text


def test_signals_have_their_day_and_their_levels() -> None:
    """The signals are counted, dated where they are not today's, and the card says from where each is on."""
    read = signals(Readings(day=date(2025, 7, 14), hsi=D("0.26"), turnover=D("1.3"), mean=same("June's daily average")))
    card = board(panorama(signals=read))
    assert (
        "Surge signals 1 of 2 known on Mon 14 Jul (off: HSI +0.3%; unknown: HSTECH, Golden Dragon, breadth)"
        in card.text
    )
    assert "turnover from 1.2× June's daily average" in card.text
    assert problems(card.blocks) == []


@pytest.mark.parametrize(
    ("reader", "first", "expected"),
    [
        (
            reader_of("zh-Hant", ""),
            "港股 · 下午交易時段\n恒生指數  101.00  ▲ +1.00（+1.00%）\n截至 14:17，延遲 15 分鐘 · 下午交易時段\n",
            "大市成交額至今 2,400 億元（全市場），為 20 日平均的 1.20 倍，14:32\n恒指成份股：56 升、26 跌、1 平（85 隻",
        ),
        (
            reader_of("zh-Hans", "red-up"),
            "港股 · 下午交易时段\n恒生指数  101.00  🔴 ▲ +1.00（+1.00%）\n截至 14:17，延迟 15 分钟 · 下午交易时段\n",
            "港股成交额至今 2,400 亿港元（全市场），为 20 日均值的 1.20 倍，14:32\n恒指成份股：56 涨、26 跌、",
        ),
    ],
)
def test_the_board_in_chinese(reader: Reader, first: str, expected: str) -> None:
    """The board is in the reader's language throughout, whatever is on it."""
    mean = D("200e9")
    seen = panorama(
        priced("^HSI", Freshness.DELAYED, 15),
        traded=traded(mean=mean),
        breadth=Breadth(56, 26, 1, 85),
        divergence=Divergence(D("0.4"), 60, 90),
        lacking=(short(named("^HSCE")),),
        signals=signals(Readings(day=NOW.date(), hsi=D("1.6"), turnover=D("1.1"), overnight=D(-1), proxy=same("KWEB"))),
    )
    text = board(seen, reader).text
    assert text.startswith(first)
    assert expected in text
    assert faults(text, reader.language) == []
    proxied = panorama(indices=(Level(priced("KWEB", Freshness.STALE, 60), short(named("^HXC"))),), recorded=True)
    assert faults(board(proxied, reader).text, reader.language) == []
