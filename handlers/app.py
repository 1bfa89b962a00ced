"""The Bolt app: registers every listener and decides nothing.

Each further listener costs every request about 20 µs (Bolt builds all arguments before it compares a name), so there
is one for each way people reach Surge, and our own dispatch behind it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.replay import Replay
from handlers import buttons, mentions, modals, replay_command, surge_command, travellers
from handlers.identity import Identity
from handlers.replies import by_url
from handlers.services import Services
from handlers.tasks import Tasks

log = structlog.get_logger()

# At DEBUG these write down whole bodies: what people ask, and the addresses where anybody may answer them.
QUOTING = ("slack_bolt", "slack_sdk", "surge.bolt", "surge.socket", "websockets")

Listener = Callable[..., Awaitable[BoltResponse | None]]


def build_app(services: Services, client: AsyncWebClient, identity: Identity) -> AsyncApp:
    """Return the app, with every listener in place.

    An ack leaves only when its listener returns (`process_before_response`), so listeners are quick: what takes
    longer than 1.5 s becomes a task, and answers later. `client` has no token of its own: `identity` brings it.
    """

    async def authorize() -> AuthorizeResult:  # Bolt looks at the parameters' names, and would want to fill in `self`
        return await identity.authorize()

    _hush()
    app = AsyncApp(
        name="surge",  # unnamed, it reads the sources of all its callers to find one
        client=client,
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,  # a socket is its own proof, and the webhook has verified before
        raise_error_for_unhandled_request=True,  # Bolt's warning would quote it
        logger=logging.getLogger("surge.bolt"),
    )
    app.command("/surge")(_surge(services))
    buttons.register(app, services)
    modals.register(app, services)
    mentions.register(app, services)
    travellers.register(app, services)
    if services.surge.replay is not None:
        app.command("/replay")(_replay(services.surge.replay, services.tasks))
    app.error(_failed)
    return app


def _hush() -> None:
    level = max(logging.INFO, logging.getLogger().level)
    for name in QUOTING:
        logging.getLogger(name).setLevel(level)


def _surge(services: Services) -> Listener:
    async def listener(
        ack: AsyncAck, respond: AsyncRespond, command: Mapping[str, Any], client: AsyncWebClient
    ) -> BoltResponse | None:
        return await surge_command.handle(ack, by_url(respond, client), command, client, services)

    return listener


def _replay(replay: Replay, tasks: Tasks) -> Listener:
    async def listener(ack: AsyncAck, command: dict[str, str]) -> None:
        await replay_command.handle(ack, command.get("text", ""), replay, tasks)

    return listener


async def _failed(error: Exception, body: dict[str, object]) -> BoltResponse:
    """Acknowledge even so: without this a person sees Slack's own failure, and nothing of what to do."""
    if isinstance(error, BoltUnhandledRequestError):
        # An event that nobody waits for is no failure, and Slack would send it again.
        status = HTTPStatus.OK if body.get("type") == "event_callback" else HTTPStatus.NOT_FOUND
        log.info("request for nobody", status=status.value)
        return BoltResponse(status=status, body="")
    log.error("listener failed", kind=body.get("type") or body.get("command"), exc_info=error)
    return BoltResponse(status=200, body="Something went wrong here, and it has been noted. Please try again.")
