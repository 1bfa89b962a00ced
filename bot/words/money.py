"""How money is written, and read from what people type. Pure.

A sign always names its dollar: HK$ or US$, never a bare "$". Chinese says 元 of Hong Kong dollars in 繁, 港元 in 简.
"""

import re
import unicodedata
from decimal import Decimal

from bot.words.language import Language, Phrase
from bot.words.numbers import HUGE, MINUS, decimal, trimmed

SIGNS = {"HKD": "HK$", "USD": "US$", "CNY": "RMB ", "CNH": "RMB ", "SGD": "S$", "TWD": "NT$"}
TRILLION, BILLION, MILLION = Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6
SCALES = ((TRILLION, "tn"), (BILLION, "bn"), (MILLION, "m"))
# In Chinese the unit stands behind the figure, and large amounts are counted in 萬, 億 and 萬億.
YUAN = {
    "HKD": Phrase("HK$", "元", "港元"),
    "USD": Phrase("US$", "美元", "美元"),
    **dict.fromkeys(("CNY", "CNH"), Phrase("RMB ", "元人民幣", "元人民币")),
    "SGD": Phrase("S$", "坡元", "新加坡元"),
    "TWD": Phrase("NT$", "元新台幣", "元新台币"),
}
MYRIADS = (
    (TRILLION, Phrase("tn", "萬億", "万亿")),
    (Decimal(10) ** 8, Phrase("", "億", "亿")),
    (Decimal(10) ** 4, Phrase("", "萬", "万")),
)
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


def price(value: Decimal, currency: str, language: Language = Language.EN) -> str:
    """Write a price: "HK$517.50", "US$114.66", "RMB 80.15"; "517.50 元", "114.66 美元" in Chinese."""
    if language.chinese:
        return _behind(value, figure(abs(value)), "", currency, language)
    return _signed(value, currency, figure(abs(value)))


def compact(value: Decimal, currency: str = "HKD", language: Language = Language.EN) -> str:
    """Write a large amount to one place: "HK$288.4bn" (two for trillions: "US$4.03tn"), "2,884 億元"."""
    if language.chinese:
        scale, unit = _myriads(value, language)
        near = abs(value) < scale * 100
        places = 2 if scale == TRILLION else 1 if unit and near else 0
        return _behind(value, decimal(abs(value) / scale, places), unit, currency, language)
    scale, unit = _scale(value)
    places = {"tn": 2, "": 0}.get(unit, 1)
    return _signed(value, currency, decimal(abs(value) / scale, places) + unit)


def exact(value: Decimal, currency: str = "HKD", language: Language = Language.EN) -> str:
    """Write an amount somebody set, without idle zeros: "HK$250bn", "HK$288.4bn", "2,500 億元"."""
    if language.chinese:
        scale, unit = _myriads(value, language)
        return _behind(value, trimmed(abs(value) / scale, 6), unit, currency, language)
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


def _myriads(value: Decimal, language: Language) -> tuple[Decimal, str]:
    """Choose the Chinese unit that a reader expects."""
    if abs(value) >= HUGE:
        return Decimal(1), ""
    found = ((scale, unit.in_(language)) for scale, unit in MYRIADS if abs(value) >= scale)
    return next(found, (Decimal(1), ""))


def _behind(value: Decimal, digits: str, unit: str, currency: str, language: Language) -> str:
    """Write digits with unit and currency behind them; an index has neither."""
    coin = YUAN[currency].in_(language) if currency in YUAN else currency
    return f"{MINUS if value < 0 else ''}{digits} {unit}{coin}".rstrip()
