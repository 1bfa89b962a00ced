"""What goes into the log, and what never does: one line a record, secrets struck out wherever they turn up."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO

import structlog
from structlog.typing import EventDict

# Tokens of any shape, and the one-time tickets of socket addresses: struck out even where nobody told us of them.
TOKENS = re.compile(r"\bx(?:ox[a-z]|app|wfp)-[A-Za-z0-9-]{4,}|(?<=[?&]ticket=)[^&\s\"']+", re.ASCII)
STRUCK = "•••"


class Redaction(logging.Filter):
    """Strikes secrets out of a record's whole text, its traceback included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = sorted(secrets, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, without its secrets."""
        if record.exc_info:
            record.exc_text = self.strike(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        record.msg, record.args = self.strike(record.getMessage()), ()
        return True

    def strike(self, text: str) -> str:
        """Return `text` with every secret struck out."""
        for secret in self._secrets:
            text = text.replace(secret, STRUCK)
        return TOKENS.sub(STRUCK, text)


def configure(level: str, secrets: Iterable[str], stream: TextIO = sys.stderr) -> None:
    """Send all logs, ours and the libraries', as text to `stream`."""
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction(secrets))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in ("aiosqlite", "alembic"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    # A turn that outlasts its interval holds the next one back, as it should: no warning each time.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[_render],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _render(_logger: object, _method: str, event: EventDict) -> tuple[tuple[str], dict[str, object]]:
    """Write an event as its sentence and its figures; the standard library writes the traceback."""
    sentence, trouble = event.pop("event", ""), event.pop("exc_info", None)
    return (" ".join([str(sentence), *(f"{name}={value}" for name, value in event.items())]),), {"exc_info": trouble}
