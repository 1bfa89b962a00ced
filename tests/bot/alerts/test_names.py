"""What the targets of rules are called in each language."""

import pytest

from bot.alerts.groups import sectors
from bot.alerts.names import called
from bot.words.language import Language

EACH_CPO = (
    "Each share of Optical modules / CPO (theme)",
    "光模塊 / CPO（主題）各成份股",
    "光模块 / CPO（主题）各成分股",
)


@pytest.mark.parametrize(
    ("target", "name", "names"),
    [
        ("9988.HK", "", ("Alibaba Group", "阿里巴巴", "阿里巴巴")),
        ("9988.HK", "Alibaba", ("Alibaba", "阿里巴巴", "阿里巴巴")),
        ("ZZZZ", "Zed Inc", ("Zed Inc", "Zed Inc", "Zed Inc")),
        ("turnover:market", "", ("HK turnover", "港股大市成交額", "港股成交额（全市场）")),
        ("surge:hk", "Surge", ("Surge", "急升", "急涨")),
        ("theme:cpo", "", ("Optical modules / CPO (theme)", "光模塊 / CPO（主題）", "光模块 / CPO（主题）")),
        ("sector:macau-gaming", "", ("Macau gaming (sector)", "濠賭股（板塊）", "澳门博彩股（板块）")),
        ("each:theme:cpo", "", EACH_CPO),
        ("each:watchlist", "", ("Each name you watch", "所關注的每隻股份", "所关注的每只股票")),
        ("theme:of-old", "Of old (theme)", ("Of old (theme)", "of-old（主題）", "of-old（主题）")),
    ],
)
def test_a_target_is_called_as_its_market_calls_it(target: str, name: str, names: tuple[str, ...]) -> None:
    """A target has its name in the reader's language, or the one it was given where it has no other."""
    assert tuple(called(target, language, name) for language in Language) == names


@pytest.mark.parametrize("key", sorted(sectors()))
def test_every_industry_has_a_chinese_name(key: str) -> None:
    """No industry of the lists is left without a name in 繁 and 简."""
    assert all(called(f"sector:{key}", language).isascii() is False for language in Language if language.chinese)
    assert not any(letter.isascii() and letter.isalpha() for letter in called(f"sector:{key}", Language.HANT))
