"""A way to a server that a test can break: pass, hang, cut, or answer with whatever a test likes."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """What becomes of a connection: carried to the server, left without an answer, or cut."""

    NONE = "none"
    HANG = "hang"
    CUT = "cut"


@dataclass(slots=True, eq=False)
class Proxy:
    """One port on loopback before a server at `upstream`, a Unix socket or a host and a port.

    `fault` is what it does to what comes in from now on; bytes instead of a fault are its answer to everything.
    `asked` counts what came in.
    """

    upstream: str | tuple[str, int]
    fault: Fault | bytes = Fault.NONE
    port: int = 0
    asked: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side ends it, or the proxy does."""
        self._own()
        with suppress(OSError, asyncio.CancelledError), closing(writer):
            there, thither = await self._connect()
            answers = asyncio.create_task(self._answers(there, writer))
            with closing(thither):
                while data := await reader.read(65536):
                    self.asked += 1
                    match self.fault:
                        case Fault.NONE:
                            thither.write(data)
                        case Fault.CUT:
                            _reset(writer)
                        case bytes(answer):
                            writer.write(answer)
            answers.cancel()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self.upstream, str):
            return await asyncio.open_unix_connection(self.upstream)
        return await asyncio.open_connection(*self.upstream)

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._own()
        with closing(writer):
            while data := await reader.read(65536):
                if self.fault is Fault.NONE:
                    writer.write(data)

    def _own(self) -> None:
        """Have the task that is running ended with the proxy."""
        if task := asyncio.current_task():
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End all connections."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection as a crash does: with a reset."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@asynccontextmanager
async def proxied(upstream: str | tuple[str, int]) -> AsyncIterator[Proxy]:
    """Serve a proxy before the server at `upstream`; it is healthy at first."""
    proxy = Proxy(upstream)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1")
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()
