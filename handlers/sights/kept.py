"""What was made of a desk's figures, kept as long as they are the same: many people ask the same in one moment."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from bot.market.desk import QuoteDesk
from bot.surge import Surge

# Of market time. After this the desk is asked again: a price may have become stale, or it is time for new ones.
LIFETIME = timedelta(seconds=15)

T = TypeVar("T")


class Kept(Generic[T]):
    """Makes a thing at most once for each revision of a desk."""

    def __init__(self) -> None:
        self._made: WeakKeyDictionary[QuoteDesk, dict[str, tuple[int, datetime, T]]] = WeakKeyDictionary()

    async def get(self, surge: Surge, key: str, make: Callable[[], Awaitable[T]]) -> T:
        """Return what was made for `key`, or what `make` makes now."""
        made = self._made.setdefault(surge.desk, {})
        if key in made:
            revision, at, thing = made[key]
            if revision == surge.desk.revision and abs(surge.clock() - at) < LIFETIME:
                return thing
        revision, at = surge.desk.revision, surge.clock()
        thing = await make()
        # Of what was begun with other figures nobody knows what it rests on: its revision is the older one.
        made[key] = revision, at, thing
        return thing
