"""What somebody has chosen, and how each of it is changed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts.alert import Audience
from bot.audience.preferences import HOME, QUIET, ZONE, Preferences
from bot.audience.quiet import QuietHours
from bot.words.language import NAMES, Language, Phrase
from bot.words.reader import COLOURS, LANGUAGE
from bot.words.times import hour
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape, plain
from handlers.cards.parts import actions, button, card, context, header, section

HEADS = {
    Audience.PERSON: Phrase("Your settings", "你的設定", "你的设置"),
    Audience.CHANNEL: Phrase("This channel's settings", "本頻道的設定", "本频道的设置"),
}
WHERE = {Audience.PERSON: "", Audience.CHANNEL: "channel "}
TAKES_BACK = Phrase(
    "`default` in place of a value takes the choice back",
    "以 `default` 代替數值即還原預設",
    "以 `default` 代替数值即恢复默认",
)
TALK = Phrase("*Language*: {value}", "*語言*：{value}", "*语言*：{value}")
TINTS = Phrase("*Colours*: {up} rises, {down} falls", "*顏色*：{up} 升 {down} 跌", "*颜色*：{up} 涨 {down} 跌")
HOURS = Phrase("*Quiet hours*: {value}", "*靜音時段*：{value}", "*静音时段*：{value}")
CLOCK = Phrase("*Time zone*: {value}", "*時區*：{value}", "*时区*：{value}")
TIERS = Phrase("*Further levels*: {value}", "*進一步水平*：{value}", "*进一步水平*：{value}")
HERE, THREAD = (
    Phrase("shown here too", "亦在頻道顯示", "也在频道显示"),
    Phrase("in the thread only", "只在討論串", "仅在消息列"),
)
NO_HOURS = Phrase("none", "無", "无")
USUAL, PROFILE = (
    Phrase(" (as usual)", "（預設）", "（默认）"),
    Phrase(" (from your profile)", "（按個人檔案）", "（按个人资料）"),
)
TIME = Phrase("{city} time", "{city}時間", "{city}时间")
CITIES = {
    "Asia/Hong_Kong": Phrase("Hong Kong", "香港", "香港"),
    "Asia/Shanghai": Phrase("Beijing", "北京", "北京"),
    "Asia/Taipei": Phrase("Taipei", "台北", "台北"),
    "Asia/Singapore": Phrase("Singapore", "新加坡", "新加坡"),
    "Asia/Tokyo": Phrase("Tokyo", "東京", "东京"),
    "Europe/London": Phrase("London", "倫敦", "伦敦"),
    "America/New_York": Phrase("New York", "紐約", "纽约"),
}
BETWEEN = Phrase("{span}, {place}", "{span}（{place}）", "{span}（{place}）")
KEEPS = {
    Audience.PERSON: Phrase(
        "Your direct messages keep quiet {hours}{usual}. What rings then comes as one message at {end}.",
        "私訊靜音時段：{hours}{usual}。期間的提示於 {end} 合為一則送出。",
        "私信静音时段：{hours}{usual}。期间的提醒于 {end} 合为一条发出。",
    ),
    Audience.CHANNEL: Phrase(
        "This channel keeps quiet {hours}{usual}. What rings then comes as one message at {end}.",
        "本頻道靜音時段：{hours}{usual}。期間的提示於 {end} 合為一則送出。",
        "本频道静音时段：{hours}{usual}。期间的提醒于 {end} 合为一条发出。",
    ),
}
NEVER = {
    Audience.PERSON: Phrase(
        "Your direct messages keep no quiet hours: what rings is told at once.",
        "私訊不設靜音時段：提示即時送出。",
        "私信不设静音时段：提醒即时发出。",
    ),
    Audience.CHANNEL: Phrase(
        "This channel keeps no quiet hours: what rings is told at once.",
        "本頻道不設靜音時段：提示即時送出。",
        "本频道不设静音时段：提醒即时发出。",
    ),
}
FIRST = Phrase(
    "Direct messages keep quiet {hours}; what rings then comes as one message at {end}. Change that: `/surge quiet`",
    "私訊靜音時段：{hours}；期間的提示於 {end} 合為一則送出。更改：`/surge quiet`",
    "私信静音时段：{hours}；期间的提醒于 {end} 合为一条发出。更改：`/surge quiet`",
)
HELD = Phrase(
    "🌙 Quiet until {time}: {n} held back so far", "🌙 靜音至 {time}：已保留 {n} 則", "🌙 静音至 {time}：已保留 {n} 条"
)
NONE_HELD = Phrase(
    "🌙 Quiet until {time}: nothing held back so far", "🌙 靜音至 {time}：暫無保留", "🌙 静音至 {time}：暂无保留"
)
COMES = Phrase(
    "What was held back comes now, as one message.", "已保留的提示現合為一則送出。", "已保留的提醒现合为一条发出。"
)
CHANGE = Phrase("Change it: {words}", "更改：{words}", "更改：{words}")
OFF = Phrase("Turn off", "關閉靜音", "关闭静音")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The settings of a person or a channel at `now` (market time), and how many alerts are held back for them."""

    audience: Audience
    chosen: Preferences
    held: int
    now: datetime


