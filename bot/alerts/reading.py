"""Read a rule's words, asking the source of quotes for a name that nobody has asked for before."""

from collections.abc import Iterable

from bot.alerts.parser import Rule, beginnings, parse_rule
from bot.errors import UnknownInstrument
from bot.market.desk import QuoteDesk


async def read(text: str, desk: QuoteDesk, known: Iterable[str] = ()) -> Rule:
    """Read a whole rule, as `parse_rule` does; `known` are symbols that count as names besides the desk's.

    Raises UnknownInstrument, AmbiguousInstrument or BadRule.
    """
    names = {*desk.known, *known}
    try:
        return parse_rule(text, names)
    except UnknownInstrument as unknown:
        for name in beginnings(text):
            try:
                found = await desk.find(name)
            except UnknownInstrument:
                continue
            return parse_rule(text, {*names, found.symbol})
        raise unknown from None
