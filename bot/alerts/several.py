"""Read which several are meant, each by itself: `each of theme cpo`, `all` that somebody watches. Pure."""

from collections.abc import Sequence

from bot.alerts.groups import EACH, HEADS, INDEX, SECTOR, THEME, WATCHLIST, find, group
from bot.errors import BadRule, UnknownInstrument
from bot.market.instrument import Instrument
from bot.market.instruments import find as instrument
from bot.market.instruments import members

EVERY = frozenset(("each", "every", "all", "everything", "各", "每隻", "每只", "每", "全部", "所有"))
OF = frozenset(("of", "in", "the", "share", "shares", "member", "members", "stock", "stocks", "隻", "只"))
LISTS = frozenset(("watchlist", "自選", "自选", "自選股", "自选股", "我的自選", "我的自选", "我的自選股", "我的自选股"))
OWN = frozenset(("my", "our", "我的", "own"))

TRY = "Try `each of theme cpo up 5%`, or `watch all up 5%` for all that you watch."

Cut = tuple[Instrument, Sequence[str]]


def cut(words: Sequence[str]) -> Cut | None:
    """Cut the name of several off a rule's words; None where they begin otherwise.

    "All" without a name is what somebody watches, and so is "my watchlist". Raises BadRule or UnknownInstrument.
    """
    every = words[0] in EVERY
    rest = _after(words, EVERY | OF if every else frozenset())
    named = len(words) - len(rest) > 1
    rest = _after(rest, OWN)
    if rest and rest[0] in LISTS:
        return group(WATCHLIST), rest[1:]
    if not every:
        return None
    if rest and rest[0] in {*HEADS, INDEX}:
        return _headed(rest)
    found = _named(rest, (INDEX, THEME, SECTOR))
    if found is None and named:
        raise BadRule(f"“{' '.join(rest)[:60]}” names no theme, sector or index whose members are known. {TRY}")
    return found or (group(WATCHLIST), rest)


def joint(words: Sequence[str]) -> Cut:
    """Cut the name of a theme or a sector, after the word for which it is, off the words. Raises UnknownInstrument."""
    return _longest(HEADS[words[0]], words[1:])


def _headed(words: Sequence[str]) -> Cut:
    if words[0] != INDEX:
        whole, rest = joint(words)
        return group(f"{EACH}{whole.symbol}"), rest
    found = _named(words[1:], (INDEX,))
    if found is None:
        raise BadRule(f"“{' '.join(words[1:])[:60]}” names no index whose members are known. {TRY}")
    return found


def _named(words: Sequence[str], heads: Sequence[str]) -> Cut | None:
    """Cut off the longest name of an index with known members, a theme or a sector; None where there is none."""
    for count in range(len(words), 0, -1):
        for head in heads:
            if symbol := _symbol(head, " ".join(words[:count])):
                return group(f"{EACH}{symbol}"), words[count:]
    return None


def _symbol(head: str, name: str) -> str:
    """Return the group of that kind by that name, "" where there is none."""
    if head == INDEX:
        found = instrument(name)
        return f"{INDEX}:{found.symbol}" if found and members(found.symbol) else ""
    try:
        return find(head, name).symbol
    except UnknownInstrument:
        return ""


def _longest(head: str, words: Sequence[str]) -> Cut:
    unknown: list[UnknownInstrument] = []
    for count in range(len(words), 0, -1):
        try:
            return find(head, " ".join(words[:count])), words[count:]
        except UnknownInstrument as error:
            unknown.append(error)
    raise unknown[-1]


def _after(words: Sequence[str], skipped: frozenset[str]) -> Sequence[str]:
    """Return the words after those at the beginning that are `skipped`."""
    place = next((place for place, word in enumerate(words) if word not in skipped), len(words))
    return words[place:]
