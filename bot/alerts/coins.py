"""The words of currencies, and whether they fit to what a rule watches. Pure."""

import re

from bot.alerts.targets import currency_of
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.words.money import sign

CURRENCIES = {
    **dict.fromkeys(("hk$", "hkd", "港元", "港幣", "港币"), "HKD"),
    **dict.fromkeys(("us$", "usd", "美元", "美金"), "USD"),
    **dict.fromkeys(("rmb", "cny", "¥", "yuan", "人民幣", "人民币"), "CNY"),
    **dict.fromkeys(("$", "元", "dollars"), ""),
}
_WORDS = "|".join(re.escape(word) for word in sorted(CURRENCIES, key=len, reverse=True))
_AMOUNT = re.compile(rf"({_WORDS})?(.*?)({_WORDS})?")


def amount(target: Instrument, text: str, hint: str) -> str:
    """Return an amount without the words of its currency. Raises BadRule where that is not the target's."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return text
    for word in filter(None, (found[1], found[3])):
        _check(target, CURRENCIES[word], hint)
    return found[2]


def _check(target: Instrument, meant: str, hint: str) -> None:
    own = currency_of(target.symbol)
    if not own:
        raise BadRule(f"{target.short or target.name} is counted in points, not in money. {hint}")
    if meant not in {"", own}:
        quoted, other = sign(own).strip(), sign(meant).strip()
        raise BadRule(f"{target.name} ({target.symbol}) is quoted in {quoted}, not in {other}. {hint}")
