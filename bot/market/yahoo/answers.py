"""What all of Yahoo's answers have in common: JSON, numbers that are numbers, prices in hundredths. Pure."""

import json
from decimal import Decimal
from typing import TypeVar, cast

import msgspec

from bot.errors import BadAnswer

Shape = TypeVar("Shape")

# Prices in hundredths of a currency, whose market caps Yahoo gives in the currency itself.
HUNDREDTHS = {"GBp": "GBP", "ZAc": "ZAR", "ILA": "ILS"}
_LARGEST = Decimal(10**18)


def decoded(body: bytes, decoder: msgspec.json.Decoder[Shape], lacks: str) -> Shape:
    """Return an answer in its shape, `lacks` being the word for what else it has not.

    Raises BadAnswer: for another shape, for a page, for rubbish.
    """
    try:
        try:
            return decoder.decode(body)
        except msgspec.ValidationError as error:
            raise BadAnswer(f"Yahoo's answer has no {lacks} in it.") from error
        except msgspec.DecodeError:
            return decoder.decode(_mended(body))
    except (ValueError, RecursionError) as error:
        page = body.lstrip()[:1] == b"<"
        what = "a page instead of figures" if page else "something that nobody can read"
        raise BadAnswer(f"Yahoo answered with {what}.") from error


def _mended(body: bytes) -> bytes:
    """Return `body` with null for NaN and infinity, which are no JSON: one of them must not cost the whole answer."""
    return json.dumps(json.loads(body, parse_constant=lambda _: None)).encode()


def number(value: object) -> Decimal | None:
    """Return the number that `value` is; None where it is none, or none to reckon with (NaN, infinity, 1e999)."""
    # By exact type, for speed: a bool is an int too, and is no number here.
    kind = type(value)
    if kind is Decimal:
        found = cast("Decimal", value)
    elif kind is int:
        found = Decimal(cast("int", value))
    else:
        return None
    return found if found.is_finite() and -_LARGEST <= found <= _LARGEST else None
