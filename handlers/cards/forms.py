"""The modals: an alert's words, to be made or edited. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from bot.alerts.rules import Draft, Listed
from bot.market.instrument import Instrument, Type
from handlers.cards.card import Block
from handlers.cards.escape import sentence
from handlers.cards.made import stands
from handlers.cards.manner import promise
from handlers.cards.parts import ACTION, context, section, stamp
from handlers.cards.pending import Pending
from handlers.cards.preview import reading
from handlers.cards.prices import titled

RULE, WHERE = "rule", "where"
PERSON, CHANNEL = "person", "channel"
TITLE = 24


def alert_form(instrument: Instrument, channel: str, mark: str) -> dict[str, Any]:
    """Ask what to watch for on `instrument`, and who is told; `mark` is a replay's."""
    usual = "up 2%" if instrument.type is Type.INDEX else "up 5%"
    blocks = [
        *_marked(mark),
        section(f"*{sentence(titled(instrument))}*"),
        _words(usual, "up 5% · down 3% · moves 5% (either way), from the previous close"),
        _where(private=channel.startswith("D")),
    ]
    return _modal("alert", "Alert me", {"symbol": instrument.symbol, "channel": channel}, blocks, "Preview")


def edit_form(shown: Listed, channel: str, ts: str, mark: str) -> dict[str, Any]:
    """Ask for an alert's new words, below what it watches for now, today's figure and how far that is.

    `ts` is the message in `channel` that this was asked for in ("" none).
    """
    alert = shown.alert
    blocks = [
        *_marked(mark),
        section(f"*#{alert.id}*  {sentence(shown.says)}", *stands(shown)),
        context(promise(alert)),
        _words(alert.words, "Only the words after the name: above 280bn · up 5% for 10m always · until 31 dec"),
    ]
    memory = {"alert": alert.id, "channel": channel, "ts": ts}
    return _modal("edit", f"Edit alert #{alert.id}"[:TITLE], memory, blocks, "Preview")


def preview_form(draft: Draft, by: str, memory: Mapping[str, object], mark: str) -> dict[str, Any]:
    """Show what a rule would be upon the form it was typed in; `memory` is that form's."""
    if draft.existed:
        return refusal_form(f"That is there already as #{draft.alert.id}: {draft.says}.", mark)
    kept = {"channel": memory.get("channel", ""), "ts": memory.get("ts", ""), "pending": Pending.of(draft, by).value}
    return {**_modal("save", "Preview", kept, [*_marked(mark), *reading(draft)], "Save"), "close": _text("Back")}


def refusal_form(why: str, mark: str) -> dict[str, Any]:
    """Say upon a form, or in place of a preview, why nothing can be saved."""
    view = _modal("refused", "Nothing saved", {}, [*_marked(mark), section(sentence(why))], "")
    return {**view, "close": _text("Back")}


def _marked(mark: str) -> list[Block]:
    return [stamp(mark)] if mark else []


def _modal(name: str, title: str, memory: Mapping[str, object], blocks: list[Block], submit: str) -> dict[str, Any]:
    return {
        **({"submit": _text(submit)} if submit else {}),
        "type": "modal",
        "callback_id": ACTION + name,
        "title": _text(title),
        "close": _text("Cancel"),
        "private_metadata": json.dumps(memory),
        "blocks": blocks,
    }


def _words(initial: str, hint: str) -> Block:
    element = {"type": "plain_text_input", "action_id": RULE, "initial_value": initial, "max_length": 200}
    return {"type": "input", "block_id": RULE, "label": _text("Watch for"), "hint": _text(hint), "element": element}


def _where(*, private: bool) -> Block:
    """Ask who is told; in a direct message there is nobody else."""
    options = [_option("A direct message to me", PERSON)]
    if not private:
        options.append(_option("This channel", CHANNEL))
    element = {"type": "radio_buttons", "action_id": WHERE, "options": options, "initial_option": options[0]}
    return {"type": "input", "block_id": WHERE, "label": _text("Tell"), "element": element}


def _option(label: str, value: str) -> Block:
    return {"text": _text(label), "value": value}


def _text(text: str) -> Block:
    return {"type": "plain_text", "text": text}
