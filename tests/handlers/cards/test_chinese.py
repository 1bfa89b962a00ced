"""Alerts as a reader of 繁 or 简 has them: nothing of them is English but names, tickers and commands."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.alerts.alert import Audience, Reason, Standing
from bot.alerts.audit import Deed, entry
from bot.alerts.book import Delivery, Obstacle, State
from bot.alerts.condition import Direction
from bot.alerts.conditions.moves import Moves
from bot.alerts.course import Course
from bot.alerts.living import Effect, Note
from bot.alerts.outlook import Outlook
from bot.alerts.rules import Listed, Made
from bot.clock import HONG_KONG
from bot.market.provider import Source
from bot.words.language import NOTHING, Language
from bot.words.reader import reader_of
from handlers.cards.alert_post import post
from handlers.cards.alerts import of_channel, of_person
from handlers.cards.card import Card
from handlers.cards.limits import problems
from handlers.cards.made import extended, lasting, made, removed, silenced, until
from handlers.cards.story import story
from handlers.cards.why import why
from tests.chinese import faults, words
from tests.handlers.cards.test_alert_post import ABOVE, FACTS, LIVE, REPLAY, SEEN, TECH, WALL, D, delivery, event

HANT, HANS = reader_of("zh-Hant", ""), reader_of("zh-Hans", "")
CHINESE = (HANT, HANS)
COURSE = Course(
    target=ABOVE.target,
    measure=ABOVE.measure,
    session="2025-07-15",
    value=D("251.2e9"),
    time=SEEN,
    high=D("251.2e9"),
    high_at=SEEN,
    low=D("251.2e9"),
    low_at=SEEN,
    over=False,
)


def test_the_example() -> None:
    """The alert that the design shows in 繁 reads as it stands there; the source of the indices is named as well."""
    of_turnover = event(ABOVE, "251.2e9", facts=FACTS, source="Tencent")
    card = post(delivery(of_turnover, reader=HANT, courses=(COURSE,)), LIVE)
    assert card.text == (
        "🔔 港股大市成交額突破 2,500 億元（提示 #3）\n"
        "截至 15:05（數據時間）2,512 億元；15:21 偵測\n"
        "為 6 月日均成交額 2,302 億元（港交所）的 1.09 倍\n"
        "恒指 ▲ 升 1.5% · 科指 ▲ 升 2.7%（15:05）\n"
        "最新：2,512 億元（更新至收市）\n"
        "來源：Yahoo；成交額：騰訊，全市場（股份、ETF、窩輪、牛熊證）"
    )
    assert labels(card) == [
        "觸發詳情",
        "稍後提醒（1 小時）",
        "稍後提醒（收市後）",
        "稍後提醒（開市時）",
        "今日靜音",
        "修改",
    ]


def test_the_same_on_the_mainland() -> None:
    """简 has its own words, not only its own characters; colours stand before the arrows where somebody chose them."""
    of_turnover = event(ABOVE, "251.2e9", facts=FACTS, source="Tencent")
    card = post(delivery(of_turnover, reader=reader_of("zh-Hans", "red-up"), courses=(COURSE,)), LIVE)
    assert card.text == (
        "🔔 港股成交额（全市场）突破 2,500 亿港元（提醒 #3）\n"
        "截至 15:05（数据时间）2,512 亿港元；15:21 监测到\n"
        "为 6 月日均成交额 2,302 亿港元（港交所）的 1.09 倍\n"
        "恒指 🔴 ▲ 涨 1.5% · 恒生科技 🔴 ▲ 涨 2.7%（15:05）\n"
        "最新：2,512 亿港元（更新至收盘）\n"
        "来源：Yahoo；成交额：腾讯，全市场（股票、ETF、权证、牛熊证）"
    )
    fell = event(TECH, "-2.6", way=Direction.DOWN, level=D("-2.5"))
    told = post(delivery(fell, reader=reader_of("", "green-up")), LIVE)
    assert told.text.startswith("🔔 🔴 ▼ Hang Seng TECH Index fell past −2.5% (#3)\n")


def labels(card: Card) -> list[str]:
    """Return what the buttons below a card say."""
    buttons: Any = card.blocks[-1]["elements"]
    return [button["text"]["text"] for button in buttons]


def posts(reader: Any) -> list[Card]:  # noqa: ANN401 - either of two
    """Return messages of every kind for `reader`."""
    before = Standing("2025-07-15", D(2), SEEN - timedelta(minutes=20), beyond=False, armed=True)
    person = {"audience": Audience.PERSON}
    many = [event(TECH, "2.6", reason=Reason.GAPPED, number=number, **person) for number in (1, 2)]
    back = replace(COURSE, value=D("249e9"), time=SEEN + timedelta(minutes=5), over=True)
    legs = {"leg:HSI": D("1.6"), "leg:turnover": D("1.3"), "leg:breadth": D("-70")}
    ending = replace(many[0].alert, modifiers=replace(many[0].alert.modifiers, lasting=timedelta(minutes=10)))
    notes = [Note(3, effect, "U01TRADER", SEEN) for effect in Effect]
    each: list[Delivery] = [
        delivery(event(TECH, "2.6", reason=Reason.CROSSED_UNSEEN, before=before, facts={"price": D(5421)})),
        delivery(event(ABOVE, "251.2e9", more=2, facts={"mean:20": D("230e9")} | legs), courses=(back,)),
        delivery(*many, audience=Audience.PERSON),
        delivery(*(replace(one, id=8 + place) for place, one in enumerate(many)), state=State.DOUBTFUL),
        delivery(ending=ending),
        delivery(gone=Obstacle("C1", "is_archived")),
        delivery(*many, held_until=SEEN, audience=Audience.PERSON),
    ]
    late = WALL + timedelta(minutes=30)
    return [post(replace(one, reader=reader), LIVE, now=late, notes=notes) for one in each]


def answers(language: Language) -> list[Card]:
    """Return answers of every kind about a rule."""
    crossed = event(TECH, "2.6")
    alert = crossed.alert
    both = replace(alert, condition=Moves("HSTECH.HK", D("2.5"), tuple(Direction)))
    (far, near) = both.condition.thresholds({})  # type: ignore[arg-type]  # it has no baseline
    sample = replace(crossed.sample, value=D(1))
    outlook = Outlook(sample, present=True, distances=((far, D("1.5")), (near, D("-1"))), waiting=NOTHING)
    hushed = replace(outlook, present=False, muted=True)
    entries = [
        entry(alert, deed, SEEN, "U01TRADER", why=reason, before="up 2%")
        for deed, reason in zip(Deed, [*Reason, *Reason], strict=False)
    ]
    sent = delivery(crossed, attempted_at=WALL, state=State.SENT)
    return [
        *(made(Made(both, each), edited=each is hushed, language=language) for each in (outlook, hushed)),
        made(Made(replace(alert, audience=Audience.PERSON), outlook, existed=True), language=language),
        *(
            lists([Listed(both, outlook)] * count, language)
            for lists in (of_channel, of_person)
            for count in (0, 1, 41)
        ),
        extended(alert, language),
        removed([alert], language),
        silenced(alert, lasting(timedelta(hours=2), language), language),
        silenced(alert, until(SEEN, HONG_KONG, language), language),
        *(why(crossed, known, language) for known in (None, sent)),
        story(3, entries, alert, crossed, sent, language),
        *(story(3, known, None, None, None, language) for known in ([], entries)),
    ]


@pytest.mark.parametrize("reader", CHINESE, ids=lambda reader: reader.language)
def test_nothing_is_left_in_english(reader: Any) -> None:  # noqa: ANN401 - either of two
    """Every message and answer about rules is in Chinese throughout, in the right characters, and within the limits."""
    for card in (*posts(reader), *answers(reader.language)):
        assert problems(card.blocks) == []
        assert faults(words(card.blocks), reader.language) == [], card.text


def test_a_replay_says_what_it_is_in_chinese() -> None:
    """The mark stays as it is everywhere; what is recorded is said in Chinese where the tape says it so."""
    told = replace(REPLAY, hant="實錄。", hans="实录。")
    card = post(delivery(event(TECH, "2.6"), reader=HANT), told)
    assert card.text.startswith("REPLAY 15 Jul 2025\n🔔 ▲ 恒生科技指數升幅達 2.5%（提示 #3）\n")
    assert card.text.endswith("\n實錄。")
    silent = Source("tape", date(2025, 7, 15))
    assert post(delivery(event(TECH, "2.6"), reader=HANS), silent).text.endswith(
        "此录像未说明哪些数字为实录、哪些为推算。"
    )
