"""All that is listed, a page at a time.

No answer for Hong Kong was ever recorded: the bodies are shaped as the recorded one of a US screen, with v7 entries.
"""

import json
from pathlib import Path

import pytest

from bot.errors import BadAnswer, RateLimited
from bot.market.yahoo.screener import SIZE, body, read
from tests.bot.market.samples import RECORDED, at, needs_answers
from tests.yahoo_standin import Hands, Yahoo, entry, surge_to


@needs_answers
def test_the_recorded_screen() -> None:
    """The recorded answer of a screen reads as its quotes, each with a price, a volume and a time."""
    recorded = json.loads((RECORDED / "yahoo" / "screener-aggressive_small_caps.json").read_text())
    quotes = read(json.dumps(recorded["response"]["bodyJson"]).encode())
    assert quotes
    assert all(quote.price > 0 and quote.volume and quote.time.tzinfo and quote.currency == "USD" for quote in quotes)


def test_what_is_posted() -> None:
    """Every share of Hong Kong is asked for in a lasting order, 250 a page."""
    assert [body(page)["offset"] for page in range(3)] == [0, SIZE, 2 * SIZE]
    first = body(0)
    assert (first["size"], first["sortField"], first["sortType"]) == (250, "ticker", "ASC")
    assert first["query"] == {"operator": "EQ", "operands": ["region", "hk"]}


def test_entries_that_are_none() -> None:
    """What has no price is left out; the others of its page stay."""
    entries = [entry("0700.HK", 500, at("16:08"), 490), {"symbol": "0001.HK"}, entry("0005.HK", 0, at("16:08"), 80)]
    page = json.dumps({"finance": {"result": [{"quotes": entries}], "error": None}})
    assert [quote.symbol for quote in read(page.encode())] == ["0700.HK"]


@pytest.mark.parametrize(
    "answer", [b"", b"<html>", b"{}", b'{"finance": {"result": null}}', b'{"finance": {"result": [{}]}}']
)
def test_what_is_no_list(answer: bytes) -> None:
    """Anything else is a bad answer, never the end of the list."""
    with pytest.raises(BadAnswer):
        read(answer)


async def test_page_by_page(tmp_path: Path) -> None:
    """A page is one counted request that leaves when nobody waits; after the last one there is none."""
    hands, yahoo = Hands(at("17:00")), Yahoo()
    yahoo.listed = [entry(f"{code:04}.HK", 10, at("16:08"), 10) for code in range(300)]
    async with surge_to(yahoo, tmp_path, hands) as provider:
        pages = [await provider.listed(page) for page in range(3)]
        assert [len(page) for page in pages] == [250, 50, 0]
        assert pages[1][0].symbol == "0250.HK"
        assert provider.pace.requests == provider.manners.pace().requests == len(yahoo.requests)
        for fault, error in {"404": BadAnswer, "429": RateLimited}.items():
            yahoo.faults.append(("screener", fault))
            with pytest.raises(error):
                await provider.listed(3)
