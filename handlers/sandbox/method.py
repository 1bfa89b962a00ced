"""What a method of the Web API is, and a family of them: one file in `methods/`, found by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.sandbox.arguments import Args
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.workspace import Workspace

Answer = Mapping[str, object]
BOT_TOKEN, APP_TOKEN = "xoxb-", "xapp-"


@dataclass(frozen=True, slots=True)
class Method:
    """One method: `call` answers, or raises SlackError; `tokens` are how the tokens it takes begin."""

    call: Callable[[Workspace, Args], Answer]
    tokens: tuple[str, ...] = (BOT_TOKEN,)

    def admit(self, token: str) -> None:
        """Check the caller's token; raises SlackError `not_authed`, `invalid_auth`, `not_allowed_token_type`."""
        if not self.tokens:
            return
        if not token:
            raise SlackError("not_authed")
        if not token.startswith((BOT_TOKEN, APP_TOKEN)) or token in (BOT_TOKEN, APP_TOKEN):
            raise SlackError("invalid_auth")
        if not token.startswith(self.tokens):
            raise SlackError("not_allowed_token_type")


@dataclass(frozen=True, slots=True)
class Family:
    """The methods of one file, by their names."""

    methods: Mapping[str, Method]
