"""What calling Slack can raise when Slack, or the way to it, is in trouble."""

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

TROUBLE = (SlackClientError, ClientError, OSError, TimeoutError)
