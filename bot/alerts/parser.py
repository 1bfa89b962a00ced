"""Read the words of a rule: what it watches, and the condition. Kinds are found by themselves; none is named here."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.alerts import conditions, groups, several
from bot.alerts.condition import Condition, Kind
from bot.alerts.conditions import both, each
from bot.alerts.modifiers import Said, cut_modifiers, cut_note
from bot.alerts.targets import instrument_of
from bot.errors import BadRule, UnknownInstrument
from bot.market.instrument import Instrument
from bot.market.instruments import candidates, find, lookup
from bot.plugins import found_in

# What reads almost anything comes last.
KINDS = {kind.name: kind for kind in sorted(found_in(conditions, Kind), key=lambda kind: kind.general)}
EXAMPLES = tuple(example for kind in KINDS.values() for example in kind.examples)
FIRST = tuple(kind.examples[0] for kind in KINDS.values())

TURNOVER = "turnover"
TURNOVER_NAME = "HK turnover"
TURNOVER_NAMES = {"turnover", "hk turnover", "成交", "成交額", "成交额", "大市成交額", "港股成交额"}

SURGES = frozenset(("surge", "slide"))

# Chat programs make links of what looks like one: <http://0700.HK|0700.HK>.
_LINK = re.compile(r"<[^|<>]*\|([^<>]+)>")
# People write 恒指升2% and >=280bn in one breath.
_SIGNS = re.compile(r"(>=|<=|[<>≥≤])")
_VERBS = re.compile(r"(?<=\S)(升穿|升破|跌穿|跌破|創|创|升|跌|漲|涨|高於|高于|低於|低于|超過|超过|突破)(?=\s|\d|$)")
_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What was read: the instrument (None: Hong Kong turnover) and the condition (None: only a name was given).

    `said` are the modifiers that were given, by their names.
    """

    instrument: Instrument | None
    condition: Condition | None
    said: Said = field(default_factory=Said)

    @property
    def name(self) -> str:
        """The target as people read it."""
        return TURNOVER_NAME if self.instrument is None else self.instrument.name


def tokens(text: str) -> tuple[str, ...]:
    """Fold `text` (full-width forms, case, the real minus) and cut it into words."""
    folded = unicodedata.normalize("NFKC", _LINK.sub(r"\1", text)).casefold().replace("−", "-").replace("–", "-")
    spaced = _DIGITS.sub(" ", _VERBS.sub(r" \1", _SIGNS.sub(r" \1 ", folded)))
    return tuple(spaced.split())


def parse_rule(text: str, known: Collection[str] = ()) -> Rule:
    """Read a whole rule: a name first (the longest that is one), then the condition's words in any order.

    `known` are further symbols that count as names. Raises UnknownInstrument, AmbiguousInstrument or BadRule, each
    with what to type instead.
    """
    text, note = cut_note(text)
    words = tokens(text)
    if not words:
        raise BadRule(f"Say what to watch, and for what: {_examples()}.", EXAMPLES)
    instrument, named = _target(words, known)
    rest, said = cut_modifiers(named)
    if note:
        said["note"] = note
    return Rule(instrument, parse_condition(instrument, rest, known) if rest or _whole(instrument) else None, said)


def parse_change(target: Instrument | None, text: str) -> Rule:
    """Read what an edit says without the name: a condition, modifiers, or both. Raises BadRule."""
    text, note = cut_note(text)
    rest, said = cut_modifiers(tokens(text))
    if note:
        said["note"] = note
    if not (rest or said):
        raise BadRule(f"Say what it should be from now on: {_examples()}.", EXAMPLES)
    return Rule(target, parse_condition(target, rest) if rest else None, said)


def beginnings(text: str) -> list[str]:
    """Return the beginnings of a rule's words that may be a code, the longest first: of "pltr up 5%" it is "pltr"."""
    words = tokens(text)
    heads = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return [head for head in heads if candidates(head)]


