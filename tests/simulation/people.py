"""The people of a simulated day: what they watch, which rules they made, and what they type."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from bot.alerts.alert import Alert, Audience
from bot.alerts.book import AlertBook
from bot.alerts.condition import Direction
from bot.alerts.conditions.moves import Moves
from bot.market.instruments import members

TEAM, CHANNEL = "T01", "C01MARKETS"
BOTH = (Direction.UP, Direction.DOWN)
# New York's own, and the mainland's; the rest of what is watched is Hong Kong's.
ABROAD = ("BABA", "JD", "BIDU", "PDD", "NVDA", "AVGO", "TSM", "KC", "GDS", "300308.SZ", "300502.SZ", "688256.SS")
# What is typed of a hundred commands; "{}" is a symbol that somebody watches, "{new}" one that few know.
TYPED = (
    *(("{}",) * 58),
    *(("board",) * 10),
    *(("leaders",) * 8),
    *(("turnover",) * 6),
    *(("movers up",) * 4),
    *(("premarket",) * 2),
    *(("status",) * 2),
    *(("{new}",) * 7),
    *(("{typo}",) * 3),
)
STRANGERS = 400


def watched(number: int) -> list[str]:
    """Return so many symbols that somebody watches."""
    known = [*(each.symbol for each in members("^HSI")), *ABROAD]
    others = (f"{code:04}.HK" for code in range(1, 10_000))
    return [*known, *(symbol for symbol in others if symbol not in known)][:number]


async def rules(book: AlertBook, symbols: Sequence[str], number: int, now: datetime) -> None:
    """Make so many rules on `symbols`, in a book that has none."""
    for count in range(number):
        symbol = symbols[count % len(symbols)]
        percent = Decimal(1 + count // len(symbols) % 12)
        condition = Moves(symbol, percent, BOTH)
        alert = Alert(
            id=0,
            team=TEAM,
            audience=Audience.PERSON,
            destination=f"U{count % 500:03}",
            creator=f"U{count % 500:03}",
            condition=condition,
            name=symbol,
            made_at=now - timedelta(days=1),
            made_in="",
            expires_at=now + timedelta(days=90),
        )
        await book.add(alert)


def curious(usual: Iterator[str]) -> Iterator[str]:
    """Yield what people type on a day on which every other command asks for what nobody has asked for before."""
    for code, words in zip(range(20_000, 80_000), usual, strict=False):
        yield from (f"{code}.HK", words)


def typed(symbols: Sequence[str], seed: int = 7) -> Iterator[str]:
    """Yield what people type, for ever: the same every day."""
    chance = Random(seed)  # noqa: S311 - a simulation, no secret
    while True:
        # A few names are on everybody's mind.
        symbol = symbols[min(int(chance.paretovariate(0.6)) - 1, len(symbols) - 1)]
        new = f"{min(int(chance.paretovariate(0.5)), STRANGERS) + 9000}.HK"
        typo = f"ZZ{chance.randrange(100, 1000)}"
        yield chance.choice(TYPED).format(symbol, new=new, typo=typo)
