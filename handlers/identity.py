"""Who Surge is in its workspace: asked once, then known."""

import asyncio

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient


class Identity:
    """Answers Bolt's question who it acts as, from memory."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._lock = asyncio.Lock()
        self._result: AuthorizeResult | None = None

    async def ask(self) -> AuthorizeResult:
        """Ask the workspace anew. Raises SlackApiError where the token is refused."""
        answer = await self._client.auth_test()
        self._result = AuthorizeResult(
            enterprise_id=answer.get("enterprise_id"),
            team_id=answer.get("team_id"),
            team=answer.get("team"),
            url=answer.get("url"),
            bot_id=answer.get("bot_id"),
            bot_user_id=answer.get("user_id"),
            bot_token=self._client.token,
        )
        return self._result

    async def authorize(self) -> AuthorizeResult:
        """Return who Surge is, asking only if nobody has asked before."""
        async with self._lock:
            return self._result or await self.ask()
