"""A rule about each of several tells of its members by their names."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.alerts.alert import Audience, Reason
from bot.alerts.audit import Deed, crossing
from bot.alerts.book import Event
from bot.alerts.conditions.moves import Moves
from bot.alerts.groups import WATCHLIST
from bot.alerts.hush import Held
from bot.alerts.wording import UP
from bot.words.language import Language
from bot.words.reader import Reader
from handlers.cards.alert_post import post
from handlers.cards.limits import problems
from handlers.cards.story import story
from handlers.cards.why import why
from tests.handlers.cards.test_alert_post import LIVE, SEEN, delivery, event

NAMES = {"0700.HK": "Tencent Holdings", "9988.HK": "Alibaba Group", "0005.HK": "HSBC Holdings", "3690.HK": "Meituan"}
HSI, CLOUD = "each:index:^HSI", "each:theme:cloud"


def crossed(symbol: str, value: str, among: str = HSI, audience: Audience = Audience.CHANNEL) -> Event:
    """Return the crossing of a member."""
    rule = Moves(symbol, Decimal(5), UP)
    made = event(rule, value, name=NAMES.get(symbol, symbol), level=Decimal(5), audience=audience)
    return replace(made, alert=replace(made.alert, among=among))


FOUR = [crossed(symbol, value) for symbol, value in zip(NAMES, ("5.1", "6", "5.3", "5.2"), strict=True)]


@pytest.mark.parametrize(
    ("language", "first"),
    [
        (Language.EN, "🔔 ▲ Hang Seng Index: Alibaba Group +6.00%, HSBC Holdings +5.30%, Meituan +5.20%, 1 more (#3)"),
        (Language.HANT, "🔔 ▲ 恒生指數：阿里巴巴 +6.00%、滙豐控股 +5.30%、美團 +5.20%、另 1 隻（提示 #3）"),
    ],
)
def test_several_in_a_channel(language: Language, first: str) -> None:
    """What several members did in one moment is one message: a line for all, the farthest first, and one for each."""
    card = post(replace(delivery(*FOUR), reader=Reader(language)), LIVE)
    lines = card.text.splitlines()
    assert lines[0] == first
    assert len([line for line in lines if "15:05" in line]) == len(FOUR)
    assert problems(card.blocks) == []


def test_very_many() -> None:
    """Thirty members at once fit into one message: those beyond the first twenty are counted."""
    many = [crossed(f"{number:04}.HK", f"{5 + number / 100}") for number in range(1, 31)]
    card = post(delivery(*many), LIVE)
    assert "0010.HK +5.10%, 0009.HK +5.09%, 0008.HK +5.08%, 7 more" in card.text
    assert problems(card.blocks) == []


@pytest.mark.parametrize(
    ("among", "line"),
    [(WATCHLIST, "On your watchlist"), (CLOUD, "One of Cloud (theme)"), (HSI, "One of Hang Seng Index")],
)
def test_one_says_of_which(among: str, line: str) -> None:
    """Whoever is told of one member alone reads which several the rule is about; `why` says it too."""
    one = crossed("0700.HK", "5.1", among, Audience.PERSON)
    card = post(delivery(one, audience=Audience.PERSON), LIVE)
    assert card.text.splitlines()[0] == "🔔 ▲ Tencent Holdings rose past +5% (#3)"
    assert line in card.text.splitlines()
    assert line in why(one, None).text.splitlines()
    two = post(delivery(one, crossed("9988.HK", "6", among, Audience.PERSON), audience=Audience.PERSON), LIVE)
    assert two.text.splitlines().count(line) == 2


def test_the_story_names_the_member() -> None:
    """Each crossing in a rule's story says whose it was, where the rule is about several."""
    one, other = crossed("0700.HK", "5.1"), event(Moves("9988.HK", Decimal(5), UP), "6", level=Decimal(5))
    entries = [
        crossing(each.alert, each.threshold, each.sample, Reason.CROSSED, Deed.FIRED, SEEN) for each in (one, other)
    ]
    told = story(3, entries, None, None, None).text
    assert "▲ Tencent Holdings +5.10%" in told
    assert "▲ +6.00%" in told


def test_one_that_flaps() -> None:
    """A member that flaps is named: only it is told no more."""
    flapping = replace(crossed("0700.HK", "5.1"), held=Held.FLAPPING)
    assert "Tencent Holdings flaps: 5 in an hour. It is told no more" in post(delivery(flapping), LIVE).text