def settings(sheets: Sequence[Sheet], language: Language = Language.EN) -> Card:
    """Show them all, a person's and a channel's."""
    blocks: list[Block] = []
    for each in sheets:
        blocks += [header(HEADS[each.audience].in_(language)), section(*_lines(each, language))]
    return card(*blocks, context(TAKES_BACK.in_(language)), figures=False, language=language)


def quiet(each: Sheet, language: Language = Language.EN) -> Card:
    """Show somebody's quiet hours, what is held back now, and how to change them."""
    word = f"quiet {WHERE[each.audience]}"
    typed = CHANGE.in_(language, words=f"`/surge {word}22:00-08:00` · `/surge {word}default`")
    off = [actions(button(OFF.in_(language), "run", f"{word}off"))] if each.chosen.quiet else []
    lines = (_promise(each, language), *_held(each, language), typed)
    return card(section(*lines), *off, figures=False, language=language)


def introduced(made: Card, chosen: Preferences) -> Card:
    """Say below the words of somebody's first watch when their messages are held back, if they ever are."""
    if chosen.quiet is None:
        return made
    language = chosen.reader.language
    said = FIRST.in_(language, hours=_between(chosen, chosen.quiet, language), end=f"{chosen.quiet.end:%H:%M}")
    first, *others = made.blocks
    return replace(made, text=f"{made.text}\n{plain(said)}", blocks=(first, context(said), *others))


def _lines(each: Sheet, language: Language) -> Iterator[str]:
    chosen, word = each.chosen, f"/surge settings {WHERE[each.audience]}"
    colours = chosen.reader.colours
    talk = TALK.in_(language, value=NAMES[chosen.reader.language])
    yield f"{talk}{_usual(each, LANGUAGE, language)} · `{word}language 繁`"
    tints = TINTS.in_(language, up=colours.up, down=colours.down)
    yield f"{tints}{_usual(each, COLOURS, language)} · `{word}colours red-up`"
    hours = _between(chosen, chosen.quiet, language) if chosen.quiet else NO_HOURS
    yield f"{HOURS.in_(language, value=hours)}{_usual(each, QUIET, language)} · `{word}quiet 22:00-08:00`"
    yield from _held(each, language)
    at_home = HOME in chosen.chosen and ZONE not in chosen.chosen
    home = PROFILE.in_(language) if at_home else _usual(each, ZONE, language)
    yield f"{CLOCK.in_(language, value=_place(chosen, language))}{home} · `{word}zone london`"
    if each.audience is Audience.CHANNEL:
        yield f"{TIERS.in_(language, value=HERE if chosen.tiers else THREAD)} · `{word}tiers off`"


def _promise(each: Sheet, language: Language) -> str:
    chosen = each.chosen
    if chosen.quiet is None:
        return NEVER[each.audience].in_(language)
    hours, end = _between(chosen, chosen.quiet, language), f"{chosen.quiet.end:%H:%M}"
    return KEEPS[each.audience].in_(language, hours=hours, usual=_usual(each, QUIET, language), end=end)


def _held(each: Sheet, language: Language) -> Iterator[str]:
    """Say how much is held back just now, and until when; what is held no longer is on its way."""
    if until := each.chosen.quiet_until(each.now):
        said = HELD if each.held else NONE_HELD
        yield said.in_(language, time=hour(until, each.chosen.zone), n=each.held)
    elif each.held:
        yield COMES.in_(language)


def _between(chosen: Preferences, hours: QuietHours, language: Language) -> str:
    """Write quiet hours and by which clock: "23:00–07:00, Hong Kong time"."""
    span = f"{hours.start:%H:%M}–{hours.end:%H:%M}"
    return BETWEEN.in_(language, span=span, place=_place(chosen, language))


def _place(chosen: Preferences, language: Language) -> str:
    key = chosen.zone.key
    return TIME.in_(language, city=CITIES.get(key) or escape(key.rpartition("/")[2].replace("_", " ")))


def _usual(each: Sheet, name: str, language: Language) -> str:
    return "" if name in each.chosen.chosen else USUAL.in_(language)
