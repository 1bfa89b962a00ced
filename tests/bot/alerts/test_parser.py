"""How the words of rules are read."""

from decimal import Decimal

import pytest

from bot.alerts.condition import Direction
from bot.alerts.conditions.moves import Moves
from bot.alerts.conditions.turnover import TurnoverAbove
from bot.alerts.parser import KINDS, parse_number, parse_rule, restore
from bot.errors import AmbiguousInstrument, BadRule, UnknownInstrument
from bot.market.turnover import Scope

UP, DOWN = Direction.UP, Direction.DOWN


@pytest.mark.parametrize(
    ("text", "symbol", "words"),
    [
        ("baba up 5%", "BABA", "up 5%"),
        ("BABA UP 5.0 %", "BABA", "up 5%"),
        ("ｂａｂａ　ｕｐ　５％", "BABA", "up 5%"),
        ("baba 5% up", "BABA", "up 5%"),
        ("baba +5%", "BABA", "up 5%"),
        ("baba rises by 5 percent or more today", "BABA", "up 5%"),
        ("0700 down 3%", "0700.HK", "down 3%"),
        ("700 hk −3%", "0700.HK", "down 3%"),
        ("<http://0700.HK|0700.HK> falls 2.5%", "0700.HK", "down 2.5%"),
        ("hsi moves 2%", "^HSI", "moves 2%"),
        ("hsi ±2%", "^HSI", "moves 2%"),
        ("hsi up or down 2%", "^HSI", "moves 2%"),
        ("hsi 2%", "^HSI", "moves 2%"),
        ("hang seng tech up 2%", "HSTECH.HK", "up 2%"),
        ("hang seng up 2%", "^HSI", "up 2%"),
        ("恒指升2%", "^HSI", "up 2%"),
        ("腾讯 跌 3%", "0700.HK", "down 3%"),
    ],
)
def test_moves(text: str, symbol: str, words: str) -> None:
    """A move is read in any order, script and width; the longest name wins."""
    rule = parse_rule(text)
    assert rule.instrument is not None
    assert rule.condition is not None
    assert (rule.instrument.symbol, rule.condition.target, rule.condition.words()) == (symbol, symbol, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("turnover above 280bn", "above 280bn"),
        ("Turnover over HK$ 280 billion", "above 280bn"),
        ("turnover 280bn", "above 280bn"),
        ("turnover >=280bn", "above 280bn"),
        ("turnover at least 280bn", "above 280bn"),
        ("turnover above 2,800億", "above 280bn"),
        ("turnover above 2884亿", "above 288.4bn"),
        ("turnover above 0.28tn", "above 280bn"),
        ("turnover above 280,000,000,000", "above 280bn"),
        ("大市成交額高於2800億", "above 280bn"),
        ("hk turnover 1.2x", "above 1.2x"),
        ("turnover above 1.20 times its 20-day mean", "above 1.2x"),
        ("turnover above 200bn estimate", "above 200bn shares estimate"),
        ("turnover above 1.2x official", "above 1.2x official"),
    ],
)
def test_turnover(text: str, words: str) -> None:
    """A turnover is read in the units people use, with the scope it is said in."""
    rule = parse_rule(text)
    assert rule.instrument is None
    assert rule.condition is not None
    assert rule.condition.words() == words


def test_values() -> None:
    """Words become exact values."""
    assert parse_rule("baba down 2.75%").condition == Moves("BABA", Decimal("2.75"), (DOWN,))
    assert parse_rule("baba moves 5%").condition == Moves("BABA", Decimal(5), (UP, DOWN))
    assert parse_rule("turnover above 2884億").condition == TurnoverAbove(Scope.MARKET, Decimal(288_400_000_000))
    assert parse_rule("turnover 1.2x").condition == TurnoverAbove(Scope.MARKET, Decimal("1.2"), relative=True)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "Say what to watch"),
        ("baba banana", "nothing Surge can watch for"),
        ("baba above 120%", "nothing Surge can watch for"),
        ("baba 5", "nothing Surge can watch for"),
        ("baba up", "makes no move"),
        ("baba up a lot", "makes no move"),
        ("baba up 5", "per cent"),
        ("hsi +300", "per cent"),
        ("baba up -5%", "different ways"),
        ("baba up 0%", "where every day starts"),
        ("baba down 100%", "Nothing moves"),
        ("baba up 1001%", "Nothing moves"),
        ("baba up 99999999999999999999%", "four places"),
        ("baba up 0.00001%", "four places"),
        ("baba up nan%", "makes no move"),
        ("turnover above", "no turnover to watch for"),
        ("turnover below 200bn", "only grows"),
        ("turnover above -280bn", "must be above"),
        ("turnover above 0bn", "must be above"),
        ("turnover above 280", "Add the unit"),
        ("turnover above nan", "no amount"),
        ("turnover above 280 bananas", "no amount"),
        ("turnover above 1e400bn", "no amount"),
        ("turnover above 99999999999bn", "more than HK"),
        ("turnover above -1.2x", "times its mean"),
        ("turnover above 0x", "times its mean"),
        ("turnover above 1000x", "times its mean"),
        ("turnover 280bn official estimate", "no turnover to watch for"),
    ],
)
def test_no_rules(text: str, hint: str) -> None:
    """Words that make no rule are refused with what to type instead."""
    with pytest.raises(BadRule, match=hint) as caught:
        parse_rule(text)
    assert "`" in caught.value.sentence


def test_only_a_name() -> None:
    """A bare name is a rule without a condition; the target's name is the one people read."""
    assert parse_rule("baba").condition is None
    assert [parse_rule(text).name for text in ("tencent", "turnover")] == ["Tencent Holdings", "HK turnover"]


def test_typo() -> None:
    """A mistyped name is answered with suggestions, not with an opinion on the rest."""
    with pytest.raises(UnknownInstrument) as caught:
        parse_rule("tencnt up 5%")
    assert "tencent" in caught.value.suggestions


def test_unknown() -> None:
    """A name like nothing at all is said to be unknown."""
    with pytest.raises(UnknownInstrument, match="xqzwv"):
        parse_rule("xqzwv up 5%")


def test_ambiguous() -> None:
    """A code of two instruments is asked back."""
    with pytest.raises(AmbiguousInstrument):
        parse_rule("000001 up 2%")


def test_known_to_the_source() -> None:
    """A symbol that only the source of quotes knows is a name too."""
    assert parse_rule("XYZW up 5%", {"XYZW"}).name == "XYZW"


def test_restore() -> None:
    """What is stored is made again, also for symbols that the catalogue lacks."""
    assert restore("moves", "XYZW", "up 5%") == Moves("XYZW", Decimal(5), (UP,))
    kept = TurnoverAbove(Scope.SHARES_ESTIMATE, Decimal(2_000_000_000))
    assert restore(kept.kind, kept.target, kept.words()) == kept


def test_restore_of_what_is_gone() -> None:
    """Stored words that their kind no longer reads are an error, not another rule."""
    with pytest.raises(BadRule, match="no longer"):
        restore("moves", "XYZW", "sideways")


@pytest.mark.parametrize(("text", "number"), [("#12", 12), (" ＃3 ", 3), ("12", None), ("#", None), ("#x", None)])
def test_numbers(text: str, number: int | None) -> None:
    """An alert's number always carries its #."""
    assert parse_number(text) == number


def test_kinds() -> None:
    """The kinds are found by themselves, under their names."""
    assert {"moves", "turnover"} <= KINDS.keys()
