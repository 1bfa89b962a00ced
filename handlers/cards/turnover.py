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
from handlers.cards.labels import ALERTS, LEADERS, SHARE
from handlers.cards.parts import actions, button, card, header, section
from handlers.cards.phases import PHASES

HONG_KONG = Exchange.HONG_KONG
AMOUNT = Phrase("{amount}, {scope}", "{amount}（{scope}）", "{amount}（{scope}）")
SO_FAR = Phrase("{amount} so far, {scope}", "至今{amount}（{scope}）", "至今{amount}（{scope}）")
SCOPES = {
    Scope.MARKET: Phrase(Scope.MARKET.phrase, "全市場", "全市场"),
    Scope.SHARES_ESTIMATE: Phrase(Scope.SHARES_ESTIMATE.phrase, "只計股份，估算", "仅计股票，估算"),
    Scope.OFFICIAL: Phrase(Scope.OFFICIAL.phrase, "官方", "官方"),
}
CREDIT = Phrase("turnover {source} {time}", "成交額：{source}{time}", "成交额：{source}{time}")
TITLE = Phrase("HK turnover {amount}", "大市成交額{amount}", "港股成交额{amount}")
LAST_SESSION = Phrase("Last session {day}, {at}", "上一交易日 {day}{at}", "上一交易日 {day}{at}")
WHOLE_DAY = Phrase("Whole day {day}, {at}", "全日 {day}{at}", "全天 {day}{at}")
OLD = Phrase("{stale} · as of {at}", "{stale} · 截至{at}", "{stale} · 截至{at}")
AS_OF = Phrase("As of {at} · {phase}", "截至{at} · {phase}", "截至{at} · {phase}")
TWENTY = Phrase("{times} the 20-day mean ({mean})", "為 20 日平均{mean}的{times}", "为 20 日均值{mean}的{times}")
MONTHLY = Phrase(
    "{times} {month}'s daily average ({mean}, HKEX)",
    "為{month}日均成交額{mean}（港交所）的{times}",
    "为{month}日均成交额{mean}（港交所）的{times}",
)
NO_MEAN = Phrase(
    "20-day mean: not all of those days are recorded", "20 日平均：部分日子未有記錄", "20 日均值：部分日子没有记录"
)
HIGHEST = Phrase("Highest since {day}", "自{day}以來最高", "自{day}以来最高")
LOWEST = Phrase("Lowest since {day}", "自{day}以來最低", "自{day}以来最低")
PACE = Phrase(
    "Pace: {times} the usual by {at} ({n} sessions)",
    "進度：為{at}平均的{times}（{n}個交易日）",
    "进度：为{at}均值的{times}（{n}个交易日）",
)
COLLECTED = Phrase(
    "Pace: {n} of {of} sessions collected", "進度：已累積{n}/{of}個交易日", "进度：已积累{n}/{of}个交易日"
)
NO_PACE = Phrase("Pace: not recorded", "進度：未有實錄", "进度：没有实录")
BESIDE = Phrase("Beside it: {amount}, {at}", "另：{amount}，{at}", "另：{amount}，{at}")
MADE_OF = Phrase(
    "Estimate{of}: price × volume, without funds, warrants, CBBCs and yuan counters",
    "估算：股價 × 股數，不包括基金、窩輪、牛熊證及人民幣櫃台",
    "估算：股价 × 股数，不包括基金、权证、牛熊证及人民币柜台",
)
STALE = Phrase("⚠ stale: {age} old", "⚠ 數據過舊：{age}前", "⚠ 数据过旧：{age}前")
ESTIMATE = Phrase("estimate", "估算", "估算")
COVERS = Phrase(
    "turnover {source}: shares, ETFs, warrants, CBBCs",
    "成交額：{source}，全市場（股份、ETF、窩輪、牛熊證）",
    "成交额：{source}，全市场（股票、ETF、权证、牛熊证）",
)
FROM = Phrase("turnover {source}", "成交額：{source}", "成交额：{source}")
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


def turnover(traded: Traded, language: Language = Language.EN) -> Card:
    """Draw the card: the figure with its scope, its time, and what it is held against."""
    return card(
        header(TITLE.in_(language, amount=amount(traded.turnover, language))),
        section(*(escape(line) for line in (as_of(traded, language), *against(traded, language)))),
        actions(
            button(LEADERS.in_(language), "run:leaders", "leaders"),
            button(ALERTS.in_(language), "run:alerts", "alerts"),
            button(SHARE.in_(language), "share", "turnover"),
        ),
        sources=[credit(each, language) for each in (traded.turnover, traded.estimate) if each],
        language=language,
    )


