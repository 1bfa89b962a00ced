"""The last touch on every card: where its figures come from, and the mark of a replay. Pure."""

from dataclasses import replace

from bot.market.provider import Source
from bot.words.language import Language, Phrase
from bot.words.times import day
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape, sentence
from handlers.cards.parts import context, stamp

NOTES = 200
FROM = Phrase("{sources}", "來源：{sources}", "来源：{sources}")
BETWEEN = Phrase("; ", "；", "；")
UNTOLD = Phrase(
    "This tape does not say which of its figures are recorded and which are interpolated.",
    "此錄像未有說明哪些數字為實錄、哪些為推算。",
    "此录像未说明哪些数字为实录、哪些为推算。",
)


def mark(source: Source) -> str:
    """Return what every text of a replay begins with, "" where the figures are live."""
    return "" if source.replay is None else f"REPLAY {day(source.replay)}"


def finish(card: Card, source: Source) -> Card:
    """Name the source of the card's figures; a replay is marked first of all, in words and in blocks."""
    replayed = mark(source)
    note = footer(source, card)
    blocks = _above_buttons(card.blocks, context(note)) if note else card.blocks
    text = "\n".join(filter(None, (card.text, note)))
    if not replayed:
        return replace(card, text=text, blocks=blocks)
    return replace(card, text=f"{escape(replayed)}\n{text}", blocks=(stamp(replayed), *blocks))


def footer(source: Source, card: Card) -> str:
    """Return all sources of a card in a line ("Yahoo; turnover Tencent 14:17"), "" where it shows no figures.

    A replay says what of it is recorded and what is interpolated.
    """
    language = card.language
    if source.replay is None:
        told = BETWEEN.in_(language).join((*((source.label,) if card.figures else ()), *card.sources))
        return sentence(FROM.in_(language, sources=f"{told[:1].upper()}{told[1:]}")) if told else ""
    return sentence(_shortened(" ".join((_notes(source, language) or UNTOLD.in_(language)).split())))


def _notes(source: Source, language: Language) -> str:
    """Return what a tape says of itself in Chinese, where it does; else as it says it."""
    return Phrase(source.notes, source.hant, source.hans).in_(language) or source.notes


def _shortened(notes: str) -> str:
    """Keep the first whole sentences that fit into a footer; a tape's notes may fill a page."""
    if len(notes) <= NOTES:
        return notes
    ended = notes.rfind(". ", 0, NOTES)
    return notes[: ended + 1] if ended > 0 else f"{notes[: NOTES - 1]}…"


def _above_buttons(blocks: tuple[Block, ...], note: Block) -> tuple[Block, ...]:
    """Put the note last, but for a row of buttons."""
    if blocks and blocks[-1]["type"] == "actions":
        return (*blocks[:-1], note, blocks[-1])
    return (*blocks, note)
