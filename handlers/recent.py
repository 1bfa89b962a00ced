"""What was answered a moment ago: who asks the same of the same figures gets the same answer, and nothing is made anew.

A busy morning is many people typing the same few words. Drawing a card costs several times what Bolt and the web
server cost around it.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.surge import Surge
from bot.words.reader import ENGLISH, Reader

# Of market time: an answer's "15 min delayed" must not grow old itself.
LIFETIME = timedelta(seconds=1)
MOST = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """What an answer rests on: which figures, and when."""

    revision: int
    at: datetime

    @classmethod
    def of(cls, surge: Surge) -> "Moment":
        """Return the present."""
        return cls(surge.desk.revision, surge.clock())

    def lasts(self, now: "Moment") -> bool:
        """Whether an answer of this moment is as good as one of `now`."""
        return self.revision == now.revision and abs(now.at - self.at) < LIFETIME


class Recent:
    """The answers that are the same for everybody who reads alike, by the words typed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Reader], tuple[Moment, str]] = OrderedDict()

    def get(self, words: str, now: Moment, reader: Reader = ENGLISH) -> str | None:
        """Return the body that answered these very words, if that is still the answer."""
        then, body = self._kept.get((words, reader), (None, None))
        return body if then and then.lasts(now) else None

    def keep(self, words: str, begun: Moment, done: Moment, body: str, reader: Reader = ENGLISH) -> None:
        """Keep an answer that was begun and done in the same moment: between two, nobody knows what it rests on."""
        if not begun.lasts(done):
            return
        self._kept.pop((words, reader), None)
        self._kept[words, reader] = begun, body
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
