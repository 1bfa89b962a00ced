"""The load: one person who types a command as soon as the last one is answered, over one connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlsplit

from tests.foreign import FORM, command, signed

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Line:
    """A connection to a bot's door that is kept."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def post(self, request: bytes) -> bytes:
        """Send a request; return the body of the answer, which must be a good one."""
        async with asyncio.timeout(PATIENCE):
            self.writer.write(request)
            head = await self.reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next(line for line in lines if line.startswith(b"content-length:"))
            body = await self.reader.readexactly(int(length.partition(b":")[2]))
        assert lines[0].endswith(b" 200 ok"), head + body
        return body

    async def timed(self, request: bytes) -> float:
        """Send a request; return how long the answer took, in milliseconds."""
        begun = perf_counter()
        assert await self.post(request)
        return (perf_counter() - begun) * 1000


@asynccontextmanager
async def line(url: str) -> AsyncIterator[Line]:
    """Connect to a bot."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        yield Line(reader, writer)
    finally:
        writer.close()


def typed(text: str) -> bytes:
    """Return the request for `/surge text`, as Slack signs and sends it; no two are the same."""
    body = command(text).encode()
    headers = {"Host": "127.0.0.1", "Content-Type": FORM, "Content-Length": str(len(body)), **signed(body)}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{head}\r\n".encode() + body


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` of `values` lie."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
