"""Socket Mode: one-shot tickets, connections, envelopes that must be acknowledged."""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import ClassVar

from aiohttp import WSMessage, WSMsgType, web

from handlers.cards.rules.shape import Object, is_object
from handlers.sandbox.faults import SOCKET, Faults
from handlers.sandbox.hub import Event, Hub
from handlers.sandbox.world import APP


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket to the app. A leaving one was told to reconnect; a silent one is deaf and mute."""

    request: web.Request
    socket: web.WebSocketResponse
    leaving: bool = False
    silent: bool = False

    async def send(self, frame: Object) -> None:
        """Send a frame, unless the connection plays dead or is gone."""
        if not self.silent and not self.socket.closed:
            await self.socket.send_str(json.dumps(frame))

    def cut(self) -> None:
        """Break the connection without a word."""
        if self.request.transport:
            self.request.transport.abort()


@dataclass(slots=True)
class Link:
    """The app's connections to Slack: each payload goes to one of them, in turn.

    `arrival` is how many seconds the app's first connection is waited for: a sandbox that starts together with its
    app opens its page a moment earlier.
    """

    hub: Hub
    faults: Faults
    arrival: float = 0
    connections: list[Connection] = field(default_factory=list)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, "asyncio.Future[Object]"] = field(default_factory=dict)

    MOST: ClassVar[int] = 10

    @property
    def connected(self) -> bool:
        """Tell whether the app can be reached."""
        return bool(self.connections)

    async def reachable(self) -> bool:
        """Tell whether the app can be reached, once it has had the time to arrive."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._arrived.wait(), self.arrival)
        return self.connected

    def ticket(self) -> str:
        """Return a ticket for one dial."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    async def dial(self, request: web.Request) -> web.StreamResponse:
        """Take a connection for as long as it lasts; a ticket opens one door once."""
        ticket = request.query.get("ticket", "")
        known = ticket in self._tickets
        self._tickets.discard(ticket)
        if not known or len(self.connections) >= self.MOST or self.faults.take(SOCKET, ("refuse-dial",)):
            raise web.HTTPForbidden(text="ticket refused")
        # Pongs are ours to send: a silent connection must not answer pings either.
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = Connection(request, socket)
        await connection.send(self._hello())
        self.connections.append(connection)
        self._arrived.set()
        self._tell()
        if fault := self.faults.take(SOCKET, ("drop", "disconnect", "silent")):
            await self.strike(fault.kind, fault.value)
        try:
            async for frame in socket:
                await self._heard(connection, frame)
        finally:
            self.connections.remove(connection)
            self._tell()
        return socket

    async def deliver(self, kind: str, payload: Object, seconds: float) -> Object | None:
        """Send an envelope and return what its acknowledgement carried (empty: nothing).

        None means that it was not acknowledged in time, or that the connection broke.
        """
        envelope = secrets.token_hex(8)
        answer: asyncio.Future[Object] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = answer
        frame: dict[str, object] = {"envelope_id": envelope, "type": kind, "payload": payload}
        frame["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            frame |= {"retry_attempt": 0, "retry_reason": ""}
        try:
            await self._next().send(frame)
            return await asyncio.wait_for(answer, seconds)
        except (TimeoutError, ConnectionError):
            return None
        finally:
            del self._waiting[envelope]

    async def strike(self, kind: str, reason: str) -> None:
        """Do what a fault says to the connections there are: drop, disconnect or silent."""
        for connection in [*self.connections]:
            if kind == "silent":
                connection.silent = True
            elif kind == "disconnect":
                connection.leaving = True
                await connection.send({"type": "disconnect", "reason": reason or "refresh_requested"})
            else:
                connection.cut()

    async def close(self) -> None:
        """Part from the app, in good order."""
        for connection in [*self.connections]:
            await connection.socket.close()

    def _next(self) -> Connection:
        """Return the connection whose turn it is, one that stays if there is one."""
        if not self.connections:
            raise ConnectionError("the app is not connected")
        staying = [connection for connection in self.connections if not connection.leaving]
        chosen = (staying or self.connections)[0]
        self.connections.remove(chosen)
        self.connections.append(chosen)
        return chosen

    async def _heard(self, connection: Connection, frame: WSMessage) -> None:
        if connection.silent:
            return
        if frame.type is WSMsgType.PING:
            await connection.socket.pong(frame.data)
        elif frame.type is WSMsgType.TEXT:
            self._acknowledged(frame.data)

    def _acknowledged(self, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(frame.get("envelope_id"))) if is_object(frame) else None
        if waiting and not waiting.done():
            payload = frame.get("payload")
            waiting.set_result(payload if is_object(payload) else {})

    def _hello(self) -> Object:
        about = {"host": "sandbox", "approximate_connection_time": 18_060}
        info = {"app_id": APP}
        count = len(self.connections) + 1
        return {"type": "hello", "num_connections": count, "debug_info": about, "connection_info": info}

    def _tell(self) -> None:
        self.hub.publish(Event("connected", {"connected": self.connected}))
