"""The rules that the catalogue's file is held to."""

import pytest

from bot.errors import ConfigurationError
from bot.market.catalogue import read

HEAD = 'as_of = 2025-07-15\nsource = "a test"\n'


def instrument(symbol: str, name: str, **more: str) -> str:
    """Return one entry of the file."""
    fields = {"symbol": symbol, "short": name, "name": name, **more}
    return "{ " + ", ".join(f'{key} = "{value}"' for key, value in fields.items()) + " }"


def file(*entries: str, members: str = "") -> str:
    """Return a catalogue's file with these instruments in one industry."""
    listed = ",\n".join(entries)
    return f'{HEAD}[members]\n{members}\n[[group]]\nindustry = "Banks"\ninstruments = [\n{listed}\n]\n'


def test_a_group_gives_its_industry_and_the_suffix_the_rest() -> None:
    """Industry comes from the group, exchange and currency from the symbol unless they are given."""
    found = read(file(instrument("0005.HK", "HSBC"), instrument("X", "Ex", currency="EUR"))).instruments
    assert (found["0005.HK"].industry, found["0005.HK"].exchange, found["0005.HK"].currency) == ("Banks", "HKEX", "HKD")
    assert (found["X"].exchange, found["X"].currency) == ("NYSE", "EUR")


def test_a_name_leads_to_one_instrument() -> None:
    """Two instruments with one name, whatever its case and width, are a complaint."""
    with pytest.raises(ConfigurationError, match=r'"hsbc" leads to 0005.HK and to HSBC'):
        read(file(instrument("0005.HK", "HSBC"), instrument("HSBC", "HSBC ADR")))


def test_symbols_are_symbols_and_there_once() -> None:
    """A symbol that is none, and one that comes twice, are each a complaint."""
    with pytest.raises(ConfigurationError) as raised:
        read(file(instrument("not one", "A"), instrument("B", "B"), instrument("B", "B")))
    assert len(raised.value.complaints) == 2


def test_members_must_be_known() -> None:
    """An index whose member is not in the catalogue is a complaint."""
    with pytest.raises(ConfigurationError, match=r"9999.HK, member of"):
        read(file(instrument("A", "A"), members='"^HSI" = ["A", "9999.HK"]'))
