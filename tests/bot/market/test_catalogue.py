"""What the catalogue's files may say, and what the owner's own file adds to them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigurationError
from bot.market.catalogue import OWNERS, Catalogue, catalogue, gather, use
from bot.market.instrument import Exchange, Type
from bot.market.instruments import lookup, members, named, weights
from bot.market.listing import read

NOWHERE = Path("nowhere at all")


RENAMED = '[[renamed]]\nold = "{}"\nnew = "{}"'


@pytest.fixture(autouse=True)
def own() -> Iterator[None]:
    """Go back to the catalogue that comes with Surge."""
    yield
    use(NOWHERE)


def instrument(symbol: str, name: str, **more: str) -> str:
    """Return one entry of a file."""
    fields = {"symbol": symbol, "short": name, "name": name, **more}
    return "{ " + ", ".join(f'{key} = "{value}"' for key, value in fields.items()) + " }"


def file(*entries: str, more: str = "") -> str:
    """Return a file with these instruments in one industry."""
    listed = ",\n".join(entries)
    return (
        f'as_of = 2025-07-15\nsource = "a test"\n{more}\n[[group]]\nindustry = "Banks"\ninstruments = [\n{listed}\n]\n'
    )


def made(*texts: str) -> Catalogue:
    """Gather files of these texts, in this order."""
    return gather([read(text, f"file {number}") for number, text in enumerate(texts, start=1)])


def refused(*texts: str) -> str:
    """Return all the complaints about files of these texts."""
    with pytest.raises(ConfigurationError) as raised:
        made(*texts)
    return "\n".join(raised.value.complaints)


def listed(index: str, day: str, **lists: list[str]) -> str:
    """Return members of an index from a day on."""
    return f'[[members]]\nindex = "{index}"\nas_of = {day}\n' + "\n".join(f"{k} = {v}" for k, v in lists.items())


def test_a_group_gives_its_industry_and_the_suffix_the_rest() -> None:
    """Industry comes from the group, exchange and currency from the symbol unless they are given."""
    found = made(file(instrument("0005.HK", "HSBC"), instrument("X", "Ex", currency="EUR"))).instruments
    assert (found["0005.HK"].industry, found["0005.HK"].exchange, found["0005.HK"].currency) == ("Banks", "HKEX", "HKD")
    assert (found["X"].exchange, found["X"].currency) == ("NYSE", "EUR")


def test_the_lines_of_a_company_know_each_other() -> None:
    """Whichever of them names the other, each has all the others, Hong Kong's first."""
    adr = '{ symbol = "BABA", name = "ADR", ordinary = "9988.HK", ratio = 8 }'
    mainland = '{ symbol = "688981.SS", name = "A", also = ["9988.HK"] }'
    found = made(file(adr, mainland, instrument("9988.HK", "Alibaba"), instrument("0005.HK", "HSBC"))).instruments
    assert found["9988.HK"].also == ("BABA", "688981.SS")
    assert found["688981.SS"].also == ("9988.HK", "BABA")
    assert found["0005.HK"].also == ()


def test_changes_make_the_next_list() -> None:
    """Who joined and left is told; the list before it stays what it was."""
    lists = [
        listed("X", "2025-06-01", joined=["B"], left=["A"]),
        listed("X", "2025-03-01", symbols=["A", "X"]),
        listed("X", "2025-09-01", symbols=["A"]),
    ]
    found = made(file(*(instrument(each, each) for each in "ABX"), more="\n".join(lists))).members["X"]
    assert [(each.as_of.month, each.symbols, each.source) for each in found] == [
        (3, ("A", "X"), "a test"),
        (6, ("B", "X"), "a test"),
        (9, ("A",), "a test"),
    ]


def test_symbols_that_are_others_now() -> None:
    """Renamings of all files are known in the order of their days, each with its source."""
    later = file(instrument("A", "A"), more=f'{RENAMED.format("A", "B")}\nas_of = 2025-09-01\nsource = "a notice"')
    found = made(later, file(instrument("C", "C"), more=RENAMED.format("C", "D"))).renames
    assert [(each.old, each.new, str(each.as_of), each.source) for each in found] == [
        ("C", "D", "2025-07-15", "a test"),
        ("A", "B", "2025-09-01", "a notice"),
    ]


