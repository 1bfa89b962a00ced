"""Is this sample fit to act on? Accepted, rejected with a reason, or put in quarantine. Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Admitted:
    """What the gate remembers of one symbol (or "turnover:<scope>"): its last accepted sample and its quarantine.

    `time` and `value` are of the last accepted sample; `suspect_time` and `suspect` of one in quarantine.
    None where there is none.
    """

    target: str
    time: datetime | None = None
    value: Decimal | None = None
    suspect_time: datetime | None = None
    suspect: Decimal | None = None
