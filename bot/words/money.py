"""How money is written, and read from what people type. Pure.

A sign always names its dollar: HK$ or US$, never a bare "$".
"""

import re
import unicodedata
from decimal import Decimal

from bot.words.numbers import HUGE, MINUS, decimal, trimmed

SIGNS = {"HKD": "HK$", "USD": "US$", "CNY": "RMB ", "CNH": "RMB ", "SGD": "S$", "TWD": "NT$"}
TRILLION, BILLION, MILLION = Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6
SCALES = ((TRILLION, "tn"), (BILLION, "bn"), (MILLION, "m"))
UNITS = {
    "": Decimal(1),
    **dict.fromkeys(("k", "thousand"), Decimal(1000)),
    **dict.fromkeys(("m", "mn", "mio", "million"), MILLION),
    **dict.fromkeys(("b", "bn", "billion"), BILLION),
    **dict.fromkeys(("t", "tn", "trn", "trillion"), TRILLION),
    **dict.fromkeys(("萬", "万"), Decimal(10) ** 4),
    **dict.fromkeys(("億", "亿"), Decimal(10) ** 8),
    **dict.fromkeys(("萬億", "万亿"), TRILLION),
}
_MONEY = re.compile(r"(?:hk\$|hkd|us\$|usd|\$)?\s*([+-]?[0-9][0-9,]*(?:\.[0-9]+)?|[+-]?\.[0-9]+)\s*([a-z萬万億亿]*)")
PENNY = Decimal(1)  # Hong Kong trades in ticks of 0.001 and 0.005 below it


def sign(currency: str) -> str:
    """Return what stands before an amount of `currency` (ISO 4217); one without a sign of its own is spelt out."""
    return SIGNS.get(currency, f"{currency} " if currency else "")


def figure(value: Decimal) -> str:
    """Write a price without its currency: two places, three below 1: "24,548.06", "0.385"."""
    return decimal(value, 3 if abs(value) < PENNY else 2)


def price(value: Decimal, currency: str) -> str:
    """Write a price: "HK$517.50", "US$114.66", "RMB 80.15"."""
    return _signed(value, currency, figure(abs(value)))


def compact(value: Decimal, currency: str = "HKD") -> str:
    """Write a large amount to one place: "HK$288.4bn" (two for trillions: "US$4.03tn")."""
    scale, unit = _scale(value)
    places = {"tn": 2, "": 0}.get(unit, 1)
    return _signed(value, currency, decimal(abs(value) / scale, places) + unit)


def exact(value: Decimal, currency: str = "HKD") -> str:
    """Write an amount somebody set, without idle zeros: "HK$250bn", "HK$288.4bn"."""
    scale, unit = _scale(value)
    return _signed(value, currency, trimmed(abs(value) / scale, 6) + unit)


def parse_money(text: str) -> Decimal:
    """Read an amount: "280bn", "2800億", "2,884亿", "4tn", "250 billion", "HK$280bn".

    Raises ValueError where it is none; a number without a unit is taken as it stands.
    """
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    found = _MONEY.fullmatch(folded)
    if found is None or found[2] not in UNITS:
        raise ValueError(f"no amount of money: {text!r}")
    return Decimal(found[1].replace(",", "")) * UNITS[found[2]]


def _scale(value: Decimal) -> tuple[Decimal, str]:
    """Choose the unit that a reader expects; beyond all of them the number speaks for itself."""
    if abs(value) >= HUGE:
        return Decimal(1), ""
    return next(((scale, unit) for scale, unit in SCALES if abs(value) >= scale), (Decimal(1), ""))


def _signed(value: Decimal, currency: str, digits: str) -> str:
    return f"{MINUS if value < 0 else ''}{sign(currency)}{digits}"
