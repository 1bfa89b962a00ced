"""Yahoo's list of headlines: what is taken of it, and what is left alone."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadAnswer
from bot.market.yahoo import news
from tests.bot.market.samples import at
from tests.yahoo_standin import Entry, story

TOLD = story("Tencent climbs as Nvidia resumes China sales", at("09:12"), url="https://www.reuters.com/a?b=1&c=2")
NAMES = ("id", "content", "title", "pubDate", "provider", "displayName", "canonicalUrl", "url", "finance", "ad")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=8,
)


def answer(*entries: object) -> bytes:
    """Return an answer with these entries in its list."""
    return json.dumps({"data": {"tickerStream": {"stream": entries}}}).encode()


def changed(**content: object) -> Entry:
    """Return the story with some of its content different."""
    return {**TOLD, "content": {**TOLD["content"], **content}}  # type: ignore[dict-item]  # a table of anything


def test_a_story_has_title_publisher_time_and_address() -> None:
    """What a reader must know of a story is read; the publisher's own page comes before Yahoo's copy of it."""
    finance = {"stockTickers": [{"symbol": "0700.HK"}, {"symbol": 5}, "NVDA"]}
    (found,) = news.read(answer(changed(clickThroughUrl={"url": "https://finance.yahoo.com/m/1"}, finance=finance)))
    assert (found.title, found.publisher) == ("Tencent climbs as Nvidia resumes China sales", "Reuters")
    assert (found.time, found.url) == (at("09:12"), "https://www.reuters.com/a?b=1&c=2")
    assert found.symbols == ("0700.HK",)


@pytest.mark.parametrize(
    "entry",
    [
        *({**TOLD, "ad": [{"id": 1}]}, changed(title=" \u200b"), changed(provider=None), changed(provider={})),
        *(changed(pubDate="yesterday"), changed(pubDate="2025-07-15T09:12:00"), changed(pubDate=5), {}, None, [1], "x"),
        *(changed(provider="Reuters"), changed(title=["x"]), {"content": None}),
    ],
)
def test_what_cannot_be_quoted_is_left_alone(entry: object) -> None:
    """An advertisement, and a story without title, publisher or time, is left out and costs no other its place."""
    assert len(news.read(answer(entry, TOLD))) == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "", None, "https://a@b.com/", "http://127.0.0.1/", "https://[x"]
)
def test_a_bad_address_costs_the_link_only(url: object) -> None:
    """Where no address can safely be led to, the story is told without one; Yahoo's copy is the second choice."""
    (found,) = news.read(answer(changed(canonicalUrl={"url": url}, clickThroughUrl=None)))
    assert found.url == ""
    (other,) = news.read(answer(changed(canonicalUrl={"url": url}, clickThroughUrl={"url": "https://e.com/1"})))
    assert other.url == "https://e.com/1"


def test_titles_are_one_visible_line() -> None:
    """Letters that hide, turn or break the line are gone from what was published."""
    (found,) = news.read(answer(changed(title="Tencent\u202e up\n\n5%\x00", provider={"displayName": "A\tB"})))
    assert (found.title, found.publisher) == ("Tencent up 5%", "A B")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"data": {"tickerStream": null}}', b"\xff", b"[" * 9999]
)
def test_an_answer_without_a_list_is_a_failure(body: bytes) -> None:
    """A page, rubbish and another shape are told apart from "no headlines"."""
    with pytest.raises(BadAnswer):
        news.read(body)
    assert news.read(answer()) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(JSON, max_size=4))
def test_whatever_the_list_holds_is_read(entries: list[object]) -> None:
    """No entry can break the reading of the others."""
    assert news.read(answer(*entries, TOLD))[-1].publisher == "Reuters"


def test_the_question_names_one_symbol() -> None:
    """It is asked as yfinance asks."""
    assert news.body("BABA")["serviceConfig"] == {"snippetCount": 20, "s": ["BABA"]}
