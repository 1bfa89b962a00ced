"""How figures are written: grouped digits, a real minus sign, arrows beside colours. Pure."""

from decimal import ROUND_HALF_UP, Context, Decimal

from bot.words.language import Language, Phrase

MINUS = "−"
HUGE = Decimal("1e18")
# A tape may hold any finite number; the default 28 digits would raise on some of them.
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_UNCHANGED = Phrase("unchanged", "無升跌", "持平")
_ROSE = Phrase("▲ +{percent}", "▲ 升{percent}", "▲ 涨{percent}")
_FELL = Phrase(f"▼ {MINUS}{{percent}}", "▼ 跌{percent}", "▼ 跌{percent}")
_TIMES = Phrase("{figure}×", "{figure}倍", "{figure}倍")


def decimal(value: Decimal, places: int = 2) -> str:
    """Write `value` rounded half up: "24,548.06", "−4.40"; from 10^18 on as "1.00e+20"."""
    if abs(value) >= HUGE:
        return f"{value:.2e}".replace("-", MINUS)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return f"{abs(rounded):,f}" if not rounded else f"{rounded:,f}".replace("-", MINUS)


def signed(value: Decimal, places: int = 2) -> str:
    """Write `value` with its sign: "+344.74", "−4.40"; zero has none."""
    return f"+{decimal(value, places)}" if value > 0 else decimal(value, places)


def percent(value: Decimal, places: int = 2) -> str:
    """Write per cent: 1.598 is "+1.60%". What would round to nothing shows two places: "+0.03%", never "+0.0%"."""
    nothing = value and not value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    return f"{signed(value, max(places, 2) if nothing else places)}%"


def arrow(value: Decimal) -> str:
    """Return ▲ or ▼, "" for zero: colour is never the only cue."""
    if not value:
        return ""
    return "▲" if value > 0 else "▼"


def move(value: Decimal, places: int = 2, language: Language = Language.EN) -> str:
    """Write a change in per cent as a reader scans it: "▲ +1.42%", "▲ 升 1.42%", or "unchanged"."""
    if not value:
        return _UNCHANGED.in_(language)
    return (_ROSE if value > 0 else _FELL).in_(language, percent=percent(abs(value), places).removeprefix("+"))


def level(value: Decimal) -> str:
    """Write a threshold in per cent, without a sign and without idle zeros: "2.5%", "5%"."""
    return f"{trimmed(abs(value))}%"


def multiple(value: Decimal, language: Language = Language.EN) -> str:
    """Write how many times something is something else: "1.25×", "1.25 倍"."""
    return _TIMES.in_(language, figure=decimal(value))


def times(value: Decimal, language: Language = Language.EN) -> str:
    """Write a multiple that somebody set, without idle zeros: "1.2×", "1.2 倍"."""
    return _TIMES.in_(language, figure=trimmed(value))


def trimmed(value: Decimal, places: int = 4) -> str:
    """Write `value` without idle zeros: "250", "288.4"."""
    text = decimal(value, places)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def counted(number: int, thing: str) -> str:
    """Write a count with its noun: "1 session", "78 sessions"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
