"""What Surge must be allowed to do in a workspace, and why. `manifest.yaml` asks for the same.

Each scope costs trust, so there are few: what only some settings need is asked for where they are set.
"""

from collections.abc import Mapping

from bot.settings import Reconcile, Settings

ALWAYS: Mapping[str, str] = {
    "commands": "people type /surge",
    "chat:write": "answers and alerts",
    "app_mentions:read": "people write @Surge",
    "im:history": "people write to Surge in its direct messages",
    "users:read": "who may change an alert, and by whose clock nights are quiet",
    "channels:read": "who is in the channel whose alerts they change",
    "groups:read": "the same in private channels",
}
HISTORY: Mapping[str, str] = {
    "channels:history": "SURGE_RECONCILE=history looks for messages in public channels",
    "groups:history": "SURGE_RECONCILE=history looks for messages in private channels",
    "im:write": "SURGE_RECONCILE=history looks for direct messages",
}
CHOICES: Mapping[str, str] = {"chat:write.public": "alerts where Surge was not invited"}


def needed(settings: Settings) -> Mapping[str, str]:
    """Return the scopes that these settings need, each with its reason."""
    return {**ALWAYS, **(HISTORY if settings.reconcile is Reconcile.HISTORY else {})}
