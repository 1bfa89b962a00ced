"""Languages, colours and readers."""

import pytest

from bot.words.colours import Colours, parse_colours
from bot.words.language import NAMES, Language, Phrase, parse_language
from bot.words.reader import ENGLISH, Reader, reader_of

GREETING = Phrase("Hello {name}", "{name}你好", "{name}您好")


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        *(("EN", Language.EN), ("English", Language.EN), ("en_GB", Language.EN), ("英文", Language.EN)),
        *(("繁", Language.HANT), ("繁體", Language.HANT), ("zh-HK", Language.HANT), ("zh_TW", Language.HANT)),
        *(("简", Language.HANS), ("简体", Language.HANS), ("zh-cn", Language.HANS), (" Simplified ", Language.HANS)),
        *((name, language) for language, name in NAMES.items()),
        *((language.value, language) for language in Language),
    ],
)
def test_a_language_is_read_from_what_people_call_it(typed: str, language: Language) -> None:
    """A language is read from its name in any of the three, and from a locale's."""
    assert parse_language(typed) is language


@pytest.mark.parametrize("typed", ["", "zh", "中文", "français", "e"])
def test_what_does_not_say_which_language_is_refused(typed: str) -> None:
    """A word that names none of the three, or does not say which Chinese, is refused."""
    with pytest.raises(ValueError, match="no language"):
        parse_language(typed)


def test_colours_are_read_from_what_people_call_them() -> None:
    """The colours are read in any of the languages, and anything else is refused."""
    assert {parse_colours(each) for each in ("red-up", "Red up", "红涨绿跌", "紅升")} == {Colours.RED_UP}
    assert {parse_colours(each) for each in ("green-up", "GREEN", "綠升紅跌")} == {Colours.GREEN_UP}
    with pytest.raises(ValueError, match="no colours"):
        parse_colours("blue")


def test_a_phrase_is_filled_in_each_language() -> None:
    """A phrase says the same in each language, its fields where that language has them."""
    assert [GREETING.in_(each, name="陳") for each in Language] == ["Hello 陳", "陳你好", "陳您好"]


def test_a_reader_has_the_colours_of_their_language_unless_told_otherwise() -> None:
    """Rises are green in English and 繁, red in 简, and as chosen where somebody chose."""
    assert reader_of("", "") == ENGLISH
    assert reader_of("zh-Hant", "").colours is Colours.GREEN_UP
    assert reader_of("zh-Hans", "") == Reader(Language.HANS, Colours.RED_UP)
    assert reader_of("zh-Hans", "green-up").colours is Colours.GREEN_UP
    assert [reader_of("", "red-up").dot(up=up) for up in (True, False)] == ["🔴 ", "🟢 "]
    assert not ENGLISH.dot(up=True)
    assert (Colours.RED_UP.up, Colours.RED_UP.down) == (Colours.GREEN_UP.down, Colours.GREEN_UP.up)
