"""What every sentence keeps to in each language: a new one is held to it by itself, wherever it stands."""

import ast
from decimal import Decimal
from string import Formatter

import pytest

from bot.alerts.condition import Direction, Kind, Starting
from bot.alerts.names import called
from bot.alerts.parser import parse_rule
from bot.words.language import Language
from tests.chinese import faults
from tests.contracts.test_conditions import ALL, EXAMPLES, known, parsed
from tests.tree import ROOT

CHINESE = [language for language in Language if language.chinese]
RULES = (
    *("baba up 5% for 10m", "turnover above 1.2x estimate", "nvda cap below 4tn", "0700 crosses 480", "hsi -300pts"),
    *("baba record low", "hsi lowest since 2022-02-11", "hsi highest in 52w", "sector macau gaming moves 2%"),
    *("hsi up 1% and hstech up 2% and turnover above 250bn", "surge 3 of 5 turnover 1.3x", "turnover above 2800億"),
)


def phrases() -> list[tuple[str, tuple[str, ...]]]:
    """Return every text in three languages of the source, with where it stands."""
    found = []
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "Phrase(" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Phrase":
                texts = tuple(str(each.value) for each in node.args if isinstance(each, ast.Constant))
                if len(texts) == len(Language):
                    found.append((f"{path.relative_to(ROOT)}:{node.lineno}", texts))
    return found


def fields(text: str) -> set[str]:
    """Return what is to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def bare(text: str) -> str:
    """Return a text without what is to be filled in."""
    return " ".join(literal for literal, _, _, _ in Formatter().parse(text))


def test_every_phrase_is_in_three_languages() -> None:
    """繁 and 简 say all, each in its own characters and words, and fill in the same as one another."""
    wrong, found = [], phrases()
    for where, (english, hant, hans) in found:
        if bool(english) and not (hant and hans):
            wrong.append(f"{where}: not in all languages")
        if fields(hant) != fields(hans):
            wrong.append(f"{where}: other fields")
        for language, text in ((Language.HANT, hant), (Language.HANS, hans)):
            wrong += [f"{where}: {fault}" for fault in faults(bare(text), language)]
    assert wrong == []
    assert len(found) > 200


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("rule", [*RULES, *(example for _, example in EXAMPLES)])
def test_every_condition_is_said_in_chinese(rule: str, language: Language) -> None:
    """What a rule watches for, and that it has happened, has no English word in it; its own words stay as they are."""
    condition = parse_rule(rule).condition
    assert condition is not None
    words = condition.words()
    condition = condition.at(Decimal(100)) if isinstance(condition, Starting) else condition
    name = called(condition.target, language, "BABA")
    told = [condition.told(name, threshold, language) for threshold in condition.thresholds(known(condition))]
    for said in (condition.says(name, language), *told):
        assert faults(said, language) == [], said
        assert said.startswith(name[:2]) or "▲" in said or "▼" in said
        assert "  " not in said
    assert condition.measure.lacking.in_(language, name=name, of="market")
    assert condition.words() == words or isinstance(condition, Starting)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_each_direction_has_words_of_its_own(kind: Kind) -> None:
    """Up and down are told apart in every language."""
    for example in kind.examples:
        condition = parsed(kind, example)
        for language in Language:
            levels = {each.direction: each for each in condition.thresholds(known(condition))}
            said = {condition.told("X", each, language) for each in levels.values()}
            assert len(said) == len(levels) <= len(Direction)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("baba up 5%", ("阿里巴巴美股當日升 5% 或以上", "阿里巴巴美股当日涨 5% 或以上")),
        ("turnover above 280bn", ("港股大市成交額突破 2,800 億元", "港股成交额（全市场）突破 2,800 亿港元")),
        (
            "turnover above 1.2x",
            ("港股大市成交額突破 20 日平均的 1.2 倍", "港股成交额（全市场）突破 20 日均值的 1.2 倍"),
        ),
        ("nvda cap above 4tn", ("輝達市值升穿 4 萬億美元", "英伟达市值涨破 4 万亿美元")),
        ("0700 below 480", ("騰訊控股跌至 480.00 元或以下", "腾讯控股跌至 480.00 港元或以下")),
        ("hsi highest in 60 sessions", ("恒生指數收市創 60 個交易日新高", "恒生指数收盘创 60 个交易日新高")),
        ("hsi down 1% within 10m", ("恒生指數在 10 分鐘內跌 1% 或以上", "恒生指数在 10 分钟内跌 1% 或以上")),
    ],
)
def test_as_the_press_writes_it(rule: str, said: tuple[str, str]) -> None:
    """A rule reads as a newspaper of that place would put it, amounts in 億 and 亿."""
    condition = parse_rule(rule).condition
    assert condition is not None
    read = tuple(condition.says(called(condition.target, language), language) for language in CHINESE)
    assert read == said
