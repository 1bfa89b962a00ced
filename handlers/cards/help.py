"""What can be typed: all commands in a card, or one of them. Pure."""

from collections.abc import Sequence
from typing import Protocol

from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, context, header, section

SHORT = 2
FIRST = (("Board", "board"), ("Hang Seng", "hsi"), ("Leaders", "leaders"), ("Turnover", "turnover"))


class Told(Protocol):
    """What a command says of itself."""

    @property
    def name(self) -> str:
        """Its first word."""

    @property
    def usage(self) -> tuple[str, ...]:
        """How it is typed."""

    @property
    def help(self) -> str:
        """Its docstring."""


def everything(commands: Sequence[Told]) -> Card:
    """Show every command with its summary, and buttons for the first things to try."""
    lines = [f"{typed(command.usage[:SHORT])}\n{summary(command)}" for command in commands]
    half = (len(lines) + 1) // 2
    return card(
        header("What you can ask Surge"),
        section("A bare name is a quote: `/surge hsi`, `/surge tencent`, `/surge 0700`, `/surge baba`"),
        section(*lines[:half]),
        section(*lines[half:]),
        context("The same words work after @Surge in a channel or thread, and in a direct message to me."),
        actions(*(button(label, f"run:{words}", words) for label, words in FIRST)),
        figures=False,
    )


def one(command: Told) -> Card:
    """Show one command: how it is typed, and its whole help."""
    said = [escape(" ".join(paragraph.split())) for paragraph in command.help.strip().split("\n\n")]
    return card(section(f"*{escape(command.name)}*", typed(command.usage)), section(*said), figures=False)


def typed(usages: Sequence[str]) -> str:
    """Return how a command is typed, as code."""
    return " · ".join(f"`{escape(f'/surge {usage}'.strip())}`" for usage in usages)


def summary(command: Told) -> str:
    """Return the first sentence of a command's help."""
    return escape(command.help.strip().partition("\n")[0])
