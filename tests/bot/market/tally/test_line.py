"""The way out to vendors, against a server on this machine."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.errors import BadAnswer, RateLimited, Unreachable
from bot.market.tally.line import Line
from tests.tree import ROOT
from tests.yahoo_standin import Yahoo
from tests.yahoo_tls import behind_tls, needs_openssl


@asynccontextmanager
async def vendor() -> AsyncIterator[str]:
    """Serve a vendor that shows its Referer, and fails as it is told to; give its address."""

    async def answer(request: web.Request) -> web.StreamResponse:
        kind = request.match_info["kind"]
        if kind == "hang":
            await asyncio.sleep(0.3)
        if kind == "drop" and request.transport:
            request.transport.abort()
        if kind.isdecimal():
            return web.Response(status=int(kind))
        return web.Response(body=f'v="{request.headers["Referer"]}恒"'.encode("gb18030"))

    app = web.Application()
    app.router.add_get("/{kind}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_what_an_answer_means() -> None:
    """The body comes with the headers sent; every failure is an error with a cause that names the host."""
    line = Line(timeout=5)
    async with vendor() as address:
        body = await line.get(f"{address}/good", {"Referer": "https://gu.qq.com/"})
        assert body.decode("gb18030") == 'v="https://gu.qq.com/恒"'
        for kind, error in {"429": RateLimited, "500": BadAnswer, "404": BadAnswer, "drop": Unreachable}.items():
            with pytest.raises(error, match=r"127\.0\.0\.1"):
                await line.get(f"{address}/{kind}", {"Referer": ""})
    with pytest.raises(Unreachable):
        await line.get(f"{address}/good", {})
    line.close()


async def test_nothing_waits_for_long() -> None:
    """An answer that does not end is given up after the time it may take."""
    line = Line(timeout=0.1)
    async with vendor() as address:
        with pytest.raises(Unreachable):
            await line.get(f"{address}/hang", {})
    line.close()


PROGRAM = """
import asyncio
from bot.errors import Unreachable
from bot.market.tally.line import Line

async def main():
    line = Line()
    print(await line.get("https://query1.finance.yahoo.com/v8/finance/chart/ANY", {}))
    try:
        await line.get("https://qt.gtimg.cn/q=hkHSI", {})
    except Unreachable as error:
        print(error)
    line.close()

asyncio.run(main())
"""


@needs_openssl
async def test_the_way_that_the_environment_names(tmp_path: Path) -> None:
    """HTTPS_PROXY and CURL_CA_BUNDLE lead the vendors' requests too: past a proxy, by an authority of one's own."""
    yahoo = Yahoo(charts={"ANY": {"chart": 1}})
    async with behind_tls(yahoo, tmp_path) as way:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM), cwd=ROOT, env={**os.environ, **way}, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert said.decode().splitlines() == ["b'{\"chart\": 1}'", "qt.gtimg.cn cannot be reached."]
    assert [seen.host for seen in yahoo.requests] == ["query1.finance.yahoo.com"]