def amount(of: Turnover, language: Language = Language.EN) -> str:
    """Write the figure with its scope: "HK$231.0bn so far, whole market"."""
    said = AMOUNT if final(HONG_KONG, of.time) else SO_FAR
    about = "≈ " if of.scope is Scope.SHARES_ESTIMATE else ""
    return about + said.in_(language, amount=compact(of.value, language=language), scope=SCOPES[of.scope])


def credit(of: Turnover, language: Language = Language.EN) -> str:
    """Name who says so, and when, as a footer does: "turnover Tencent 14:17"; "" where that is not known."""
    said = _source(of.scope, of.source)
    return CREDIT.in_(language, source=said, time=hour(of.time)) if said else ""


def covered(scope: Scope, source: str, language: Language = Language.EN) -> str:
    """Name who says a turnover of `scope`, and what it covers, where its time stands above; "" where not known."""
    said = _source(scope, source)
    return (COVERS if scope is Scope.MARKET else FROM).in_(language, source=said) if said else ""


def _source(scope: Scope, source: str) -> Phrase:
    return ESTIMATE if scope is Scope.SHARES_ESTIMATE else SOURCES.get(source, same(source))


def as_of(traded: Traded, language: Language = Language.EN) -> str:
    """Say of when it is, and that it is old where it is."""
    time, now = traded.turnover.time, traded.now
    local, at = local_date(HONG_KONG, time), clock_time(time, language=language)
    if local != local_date(HONG_KONG, now):
        return LAST_SESSION.in_(language, day=weekday(local, language), at=at)
    if final(HONG_KONG, time):
        return WHOLE_DAY.in_(language, day=weekday(local, language), at=at)
    if stale := _stale(traded, language):
        return OLD.in_(language, stale=stale, at=at)
    return AS_OF.in_(language, at=at, phase=PHASES[phase(HONG_KONG, now)])


def short_time(traded: Traded, language: Language = Language.EN) -> str:
    """Say the same where room is short: "14:15 HKT"."""
    local = local_date(HONG_KONG, traded.turnover.time)
    day_before = "" if local == local_date(HONG_KONG, traded.now) else f"{weekday(local, language)} "
    at = clock_time(traded.turnover.time, language=language)
    return " · ".join(filter(None, (f"{day_before}{at}", _stale(traded, language))))


def against(traded: Traded, language: Language = Language.EN) -> Iterator[str]:
    """Yield what it is held against; an unknown mean is said to be unknown."""
    value = traded.turnover.value
    if traded.mean:
        times, mean = multiple(value / traded.mean, language), compact(traded.mean, language=language)
        yield TWENTY.in_(language, times=times, mean=mean)
    if traded.average:
        key, average = traded.average
        times, mean = multiple(value / average, language), compact(average, language=language)
        yield MONTHLY.in_(language, times=times, mean=mean, month=month(key, language))
    if not traded.mean:
        yield NO_MEAN.in_(language)
    if traded.since:
        yield HIGHEST.in_(language, day=day(traded.since, language))
    elif traded.lowest and final(HONG_KONG, traded.turnover.time):
        yield LOWEST.in_(language, day=day(traded.lowest, language))
    yield from _pace(traded, language)
    yield from _estimated(traded, language)


def _pace(traded: Traded, language: Language) -> Iterator[str]:
    """Yield whether it is much for this time of day; at the close that is no question any more."""
    at, pace = traded.turnover.time, traded.pace
    if pace and pace.times is not None:
        times = multiple(pace.times, language)
        yield PACE.in_(language, times=times, at=hour(at), n=pace.sessions)
    elif pace:
        yield COLLECTED.in_(language, n=pace.sessions, of=ENOUGH)
    elif traded.replayed and not final(HONG_KONG, at):
        yield NO_PACE.in_(language)


def _estimated(traded: Traded, language: Language) -> Iterator[str]:
    """Yield the estimate that stands beside the figure, and what any estimate is made of."""
    if traded.estimate:
        at = hour(traded.estimate.time)
        yield BESIDE.in_(language, amount=amount(traded.estimate, language), at=at)
    for each in (traded.estimate, traded.turnover):
        if each and each.scope is Scope.SHARES_ESTIMATE:
            yield MADE_OF.in_(language, of=f" of {each.note}" if each.note else "")


def _stale(traded: Traded, language: Language = Language.EN) -> str:
    at, now = traded.turnover.time, traded.now
    old = trading_minutes(HONG_KONG, at, now) > allowance(HONG_KONG, HONG_KONG_DELAY)
    return STALE.in_(language, age=age(now - at, language)) if old else ""
