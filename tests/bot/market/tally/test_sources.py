"""The vendors' answers: the figures that were recorded, and everything that is refused by name."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import HONG_KONG
from bot.errors import BadAnswer
from bot.market.tally.source import Flaw, TurnoverSource
from bot.market.tally.sources import sina, tencent
from bot.market.tally.sources.sina import Sina
from bot.market.tally.sources.tencent import Tencent
from bot.market.turnover import Scope
from tests.bot.market.samples import RECORDED, needs_recordings

# Whole answers as they stand in the tests of public repositories, letter by letter (2026).
SINA = {
    date(2026, 7, 20): (
        'var hq_str_rt_hkHSI="HSI,恒生指数,24835.030,24562.240,25155.550,24756.360,25143.049,580.810,2.360,0.000,0.000,'
        '306413327.345,13668197465,0.000,0.000,28056.100,22518.000,2026/07/20,16:08:48,,,,,,";\n'
    ),
    date(2026, 7, 23): (
        'var hq_str_rt_hkHSI="HSI,恒生指数,24966.530,24892.660,25267.390,24876.830,25210.811,318.150,1.280,0.000,0.000,'
        '233480363.901,11416668992,0.000,0.000,28056.100,22518.000,2026/07/23,16:08:28,,,,,,";\n'
    ),
    date(2026, 8, 21): (
        'var hq_str_rt_hkHSI="HSI,恒生指数,25807.610,25698.490,26009.460,25807.610,26009.459,310.970,1.210,0.000,0.000,'
        '257277433.846,13796988552,0.000,0.000,28056.100,22518.000,2026/08/21,16:09:01,,,,,,";\n'
    ),
}
TENCENT = {
    date(2026, 5, 29): (
        'v_hkHSI="100~恒生指数~HSI~25182.390~25006.160~25161.520~46207014.1280~0~0~25182.390~0~0~0~0~0~0~0~0~0~'
        "25182.390~0~0~0~0~0~0~0~0~0~0.0~2026/05/29 18:31:24~176.230~0.70~25313.330~25055.800~25182.390~"
        '46207014.1280~46207014.128~0~0~~0~0~1.03~0~0~Hang Seng Index";\n'
    ),
}
# Recorded as well, during a session.
MORNING = (
    'v_hkHSI="100~恒生指数~HSI~25550.720~25962.730~25838.960~15019892.8028~0~0~25550.720~0~0~0~0~0~0~0~0~0~25550.720'
    "~0~0~0~0~0~0~0~0~0~0.0~2026/05/18 11:31:33~-412.010~-1.59~25838.960~25505.710~25550.720~15019892.8028"
    '~15019892.803";'
)
CLOSE = timedelta(hours=18, minutes=45)
READERS = {"Sina": (sina.read, SINA, date(2026, 7, 20)), "Tencent": (tencent.read, TENCENT, date(2026, 5, 29))}


def evening(day: date) -> datetime:
    """Return a quarter to seven of that day."""
    return datetime(day.year, day.month, day.day, tzinfo=HONG_KONG) + CLOSE


def test_a_recorded_session() -> None:
    """A figure in the middle of a session comes with its own time, whole market, to the last dollar that is given."""
    found = tencent.read(MORNING, datetime(2026, 5, 18, 11, 32, tzinfo=HONG_KONG))
    assert (found.scope, found.source, found.note) == (Scope.MARKET, "Tencent", "")
    assert found.value == 150198928030
    assert found.time == datetime(2026, 5, 18, 11, 31, 33, tzinfo=HONG_KONG)


@needs_recordings
@pytest.mark.parametrize("name", READERS)
def test_recorded_closes(name: str) -> None:
    """Each recorded close reads as the figure that was noted of that day."""
    file = RECORDED / "market" / "hk_turnover_observations.json"
    noted = {
        date.fromisoformat(each["date"]): Decimal(str(each["value"]))
        for each in json.loads(file.read_text())["observations"]
        if each["scope"].startswith(f"{name} ") and "HSTECH" not in each["scope"] and each["value"]
    }
    read, answers, _ = READERS[name]
    found = {day: read(text, evening(day)).value for day, text in answers.items()}
    assert {day: abs(value - noted[day]) < 10_000 for day, value in found.items()} == dict.fromkeys(answers, True)


def changed(text: str, name: str, fields: Mapping[int, str]) -> str:
    """Return a recorded answer with some of its fields changed."""
    separator = {"Sina": ",", "Tencent": "~"}[name]
    before, given_, after = text.split('"')
    parts = given_.split(separator)
    for number, value in fields.items():
        parts[number] = value
    return f'{before}"{separator.join(parts)}"{after}'


FLAWS = [
    # As Sina answered on 28 August 2026: every number a zero.
    ("Sina", {11: "0.000"}, Flaw.ZERO),
    ("Sina", {11: "0", 12: "0", 6: "0.000"}, Flaw.ZERO),
    ("Sina", {0: "HSTECH"}, Flaw.OTHER),
    ("Sina", {17: "2026/07/17"}, Flaw.STALE),
    ("Sina", {17: "", 18: ""}, Flaw.GARBLED),
    ("Sina", {11: "n/a"}, Flaw.GARBLED),
    ("Sina", {11: "NaN"}, Flaw.GARBLED),
    ("Sina", {11: "-5"}, Flaw.GARBLED),
    ("Sina", {11: "1e30"}, Flaw.GARBLED),
    ("Tencent", {37: "0"}, Flaw.ZERO),
    ("Tencent", {2: "HSTECH"}, Flaw.OTHER),
    ("Tencent", {30: "2026/05/28 16:08:00"}, Flaw.STALE),
    ("Tencent", {30: "20260529163124"}, Flaw.GARBLED),
    ("Tencent", {37: ""}, Flaw.GARBLED),
    ("Tencent", {37: "Infinity"}, Flaw.GARBLED),
]


@pytest.mark.parametrize(("name", "fields", "flaw"), FLAWS)
def test_what_is_refused(name: str, fields: Mapping[int, str], flaw: Flaw) -> None:
    """Zeros, other days, other instruments and garbled fields are refused, each by its name."""
    read, answers, day = READERS[name]
    with pytest.raises(BadAnswer, match=str(flaw)) as raised:
        read(changed(answers[day], name, fields), evening(day))
    assert raised.value.sentence.startswith(name)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw.OTHER),
        ("<html><body>502 Bad Gateway</body></html>", Flaw.PAGE),
        ("Forbidden", Flaw.OTHER),
        ('v_pv_none_match="1";', Flaw.OTHER),
        ('v_hkHSI="";\nvar hq_str_rt_hkHSI="";', Flaw.OTHER),
        # The same field of Hang Seng TECH is what its members traded: never the market.
        (
            'var hq_str_rt_hkHSTECH="HSTECH,恒生科技指数,1,1,1,1,1,1,1,0,0,75189571.0,1,0,0,1,1,2026/08/21,16:09:01";',
            Flaw.OTHER,
        ),
    ],
)
def test_answers_that_are_none(name: str, text: str, flaw: Flaw) -> None:
    """A page, nothing, and somebody else's figures are no turnover."""
    read, _, day = READERS[name]
    with pytest.raises(BadAnswer) as raised:
        read(text, evening(day))
    assert str(flaw) in raised.value.sentence or str(Flaw.SHORT) in raised.value.sentence


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sina", 'var hq_str_rt_hkHSI="HSI,恒生指数,25998.590,25937.490,26060.320,25647.660,25679.449,-258.040";'),
        ("Tencent", 'v_hkHSI="100~恒生指数~HSI~26169.100~25776.530";'),
    ],
)
def test_short_answers(name: str, text: str) -> None:
    """An answer without the fields that are read is refused as such."""
    read, _, day = READERS[name]
    with pytest.raises(BadAnswer, match=str(Flaw.SHORT)):
        read(text, evening(day))


