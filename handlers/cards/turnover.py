"""What Hong Kong has traded so far, and against what that is much. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.market.admission import HONG_KONG_DELAY, allowance
from bot.market.instrument import Exchange
from bot.market.sessions import final, local_date, phase, trading_minutes
from bot.market.tally.pace import ENOUGH, Pace
from bot.market.turnover import Scope, Turnover
from bot.words.language import Language, Phrase, same
from bot.words.money import compact
from bot.words.numbers import multiple
from bot.words.times import age, clock_time, day, hour, month, weekday
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, header, section

HONG_KONG = Exchange.HONG_KONG
AMOUNT = Phrase("{amount}, {scope}", "{amount}（{scope}）", "{amount}（{scope}）")
SO_FAR = Phrase("{amount} so far, {scope}", "至今{amount}（{scope}）", "至今{amount}（{scope}）")
SCOPES = {
    Scope.MARKET: Phrase(Scope.MARKET.phrase, "全市場", "全市场"),
    Scope.SHARES_ESTIMATE: Phrase(Scope.SHARES_ESTIMATE.phrase, "只計股份，估算", "仅计股票，估算"),
    Scope.OFFICIAL: Phrase(Scope.OFFICIAL.phrase, "官方", "官方"),
}
CREDIT = Phrase("turnover {source} {time}", "成交額：{source}{time}", "成交额：{source}{time}")
STALE = Phrase("⚠ stale: {age} old", "⚠ 數據過舊：{age}前", "⚠ 数据过旧：{age}前")
ESTIMATE = Phrase("estimate", "估算", "估算")
SOURCES = {"Tencent": Phrase("Tencent", "騰訊", "腾讯"), "Sina": Phrase("Sina", "新浪", "新浪")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Traded:
    """Turnover and what it is held against; all of one scope. `now` is market time.

    `mean` is of the 20 days before, `average` HKEX's daily average of the month before by its key; `since` is the
    last day that traded as much, `lowest` the last that traded as little; `pace` holds it against the same minute of
    earlier sessions. None where that is not known. `estimate` stands beside it, of a scope of its own; `replayed`
    figures have no pace, for nobody recorded one.
    """

    turnover: Turnover
    now: datetime
    mean: Decimal | None = None
    average: tuple[str, Decimal] | None = None
    since: date | None = None
    lowest: date | None = None
    pace: Pace | None = None
    estimate: Turnover | None = None
    replayed: bool = False


def turnover(traded: Traded) -> Card:
    """Draw the card: the figure with its scope, its time, and what it is held against."""
    return card(
        header(f"HK turnover {amount(traded.turnover)}"),
        section(*(escape(line) for line in (as_of(traded), *against(traded)))),
        actions(
            button("Leaders", "run:leaders", "leaders"),
            button("Alerts here", "run:alerts", "alerts"),
            button("Share", "share", "turnover"),
        ),
        sources=[credit(each) for each in (traded.turnover, traded.estimate) if each],
    )


def amount(of: Turnover, language: Language = Language.EN) -> str:
    """Write the figure with its scope: "HK$231.0bn so far, whole market"."""
    said = AMOUNT if final(HONG_KONG, of.time) else SO_FAR
    about = "≈ " if of.scope is Scope.SHARES_ESTIMATE else ""
    return about + said.in_(language, amount=compact(of.value, language=language), scope=SCOPES[of.scope])


def credit(of: Turnover, language: Language = Language.EN) -> str:
    """Name who says so, and when, as a footer does: "turnover Tencent 14:17"; "" where that is not known."""
    said = ESTIMATE if of.scope is Scope.SHARES_ESTIMATE else SOURCES.get(of.source, same(of.source))
    return CREDIT.in_(language, source=said, time=hour(of.time)) if said else ""


def as_of(traded: Traded) -> str:
    """Say of when it is, and that it is old where it is."""
    at, now = traded.turnover.time, traded.now
    local = local_date(HONG_KONG, at)
    if local != local_date(HONG_KONG, now):
        return f"Last session {weekday(local)}, {clock_time(at)}"
    if final(HONG_KONG, at):
        return f"Whole day {weekday(local)}, {clock_time(at)}"
    if stale := _stale(traded):
        return f"{stale} · as of {clock_time(at)}"
    return f"As of {clock_time(at)} · {phase(HONG_KONG, now).phrase}"


def short_time(traded: Traded, language: Language = Language.EN) -> str:
    """Say the same where room is short: "14:15 HKT"."""
    local = local_date(HONG_KONG, traded.turnover.time)
    day_before = "" if local == local_date(HONG_KONG, traded.now) else f"{weekday(local, language)} "
    at = clock_time(traded.turnover.time, language=language)
    return " · ".join(filter(None, (f"{day_before}{at}", _stale(traded, language))))


def against(traded: Traded) -> Iterator[str]:
    """Yield what it is held against; an unknown mean is said to be unknown."""
    value = traded.turnover.value
    if traded.mean:
        yield f"{multiple(value / traded.mean)} the 20-day mean ({compact(traded.mean)})"
    if traded.average:
        key, average = traded.average
        yield f"{multiple(value / average)} {month(key)}'s daily average ({compact(average)}, HKEX)"
    if not traded.mean:
        yield "20-day mean: not all of those days are recorded"
    if traded.since:
        yield f"Highest since {day(traded.since)}"
    elif traded.lowest and final(HONG_KONG, traded.turnover.time):
        yield f"Lowest since {day(traded.lowest)}"
    yield from _pace(traded)
    yield from _estimated(traded)


def _pace(traded: Traded) -> Iterator[str]:
    """Yield whether it is much for this time of day; at the close that is no question any more."""
    at, pace = traded.turnover.time, traded.pace
    if pace and pace.times is not None:
        yield f"Pace: {multiple(pace.times)} the usual by {hour(at)} ({pace.sessions} sessions)"
    elif pace:
        yield f"Pace: {pace.sessions} of {ENOUGH} sessions collected"
    elif traded.replayed and not final(HONG_KONG, at):
        yield "Pace: not recorded"


def _estimated(traded: Traded) -> Iterator[str]:
    """Yield the estimate that stands beside the figure, and what any estimate is made of."""
    if traded.estimate:
        yield f"Beside it: {amount(traded.estimate)}, {hour(traded.estimate.time)}"
    for each in (traded.estimate, traded.turnover):
        if each and each.scope is Scope.SHARES_ESTIMATE:
            of = f" of {each.note}" if each.note else ""
            yield f"Estimate{of}: price × volume, without funds, warrants, CBBCs and yuan counters"


def _stale(traded: Traded, language: Language = Language.EN) -> str:
    at, now = traded.turnover.time, traded.now
    old = trading_minutes(HONG_KONG, at, now) > allowance(HONG_KONG, HONG_KONG_DELAY)
    return STALE.in_(language, age=age(now - at, language)) if old else ""
