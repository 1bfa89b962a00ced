"""A rule read back in a sentence, in the reader's language. Pure."""

from bot.alerts.alert import Alert
from bot.alerts.names import called
from bot.words.language import Language
from handlers.cards.escape import sentence


def says(alert: Alert, language: Language = Language.EN) -> str:
    """Return the rule in plain words, as they are: for what is no mrkdwn."""
    return alert.condition.says(called(alert.condition.target, language, alert.name), language)


def rule(alert: Alert, language: Language = Language.EN) -> str:
    """Return the rule in plain words, for mrkdwn."""
    return sentence(says(alert, language))
