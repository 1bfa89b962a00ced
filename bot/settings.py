"""Every setting: its variable, type, default and meaning. Read once, at start; all complaints come at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, unquote_plus, urlsplit

from bot.errors import ConfigurationError

SLACK = "https://slack.com/api/"
MAX_PORT = 65535
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
TURNOVER_SOURCES = ("auto", "tencent", "sina", "estimate")
# libpq takes passwords as parameters too: postgresql://host/name?password=…&sslpassword=…
_PASSWORDS = re.compile(r"(?:^|&)(?:ssl)?password=([^&]+)")


class Reconcile(StrEnum):
    """How a post of unknown fate is looked for: not at all, or in the channel's history."""

    NONE = "none"
    HISTORY = "history"


class ProviderName(StrEnum):
    """Where quotes come from."""

    YAHOO = "yahoo"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each field is the environment variable of the same name in capitals; "" is unset."""

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""
    slack_api_url: str = ""
    surge_token_keys: str = ""
    surge_channel: str = ""
    surge_turnover_alert: str = ""
    surge_tech_alert: str = ""
    surge_turnover_source: str = "auto"
    database_url: str = ""
    redis_url: str = ""
    surge_provider: str = ""
    surge_tape: str = ""
    surge_replay_speed: str = "240"
    surge_replay_in_slack: str = ""
    surge_replay_stores: str = ""
    surge_home: str = "./var"
    surge_log_level: str = "INFO"
    surge_reconcile: str = ""
    port: str = "3000"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises ConfigurationError with every complaint at once."""
        given = {field.name: env.get(field.name.upper(), "").strip() for field in fields(cls)}
        settings = cls(**{name: value for name, value in given.items() if value})
        if complaints := list(_complaints(settings)):
            raise ConfigurationError(complaints)
        return settings

    @property
    def sandbox(self) -> bool:
        """Whether Surge brings its own Slack: no SLACK_* variable is set."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name.startswith("slack_"))

    @property
    def by_http(self) -> bool:
        """Whether Slack posts to us, instead of a socket of ours to it."""
        return bool(self.slack_signing_secret) and not self.slack_app_token

    @property
    def rehearsal(self) -> bool:
        """Whether nobody real is on the other end: the sandbox, or a Slack stand-in on this machine."""
        return self.sandbox or _loopback(self.slack_api_url)

    @property
    def provider(self) -> ProviderName:
        """The source of quotes: a replay in the sandbox, live figures elsewhere, unless said otherwise."""
        default = ProviderName.REPLAY if self.sandbox else ProviderName.YAHOO
        return ProviderName(self.surge_provider or default)

    @property
    def replaying(self) -> bool:
        """Whether a recorded day stands in for the market."""
        return self.provider is ProviderName.REPLAY

    @property
    def shared_stores(self) -> bool:
        """Whether DATABASE_URL and REDIS_URL count: a replay keeps to a folder of its own unless asked."""
        return not self.replaying or self.surge_replay_stores not in {"", "0"}

    @property
    def reconcile(self) -> Reconcile:
        """How posts of unknown fate are looked for: by history where nobody's scopes are at stake."""
        default = Reconcile.HISTORY if self.rehearsal else Reconcile.NONE
        return Reconcile(self.surge_reconcile or default)

    @property
    def channel(self) -> str:
        """The channel told from the first start ("" none)."""
        return self.surge_channel or ("C01MARKETS" if self.rehearsal and self.replaying else "")

    @property
    def turnover_alert(self) -> str:
        """That channel's turnover threshold, as words."""
        return self.surge_turnover_alert or ("250bn" if self.rehearsal and self.replaying else "1.2x")

    @property
    def tech_alert(self) -> str:
        """That channel's threshold for the Hang Seng TECH's rise, as words."""
        return self.surge_tech_alert or "2.5%"

    @property
    def replay_speed(self) -> float:
        """How many market seconds pass in a second of a replay."""
        return float(self.surge_replay_speed)

    @property
    def home(self) -> Path:
        """The folder that Surge writes in."""
        return Path(self.surge_home)

    @property
    def http_port(self) -> int:
        """The port of the web server."""
        return int(self.port)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every value that no log may show."""
        names = ("slack_bot_token", "slack_app_token", "slack_signing_secret", "slack_client_secret")
        values = [getattr(self, name) for name in names]
        values += [key.strip() for key in self.surge_token_keys.split(",")]
        values += [form for url in (self.database_url, self.redis_url) for form in _password(url)]
        return tuple(value for value in values if value)


def _complaints(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each fault, saying what to do."""
    yield from _slack_complaints(settings)
    yield from _choice_complaints(settings)
    if not settings.port.isdecimal() or not 0 <= int(settings.port) <= MAX_PORT:
        yield f"PORT must be a number from 0 to {MAX_PORT}, not {settings.port!r}."
    if not _positive(settings.surge_replay_speed):
        yield (
            f"SURGE_REPLAY_SPEED must be a number above 0, not {settings.surge_replay_speed!r}: "
            "240 is a day in two minutes."
        )
    if settings.surge_tape and not Path(settings.surge_tape).is_file():
        yield f"SURGE_TAPE names no file: {settings.surge_tape!r}."


