"""What a line to the workspace is: Socket Mode's `Connection`, or the `Webhook` of HTTP."""

from collections.abc import Awaitable, Callable
from typing import Protocol


class Line(Protocol):
    """Brings what people do in Slack; `connected` while it does."""

    connected: bool

    async def run(self, on_known: Callable[[], Awaitable[None]]) -> None:
        """Keep it up until cancelled; `on_known` is awaited once the workspace is known. Raises ConfigurationError."""

    async def close(self) -> None:
        """Bring nothing more; what is being answered goes on."""
