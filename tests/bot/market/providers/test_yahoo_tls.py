"""Surge's own way to Yahoo, nothing changed: real names, TLS, the session that a user has."""

import asyncio
import os
import sys
from pathlib import Path

from tests.bot.market.samples import at
from tests.tree import ROOT
from tests.yahoo_standin import Yahoo, entry
from tests.yahoo_tls import behind_tls, needs_openssl

PROGRAM = """
import asyncio, sys
from pathlib import Path
from bot.clock import wall
from bot.market.providers.yahoo import YahooProvider
from tests.yahoo_standin import Hands

async def main():
    hands = Hands(wall())
    provider = YahooProvider(Path(sys.argv[1]), wall=hands.time, sleep=hands.sleep)
    for symbols in (["^HSI", "NONEXIST"], ["^HSI"]):
        for quote in (await provider.poll(symbols)).quotes:
            print(quote.symbol, quote.price, round(quote.percent, 2), quote.name)
    print(provider.pace.requests)
    await provider.close()

asyncio.run(main())
"""


@needs_openssl
async def test_by_its_real_names(tmp_path: Path) -> None:
    """Through HTTPS_PROXY and CURL_CA_BUNDLE, cookie, crumb, consent and quotes work under Yahoo's own names."""
    yahoo = Yahoo()
    yahoo.put(entry("^HSI", 24590.12, at("14:00"), 24203.32, longName="HANG SENG INDEX"))
    yahoo.faults.append(("v7", "consent"))
    async with behind_tls(yahoo, tmp_path) as way:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, str(tmp_path / "home")),
            cwd=ROOT,
            env={**os.environ, **way},
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert said.decode().splitlines()[:2] == ["^HSI 24590.12 1.60 HANG SENG INDEX"] * 2
    hosts = [seen.host for seen in yahoo.requests]
    assert hosts[:3] == ["fc.yahoo.com", *["query1.finance.yahoo.com"] * 2]
    assert hosts.count("consent.yahoo.com") == 2
    assert said.decode().split()[-1] == str(len(hosts))
