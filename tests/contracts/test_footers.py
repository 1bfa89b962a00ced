"""Every card that shows figures names their time, their delay, their scope and their source."""

import re
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.market.desk import QuoteDesk
from bot.market.instruments import members
from bot.market.provider import Answer
from bot.market.turnover import Scope, Turnover
from bot.settings import Settings
from bot.storage.caches.memory import MemoryCache
from handlers.cards.card import Card
from handlers.cards.finish import footer
from handlers.registry import all_commands
from tests.bot.market.samples import at
from tests.handlers.asking import Hall
from tests.yahoo_standin import Hands, Yahoo, entry, surge_to

# What every command's help says to type, and names of every kind of instrument.
# What is looked for is English, so nobody chooses another language on the way.
USAGES = tuple(usage for command in all_commands() for usage in command.usage if "language" not in usage)
NAMES = ("hstech", "hscei", "golden", "csi300", "9988", "80700", "baba", "nvda", "gds", "kweb", "vstecs", "pgj")
WORDS = tuple(dict.fromkeys((*USAGES, *NAMES)))

# A figure of the market: a price, a level, a change in per cent, an amount.
FIGURE = re.compile(r"[+−]\d+\.\d+%|(?:HK\$|US\$|RMB )\d|\d,\d{3}\.\d\d")
# What a rule says of itself is no figure of the market.
RULES = re.compile(r"^(?:Alert made|Watching for you|Already there|Changed|Removed|#\d|/surge).*$", re.MULTILINE)
ZONE = r"(?:HKT|New York|Beijing time)"
# Of daily closes the days are the times.
DAYS = r"closes kept: \d{1,2} \w{3} \d{4} to \d"
TIME = re.compile(rf"{DAYS}|\b\d{{1,2}}:\d\d(?::\d\d)? {ZONE}\b|\b\d{{1,2}}:\d\d\b[\s\S]*{ZONE} times")
DELAY = re.compile(
    r"min delayed|\blive\b|last close|\bclose \w{3} \d|whole day|last session|⚠ stale|\d old\b|closed|"
    # A time with its date tells how old a figure is by itself.
    rf"\w{{3}} \d{{1,2}} \w{{3}} \d{{1,2}}:\d\d {ZONE}|as of \d|{DAYS}",
    re.IGNORECASE,
)
TURNOVER = re.compile(r"turnover\b[^\n]*?HK\$[\d.,]+(?:bn|tn)[^\n]*", re.IGNORECASE)
SCOPE = re.compile(r"whole market|shares only, estimate|official")
NEVER = {
    "a bare $": re.compile(r"(?<![A-Z])\$\d"),
    "a price of zero": re.compile(r"(?:HK\$|US\$|RMB )0(?:\.0+)?(?![\d.])"),
}


def faults(card: Card, source: str) -> list[str]:
    """Return what a card keeps from its reader; nothing where it shows no figures."""
    said = RULES.sub("", card.text)
    if not FIGURE.search(said):
        return []
    found = [name for name, pattern in (("no time", TIME), ("no delay", DELAY)) if not pattern.search(said)]
    found += [] if source and card.text.endswith(source) else ["no source"]
    found += [f"no scope: {line}" for line in TURNOVER.findall(said) if not SCOPE.search(line)]
    return found + [name for name, pattern in NEVER.items() if pattern.search(said)]


async def faulty(here: Hall, words: Iterable[str]) -> dict[str, list[str]]:
    """Ask all of it; return what is at fault, by the words."""
    cards = {each: await here.card(each) for each in words}
    return {
        each: found for each, card in cards.items() if (found := faults(card, footer(here.surge.desk.source, card)))
    }


@pytest.mark.parametrize("when", ["14:17", "us"])
async def test_a_recorded_day_is_accounted_for(tmp_path: Path, when: str) -> None:
    """Whatever is asked on the day of the surge, figures come with all that a reader must know of them."""
    async with build(Settings.from_env({"SURGE_HOME": str(tmp_path)})) as surge:
        assert surge.replay is not None
        await surge.replay.begin()
        await surge.replay.pause()
        await surge.replay.jump(when)
        assert await faulty(Hall(surge), WORDS) == {}


@asynccontextmanager
async def live(folder: Path) -> AsyncIterator[Hall]:
    """Give a Surge with live figures: quotes of the stand-in, stamped 13:45, and a turnover of somebody else."""
    yahoo, hands = Yahoo(), Hands(at("14:00"))
    yahoo.put(entry("^HSI", 24590.12, at("13:45"), 24203.32), entry("HSTECH.HK", 5431, at("13:45"), 5284))
    yahoo.put(*(entry(each.symbol, 50 + n / 10, at("13:45"), 50) for n, each in enumerate(members("^HSI"))))
    yahoo.put(entry("BABA", 108.22, at("2025-07-15 04:00"), 106.7, currency="USD", exchangeDataDelayedBy=0))
    async with surge_to(yahoo, folder, hands) as quotes, build(Settings.from_env({"SURGE_HOME": str(folder)})) as surge:
        poll = quotes.poll

        async def both(symbols: Collection[str]) -> Answer:
            turnover = Turnover(Scope.MARKET, Decimal("185.3e9"), at("13:58"), "Tencent")
            return replace(await poll(symbols), turnovers=(turnover,))

        quotes.poll = both  # type: ignore[method-assign]  # two sources in one
        yield Hall(replace(surge, desk=QuoteDesk(quotes, MemoryCache(), hands.time), clock=hands.time, replay=None))


async def test_live_figures_are_accounted_for(tmp_path: Path) -> None:
    """Live, each card names the source of quotes, and beside it that of the turnover with its time."""
    async with live(tmp_path) as here:
        assert (
            await faulty(here, ("", "hsi", "0700", "baba", "leaders", "turnover", "movers", "active", "premarket"))
            == {}
        )
        for words in ("", "hsi", "0700"):
            assert (await here.card(words)).text.endswith("\nYahoo; turnover Tencent 13:58")
        assert "turnover tencent 13:58" in (await here.card("turnover")).text.casefold()