def parse_condition(target: Instrument | None, words: Sequence[str], known: Collection[str] = ()) -> Condition:
    """Read a condition's words for `target` (None: Hong Kong turnover). Raises BadRule."""
    if both.AND.intersection(words[:-1]):
        return _joined(target, words, known)
    wrong: list[BadRule] = []
    for kind in KINDS.values():
        try:
            condition = kind.parse(target, words)
        except BadRule as error:
            # Another kind may know what to make of it.
            wrong.append(error)
            continue
        if condition is not None:
            return condition
    if wrong:
        raise wrong[0]
    raise BadRule(f"“{' '.join(words)[:60]}” is nothing Surge can watch for. Try {_examples()}.", EXAMPLES)


def restore(kind: str, target: str, words: str) -> Condition:
    """Make a stored condition again from its kind, target and canonical words."""
    # Who is a member may be another by now.
    return (_restored.__wrapped__ if kind == each.NAME else _restored)(kind, target, words)


@lru_cache(maxsize=4096)
def _restored(kind: str, target: str, words: str) -> Condition:
    if kind == both.NAME:
        # What a part is named by is its symbol, whoever knows that today.
        return parse_condition(instrument_of(target), tokens(words), [word.upper() for word in tokens(words)])
    condition = KINDS[kind].parse(instrument_of(target), tokens(words))
    if condition is None:
        raise BadRule(f"“{words}” is no longer a rule of the kind “{kind}”.")
    return condition


def parse_number(text: str) -> int | None:
    """Read an alert's number, as in "#12"; None where the words are none."""
    found = re.fullmatch(r"#(\d{1,9})", unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found else None


def _target(words: Sequence[str], known: Collection[str]) -> tuple[Instrument | None, Sequence[str]]:
    """Cut the target's name off the words: the longest beginning that is a name wins."""
    if len(words) > 1 and words[0] in groups.HEADS:
        return several.joint(words)
    if found := several.cut(words):
        return found
    if words[0] in SURGES:
        return groups.group(groups.SURGE), words[1:]
    names = [" ".join(words[:count]) for count in range(1, len(words) + 1)]
    for count, name in reversed([*enumerate(names, 1)]):
        if name in TURNOVER_NAMES:
            return None, words[count:]
        if instrument := find(name, known):
            return instrument, words[count:]
    raise _unknown(names, known)


def _unknown(names: Sequence[str], known: Collection[str]) -> UnknownInstrument:
    """Return what to say where none of these is a name; the shortest with suggestions is most likely mistyped.

    To suggest something takes milliseconds, so that no rule is kept waiting for it that names what it watches.
    """
    unknown: list[UnknownInstrument] = []
    for name in names:
        try:
            lookup(name, known)
        except UnknownInstrument as error:
            unknown.append(error)
            if error.suggestions:
                return error
    return unknown[0]


def _joined(target: Instrument | None, words: Sequence[str], known: Collection[str]) -> Condition:
    """Read the parts of an AND; each names its own target, or goes on about the one before."""
    ends = [place for place, word in enumerate(words) if word in both.AND]
    first = parse_condition(target, words[: ends[0]])
    found, instrument = [first], target
    for start, end in zip(ends, [*ends[1:], len(words)], strict=True):
        instrument, condition = _part(instrument, words[start + 1 : end], known)
        found.append(condition)
    return both.join(found)


def _part(
    before: Instrument | None, words: Sequence[str], known: Collection[str]
) -> tuple[Instrument | None, Condition]:
    """Read one part. Raises BadRule where it is neither about a name of its own nor about `before`."""
    try:
        instrument, rest = _target(words, known)
    except UnknownInstrument:
        return before, parse_condition(before, words)
    return instrument, parse_condition(instrument, rest)


def _whole(target: Instrument | None) -> bool:
    """Whether a name is a rule by itself: "surge" is."""
    return target is not None and target.symbol == groups.SURGE


def _examples() -> str:
    return ", ".join(f"`{example}`" for example in FIRST)
