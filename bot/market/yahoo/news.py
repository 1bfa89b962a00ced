"""Yahoo's news of one symbol, as yfinance asks for it: the page's own list, without the advertisements. Pure.

The list is that of finance.yahoo.com's "latest news"; nothing of it is documented, so each entry is taken or left
alone, and only an answer without any list is a failure.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from bot.market.news import Headline, tidy, web_address
from bot.market.yahoo.answers import decoded

URL = "https://finance.yahoo.com/xhr/ncp"
PARAMS: dict[str, object] = {"queryRef": "latestNews", "serviceKey": "ncp_fin"}
COUNT = 20


class _Link(msgspec.Struct):
    url: object = ""


class _Provider(msgspec.Struct):
    displayName: object = ""  # noqa: N815 - Yahoo's name


class _Finance(msgspec.Struct):
    stockTickers: object = None  # noqa: N815 - Yahoo's name


class _Content(msgspec.Struct):
    title: object = ""
    pubDate: object = ""  # noqa: N815 - Yahoo's name
    provider: _Provider | None = None
    canonicalUrl: _Link | None = None  # noqa: N815 - Yahoo's name
    clickThroughUrl: _Link | None = None  # noqa: N815 - Yahoo's name
    finance: _Finance | None = None


class _Stream(msgspec.Struct):
    stream: list[object]


class _Data(msgspec.Struct):
    tickerStream: _Stream  # noqa: N815 - Yahoo's name


class _Answer(msgspec.Struct):
    data: _Data


_ANSWER = msgspec.json.Decoder(_Answer)


def body(symbol: str) -> dict[str, object]:
    """Return what is posted to ask for the news of `symbol`."""
    return {"serviceConfig": {"snippetCount": COUNT, "s": [symbol]}}


def read(answer: bytes) -> tuple[Headline, ...]:
    """Return the headlines of an answer as they came; what lacks title, publisher or time is left out.

    Raises BadAnswer where there is no list in it.
    """
    entries = decoded(answer, _ANSWER, "news").data.tickerStream.stream
    return tuple(found for entry in entries if (found := _headline(entry)))


def _headline(entry: object) -> Headline | None:
    if not isinstance(entry, dict) or entry.get("ad"):
        return None
    try:
        content = msgspec.convert(entry.get("content"), _Content)
        return Headline(
            title=_text(content.title),
            publisher=_text(content.provider.displayName if content.provider else ""),
            url=_address(content.canonicalUrl, content.clickThroughUrl),
            time=datetime.fromisoformat(_text(content.pubDate)),
            symbols=tuple(_symbols(content.finance)),
        )
    except (ValueError, msgspec.ValidationError):
        return None


def _text(value: object) -> str:
    return tidy(value) if isinstance(value, str) else ""


def _address(*links: _Link | None) -> str:
    """Return the first address that a link can lead to: the publisher's own page before Yahoo's copy."""
    found = (web_address(_text(link.url)) for link in links if link)
    return next(filter(None, found), "")


def _symbols(finance: _Finance | None) -> Iterable[str]:
    listed = finance.stockTickers if finance else None
    for each in listed if isinstance(listed, list) else ():
        symbol = each.get("symbol") if isinstance(each, dict) else None
        if isinstance(symbol, str):
            yield symbol
