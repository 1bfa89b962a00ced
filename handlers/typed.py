"""What people typed, freed of what Slack and keyboards made of it. Pure."""

import re
import unicodedata

from handlers.cards.escape import unescape

MOST = 500
# What shows nothing, or turns what follows: format characters, halves of pairs, private and unassigned ones.
UNSEEN = ("Cf", "Cs", "Co", "Cn")
# Whoever types the brackets of a mention by hand gets them escaped around the real one.
MENTION = re.compile(r"(?:&lt;)?<@[UWB][A-Z0-9]*(?:\|[^<>]*)?>(?:&gt;)?[,:]?")
LINK = re.compile(r"<(?:[a-z]+:(?://)?)?([^<>|]*)(?:\|([^<>]*))?>")
QUOTES = re.compile(r"[\"“”„«»`]")
APOSTROPHES = re.compile(r"[‘’ʼ]")
OURSELVES = re.compile(r"^/?surge\b\s*", re.IGNORECASE)


def clean(text: str) -> str:
    """Return the words of `text` in one line: links unwrapped, width folded, quotes and invisible letters gone."""
    raw = unescape(LINK.sub(lambda found: found[2] or found[1], text))
    folded = unicodedata.normalize("NFKC", APOSTROPHES.sub("'", QUOTES.sub("", raw)))
    seen = "".join(letter for letter in folded if unicodedata.category(letter) not in UNSEEN)
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in seen).split())[:MOST]


def addressed(text: str) -> str:
    """Return the words meant for Surge in a message: what follows its mention, without "/surge"."""
    said = MENTION.split(text, maxsplit=1)
    return OURSELVES.sub("", clean(said[-1]))
