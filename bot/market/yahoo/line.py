"""The line to Yahoo, as its one thread knows it: yfinance's cookie and crumb around our own session.

yfinance is imported with the first request: it takes a second and 90 MB (pandas among it, which nothing here calls).
"""

import warnings
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from bot.errors import BadAnswer, RateLimited, SurgeError
from bot.market.manners import Manners

if TYPE_CHECKING:
    from bot.market.yahoo.session import PacedSession

log = structlog.get_logger()

MakeSession = Callable[[Manners], "PacedSession"]

# `_crumb`, `_cookie` and `_cookie_strategy` are private: a newer yfinance may call them otherwise.
TRIED = "1.7.0"
_LONGEST_CRUMB = 40


class Line:
    """Asks Yahoo. Nothing of it may be called from another thread than its own."""

    def __init__(self, home: Path, manners: Manners, make: MakeSession) -> None:
        self._folder, self._manners, self._make = home / "yfinance", manners, make
        self._session: PacedSession | None = None

    def get(self, url: str, params: dict[str, object], body: dict[str, object] | None = None) -> bytes:
        """Return what answers a request, a post where it has a body. Raises ProviderError, and NoData for a 404."""
        try:
            return self._get(url, params, body)
        except SurgeError:
            raise
        except Exception as error:  # an edge: yfinance lets through whatever befalls it
            log.exception("yfinance failed")
            raise BadAnswer("Yahoo's answer could not be taken in.") from error

    def _get(self, url: str, params: dict[str, object], body: dict[str, object] | None) -> bytes:
        from bot.market.yahoo.session import StaleCrumb  # noqa: PLC0415 - curl_cffi only where it is needed

        session = self._session = self._session or self._open()
        data = self._data(session)
        try:
            return self._body(data, url, params, body)
        except StaleCrumb:
            self._forget(data, session)
        # Once more with a new cookie and crumb; should Yahoo refuse those too, yfinance tries its way by the consent.
        session.strict = False
        try:
            return self._body(data, url, params, body)
        finally:
            session.strict = True

    def _body(self, data: Any, url: str, params: dict[str, object], body: dict[str, object] | None) -> bytes:  # noqa: ANN401 - yfinance has no types
        try:
            response = data.post(url, body=body, params=params) if body else data.get(url, params=params)
        except RateLimited:
            data._crumb = None  # noqa: SLF001 - yfinance has no way to drop it, and after a pause it is worth none
            raise
        finally:
            if not _fit(data._crumb):  # noqa: SLF001 - yfinance keeps whatever came in a crumb's place
                data._crumb = None  # noqa: SLF001 - the same
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            raise BadAnswer(f"Yahoo does not let Surge in ({response.status_code}).")
        return bytes(response.content)

    def _open(self) -> "PacedSession":
        """Import yfinance, make it tell its failures, and begin without anything left of an earlier session."""
        import yfinance  # noqa: PLC0415 - see the top

        # After the import: yfinance sets filters of its own, and pandas warns of what yfinance does.
        warnings.filterwarnings("ignore", module="yfinance")
        if yfinance.__version__ != TRIED:
            log.warning("another yfinance than was tried", tried=TRIED, found=yfinance.__version__)
        yfinance.config.debug.hide_exceptions = False
        # Where it cannot keep its cookie it asks for a new one before each request.
        self._folder.mkdir(parents=True, exist_ok=True)
        yfinance.set_tz_cache_location(str(self._folder))
        session = self._make(self._manners)
        data = self._data(session)
        # There is one YfData in a process, whoever used it before.
        data._crumb, data._cookie, data._cookie_strategy = None, None, "basic"  # noqa: SLF001 - it has no way to reset
        return session

    def _data(self, session: "PacedSession") -> Any:  # noqa: ANN401 - yfinance has no types
        from yfinance.data import YfData  # noqa: PLC0415 - see the top

        return YfData(session=session)

    def _forget(self, data: Any, session: "PacedSession") -> None:  # noqa: ANN401 - yfinance has no types
        """Drop crumb and cookie, the one on disk too."""
        from yfinance.cache import get_cookie_cache  # noqa: PLC0415 - see the top

        data._crumb = data._cookie = None  # noqa: SLF001 - see _body
        session.cookies.clear()
        get_cookie_cache().store("curlCffi", None)


def _fit(crumb: object) -> bool:
    """Whether it can be a crumb: a short word, no sentence and no page."""
    return isinstance(crumb, str) and 0 < len(crumb) <= _LONGEST_CRUMB and not set(crumb) & set("< >\n")


def browser(manners: Manners) -> "PacedSession":
    """Return a session that Yahoo takes for a browser's."""
    from bot.market.yahoo.session import PacedSession  # noqa: PLC0415 - curl_cffi only where it is needed

    return PacedSession(manners)
