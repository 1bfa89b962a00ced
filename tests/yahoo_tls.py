"""The stand-in Yahoo under its real names: behind a proxy, with certificates of a throw-away authority.

A program that is given the environment of `behind_tls` asks the stand-in when it asks Yahoo, without knowing.
"""

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import web

from tests.yahoo_standin import Yahoo, make_app

OPENSSL = shutil.which("openssl")
NAMES = "subjectAltName=DNS:*.yahoo.com,DNS:*.finance.yahoo.com"

needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="no openssl to make certificates with")


def certificates(folder: Path) -> tuple[Path, Path, Path]:
    """Make an authority, and a certificate of its for Yahoo's names with its key; return their files in that order."""
    authority, signing, made, key = (folder / name for name in ("ca.pem", "ca.key", "yahoo.pem", "yahoo.key"))
    new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    _openssl(*new, "-subj", "/CN=Nobody", "-keyout", str(signing), "-out", str(authority))
    signed = ["-CA", str(authority), "-CAkey", str(signing), "-addext", NAMES, "-addext", "basicConstraints=CA:FALSE"]
    _openssl(*new, "-subj", "/CN=yahoo.com", *signed, "-keyout", str(key), "-out", str(made))
    return authority, made, key


def _openssl(*arguments: str) -> None:
    subprocess.run([OPENSSL or "openssl", *arguments], check=True, capture_output=True, timeout=30)


@asynccontextmanager
async def behind_tls(yahoo: Yahoo, folder: Path) -> AsyncIterator[Mapping[str, str]]:
    """Serve `yahoo` over TLS behind a proxy; give the environment that leads there."""
    authority, made, key = certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    yahoo.secure = True
    runner = web.AppRunner(make_app(yahoo), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    port = runner.addresses[0][1]

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect whoever asks for a host of Yahoo's to the stand-in."""
        asked = await reader.readuntil(b"\r\n\r\n")
        if b".yahoo.com:443 " not in asked.partition(b"\r\n")[0]:
            writer.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
        else:
            there, thither = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await asyncio.gather(_copy(reader, thither), _copy(there, writer))
        writer.close()

    proxy = await asyncio.start_server(carry, "127.0.0.1", 0)
    address = proxy.sockets[0].getsockname()
    try:
        yield {"HTTPS_PROXY": f"http://{address[0]}:{address[1]}", "CURL_CA_BUNDLE": str(authority)}
    finally:
        proxy.close()
        await runner.cleanup()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
