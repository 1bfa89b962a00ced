"""The source of quotes: a tape that can be read, or a source that answers one request."""

from bot.bootstrap import Recording
from bot.checkup import Checkup, Finding, ill, well
from bot.errors import ProviderError
from bot.market.provider import Provider
from bot.settings import Settings
from bot.words.times import moment

SYMBOL = "^HSI"


async def look(settings: Settings) -> Finding:
    """Read the tape, or ask for one quote."""
    return _tape(settings) if settings.replaying else await _live(settings)


def _tape(settings: Settings) -> Finding:
    tape = Recording.of(settings).tape
    lines, faults = len(tape.lines), len(tape.faults)
    return well(f"The tape has {lines} lines" + (f"; {faults} more cannot be read and are skipped." if faults else "."))


async def _live(settings: Settings) -> Finding:
    # Who plays a tape does not pay for what live figures need.
    from bot.market.providers.yahoo import YahooProvider  # noqa: PLC0415 - see above

    provider = YahooProvider(settings.home)
    try:
        return await asked(provider)
    finally:
        await provider.close()


async def asked(provider: Provider) -> Finding:
    """Ask for one quote, once."""
    try:
        answer = await provider.poll([SYMBOL])
    except ProviderError as error:
        return ill(f"{error.sentence} Check the network and HTTPS_PROXY; Surge itself keeps trying.")
    quote = next((quote for quote in answer.quotes if quote.symbol == SYMBOL), None)
    if quote is None:
        return ill(f"{provider.source.label} answers, but has no quote of {SYMBOL}. Try again in a few minutes.")
    return well(f"{provider.source.label} answers: {SYMBOL} {quote.price:,} at {moment(quote.time)}.")


CHECKUP = Checkup("provider", look)
