"""What a message may say: text, blocks and metadata, checked as Slack checks them."""

import json
from dataclasses import dataclass

from handlers.cards.limits import MESSAGE_CHARACTERS, TEXT_CHARACTERS, refusals, total_characters
from handlers.cards.rules.shape import Object, is_list, is_object
from handlers.sandbox.arguments import Args, string, structure
from handlers.sandbox.message import Blocks
from handlers.sandbox.refusal import SlackError, listed

# Slack documents the error, not the figure; Surge sends one short id.
METADATA_CHARACTERS = 8_000


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
    found = blocks if is_list(blocks) else []
    return tuple(_block(block, index) for index, block in enumerate(found) if is_object(block))


def _block(block: Object, index: int) -> dict[str, object]:
    named = {"block_id": f"b{index}", **block}
    for name in ("element", "accessory"):
        if is_object(part := named.get(name)):
            named[name] = _element(part, "e0")
    if block.get("type") == "actions" and is_list(parts := named.get("elements")):
        named["elements"] = [_element(part, f"e{at}") for at, part in enumerate(parts) if is_object(part)]
    return named


def _element(element: Object, name: str) -> dict[str, object]:
    plain = element.get("type") == "image"
    return dict(element) if plain else {"action_id": name, **element}