def _slack_complaints(settings: Settings) -> Iterator[str]:
    """A partial set of Slack's variables starts nothing: name what is missing."""
    if settings.sandbox:
        return
    if settings.slack_app_token and not settings.slack_app_token.startswith("xapp-"):
        yield "SLACK_APP_TOKEN must begin with xapp-: it is the app-level token with connections:write."
    if settings.slack_bot_token and not settings.slack_bot_token.startswith("xoxb-"):
        yield "SLACK_BOT_TOKEN must begin with xoxb-: it is the Bot User OAuth Token."
    if not settings.slack_bot_token:
        yield "SLACK_BOT_TOKEN is missing: the other SLACK_* variables need it. Unset all of them for the sandbox."
    if not settings.slack_app_token and not settings.slack_signing_secret:
        yield (
            "SLACK_APP_TOKEN is missing: Socket Mode needs it (xapp-…, with connections:write). "
            "For HTTP instead, set SLACK_SIGNING_SECRET."
        )
    if settings.slack_signing_secret.startswith(("xoxb-", "xapp-")):
        yield "SLACK_SIGNING_SECRET is a token: the secret is on your app's page, under Basic Information."


def _choice_complaints(settings: Settings) -> Iterator[str]:
    """A setting with few possible values must have one of them."""
    choices = {
        "SURGE_PROVIDER": (settings.surge_provider, tuple(ProviderName)),
        "SURGE_RECONCILE": (settings.surge_reconcile, tuple(Reconcile)),
        "SURGE_TURNOVER_SOURCE": (settings.surge_turnover_source, TURNOVER_SOURCES),
        "SURGE_LOG_LEVEL": (settings.surge_log_level.upper(), LOG_LEVELS),
    }
    for name, (value, allowed) in choices.items():
        if value and value not in allowed:
            yield f"{name} must be one of {', '.join(allowed)}, not {value!r}."
    replaying = settings.surge_provider == ProviderName.REPLAY
    if replaying and not settings.rehearsal and not settings.surge_replay_in_slack:
        yield (
            "SURGE_PROVIDER=replay would post a recorded day into a real workspace: "
            "set SURGE_REPLAY_IN_SLACK=1 if you mean it."
        )


def _positive(text: str) -> bool:
    try:
        return 0 < float(text) < float("inf")
    except ValueError:
        return False


def _loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _password(url: str) -> tuple[str, ...]:
    """Return the passwords of an address in each form they can turn up in; all of an address that is none."""
    try:
        address = urlsplit(url)
        written = [address.password or "", *(_PASSWORDS.findall(address.query))]
    except ValueError:
        return (url,)
    return tuple({form for password in written for form in (password, unquote(password), unquote_plus(password))})
