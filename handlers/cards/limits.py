"""Slack's limits, checked on every card: what Slack would refuse, and what reads badly there. Pure.

The sandbox refuses by `refusals` and `view_problems`; our own cards are held to `problems`, which asks more.
Sources: Slack's Block Kit reference of 2026, and what implementers met beyond it (the limit on all characters
of a message: bolt-js issue 2509).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from handlers.cards.rules.blocks import BLOCKS, MARKDOWN_CHARACTERS
from handlers.cards.rules.charts import CHARTS, CHARTS_PER_MESSAGE
from handlers.cards.rules.newer import NEWER
from handlers.cards.rules.shape import fault, is_list, is_object, typed
from handlers.cards.rules.tables import TABLE_FAMILY, TABLES

Surface = Literal["message", "modal", "home"]

MESSAGE_CHARACTERS = 13_000
MESSAGE_BUDGET = 12_000
TEXT_CHARACTERS = 40_000
TEXT_ADVISED = 4_000
BLOCKS_PER_SURFACE: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
ELSEWHERE: Mapping[Surface, frozenset[str]] = {
    "message": frozenset({"alert"}),
    "modal": frozenset(
        {"data_visualization", "data_table", "table", "carousel", "card", "container", "context_actions"} | {"markdown"}
    ),
    "home": frozenset({"alert", "data_visualization", "container", "context_actions", "markdown"}),
}
BLOCK = typed({**BLOCKS, **TABLES, **CHARTS, **NEWER}, "block")
UNSEEN = frozenset({"type", "block_id", "action_id", "value", "image_url", "url", "style", "alt_text"})
TICKER = re.compile(r"\b\w+\.HK\b")


def problems(blocks: Sequence[Mapping[str, object]], surface: Surface = "message") -> list[str]:
    """Return all that is wrong with a card: what Slack refuses, then what Surge asks beyond it.

    Each complaint ends in its JSON pointer; an empty list means the card may be sent.
    """
    return [*refusals(blocks, surface), *advice(blocks)]


def refusals(blocks: object, surface: Surface = "message") -> list[str]:
    """Return why Slack would answer `invalid_blocks`, in its words; empty when it would not."""
    if not is_list(blocks):
        return [fault("must provide an array", "/blocks")]
    most = BLOCKS_PER_SURFACE[surface]
    found = [fault(f"no more than {most} items allowed", "/blocks")] if len(blocks) > most else []
    for index, block in enumerate(blocks):
        at = f"/blocks/{index}"
        found += [*BLOCK(block, at), *_misplaced(block, surface, at), *_repeated_actions(block, at)]
    return [*found, *_repeated("block_id", blocks, "/blocks"), *_counts(blocks)]


def advice(blocks: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Say what Slack takes and Surge does not: too long a card, tickers that Slack would turn into links."""
    if (size := total_characters(blocks)) > MESSAGE_BUDGET:
        yield fault(f"{size} characters in all, more than {MESSAGE_BUDGET}", "/blocks")
    for text in _objects(blocks):
        words = text.get("text")
        if text.get("type") != "mrkdwn" or text.get("verbatim") is True or not isinstance(words, str):
            continue
        if ticker := TICKER.search(words):
            yield fault(f"{ticker[0]} becomes a link without verbatim: true", "/blocks")


def text_problems(text: str) -> list[str]:
    """Return what is wrong with a message's plain `text`: none at all, or more than Slack advises."""
    if not text.strip():
        return ["no plain text for notifications and screen readers"]
    if len(text) > TEXT_ADVISED:
        return [f"{len(text)} characters of text, more than {TEXT_ADVISED}"]
    return []


def total_characters(value: object) -> int:
    """Count the characters people see in blocks, as `msg_blocks_too_long` does."""
    if isinstance(value, str):
        return len(value)
    if is_list(value):
        return sum(map(total_characters, value))
    if is_object(value):
        return sum(total_characters(part) for name, part in value.items() if name not in UNSEEN)
    return 0


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """Walk all JSON objects inside a value, outermost first."""
    if is_object(value):
        yield value
    parts = value.values() if is_object(value) else value if is_list(value) else ()
    for part in parts:
        yield from _objects(part)


def _misplaced(block: object, surface: Surface, at: str) -> Iterator[str]:
    kind = block.get("type") if is_object(block) else None
    if kind in ELSEWHERE[surface]:
        yield fault(f"{kind} is not supported in a {surface}", f"{at}/type")


def _repeated(name: str, parts: Sequence[object], at: str) -> Iterator[str]:
    """Complain of an id that occurs more than once side by side."""
    ids = [part[name] for part in parts if is_object(part) and name in part]
    for index, own in enumerate(ids):
        if own in ids[:index]:
            yield fault(f'{name} "{own}" already exists', at)


def _repeated_actions(block: object, at: str) -> Iterator[str]:
    """Look at each row of elements; the cards of a carousel and a container's blocks stand for themselves."""
    for part in _objects(block):
        for row in part.values():
            yield from _repeated("action_id", row, at) if is_list(row) else ()


def _counts(blocks: Sequence[object]) -> Iterator[str]:
    """Hold what is counted over a whole message, containers included."""
    parts = [*_objects(blocks)]
    kinds = [part.get("type") for part in parts]
    if sum(kind in TABLE_FAMILY for kind in kinds) > 1:
        yield fault("only_one_table_allowed", "/blocks")
    if kinds.count("data_visualization") > CHARTS_PER_MESSAGE:
        yield fault(f"no more than {CHARTS_PER_MESSAGE} data_visualization blocks allowed", "/blocks")
    markdown = sum(total_characters(part) for part in parts if part.get("type") == "markdown")
    if markdown > MARKDOWN_CHARACTERS:
        yield fault(f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters in all", "/blocks")
