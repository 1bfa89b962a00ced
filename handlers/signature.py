"""Whether a request comes from Slack: its signature over the raw body. Pure.

Source: docs.slack.dev/authentication/verifying-requests-from-slack.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass

WINDOW = 300
DIGITS = re.compile(r"[0-9]{1,12}", re.ASCII)
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a request says of its origin: not to be believed before `genuine`."""

    timestamp: str
    signature: str


def seal(timestamps: Sequence[str], signatures: Sequence[str], now: float) -> Seal | None:
    """Return the seal out of the headers of each name; None where one is missing, repeated, odd, or not of `now`.

    `now` is in seconds since 1970; five minutes either way are allowed, as Slack advises.
    """
    match timestamps, signatures:
        case [timestamp], [signature] if DIGITS.fullmatch(timestamp) and SIGNATURE.fullmatch(signature):
            return Seal(timestamp, signature) if abs(now - int(timestamp)) <= WINDOW else None
    return None


def genuine(found: Seal, secret: str, body: bytes) -> bool:
    """Whether the seal was made over this very body by who knows the secret; takes equally long either way."""
    return hmac.compare_digest(sign(secret, found.timestamp, body), found.signature)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature that Slack would send."""
    return "v0=" + hmac.new(secret.encode(), b"v0:%b:%b" % (timestamp.encode(), body), hashlib.sha256).hexdigest()
