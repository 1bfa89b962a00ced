"""The pieces that cards are built of, and `card`, which reads their text off for the plain fallback. Pure."""

from collections.abc import Iterable, Mapping
from typing import cast

from bot.words.language import Language
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape, plain

HEADER = 150
SECTION = 3000
TEXT = 3900
ACTION = "surge:"


def header(text: str) -> Block:
    """Draw the first line large; it is plain text, so nothing in it has power."""
    return {"type": "header", "text": _plain_text(text, HEADER)}


def section(*lines: str, accessory: Block | None = None) -> Block:
    """Draw lines of mrkdwn, tickers left as they are (no links are made of them)."""
    block: Block = {"type": "section", "text": _mrkdwn(_joined(lines, SECTION))}
    return block if accessory is None else {**block, "accessory": accessory}


def context(*lines: str) -> Block:
    """Draw lines of mrkdwn small and grey: times, sources, states."""
    return {"type": "context", "elements": [_mrkdwn(_joined(lines, SECTION))]}


def stamp(text: str) -> Block:
    """Draw a mark small and grey, as plain text, so that it begins with its first letter."""
    return {"type": "context", "elements": [_plain_text(text, SECTION)]}


def divider() -> Block:
    """Draw a line across."""
    return {"type": "divider"}


def actions(*buttons: Block) -> Block:
    """Draw buttons in a row."""
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action: str, value: str = "", *, danger: str = "", keep: str = "Keep it") -> Block:
    """Draw a button that does `action` (a name of `handlers.buttons`) with `value`.

    `danger` is the question asked first, where what it does cannot be undone; `keep` is its answer no.
    """
    block: Block = {"type": "button", "text": _plain_text(label, 75), "action_id": ACTION + action}
    if value:
        block["value"] = value
    if danger:
        block |= {"style": "danger", "confirm": _confirm(label, danger, keep)}
    return block


def main_button(label: str, action: str, value: str = "") -> Block:
    """Draw the button that most people press, so that it stands out."""
    return {**button(label, action, value), "style": "primary"}


def menu(action: str, choices: Iterable[tuple[str, str]]) -> Block:
    """Draw a small menu: (label, value) each, at most five."""
    options = [{"text": _plain_text(label, 75), "value": value} for label, value in choices]
    return {"type": "overflow", "action_id": ACTION + action, "options": options}


def card(*blocks: Block, figures: bool = True, sources: Iterable[str] = (), language: Language = Language.EN) -> Card:
    """Make a card of `blocks`; its plain text says all that they say. An empty source is none."""
    lines = [line for block in blocks for line in _lines(block)]
    return Card(_joined(lines, TEXT), blocks, figures, tuple(dict.fromkeys(filter(None, sources))), language)


def _lines(block: Mapping[str, object]) -> list[str]:
    """Return what a block says in words; buttons and lines across say nothing."""
    if block["type"] == "context":
        elements = cast("list[Mapping[str, str]]", block["elements"])
        return [_said(element) for element in elements]
    return [_said(cast("Mapping[str, str]", block["text"]))] if "text" in block else []


def _said(text: Mapping[str, str]) -> str:
    return escape(text["text"]) if text["type"] == "plain_text" else plain(text["text"])


def _joined(lines: Iterable[str], most: int) -> str:
    """Join lines, leaving out the last ones where they would be too long: never half a figure."""
    whole: list[str] = []
    for line in filter(None, lines):
        if len("\n".join([*whole, line])) > most - 2:
            return "\n".join([*whole, "…"]) if whole else f"{line[: most - 2]}…"
        whole.append(line)
    return "\n".join(whole)


def _plain_text(text: str, most: int) -> Block:
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return {"type": "plain_text", "text": cut, "emoji": True}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _confirm(label: str, question: str, keep: str) -> Block:
    return {
        "title": _plain_text(label, 100),
        "text": _plain_text(question, 300),
        "confirm": _plain_text(label, 30),
        "deny": _plain_text(keep, 30),
        "style": "danger",
    }