@given(st.data())
def test_no_answer_is_half_believed(data: st.DataObject) -> None:
    """An answer cut short anywhere is refused, or reads as the whole one does."""
    name = data.draw(st.sampled_from(sorted(READERS)))
    read, answers, day = READERS[name]
    whole = answers[day]
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    try:
        found = read(cut, evening(day))
    except BadAnswer:
        return
    assert found == read(whole, evening(day))


@pytest.mark.parametrize(("kind", "name", "encoding"), [(Tencent, "Tencent", "gb18030"), (Sina, "Sina", "gb18030")])
async def test_how_it_is_asked(kind: type[Tencent] | type[Sina], name: str, encoding: str) -> None:
    """One request brings it, with the headers that the vendor insists on and in the vendor's own letters."""
    asked: list[tuple[str, Mapping[str, str]]] = []
    _, answers, day = READERS[name]

    async def get(address: str, headers: Mapping[str, str]) -> bytes:
        asked.append((address, headers))
        return answers[day].encode(encoding)

    source: TurnoverSource = kind(get)
    found = await source.fetch(evening(day))
    assert (found.source, found.scope) == (source.name, source.scope) == (name, Scope.MARKET)
    ((address, headers),) = asked
    assert "HSI" in address
    assert address.startswith("https://")
    assert headers["Referer"].startswith("https://")
