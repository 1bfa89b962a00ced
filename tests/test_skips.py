"""The policy on skipped tests in `conftest.py`, tried on a small suite of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest

def test_passes(): pass

def test_skips(): pytest.skip("no market today")

@pytest.mark.skipif(True, reason="no browser")
def test_is_marked(): pass

@pytest.mark.xfail(reason="known")
def test_is_expected_to_fail(): assert False
"""
FILE = 'import pytest\npytest.importorskip("no_such_library")\n'


@pytest.fixture(name="suite")
def suite_of_skips(tmp_path: Path) -> Path:
    """Lay out a suite with a skip of each kind, under our policy."""
    (tmp_path / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text("utf-8"))
    (tmp_path / "test_some.py").write_text(SUITE)
    (tmp_path / "test_whole.py").write_text(FILE)
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    return tmp_path


def run(suite: Path, allowed: str) -> subprocess.CompletedProcess[str]:
    """Run `suite` with SURGE_NO_SKIPS as in `allowed`."""
    command = [sys.executable, "-m", "pytest", "-q", "--continue-on-collection-errors", "-p", "no:cacheprovider"]
    env = {**os.environ, "SURGE_NO_SKIPS": allowed}
    return subprocess.run(command, cwd=suite, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_a_skip_is_named_with_its_reason(suite: Path) -> None:
    """Where skips are allowed, the run passes and says at the end what was skipped and why."""
    done = run(suite, "")
    assert done.returncode == 0
    assert "1 x no market today: test_some.py::test_skips" in done.stdout
    assert "1 x no browser: test_some.py::test_is_marked" in done.stdout
    assert "1 x could not import 'no_such_library'" in done.stdout


def test_a_forbidden_skip_is_a_failure(suite: Path) -> None:
    """Where skips are forbidden, each kind of skip fails with its reason, and an expected failure does not."""
    done = run(suite, "1")
    assert done.returncode == 1
    assert done.stdout.count("a skip is not allowed here: no market today") >= 1
    assert done.stdout.count("a skip is not allowed here: no browser") >= 1
    assert done.stdout.count("a skip is not allowed here: could not import 'no_such_library'") >= 1
    assert "1 failed, 1 passed, 1 xfailed, 2 errors" in done.stdout
