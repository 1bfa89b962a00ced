"""What a message may say: text, blocks and metadata, checked as Slack checks them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.cards.limits import MESSAGE_CHARACTERS, TEXT_CHARACTERS, refusals, total_characters
from handlers.cards.rules.shape import Object, is_list, is_object
from handlers.sandbox.arguments import Args, string, structure
from handlers.sandbox.message import Blocks
from handlers.sandbox.refusal import SlackError, listed

# Slack documents the error, not the figure; Surge sends one short id.
METADATA_CHARACTERS = 8_000
ACTED_UPON = ("actions", "card", "carousel", "context_actions", "input", "section")


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says, found fit to post."""

    text: str
    blocks: Blocks
    metadata: dict[str, object] | None


def content(args: Args) -> Content:
    """Return what the arguments want to say.

    Raises SlackError `no_text`, `msg_too_long`, `invalid_blocks`, `invalid_blocks_format`, `msg_blocks_too_long`,
    `invalid_metadata_format` or `metadata_too_large`.
    """
    text, blocks, metadata = string(args, "text"), checked_blocks(args), checked_metadata(args)
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    if len(text) > TEXT_CHARACTERS:
        raise SlackError("msg_too_long")
    return Content(text, blocks, metadata)


def checked_blocks(args: Args) -> Blocks:
    """Return the blocks with the ids Slack adds, or refuse them."""
    blocks = structure(args, "blocks", "invalid_blocks_format")
    if blocks is None:
        return ()
    if not is_list(blocks):
        raise SlackError("invalid_blocks_format")
    if complaints := refusals(blocks, "message"):
        raise listed("invalid_blocks", complaints)
    if total_characters(blocks) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")
    return with_ids(blocks)


def checked_metadata(args: Args) -> dict[str, object] | None:
    """Return the metadata, or refuse it: an event_type, an event_payload, not too large."""
    metadata = structure(args, "metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not is_object(metadata) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not is_object(metadata.get("event_payload")) or len(metadata) != len(("event_type", "event_payload")):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_CHARACTERS:
        raise SlackError("metadata_too_large")
    return dict(metadata)


def with_ids(blocks: object) -> Blocks:
    """Give each block a block_id and each of its elements an action_id where the app gave none."""
    return tuple(_named(blocks if is_list(blocks) else [], "b"))


def _named(blocks: Sequence[object], prefix: str) -> list[dict[str, object]]:
    return [_block(block, f"{prefix}{index}") for index, block in enumerate(blocks) if is_object(block)]


def _block(block: Object, name: str) -> dict[str, object]:
    named = {"block_id": name, **block}
    if block.get("type") in ACTED_UPON:
        for holder in ("elements", "actions", "element", "accessory"):
            if holder in named:
                named[holder] = _elements(named[holder], str(named["block_id"]))
    if is_list(children := named.get("child_blocks")):
        named["child_blocks"] = _named(children, f"{name}.")
    return named


def _elements(held: object, name: str) -> object:
    """Return elements, one or a row, with an action_id each; a card in a row is a block of its own."""
    if is_list(held):
        return [_element(part, f"{name}.{at}") for at, part in enumerate(held)]
    return _element(held, f"{name}.0")


def _element(element: object, name: str) -> object:
    if not is_object(element) or element.get("type") == "image":
        return element
    return _block(element, name) if element.get("type") == "card" else {"action_id": name, **element}
