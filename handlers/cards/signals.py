"""The signs of a surge in a line, and from where each is on. Pure."""

from decimal import Decimal

from bot.market.signals import Leg, Levels, Signal, Signals, Way
from bot.words.language import Language, Phrase
from bot.words.numbers import decimal, multiple, percent
from bot.words.times import weekday

HSI, HSTECH = Phrase("HSI", "恒指", "恒指"), Phrase("HSTECH", "科指", "恒生科技")
LEGS = {
    Leg.HSI: HSI,
    Leg.HSTECH: HSTECH,
    Leg.TURNOVER: Phrase("turnover", "成交額", "成交额"),
    Leg.OVERNIGHT: Phrase("Golden Dragon", "金龍指數", "金龙指数"),
    Leg.BREADTH: Phrase("breadth", "升跌股比例", "涨跌股比例"),
}
BREADTH = {
    True: Phrase("breadth {figure}% up", "{figure}% 成份股上升", "{figure}% 成份股上涨"),
    False: Phrase("breadth {figure}% down", "{figure}% 成份股下跌", "{figure}% 成份股下跌"),
}
FIRES = {Way.UP: Phrase("Surge ▲", "急升 ▲", "急涨 ▲"), Way.DOWN: Phrase("Slide ▼", "急跌 ▼", "急跌 ▼")}
LEANS = {
    Way.UP: Phrase("Surge signals ▲", "急升訊號 ▲", "急涨信号 ▲"),
    Way.DOWN: Phrase("Slide signals ▼", "急跌訊號 ▼", "急跌信号 ▼"),
    None: Phrase("Surge signals", "急升訊號", "急涨信号"),
}
COUNT = Phrase("{name} {on} of {of}{day}", "{name} {on}/{of}{day}", "{name} {on}/{of}{day}")
KNOWN = Phrase("{n} known", "{n}（已知）", "{n}（已知）")
ON_DAY = Phrase(" on {day}", "，{day}", "，{day}")
OFF = Phrase("off: {signs}", "未觸發：{signs}", "未触发：{signs}")
UNKNOWN = Phrase("unknown: {signs}", "未知：{signs}", "未知：{signs}")
DETAILS = Phrase(" ({details})", "（{details}）", "（{details}）")
BETWEEN, COMMA = Phrase("; ", "；", "；"), Phrase(", ", "、", "、")
OVERNIGHT = Phrase("{leg} {percent} overnight", "{leg}隔晚{percent}", "{leg}隔夜{percent}")
PROXY = Phrase(
    "{leg}; proxy {proxy} {percent} overnight", "{leg}以{proxy}代替，隔晚{percent}", "{leg}以{proxy}代替，隔夜{percent}"
)
MEAN = Phrase("its 20-day mean", "20 日平均", "20 日均值")
LEVELS = Phrase(
    "Signals: HSI ±{hsi}%, HSTECH ±{hstech}%, turnover from {turnover}× {mean}, Golden Dragon ±{overnight}% overnight, "
    "breadth from {breadth}% one way; a surge takes {needed}.",
    "訊號：恒指 ±{hsi}%、科指 ±{hstech}%、成交額達{mean}的{turnover}倍、金龍指數隔晚 ±{overnight}%、"
    "{breadth}% 成份股同向；{needed}個同向即為急升或急跌。",
    "信号：恒指 ±{hsi}%、恒生科技 ±{hstech}%、成交额达{mean}的{turnover}倍、金龙指数隔夜 ±{overnight}%、"
    "{breadth}% 成份股同向；{needed}个同向即为急涨或急跌。",
)


def signals_parts(read: Signals, *, today: bool = True, language: Language = Language.EN) -> tuple[str, str]:
    """Return how many signs are on, and in brackets which are not; "" where all are.

    What is not known is said and not counted. Below the needed number it reads "Surge signals ▲ 2 of 5".
    """
    way = read.leaning
    on = read.on(way) if way else tuple(each for each in read.legs if each.ways)
    count = COUNT.in_(
        language,
        name=FIRES[way] if read.fires and way else LEANS[way],
        on=len(on),
        of=len(read.legs) if read.known == len(read.legs) else KNOWN.with_(n=read.known),
        day="" if today else ON_DAY.in_(language, day=weekday(read.day, language)),
    )
    off = [_off(each, language) for each in read.legs if each not in on and each.reading is not None]
    unknown = [LEGS[each.leg].in_(language) for each in read.legs if each.reading is None]
    details = [OFF.in_(language, signs=BETWEEN.in_(language).join(off))] if off else []
    details += [UNKNOWN.in_(language, signs=COMMA.in_(language).join(unknown))] if unknown else []
    return count, DETAILS.in_(language, details=BETWEEN.in_(language).join(details)) if details else ""


def levels_line(read: Signals, levels: Levels | None = None, language: Language = Language.EN) -> str:
    """Say from where each sign is on, and by which other mean turnover is measured here."""
    level = levels or Levels()
    mean = next((each.by for each in read.legs if each.leg is Leg.TURNOVER), None) or MEAN
    return LEVELS.in_(
        language,
        hsi=_plain(level.hsi),
        hstech=_plain(level.hstech),
        turnover=_plain(level.turnover),
        mean=mean,
        overnight=_plain(level.overnight),
        breadth=_plain(level.breadth),
        needed=read.needed,
    )


def _off(signal: Signal, language: Language) -> str:
    """Write a sign that is not on with its reading."""
    reading, name = signal.reading or Decimal(), LEGS[signal.leg].in_(language)
    if signal.leg is Leg.TURNOVER:
        return f"{name} {multiple(reading, language)}"
    if signal.leg is Leg.BREADTH:
        return BREADTH[reading >= 0].in_(language, figure=decimal(abs(reading), 0))
    if signal.leg is Leg.OVERNIGHT:
        said = PROXY if signal.by else OVERNIGHT
        return said.in_(language, leg=name, proxy=signal.by, percent=percent(reading, 1))
    return f"{name} {percent(reading, 1)}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
