"""Why a rule waits for its owner: something happened to its share, and only they know what the rule should be now.

A value. Pure.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    """What happened."""

    SPLIT = "split"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Pause:
    """A rule's pause since `at` (market time), because of what happened to the share `symbol`.

    Of a split `ratio` is "10:1", and `words` are the rule's words as they should read now ("" nothing is proposed).
    """

    cause: Cause
    at: datetime
    symbol: str
    ratio: str = ""
    words: str = ""
