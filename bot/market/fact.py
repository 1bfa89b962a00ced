"""What a fact is: something about today's price, among the closes before it, that is worth saying. Pure.

A fact knows how rare it is, so that a card can say the rarest and stay short.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.market.instrument import Type
from bot.market.quotes import Close, Series
from bot.words.language import Phrase, in_all
from bot.words.times import day

# A high of three weeks is no news.
WORTH_SAYING = 20
SINCE = Phrase("since {day}", "自{day}以來", "自{day}以来")
EVER = Phrase("on record", "有記錄以來", "有记录以来")


@dataclass(frozen=True, slots=True)
class Today:
    """A price of the session `day`, what kind of thing has it, and the closes before that day, oldest first."""

    price: Decimal
    day: date
    series: Series
    type: Type = Type.INDEX

    @property
    def closes(self) -> tuple[Close, ...]:
        """The earlier closes."""
        return self.series.closes

    @property
    def direction(self) -> int:
        """1 above the previous close, -1 below it, 0 at it or where none is known."""
        if not self.closes:
            return 0
        before = self.closes[-1].price
        return (self.price > before) - (self.price < before)

    def moves(self) -> Iterator[tuple[Close, Close]]:
        """Yield the earlier sessions' moves, latest first: the close before, and the close."""
        for number in range(len(self.closes) - 1, 0, -1):
            yield self.closes[number - 1], self.closes[number]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back today is the first of its kind: `since` its last such day, None where there never was one.

    `sessions` is how many sessions back that lies, or how many there ever were.
    """

    since: date | None
    sessions: int

    @property
    def words(self) -> Phrase:
        """It as the end of a sentence; in Chinese, as its beginning."""
        if (since := self.since) is None:
            return EVER
        return SINCE.with_(day=in_all(lambda language: day(since, language)))


@dataclass(frozen=True, slots=True)
class Fact:
    """`words` as they stand within a sentence; `rarity`: about how many sessions pass until it is true again.

    `closing`: it is a matter of closing prices, and before the final one today is only on course for it.
    """

    words: Phrase
    rarity: int
    closing: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: `look` returns it where it is true today and worth saying."""

    name: str
    look: Callable[[Today], Fact | None]
