"""What is to be read of an instrument: all that names it, or the newest beside a big move."""

from bot.errors import NoData
from bot.market.instrument import Instrument
from bot.market.news import Headline, big, quotable
from bot.surge import Surge
from handlers.cards.news import Newspaper
from handlers.cards.prices import Priced


async def newspaper(instrument: Instrument, surge: Surge) -> Newspaper:
    """Return the headlines that name `instrument`. Raises NoData in a replay, and ProviderError."""
    if surge.newsroom is None:
        raise NoData("The tape has no headlines: they were not recorded.")
    return _sorted(instrument, await surge.newsroom.headlines(instrument.symbol), surge)


def catalyst(priced: Priced, surge: Surge) -> Headline | None:
    """Return the newest headline that names a big mover, out of what is here already.

    Where nothing is, it is asked for in the background: a quote never waits for news, and the next look has it.
    """
    instrument, percent = priced.instrument, priced.quote.percent
    if surge.newsroom is None or not big(instrument, percent):
        return None
    found = _sorted(instrument, surge.newsroom.latest(instrument.symbol), surge).headlines
    return found[0] if found else None


def _sorted(instrument: Instrument, headlines: tuple[Headline, ...], surge: Surge) -> Newspaper:
    now, quote = surge.clock(), surge.desk.latest(instrument.symbol)
    names = [quote.name] if quote and quote.name else []
    return Newspaper(instrument=instrument, headlines=quotable(headlines, instrument, now, names), now=now)
