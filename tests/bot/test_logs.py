"""The log: what goes in, and what never does."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Give where the log is written, with one secret to hide; then all is as it was."""
    stream, root = io.StringIO(), logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure("DEBUG", ["hunter2"], stream)
    yield stream
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def test_a_secret_is_struck_out_wherever_it_turns_up(log: io.StringIO) -> None:
    """A known secret is hidden in messages, arguments and tracebacks alike."""
    logging.getLogger("a").info("password %s", "hunter2")
    try:
        int("hunter2")
    except ValueError:
        logging.getLogger("b").exception("failed with hunter2")
    structlog.get_logger().warning("refused", detail="hunter2")
    assert "hunter2" not in log.getvalue()
    assert log.getvalue().count(logs.STRUCK) >= 4


@pytest.mark.parametrize("token", ["xoxb-123-abc-DEF", "xapp-1-A0-99-ff", "xoxp-9999"])
def test_tokens_nobody_told_us_of_are_struck_out_too(log: io.StringIO, token: str) -> None:
    """Whatever looks like a workspace token is hidden."""
    logging.getLogger("a").info("url wss://x/link?ticket=s3cr3t&app_id=1 token=%s", token)
    assert token not in log.getvalue()
    assert "s3cr3t" not in log.getvalue()
    assert "app_id=1" in log.getvalue()


def test_an_exception_keeps_its_traceback(log: io.StringIO) -> None:
    """A traceback reaches the log, once."""
    try:
        dict[str, str]()["missing"]
    except KeyError:
        structlog.get_logger("c").exception("job failed", job="sweep")
    assert "job=sweep" in log.getvalue()
    assert log.getvalue().count("Traceback") == 1