def test_a_later_file_replaces_an_earlier_one() -> None:
    """Instruments by symbol, lists by index and day, themes by key: the last word counts, and all else stays."""
    theme = '[[theme]]\nkey = "t"\nname = "{}"\nsymbols = ["A"]\n'
    lists = listed("A", "2025-03-01", symbols=["A"]) + "\n" + listed("A", "2025-06-01", joined=["B"])
    first = file(instrument("A", "Ay"), instrument("B", "Be"), more=f"{lists}\n{theme.format('One')}")
    second = file(instrument("A", "Aleph"), more=listed("A", "2025-06-01", symbols=["B"]) + "\n" + theme.format("Two"))
    found = made(first, second)
    assert (found.instruments["A"].name, found.instruments["B"].name) == ("Aleph", "Be")
    assert [each.symbols for each in found.members["A"]] == [("A",), ("B",)]
    assert found.themes["t"].name == "Two"
    assert "ay" not in found.names


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (file(instrument("0005.HK", "HSBC"), instrument("HSBC", "HSBC ADR")), '"hsbc" leads to 0005.HK and to HSBC'),
        (file(instrument("not one", "A")), 'file 1, group "Banks", instrument "not one": that is no symbol'),
        (file(instrument("B", "B"), instrument("B", "B")), "file 1, instrument B: it is there twice"),
        (file('{ symbol = "B" }'), 'instrument "B": name is missing'),
        (file('{ symbol = "B", name = 5 }'), "name is no text"),
        (file('{ symbol = "B", name = "B", nmae = "C" }'), "nothing is called nmae here: it may say aliases"),
        (file('{ symbol = "B", name = "B", aliases = "C" }'), "aliases is no list of texts"),
        (file('{ symbol = "B", name = "B", exchange = "LSE" }'), '"LSE" is no exchange: write HKEX'),
        (file('{ symbol = "B", name = "B", ratio = 8 }'), "ordinary and ratio go together"),
        (file('{ symbol = "B", name = "B", ordinary = "A", ratio = -1 }'), "ratio is no whole number above 0"),
        (file('{ symbol = "B", name = "B", ordinary = "C", ratio = 1 }'), "C is no instrument"),
        (file('"B"'), "instrument number 1: is no table"),
        ("[[group]]\ntype = 'fish'\n", '"fish" is no type: write index, share, fund, currency'),
        ("group = 5\n", "group is no list of tables: begin each with [[group]]"),
        ("nonsense = 1\n", "file 1: nothing is called nonsense here"),
        ("this is no toml", "file 1: this is no TOML"),
        ("[[members]]\nindex = 'X'\nsymbols = ['X']\n", "as_of is missing"),
        ("[[members]]\nindex = 'X'\nas_of = '2025'\nsource = 's'\nsymbols = []\n", "as_of is no day"),
        (file(instrument("A", "A"), more=listed("A", "2025-01-01", symbols=["A", "9999.HK"])), "9999.HK is no instr"),
        (file(instrument("A", "A"), more=listed("A", "2025-01-01", symbols=["A", "A"])), "A is in symbols twice"),
        (file(instrument("A", "A"), more=listed("A", "2025-01-01", symbols=["a b"])), '"a b" is no symbol'),
        (file(instrument("A", "A"), more=listed("A", "2025-01-01", left=["A"])), "A cannot leave, it was not in"),
        (
            file(
                instrument("A", "A"),
                more=listed("A", "2025-01-01", symbols=["A"]) + "\n" + listed("A", "2025-02-01", joined=["A"]),
            ),
            "A cannot join, it was in",
        ),
        (file(instrument("A", "A"), more=listed("A", "2025-01-01", symbols=[], joined=["A"])), "keep one of them"),
        (
            file(instrument("A", "A"), more='[[weights]]\nindex = "A"\nweights = { "A" = 101.5 }'),
            "the weights make 101.5 per cent together",
        ),
        (file(instrument("A", "A"), more='[[weights]]\nindex = "A"\nweights = { "A" = "x" }'), "no table of numbers"),
        (file(instrument("A", "A"), more='[[theme]]\nkey = "t"\nname = "T"\nsymbols = ["B"]'), 'theme "t": B is no'),
        (
            file(
                instrument("A", "A"),
                more="".join(f'[[theme]]\nkey = "{key}"\nname = "T"\nsymbols = ["A"]\n' for key in "ab"),
            ),
            '"t" leads to the theme a and to b',
        ),
        (file(instrument("A", "A"), more=RENAMED.format("A", "a b")), 'renaming of "A": a b is no symbol'),
        (file(instrument("A", "A"), more=RENAMED.format("A", "A")), "it has its old symbol for a new one"),
        (file(instrument("A", "A"), more='[[renamed]]\nold = "A"'), 'renaming of "A": new is missing'),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, complaint: str) -> None:
    """Whoever wrote the file reads which file, which entry, and what to write instead."""
    assert complaint in refused(text)


