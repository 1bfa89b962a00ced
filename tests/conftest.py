"""The policy on skipped tests: say what was skipped and why, and allow none where `SURGE_NO_SKIPS` is set.

No test asserts a wall-clock time, so Hypothesis is kept from it too: a busy machine is no fault of the code.

A skip nobody reads is a test that is gone. Where everything a test may need is at hand (`.ci/run`), a skip is
a failure, with the reason of the skip as its message. An expected failure (xfail) is a result, and stays one.

Besides, what saves the tests' time and is no business of theirs: files in memory, the slow ones first, less garbage
to look through.
"""

import gc
import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# CI tries the same examples each time, so that a change is judged by itself; everyone else looks for new ones.
settings.register_profile("patient", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.load_profile("patient")

# Each commit waits for the disk, as it must: for the tests' files that is memory, where there is any to spare.
MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes folders of its own in it
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 1 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# What takes seconds begins first, so that no worker is left with it at the end.
SLOW = ("browser", "stories", "test_simulation.py")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

FORBIDDEN = os.environ.get("SURGE_NO_SKIPS", "") not in {"", "0"}


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why `report` was skipped, without the file and line that pytest puts before it."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def judged(report: Report) -> Report:
    """Return `report`, a failure if it is a skip where skips are forbidden."""
    if FORBIDDEN and report.skipped and not hasattr(report, "wasxfail"):
        report.longrepr = f"a skip is not allowed here: {reason_of(report)}"
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let nobody look for garbage among what is collected, which stays to the end, and later look for it less often."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is slow first, without changing the order in it."""

    def place(item: pytest.Item) -> int:
        folder = item.nodeid.removeprefix("tests/").partition("/")[0]
        return SLOW.index(folder) if folder in SLOW else len(SLOW)

    items.sort(key=place)


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]  # xdist carries no types
    """Hands out test by test, but all of the browser's to one worker: each would have to start its own browser."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    """Hand out tests in our own way, where there are workers."""
    return OneBrowser(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Judge each test's report."""
    return judged((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Judge each file's report: a whole file can be skipped before it has any test."""
    return judged((yield))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was skipped and why, one reason a line, also when it is nothing."""
    by_reason: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        by_reason.setdefault(reason_of(report), []).append(report.nodeid)
    terminalreporter.section("skipped, and why")
    for reason, tests in sorted(by_reason.items()):
        terminalreporter.line(f"{len(tests)} x {reason}: {', '.join(tests)}")
    if not by_reason:
        terminalreporter.line("nothing was skipped")
