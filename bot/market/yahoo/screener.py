"""Yahoo's screener (`/v1/finance/screener`): all shares listed in Hong Kong, a page at a time. Pure.

What is posted is what yfinance 1.7 posts; the answer's entries are those of v7. Only a US answer was ever recorded.
"""

from decimal import Decimal

import msgspec

from bot.market.quotes import Quote
from bot.market.yahoo.answers import decoded
from bot.market.yahoo.quotes import Entry, quoted

ADDRESS = "https://query1.finance.yahoo.com/v1/finance/screener"
PARAMS: dict[str, object] = {"corsDomain": "finance.yahoo.com", "formatted": "false", "lang": "en-US", "region": "US"}
# More than this a page is refused.
SIZE = 250


class _Page(msgspec.Struct):
    quotes: list[Entry]


class _Finance(msgspec.Struct):
    result: list[_Page]


class _Document(msgspec.Struct):
    finance: _Finance


_DOCUMENT = msgspec.json.Decoder(_Document, float_hook=Decimal)


def body(page: int) -> dict[str, object]:
    """Return what is posted for a page, from 0 on; by ticker, so that no page shifts while others are read."""
    return {
        "offset": page * SIZE,
        "size": SIZE,
        "count": SIZE,
        "sortField": "ticker",
        "sortType": "ASC",
        "quoteType": "EQUITY",
        "userId": "",
        "userIdType": "guid",
        "query": {"operator": "EQ", "operands": ["region", "hk"]},
    }


def read(answer: bytes) -> tuple[Quote, ...]:
    """Return the quotes of a page, none after the last one; entries that are no quotes are left out.

    Raises BadAnswer.
    """
    pages = decoded(answer, _DOCUMENT, "list of shares").finance.result
    return tuple(quote for page in pages for quote in quoted(page.quotes))