def test_all_complaints_come_at_once() -> None:
    """Nobody has to start Surge five times to find five faults."""
    complaints = refused(file('{ symbol = "B", name = 5, nmae = "C" }', instrument("b c", "X")), "no toml").split("\n")
    assert len(complaints) == 4


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=3))
def test_any_value_is_read_or_refused(value: object) -> None:
    """Whatever stands behind a name, the file is read or complained of, and nothing else happens."""
    text = "1" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    found = read(
        f"as_of = {text}\n[[theme]]\nkey = {text}\nsymbols = {text}\n[[group]]\ninstruments = {text}", "a file"
    )
    assert found.complaints


def test_without_a_file_the_catalogue_is_surges_own(tmp_path: Path) -> None:
    """Who writes no file gets what comes with Surge, dated and sourced."""
    use(tmp_path)
    assert catalogue().as_of == date(2026, 3, 9)
    assert catalogue().source == "Surge's own map after HSICS, March 2026; names as HKEX lists them"


def test_the_owner_adds_and_replaces(tmp_path: Path) -> None:
    """`instruments.toml` in Surge's folder brings instruments, member lists and weights of the owner's own."""
    (tmp_path / OWNERS).write_text(
        """
        [[group]]
        industry = "Shipping"
        instruments = [
            { symbol = "1308.HK", name = "SITC International", hant = "海豐國際", aliases = ["sitc"] },
            { symbol = "0700.HK", name = "My Tencent", aliases = ["penguin"] },
        ]
        [[members]]
        index = "^HSI"
        as_of = 2026-06-08
        source = "my own look at the compiler's page"
        joined = ["1308.HK"]
        left = ["0101.HK"]
        [[weights]]
        index = "^HSI"
        as_of = 2026-05-29
        source = "the factsheet"
        weights = { "0700.HK" = 8.1, "9988.HK" = 7 }
        """,
        encoding="utf-8",
    )
    use(tmp_path)
    sitc = lookup("海豐國際")
    assert (sitc.symbol, sitc.industry, sitc.type, sitc.exchange) == (
        "1308.HK",
        "Shipping",
        Type.SHARE,
        Exchange.HONG_KONG,
    )
    assert lookup("penguin").name == named("0700.HK").name == "My Tencent"
    assert len(members("^HSI")) == 90
    assert sitc in members("^HSI")
    assert sitc not in members("^HSI", date(2026, 6, 7))
    known = weights("^HSI", date(2026, 6, 1))
    assert known is not None
    assert (known.weights["0700.HK"], known.covered, known.source) == (Decimal("8.1"), Decimal("15.1"), "the factsheet")
    assert weights("^HSI", date(2026, 5, 1)) is None
    assert catalogue().source.endswith("; the owner's instruments.toml")


def test_a_faulty_file_of_the_owner_stops_the_start(tmp_path: Path) -> None:
    """What cannot be read is told with its path, and the catalogue in use stays what it was."""
    (tmp_path / OWNERS).write_text("[[group]]\ninstruments = [\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"instruments\.toml: this is no TOML: .*line"):
        use(tmp_path)
    (tmp_path / OWNERS).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match=r"instruments\.toml cannot be read"):
        use(tmp_path)
    assert lookup("tencent").name == "Tencent Holdings"
