"""Messages outlive the process that took them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.journal import Journal
from handlers.sandbox.message import Message, from_json
from handlers.sandbox.workspace import opened


@contextmanager
def process(home: Path, *more: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run the sandbox alone and give the process and its address."""
    command = [sys.executable, "-m", "handlers.sandbox", "--port", "0", "--home", str(home), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            lines = [running.stdout.readline() for _ in range(5)]
            yield running, lines[2].strip().removeprefix("SLACK_API_URL=")
        finally:
            running.kill()


async def test_kill_9_loses_nothing_that_was_accepted(tmp_path: Path) -> None:
    """After kill -9, what was answered with ok is there again, with its metadata and its edits."""
    metadata = {"event_type": "surge_alert", "event_payload": {"delivery": "d1"}}
    with process(tmp_path) as (running, base_url):
        client = AsyncWebClient("xoxb-1", base_url=base_url)
        first = await client.chat_postMessage(channel="C01MARKETS", text="one", metadata=metadata)
        gone = await client.chat_postMessage(channel="C01MARKETS", text="two")
        await client.chat_update(channel="C01MARKETS", ts=first["ts"], text="one, edited")
        await client.chat_delete(channel="C01MARKETS", ts=gone["ts"])
        os.kill(running.pid, signal.SIGKILL)
    workspace = opened(tmp_path)
    [kept] = workspace.messages.within("C01MARKETS")
    assert (kept.ts, kept.text, kept.metadata) == (first["ts"], "one, edited", metadata)
    assert workspace.messages.stamp() > gone["ts"]
    workspace.journal.close()


def test_sigterm_ends_it_in_good_order(tmp_path: Path) -> None:
    """SIGTERM stops the sandbox with status 0."""
    with process(tmp_path) as (running, _):
        running.terminate()
        assert running.wait(5) == 0


def test_taken_port_is_said(tmp_path: Path) -> None:
    """A port in use ends the sandbox with status 2 and a sentence."""
    with process(tmp_path) as (_, base_url):
        port = base_url.rsplit(":", 1)[1].partition("/")[0]
        command = [sys.executable, "-m", "handlers.sandbox", "--port", port, "--home", str(tmp_path / "b")]
        second = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert second.returncode == 2
    assert "The sandbox cannot start" in second.stderr


@given(
    st.builds(
        Message,
        ts=st.text(),
        channel=st.text(),
        user=st.text(),
        text=st.text(),
        blocks=st.lists(st.dictionaries(st.text(), st.text() | st.integers(), max_size=2), max_size=2).map(tuple),
        metadata=st.none() | st.dictionaries(st.text(), st.text(), max_size=2),
    )
)
def test_messages_come_back_as_they_were(message: Message) -> None:
    """Any message, written as JSON and read again, is the same message."""
    assert from_json(json.loads(json.dumps(message.as_json()))) == message


def test_half_a_line_is_mended(tmp_path: Path) -> None:
    """A line that a crash left unfinished is cut off, and the next entry stands on its own."""
    path = tmp_path / "messages.jsonl"
    path.write_text('{"a": 1}\n{"b": ', encoding="utf-8")
    journal = Journal(path)
    journal.write({"c": "恒指"})
    assert [*journal.entries()] == [{"a": 1}, {"c": "恒指"}]
    journal.clear()
    journal.write({"d": 4})
    journal.close()
    assert json.loads(path.read_text(encoding="utf-8")) == {"d": 4}


@pytest.mark.parametrize("clock", [0.0, 10.0])
def test_stamps_rise_whatever_the_clock_does(tmp_path: Path, clock: float) -> None:
    """Time stamps are unique and rising, also when the clock stands still or steps back."""
    times = iter([20.0, clock, clock])
    workspace = opened(tmp_path, now=lambda: next(times))
    stamps = [workspace.messages.stamp() for _ in range(3)]
    workspace.journal.close()
    assert stamps == ["20.000000", "20.000001", "20.000002"]
